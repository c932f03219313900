//! What there is to show of one or two Dirac-GANs.

use super::portrait::Portrait;
use super::verdict::Verdict;
use crate::keys::ViewName;
use crate::link::{Assignment, note_to};
use serde::{Deserialize, Serialize};
use thetaflow::draw::decimal_text;
use thetaflow::lab::{Board, Frame, Note, Readout, Row, Status, Table, Term};
use thetaflow::math::eigenvalues::{Complex, modulus};
use thetaflow::math::thinning::Piece;

/// One figure at step n.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DiracFrame {
    pub step: u64,
    pub last_step: u64,
    /// Of the first run.
    pub status: Status,
    /// (θ₀, ψ₀).
    pub start: [f64; 2],
    /// η, the time that one step stands for where the method imitates a flow.
    pub lr: f64,
    /// One, or two beside each other with the same start and steps.
    pub runs: Vec<Run>,
    /// Whether the second run is the first without its regularisers.
    pub compares_plain: bool,
    pub remarks: Vec<Remark>,
    pub readouts: Vec<Readout>,
    /// What the other view is called with to show the same game.
    pub same_game: Vec<Assignment>,
}

/// What else the reader should know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Remark {
    /// The relativistic field is the non-saturating one, because D(0) = 0.
    RsganIsNsgan,
    /// The method imitates no flow that is drawn.
    NoFlow,
    /// The method has a leading flow, but no modified one is drawn.
    NoModifiedFlow,
    /// A flow could not be followed to the end.
    FlowLost,
}

/// One game, with n + 1 entries in every list of the path: steps 0 to n, or to where it diverged. For drawing, long runs
/// are thinned: then the lists have some steps only, and what is to be seen of curves in the portrait is in pieces.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// The id of the objective.
    pub objective: String,
    /// (θₙ, ψₙ).
    pub path: Vec<[f64; 2]>,
    /// The exponential average of the iterates; empty without one.
    pub average: Vec<[f64; 2]>,
    pub flow: Option<FlowCurve>,
    pub modified: Option<FlowCurve>,
    pub portrait: Portrait,
    /// λ of the flow's Jacobian at the equilibrium, as [re, im]; empty where there is none.
    pub flow_eigenvalues: Vec<Complex>,
    /// μ of the Jacobian of one step, the largest modulus first; empty where there is none.
    pub step_eigenvalues: Vec<Complex>,
    /// None until a trial run has told, where there is no linear theory.
    pub verdict: Option<Verdict>,
    /// Which steps `path` and `average` have, where they have not all of them.
    pub kept: Vec<u32>,
    /// Then, what is seen of both in the portrait.
    pub seen: Vec<Piece>,
    pub average_seen: Vec<Piece>,
}

/// A flow at the times tₙ = nη. Shorter than the path where it could not be followed further.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FlowCurve {
    /// (θ(tₙ), ψ(tₙ)).
    pub at_steps: Vec<[f64; 2]>,
    /// The same curve with points between the steps, for drawing.
    pub curve: Vec<[f64; 2]>,
    /// How many pieces of the curve are one step.
    pub pieces: u32,
    /// Which steps `at_steps` has, where it has not all of them; then `curve` has the same.
    pub kept: Vec<u32>,
    /// Then, what is seen of the curve in the portrait.
    pub seen: Vec<Piece>,
}

/// The step of an entry of a list that has the steps `kept`, or all.
pub fn step_of(kept: &[u32], entry: usize) -> u64 {
    kept.get(entry)
        .map_or(entry as u64, |&step| u64::from(step))
}

/// Which of [`thetaflow::draw::Theme::lines`] draws the path of a run.
pub const fn run_line(index: usize) -> usize {
    if index == 0 { 0 } else { 3 }
}

impl DiracFrame {
    /// Whether a step stands for the time η: that of a flow which the method imitates.
    pub fn has_time(&self) -> bool {
        !self.remarks.contains(&Remark::NoFlow)
    }

    /// How far a step goes on an axis of time, or of steps where these stand for no time.
    pub fn pace(&self) -> f64 {
        if self.has_time() { self.lr } else { 1.0 }
    }
}

impl Frame for DiracFrame {
    fn status(&self) -> Status {
        self.status
    }

    fn readouts(&self) -> Vec<Readout> {
        self.readouts.clone()
    }

    fn notes(&self) -> Vec<Note> {
        let mut notes = Vec::new();
        for (index, run) in self.runs.iter().enumerate() {
            let Some(verdict) = &run.verdict else {
                continue;
            };
            let which = match (self.runs.len(), index) {
                (1, _) => Term::Text(String::new()),
                (_, 0) => Term::word("first"),
                _ => Term::word("second"),
            };
            notes.push(verdict_note(verdict).with("which", which));
        }
        let plain = |remark: &Remark| {
            Note::plain(match remark {
                Remark::RsganIsNsgan => "rsgan_is_nsgan",
                Remark::NoFlow => "no_flow",
                Remark::NoModifiedFlow => "no_modified_flow",
                Remark::FlowLost => "flow_lost",
            })
        };
        notes.extend(self.remarks.iter().map(plain));
        notes.push(note_to("to_live", ViewName::Live, &self.same_game));
        notes
    }

