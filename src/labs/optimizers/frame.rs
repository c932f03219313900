//! What there is to show of a run: the discrete path, its flows in aligned time, and the gaps between them.

use super::landscapes::{Landscape, ViewBox};
use crate::lab::{self, Frame, Readout, Status, Table};
use serde::{Deserialize, Serialize};

/// One figure of the optimizer lab at step n.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct OptimizerFrame {
    pub step: u64,
    pub last_step: u64,
    pub status: Status,
    pub landscape: Landscape,
    /// The part of the plane that the map shows.
    pub view: ViewBox,
    /// θ_0.
    pub start: [f64; 2],
    /// The time at the last step, N h.
    pub horizon: f64,
    pub runs: Vec<Run>,
    pub notes: Vec<Note>,
    pub readouts: Vec<Readout>,
}

/// Why a flow is missing from the figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Note {
    /// The rule discretises no smooth flow.
    NoFlow,
    /// The rule has a leading flow, but no modified one is known.
    NoModifiedFlow,
    /// A flow left the finite numbers or became too stiff to follow.
    FlowLost,
}

/// One rule's path, with n + 1 entries in every list: steps 0 to n.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// The id of the rule.
    pub rule: String,
    /// h: the time that one step stands for.
    pub time_step: f64,
    /// θ_n.
    pub theta: Vec<[f64; 2]>,
    /// L(θ_n).
    pub loss: Vec<f64>,
    /// The flow that the rule discretises.
    pub flow: Option<FlowCurve>,
    /// The flow that the iterates follow one order better.
    pub modified: Option<FlowCurve>,
    /// ‖θ_n − θ(t_n)‖ against the leading flow; empty without one.
    pub gap: Vec<f64>,
    /// The same against the modified flow.
    pub gap_modified: Vec<f64>,
}

/// A flow at the times t_n = n h. Shorter than the path where it could not be followed further.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FlowCurve {
    /// θ(t_n).
    pub theta: Vec<[f64; 2]>,
    /// L(θ(t_n)).
    pub loss: Vec<f64>,
    /// The same curve with points between the steps, for drawing.
    pub curve: Vec<[f64; 2]>,
}

impl Frame for OptimizerFrame {
    fn status(&self) -> Status {
        self.status
    }

    fn readouts(&self) -> Vec<Readout> {
        self.readouts.clone()
    }

    fn notes(&self) -> Vec<lab::Note> {
        let id = |note: &Note| match note {
            Note::NoFlow => "no_flow",
            Note::NoModifiedFlow => "no_modified_flow",
            Note::FlowLost => "flow_lost",
        };
        self.notes.iter().map(id).map(lab::Note::plain).collect()
    }

    fn table(&self) -> Table {
        let mut table = Table::default();
        let rows = self
            .runs
            .iter()
            .map(|run| run.theta.len())
            .max()
            .unwrap_or(0);
        let mut add = |name: String, column: &mut dyn Iterator<Item = f64>| {
            let mut column: Vec<Option<f64>> = column.map(Some).collect();
            column.resize(rows, None);
            table.columns.push((name, column));
        };
        add("step".to_owned(), &mut (0..rows).map(|n| n as f64));
        for (index, run) in self.runs.iter().enumerate() {
            let name = |quantity: &str| {
                if self.runs.len() == 1 {
                    quantity.to_owned()
                } else {
                    format!("{quantity}_{}", index + 1)
                }
            };
            add(
                name("time"),
                &mut (0..run.theta.len()).map(|n| n as f64 * run.time_step),
            );
            add(name("x"), &mut run.theta.iter().map(|theta| theta[0]));
            add(name("y"), &mut run.theta.iter().map(|theta| theta[1]));
            add(name("loss"), &mut run.loss.iter().copied());
            for (label, flow, gap) in [
                ("flow", &run.flow, &run.gap),
                ("modified", &run.modified, &run.gap_modified),
            ] {
                if let Some(flow) = flow {
                    add(
                        name(&format!("{label}_x")),
                        &mut flow.theta.iter().map(|theta| theta[0]),
                    );
                    add(
                        name(&format!("{label}_y")),
                        &mut flow.theta.iter().map(|theta| theta[1]),
                    );
                    add(
                        name(&format!("{label}_loss")),
                        &mut flow.loss.iter().copied(),
                    );
                    add(name(&format!("{label}_gap")), &mut gap.iter().copied());
                }
            }
        }
        table
    }
}
