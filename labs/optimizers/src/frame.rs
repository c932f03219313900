//! What there is to show of a run: the discrete path, its flows in aligned time, and the gaps between them; in a race,
//! several paths; and what the reader asked to see beside the map.

use serde::{Deserialize, Serialize};
use thetaflow::choices;
use thetaflow::lab::{self, Board, Frame, Readout, Row, Standing, Status, Table, Term};
use thetaflow::math::thinning::Piece;
use thetaflow_surfaces::{Landscape, ViewBox};

/// One figure of the optimizer lab at step n.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct OptimizerFrame {
    pub step: u64,
    pub last_step: u64,
    pub status: Status,
    pub landscape: Landscape,
    /// The part of the plane that the map shows.
    pub view: ViewBox,
    /// Its minima that are known, or found in view.
    pub minima: Vec<[f64; 2]>,
    /// L*; none where nothing tells it.
    pub least: Option<f64>,
    /// θ_0.
    pub start: [f64; 2],
    /// Where the charts end: the time N h at the last step, or N where steps stand for no time; in a race, the number of
    /// gradients.
    pub horizon: f64,
    /// More than one is a race.
    pub runs: Vec<Run>,
    /// The goal of a race is L − L* below this, or L itself where L* is not known; 0 where nobody races.
    pub tolerance: f64,
    pub chart: Chart,
    /// −∇L is drawn on a grid.
    pub arrows: bool,
    /// State vectors of the first rule; empty unless [`Chart::Internals`] is shown.
    pub internals: Vec<Series>,
    pub order: Option<OrderPicture>,
    pub stability: Option<StabilityPicture>,
    pub basins: Option<BasinPicture>,
    pub cloud: Option<CloudPicture>,
    pub notes: Vec<Note>,
    pub readouts: Vec<Readout>,
}

choices! {
    /// What stands beside the map.
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum Chart {
        /// Loss and gap against time.
        Time = "time",
        /// State vectors and steps against time.
        Internals = "internals",
        /// What the rule does next to the nearest minimum.
        Stability = "stability",
        /// The largest gap against the time step.
        Order = "order",
    }
}

/// What the reader should know beside the figure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Note {
    /// The rule discretises no smooth flow.
    NoFlow,
    /// A wrapper bends the steps so that no flow is known.
    NoFlowWithWrapper,
    /// The rule has a leading flow, but no modified one is known.
    NoModifiedFlow,
    /// A flow left the finite numbers or became too stiff to follow.
    FlowLost,
    /// In a race, steps count gradients.
    StepsAreGradients,
    /// The goal is counted from the lowest minimum found in view.
    FoundGoal,
    /// The surface has no known least value: the goal is a loss below this.
    AbsoluteGoal(f64),
    /// The rule's update is no linear recurrence with constant coefficients.
    NotLinear,
    /// The surface has no known minimum.
    NoMinimum,
    /// What the linear theory says: the regime's id.
    Regime(String),
    /// What is held fixed while h is halved: the id of the sentence.
    Held(String),
}

/// One rule's path, with n + 1 entries in every list: steps 0 to n. For drawing, long runs are thinned: then the lists
/// have the steps in `kept` only, and what is to be seen of curves on the map is in pieces.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// The id of the rule.
    pub rule: String,
    /// γ, before any schedule.
    pub learning_rate: f64,
    /// h: the time that one step stands for; `None` where the rule discretises no flow, and in a race.
    pub time_step: Option<f64>,
    pub status: Status,
    /// θ_n.
    pub theta: Vec<[f64; 2]>,
    /// L(θ_n).
    pub loss: Vec<f64>,
    /// ‖∇L‖ at the last of them.
    pub grad_norm: f64,
    /// The flow that the rule discretises.
    pub flow: Option<FlowCurve>,
    /// The flow that the iterates follow one order better.
    pub modified: Option<FlowCurve>,
    /// ‖θ_n − θ(t_n)‖ against the leading flow; empty without one. With Lookahead, that of the last sync.
    pub gap: Vec<f64>,
    /// The same against the modified flow.
    pub gap_modified: Vec<f64>,
    /// The average of the iterates, where the rule keeps one.
    pub average: Vec<[f64; 2]>,
    /// In a race: the gradients that step n was paid with.
    pub gradients: Vec<u64>,
    /// In a race: after how many gradients the goal was reached.
    pub reached: Option<u64>,
    /// Which steps the lists have, where they have not all of them.
    pub kept: Vec<u32>,
    /// Then, what is seen of the path, and of that of the average.
    pub path: Vec<Piece>,
    pub average_path: Vec<Piece>,
}

