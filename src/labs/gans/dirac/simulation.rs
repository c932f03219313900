//! One or two Dirac-GANs stepping side by side, and their flows followed in aligned time.

use super::flow::{Flow, Follower};
use super::frame::{DiracFrame, FlowCurve, Remark, Run};
use super::game::Game;
use super::linear;
use super::portrait::{Portrait, Wanted};
use super::runner::{Mover, Runner, has_diverged};
use super::settings::Settings;
use super::verdict::Judge;
use crate::lab::{Readout, Simulation, Standing, Status};
use crate::labs::gans::objectives::Objective;
use crate::math::eigenvalues::modulus;

/// Within this distance of the equilibrium a run has converged.
const CONVERGED: f64 = 1e-8;

/// The simulation of part A.
pub struct DiracSimulation {
    settings: Settings,
    step: u64,
    status: Status,
    tracks: Vec<Track>,
}

impl DiracSimulation {
    /// What belongs to no step, the portrait and the verdict, is taken over from `before` where it would come out the same.
    pub fn new(settings: Settings, before: Option<&Self>) -> Self {
        let tracks = settings.games.iter();
        let tracks = tracks
            .map(|&game| Track::new(game, &settings, before))
            .collect();
        let mut simulation = Self {
            settings,
            step: 0,
            status: Status {
                id: Standing::Running,
                step: 0,
            },
            tracks,
        };
        simulation.judge_standing();
        simulation
    }

    /// How the first run stands.
    fn judge_standing(&mut self) {
        let Some(track) = self.tracks.first() else {
            return;
        };
        let [theta, psi] = track.runner.point();
        let id = if track.has_diverged {
            Standing::Diverged
        } else if theta.hypot(psi) < CONVERGED {
            Standing::Converged
        } else {
            Standing::Running
        };
        if id != self.status.id || id == Standing::Running {
            self.status = Status {
                id,
                step: self.step,
            };
        }
    }

    fn remarks(&self) -> Vec<Remark> {
        let Settings { games, mover, .. } = &self.settings;
        let plays = |objective: Objective| {
            games
                .iter()
                .any(|game| game.objective == objective && game.noise == 0.0)
        };
        let lacks_modified = self.settings.shows_modified
            && self.tracks.iter().all(|track| track.modified.is_none());
        let is_lost =
            |follower: &Option<Follower>| follower.as_ref().is_some_and(|follower| follower.lost);
        let remarks = [
            (plays(Objective::Rsgan), Remark::RsganIsNsgan),
            (mover.map().is_none(), Remark::NoFlow),
            (
                mover.map().is_some() && lacks_modified,
                Remark::NoModifiedFlow,
            ),
            (
                self.tracks
                    .iter()
                    .any(|track| is_lost(&track.leading) || is_lost(&track.modified)),
                Remark::FlowLost,
            ),
        ];
        remarks
            .into_iter()
            .filter(|(applies, _)| *applies)
            .map(|(_, remark)| remark)
            .collect()
    }

    fn readouts(&self, first: Option<&Run>) -> Vec<Readout> {
        let point = first
            .and_then(|run| run.path.get(self.step as usize))
            .copied();
        let mut readouts = vec![
            Readout::count("step", "n", self.step),
            Readout::number("time", "t", Some(self.step as f64 * self.settings.lr)),
            Readout::number("theta", "θ", point.map(|point| point[0])),
            Readout::number("psi", "ψ", point.map(|point| point[1])),
            Readout::number("distance", "r", point.map(|point| point[0].hypot(point[1]))),
        ];
        let Some(run) = first else { return readouts };
        if let Some(&largest) = run.step_eigenvalues.first() {
            readouts.push(Readout::number("rho", "ρ", Some(modulus(largest))));
        }
        if run.flow.is_some() {
            readouts.push(Readout::number(
                "gap",
                "‖xₙ − x(tₙ)‖",
                run.gap(&run.flow, self.step),
            ));
        }
        if run.modified.is_some() {
            readouts.push(Readout::number(
                "gap_modified",
                "‖xₙ − x̃(tₙ)‖",
                run.gap(&run.modified, self.step),
            ));
        }
        readouts
    }
}

impl Simulation for DiracSimulation {
    type Frame = DiracFrame;

    fn step(&self) -> u64 {
        self.step
    }

    fn last_step(&self) -> u64 {
        self.settings.steps
    }

    fn has_ended(&self) -> bool {
        self.step >= self.settings.steps || self.tracks.iter().all(|track| track.has_diverged)
    }

    fn advance(&mut self) {
        if self.has_ended() {
            return;
        }
        self.step += 1;
        self.tracks.iter_mut().for_each(Track::advance);
        self.judge_standing();
    }

    fn refine(&mut self) -> bool {
        /// Steps of the trial run: some milliseconds where a step is costly.
        const PIECE: usize = 250;
        let unfinished = self.tracks.iter_mut().find(|track| !track.judge.is_final());
        if let Some(track) = unfinished {
            track.judge.advance(PIECE);
        }
        self.tracks.iter().all(|track| track.judge.is_final())
    }

    fn frame(&self) -> DiracFrame {
        let runs: Vec<Run> = self.tracks.iter().map(Track::run).collect();
        DiracFrame {
            step: self.step,
            last_step: self.settings.steps,
            status: self.status,
            start: self.settings.start,
            lr: self.settings.lr,
            compares_plain: self.settings.compares_plain,
            remarks: self.remarks(),
            readouts: self.readouts(runs.first()),
            runs,
        }
    }
}

/// One game under way.
struct Track {
    game: Game,
    mover: Mover,
    lr: f64,
    start: [f64; 2],
    wanted: Wanted,
    average_decay: f64,
    runner: Runner,
    path: Vec<[f64; 2]>,
    average: Vec<[f64; 2]>,
    leading: Option<Follower>,
    modified: Option<Follower>,
    has_diverged: bool,
    portrait: Portrait,
    judge: Judge,
}

impl Track {
    fn new(game: Game, settings: &Settings, before: Option<&DiracSimulation>) -> Self {
        let &Settings {
            mover,
            lr,
            start,
            wanted,
            average,
            ..
        } = settings;
        let tracks = || before.into_iter().flat_map(|before| &before.tracks);
        let same_field = tracks().find(|track| track.game == game && track.wanted == wanted);
        let same_run = tracks().find(|track| {
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

    fn advance(&mut self) {
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

    fn run(&self) -> Run {
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