    /// So that a run plays in a minute, however long it is.
    fn steps_per_second(&self) -> Option<f64> {
        const USUAL: f64 = 40.0;
        const SECONDS: f64 = 60.0;
        Some((self.last_step as f64 / SECONDS).max(USUAL))
    }

    fn board(&self) -> Option<Board> {
        let row = |(index, run): (usize, &Run)| {
            let name = if index > 0 && self.compares_plain {
                Term::word("plain")
            } else {
                Term::option("objective", &run.objective)
            };
            let rho = run
                .step_eigenvalues
                .first()
                .map(|&largest| modulus(largest));
            let verdict = run.verdict.map_or(Term::number(None), |verdict| {
                Term::word(verdict.outcome.id())
            });
            Row {
                line: Some(run_line(index)),
                cells: vec![
                    name,
                    Term::Text(spectrum(&run.flow_eigenvalues)),
                    Term::Text(spectrum(&run.step_eigenvalues)),
                    rho.map_or(Term::number(None), |rho| Term::Text(decimal_text(rho, 5))),
                    verdict,
                ],
            }
        };
        Some(Board {
            id: "eigenvalues",
            columns: vec!["game", "of_flow", "of_step", "rho", "verdict"],
            rows: self.runs.iter().enumerate().map(row).collect(),
        })
    }

    fn table(&self) -> Table {
        let mut table = Table::default();
        let rows = self
            .runs
            .iter()
            .map(|run| run.path.len())
            .max()
            .unwrap_or(0);
        let mut add = |name: String, column: &mut dyn Iterator<Item = f64>| {
            table.add(name, column, rows);
        };
        // Of a picture, the path of the first run tells which steps there are.
        let kept = self.runs.first().map_or(&[][..], |run| &run.kept);
        let steps = || (0..rows).map(|entry| step_of(kept, entry) as f64);
        add("step".to_owned(), &mut steps());
        if self.has_time() {
            add("time".to_owned(), &mut steps().map(|n| n * self.lr));
        }
        for (index, run) in self.runs.iter().enumerate() {
            let suffix = if self.runs.len() == 1 {
                String::new()
            } else {
                format!("_{}", index + 1)
            };
            // A picture has other steps of a flow than of the path: where it lacks one, there is a gap.
            let at_steps = |flow: &Option<FlowCurve>| match flow {
                Some(flow) if flow.kept.is_empty() => flow.at_steps.clone(),
                Some(flow) => (run.kept.iter())
                    .map(|step| flow.kept.binary_search(step))
                    .map(|entry| entry.map_or([f64::NAN; 2], |entry| flow.at_steps[entry]))
                    .collect(),
                None => Vec::new(),
            };
            for (prefix, curve) in [
                ("", run.path.clone()),
                ("average_", run.average.clone()),
                ("flow_", at_steps(&run.flow)),
                ("modified_", at_steps(&run.modified)),
            ] {
                if curve.is_empty() {
                    continue;
                }
                add(
                    format!("{prefix}theta{suffix}"),
                    &mut curve.iter().map(|point| point[0]),
                );
                add(
                    format!("{prefix}psi{suffix}"),
                    &mut curve.iter().map(|point| point[1]),
                );
            }
        }
        table
    }
}

/// The verdict in words: by the linear theory with ρ, or, without one, by the trial run.
fn verdict_note(verdict: &Verdict) -> Note {
    use super::verdict::Outcome;
    let reach = Term::number(verdict.reach);
    let Some(rho) = verdict.rho else {
        return Note::plain(match verdict.outcome {
            Outcome::Converges | Outcome::ConvergesNonlinearly => "measured_converges",
            Outcome::SpiralsOut | Outcome::Escapes => "measured_leaves",
            Outcome::LimitCycle | Outcome::Circles => "measured_moves",
            Outcome::Stalls => "measured_stalls",
        })
        .with("reach", reach);
    };
    let id = match verdict.outcome {
        Outcome::Converges => "verdict_converges",
        Outcome::ConvergesNonlinearly => "verdict_converges_nonlinearly",
        Outcome::Circles => "verdict_circles",
        Outcome::SpiralsOut => "verdict_spirals_out",
        Outcome::LimitCycle if verdict.reach.is_none() => "verdict_held",
        Outcome::LimitCycle => "verdict_limit_cycle",
        Outcome::Escapes | Outcome::Stalls => "verdict_escapes",
    };
    Note::plain(id)
        .with("rho", Term::Text(decimal_text(rho, 5)))
        .with("reach", reach)
}

/// Eigenvalues for people: a pair as a ± bi.
fn spectrum(eigenvalues: &[Complex]) -> String {
    if eigenvalues.is_empty() {
        return "–".to_owned();
    }
    let mut texts: Vec<String> = Vec::new();
    for &[re, im] in eigenvalues {
        // The other of a pair has been said.
        if im < 0.0 {
            continue;
        }
        let re = if re.abs() < 1e-9 { 0.0 } else { re };
        texts.push(if im <= 1e-9 {
            decimal_text(re, 3)
        } else if re == 0.0 {
            format!("±{}i", decimal_text(im, 3))
        } else {
            format!("{} ± {}i", decimal_text(re, 3), decimal_text(im, 3))
        });
    }
    texts.join(", ")
}