impl Run {
    /// The step of an entry of the lists.
    pub fn step_of(&self, entry: usize) -> u64 {
        self.kept
            .get(entry)
            .map_or(entry as u64, |&step| u64::from(step))
    }

    fn is_thinned(&self) -> bool {
        !self.kept.is_empty()
    }
}

impl Default for Run {
    fn default() -> Self {
        Self {
            rule: String::new(),
            learning_rate: 0.0,
            time_step: None,
            status: Status {
                id: Standing::Running,
                step: 0,
            },
            theta: Vec::new(),
            loss: Vec::new(),
            grad_norm: 0.0,
            flow: None,
            modified: None,
            gap: Vec::new(),
            gap_modified: Vec::new(),
            average: Vec::new(),
            gradients: Vec::new(),
            reached: None,
            kept: Vec::new(),
            path: Vec::new(),
            average_path: Vec::new(),
        }
    }
}

impl Run {
    /// How far a step goes on an axis of time, or of steps where these stand for no time.
    pub fn pace(&self) -> f64 {
        self.time_step.unwrap_or(1.0)
    }
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
    /// In the place of that, where the run is thinned: what is seen of it.
    pub pieces: Vec<Piece>,
}

/// One coordinate of a state vector after the steps 1 to n, corrected for its start at zero.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Series {
    /// How formulas write what is shown (of mean squares, the root), or [`Series::STEP`].
    pub symbol: String,
    /// 0 for x, 1 for y.
    pub coordinate: usize,
    pub values: Vec<f64>,
}

impl Series {
    /// θ_n − θ_{n−1}.
    pub const STEP: &'static str = "step";
}

/// The largest gap over [0, T] as the time step h is halved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OrderPicture {
    /// Against the leading flow.
    pub leading: Option<OrderLine>,
    /// Against the modified flow.
    pub modified: Option<OrderLine>,
}

/// One line of the order plot.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OrderLine {
    /// [h, gap], from the largest h on; what diverged is left out.
    pub points: Vec<[f64; 2]>,
    /// Fitted through the finest points; `None` with fewer than two.
    pub slope: Option<f64>,
    pub expected: f64,
}

/// What the first rule does next to the nearest minimum.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StabilityPicture {
    /// θ*.
    pub minimum: [f64; 2],
    /// One for each eigenvalue of the Hessian, the flattest first.
    pub modes: [ModePicture; 2],
    /// ρ, the largest modulus of a root.
    pub spectral_radius: f64,
    pub learning_rate: f64,
    /// μ, for rules that have one.
    pub momentum: Option<f64>,
    /// γ* and μ* (0 where the rule has none), and ρ there.
    pub optimum: Option<[f64; 3]>,
    /// ρ over the (γ, μ) plane, or over γ alone.
    pub plane: RatePlane,
}

/// One eigenvector's recurrence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ModePicture {
    /// λ.
    pub eigenvalue: f64,
    /// Roots of the characteristic polynomial as [re, im].
    pub roots: Vec<[f64; 2]>,
}

/// ρ on a grid of learning rates from 0 to `most`, and of momenta from 0 to 1 where the rule has one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RatePlane {
    pub most: f64,
    /// Columns (γ) and rows (μ, upwards; 1 without momentum), each value at the middle of its cell.
    pub size: [u32; 2],
    pub rates: Vec<f32>,
}

/// Where each start ends.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BasinPicture {
    pub size: [u32; 2],
    /// The minima that `minimum` counts.
    pub minima: Vec<[f64; 2]>,
    /// Steps that every start is given.
    pub steps: u32,
    /// Row by row from below: the minimum reached, or one of the marks below.
    #[serde(with = "serde_bytes")]
    pub minimum: Vec<u8>,
    /// Steps until there as a share of all, 0 to 255 on a logarithmic scale.
    #[serde(with = "serde_bytes")]
    pub haste: Vec<u8>,
    /// The share of the pixels that are computed, 0 to 1.
    pub progress: f64,
}

impl BasinPicture {
    /// The path has not come to a minimum, or not to a known one.
    pub const UNDER_WAY: u8 = 253;
    /// The path has left the finite numbers, or ‖θ‖ ≤ 10⁶.
    pub const DIVERGED: u8 = 254;
    /// Not computed yet, not even coarsely.
    pub const UNKNOWN: u8 = 255;
}

