//! One game under way: its path, the flows beside it, its portrait and its verdict.

use super::flow::{Flow, Follower};
use super::frame::{FlowCurve, Run};
use super::game::Game;
use super::linear;
use super::portrait::{Portrait, VIEW, Wanted};
use super::runner::{Mover, Runner, has_diverged};
use super::settings::Settings;
use super::verdict::Judge;
use std::cell::RefCell;
use thetaflow::math::plane::{distance, norm};
use thetaflow::math::thinning::{Kept, Trace, seen_in_columns};
use thetaflow::params::Choices;

/// Nobody tells apart places of the portrait that are nearer than this share of its sides.
const SEEN: f64 = 1.0 / 1024.0;

/// One game under way.
pub struct Track {
    game: Game,
    mover: Mover,
    lr: f64,
    start: [f64; 2],
    wanted: Wanted,
    average_decay: f64,
    runner: Runner,
    /// All steps so far, those too that lie behind the one on show.
    path: Vec<[f64; 2]>,
    average: Vec<[f64; 2]>,
    pub leading: Option<Follower>,
    pub modified: Option<Follower>,
    has_diverged: bool,
    portrait: Portrait,
    pub judge: Judge,
    traces: RefCell<Traces>,
}

/// What is drawn of the curves of a long run.
struct Traces {
    path: Trace,
    average: Trace,
    leading: Trace,
    modified: Trace,
}

impl Track {
    /// What belongs to no step, the portrait and the verdict, is taken over from tracks before where it would come out the same.
    pub fn new(game: Game, settings: &Settings, before: &[Track]) -> Self {
        let &Settings {
            mover,
            lr,
            start,
            wanted,
            average,
            ..
        } = settings;
        let same_field = before
            .iter()
            .find(|track| track.game == game && track.wanted == wanted);
        let same_run = before.iter().find(|track| {
            (track.game, track.mover, track.lr, track.start) == (game, mover, lr, start)
        });
        let trace = || Trace::new([SEEN * 2.0 * VIEW; 2]);
        let pieces = follower_pieces(lr, settings.steps);
        let follow = |flow| Follower::new(flow, lr, pieces, start);
        let leading = mover
            .map()
            .filter(|_| settings.flows.has_leading())
            .map(|method| Flow::leading(game, method));
        let modified = mover
            .map()
            .filter(|_| settings.flows.has_modified())
            .and_then(|method| Flow::modified(game, method, lr));
        Self {
            game,
            mover,
            lr,
            start,
            wanted,
            average_decay: average,
            runner: Runner::new(game, mover, lr, start),
            path: vec![start],
            average: if average > 0.0 {
                vec![start]
            } else {
                Vec::new()
            },
            leading: leading.map(follow),
            modified: modified.map(follow),
            has_diverged: false,
            portrait: same_field.map_or_else(
                || Portrait::of(&game, wanted),
                |track| track.portrait.clone(),
            ),
            traces: RefCell::new(Traces {
                path: trace(),
                average: trace(),
                leading: trace(),
                modified: trace(),
            }),
            judge: same_run
                .and_then(|track| track.judge.copied())
                .unwrap_or_else(|| Judge::new(game, mover, lr, start)),
        }
    }

    /// Computes what is not there yet of the way to a step.
    pub fn go_to(&mut self, step: u64) {
        while !self.has_diverged && self.path.len() as u64 <= step {
            self.advance();
        }
    }

    fn advance(&mut self) {
        self.runner.step();
        let point = self.runner.point();
        if has_diverged(point) {
            self.has_diverged = true;
            return;
        }
        self.path.push(point);
        if let Some(&last) = self.average.last() {
            // Begins as the first iterate after the start.
            let before = if self.average.len() == 1 { point } else { last };
            let keep = self.average_decay;
            self.average
                .push([0, 1].map(|i| keep * before[i] + (1.0 - keep) * point[i]));
        }
        for follower in [&mut self.leading, &mut self.modified]
            .into_iter()
            .flatten()
        {
            follower.advance();
        }
    }

