//! One or two Dirac-GANs stepping side by side, and their flows followed in aligned time.

use super::flow::Follower;
use super::frame::{DiracFrame, Remark, Run};
use super::settings::Settings;
use super::track::Track;
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
        let earlier = before.map_or(&[][..], |before| &before.tracks);
        let tracks = settings.games.iter();
        let tracks = tracks
            .map(|&game| Track::new(game, &settings, earlier))
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
            (self.settings.is_cut_short, Remark::CutShort),
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
            same_game: self.settings.same_game.clone(),
            runs,
        }
    }
}