/// Many runs that differ in their noise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CloudPicture {
    pub positions: Vec<[f64; 2]>,
    pub mean: [f64; 2],
    /// Half axes of the ellipse of one standard deviation, as vectors.
    pub half_axes: [[f64; 2]; 2],
    /// For each eigenvector of a quadratic: its λ, the variance of the runs along it, and the exact stationary one.
    pub modes: Vec<[f64; 3]>,
    /// Half axes of the exact stationary ellipse around the minimum, where it is known.
    pub stationary: Option<[[f64; 2]; 3]>,
}

impl Frame for OptimizerFrame {
    fn status(&self) -> Status {
        self.status
    }

    fn readouts(&self) -> Vec<Readout> {
        self.readouts.clone()
    }

    fn notes(&self) -> Vec<lab::Note> {
        self.notes.iter().map(Note::sentence).collect()
    }

    /// So that a run plays in a minute, however long it is.
    fn steps_per_second(&self) -> Option<f64> {
        const USUAL: f64 = 60.0;
        const SECONDS: f64 = 60.0;
        Some((self.last_step as f64 / SECONDS).max(USUAL))
    }

    fn board(&self) -> Option<Board> {
        self.race_board().or_else(|| self.cloud_board())
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
            table.add(name, column, rows);
        };
        let is_thinned = self.runs.iter().any(Run::is_thinned);
        if !is_thinned {
            add("step".to_owned(), &mut (0..rows).map(|n| n as f64));
        }
        for (index, run) in self.runs.iter().enumerate() {
            let name = |quantity: &str| {
                if self.runs.len() == 1 {
                    quantity.to_owned()
                } else {
                    format!("{quantity}_{}", index + 1)
                }
            };
            let steps = || (0..run.theta.len()).map(|entry| run.step_of(entry) as f64);
            // The steps kept differ from run to run.
            if is_thinned {
                add(name("step"), &mut steps());
            }
            if let Some(time_step) = run.time_step {
                add(name("time"), &mut steps().map(|n| n * time_step));
            }
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

impl Note {
    fn sentence(&self) -> lab::Note {
        let id = match self {
            Note::NoFlow => "no_flow",
            Note::NoFlowWithWrapper => "no_flow_with_wrapper",
            Note::NoModifiedFlow => "no_modified_flow",
            Note::FlowLost => "flow_lost",
            Note::StepsAreGradients => "steps_are_gradients",
            Note::FoundGoal => "found_goal",
            Note::AbsoluteGoal(goal) => {
                return lab::Note::plain("absolute_goal").with("goal", Term::number(Some(*goal)));
            }
            Note::NotLinear => "not_linear",
            Note::NoMinimum => "no_minimum",
            Note::Regime(regime) => {
                return lab::Note::plain("regime").with("regime", Term::word(regime));
            }
            Note::Held(held) => return lab::Note::plain("held").with("held", Term::word(held)),
        };
        lab::Note::plain(id)
    }
}

impl OptimizerFrame {
    /// In a race, steps count gradients.
    pub fn is_race(&self) -> bool {
        self.runs.len() > 1
    }

    /// Who reached the goal when.
    fn race_board(&self) -> Option<Board> {
        let row = |(line, run): (usize, &Run)| Row {
            line: Some(line),
            cells: vec![
                Term::option("rule", &run.rule),
                Term::number(Some(run.learning_rate)),
                Term::count(run.reached),
                Term::number(run.loss.last().copied()),
                match run.status.id {
                    Standing::Diverged => Term::word("diverged"),
                    Standing::Converged => Term::word("converged"),
                    Standing::Running => Term::word("running"),
                },
            ],
        };
        self.is_race().then(|| Board {
            id: "race",
            columns: vec!["rule", "lr", "reached", "loss", "standing"],
            rows: self.runs.iter().enumerate().map(row).collect(),
        })
    }

    /// The variance of the cloud along each eigenvector beside the exact one.
    fn cloud_board(&self) -> Option<Board> {
        let modes = &self.cloud.as_ref()?.modes;
        let row = |mode: &[f64; 3]| Row {
            line: None,
            cells: mode.map(|value| Term::number(Some(value))).into(),
        };
        (!modes.is_empty()).then(|| Board {
            id: "cloud",
            columns: vec!["eigenvalue", "sampled", "exact"],
            rows: modes.iter().map(row).collect(),
        })
    }
}