    /// (θ, ψ) at a step; the last one where it had diverged before.
    pub fn point_at(&self, step: u64) -> [f64; 2] {
        let last = self.path.last().copied().unwrap_or(self.start);
        self.path.get(step as usize).copied().unwrap_or(last)
    }

    pub fn has_diverged_at(&self, step: u64) -> bool {
        self.has_diverged && self.path.len() as u64 <= step
    }

    /// ‖(θₙ, ψₙ) − flow(tₙ)‖ at a step, to the leading and to the modified flow.
    pub fn gaps(&self, step: u64) -> [Option<f64>; 2] {
        [&self.leading, &self.modified].map(|follower| {
            let there = follower.as_ref()?.at_steps.get(step as usize)?;
            let here = self.path.get(step as usize)?;
            Some(distance(*here, *there))
        })
    }

    /// What there is to show of it at a step.
    pub fn run(&self, step: u64) -> Run {
        let steps = Kept::First(step as usize + 1);
        let curve = |follower: &Option<Follower>| {
            follower.as_ref().map(|follower| FlowCurve {
                at_steps: steps.of(&follower.at_steps),
                curve: follower.curve_until(step).to_vec(),
                pieces: follower.pieces(),
                ..FlowCurve::default()
            })
        };
        Run {
            path: steps.of(&self.path),
            average: steps.of(&self.average),
            flow: curve(&self.leading),
            modified: curve(&self.modified),
            ..self.bare()
        }
    }

    /// The same thinned, in charts whose axis ends at step `horizon`.
    pub fn thinned_run(&self, step: u64, horizon: u64) -> Run {
        let until = |points: &[[f64; 2]]| points.len().min(step as usize + 1);
        let seen = |points: &[[f64; 2]]| {
            let point = |n: usize| points.get(n).copied();
            seen_in_columns(
                until(points),
                horizon,
                |n| n as u64,
                &[&|n| Some(point(n)?[0]), &|n| Some(point(n)?[1]), &|n| {
                    point(n).map(norm)
                }],
            )
        };
        let traced = |trace: &mut Trace, points: &[[f64; 2]]| {
            trace.follow(&points[..until(points)]);
            trace.pieces()
        };
        let curve = |follower: &Option<Follower>, trace: &mut Trace| {
            let follower = follower.as_ref()?;
            let kept = seen(&follower.at_steps);
            let at_steps = Kept::These(&kept).of(&follower.at_steps);
            Some(FlowCurve {
                curve: at_steps.clone(),
                at_steps,
                pieces: 1,
                kept,
                seen: traced(trace, &follower.at_steps),
            })
        };
        let mut traces = self.traces.borrow_mut();
        let kept = seen(&self.path);
        Run {
            path: Kept::These(&kept).of(&self.path),
            average: Kept::These(&kept).of(&self.average),
            flow: curve(&self.leading, &mut traces.leading),
            modified: curve(&self.modified, &mut traces.modified),
            seen: traced(&mut traces.path, &self.path),
            average_seen: traced(&mut traces.average, &self.average),
            kept,
            ..self.bare()
        }
    }

    /// What does not change from step to step.
    fn bare(&self) -> Run {
        let of_step = self
            .mover
            .map()
            .and_then(|method| linear::of_step(&self.game, method, self.lr));
        let is_finite =
            |eigenvalues: &[[f64; 2]]| eigenvalues.iter().flatten().all(|part| part.is_finite());
        Run {
            objective: self.game.objective.name().id().to_owned(),
            portrait: self.portrait.clone(),
            flow_eigenvalues: linear::of_flow(&self.game)
                .map(Vec::from)
                .filter(|all| is_finite(all))
                .unwrap_or_default(),
            step_eigenvalues: of_step.filter(|all| is_finite(all)).unwrap_or_default(),
            verdict: self.judge.verdict(),
            ..Run::default()
        }
    }
}

/// Into how many pieces a step of the flow is drawn: short enough to look smooth, in all no more than a screen shows.
fn follower_pieces(lr: f64, steps: u64) -> u32 {
    const LONGEST: f64 = 0.05;
    const MOST: u64 = 3000;
    let wanted = (lr / LONGEST).ceil() as u64;
    wanted.clamp(1, (MOST / steps.max(1)).max(1)) as u32
}
