//! One game under way: its path, the flows beside it, its portrait and its verdict.

use super::flow::{Flow, Follower};
use super::frame::{FlowCurve, Run};
use super::game::Game;
use super::linear;
use super::portrait::{Portrait, Wanted};
use super::runner::{Mover, Runner, has_diverged};
use super::settings::Settings;
use super::verdict::Judge;

/// One game under way.
pub struct Track {
    game: Game,
    mover: Mover,
    lr: f64,
    start: [f64; 2],
    wanted: Wanted,
    average_decay: f64,
    pub runner: Runner,
    path: Vec<[f64; 2]>,
    average: Vec<[f64; 2]>,
    pub leading: Option<Follower>,
    pub modified: Option<Follower>,
    pub has_diverged: bool,
    portrait: Portrait,
    pub judge: Judge,
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
        let pieces = follower_pieces(lr, settings.steps);
        let follow = |flow| Follower::new(flow, lr, pieces, start);
        let leading = mover
            .map()
            .filter(|_| settings.shows_leading)
            .map(|method| Flow::leading(game, method));
        let modified = mover
            .map()
            .filter(|_| settings.shows_modified)
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
            judge: same_run
                .and_then(|track| track.judge.copied())
                .unwrap_or_else(|| Judge::new(game, mover, lr, start)),
        }
    }

    pub fn advance(&mut self) {
        if self.has_diverged {
            return;
        }
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

    /// What there is to show of it.
    pub fn run(&self) -> Run {
        let curve = |follower: &Option<Follower>| {
            follower.as_ref().map(|follower| FlowCurve {
                at_steps: follower.at_steps.clone(),
                curve: follower.curve.clone(),
                pieces: follower.pieces(),
            })
        };
        let of_step = self
            .mover
            .map()
            .and_then(|method| linear::of_step(&self.game, method, self.lr));
        let is_finite =
            |eigenvalues: &[[f64; 2]]| eigenvalues.iter().flatten().all(|part| part.is_finite());
        Run {
            objective: self.game.objective.id().to_owned(),
            path: self.path.clone(),
            average: self.average.clone(),
            flow: curve(&self.leading),
            modified: curve(&self.modified),
            portrait: self.portrait.clone(),
            flow_eigenvalues: linear::of_flow(&self.game)
                .map(Vec::from)
                .filter(|all| is_finite(all))
                .unwrap_or_default(),
            step_eigenvalues: of_step.filter(|all| is_finite(all)).unwrap_or_default(),
            verdict: self.judge.verdict(),
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
