//! One or two Dirac-GANs stepping side by side, and their flows followed in aligned time.

use super::frame::{DiracFrame, Remark, Run};
use super::settings::Settings;
use super::track::Track;
use crate::objectives::Objective;
use thetaflow::lab::{Readout, Simulation, Standing, Status};
use thetaflow::math::eigenvalues::modulus;
use thetaflow::math::plane::norm;

/// Within this distance of the equilibrium a run has converged.
const CONVERGED: f64 = 1e-8;
/// Frames of runs with more steps than this in all are thinned before they are drawn. Then a piece of a flow is a step.
const WHOLE: u64 = 5000;

/// One game, or two beside each other.
pub struct DiracSimulation {
    settings: Settings,
    /// The step on show; the tracks may have come further before.
    step: u64,
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
        Self {
            settings,
            step: 0,
            tracks,
        }
    }

    /// How the first run stands, and since when.
    fn status(&self) -> Status {
        let running = Status {
            id: Standing::Running,
            step: self.step,
        };
        let Some(track) = self.tracks.first() else {
            return running;
        };
        let id_at = |step: u64| {
            if track.has_diverged_at(step) {
                Standing::Diverged
            } else if norm(track.point_at(step)) < CONVERGED {
                Standing::Converged
            } else {
                Standing::Running
            }
        };
        let id = id_at(self.step);
        if id == Standing::Running {
            return running;
        }
        let earlier = (0..self.step).rev().take_while(|&step| id_at(step) == id);
        Status {
            id,
            step: self.step - earlier.count() as u64,
        }
    }

    fn remarks(&self) -> Vec<Remark> {
        let Settings { games, mover, .. } = &self.settings;
        let plays = |objective: Objective| {
            games
                .iter()
                .any(|game| game.objective == objective && game.noise == 0.0)
        };
        let lacks_modified = self.settings.flows.has_modified()
            && self.tracks.iter().all(|track| track.modified.is_none());
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
                    .flat_map(|track| [&track.leading, &track.modified])
                    .flatten()
                    .any(|follower| follower.is_lost_at(self.step)),
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
        let track = self.tracks.first();
        let point = track
            .filter(|track| !track.has_diverged_at(self.step))
            .map(|track| track.point_at(self.step));
        let mut readouts = vec![Readout::count("step", "n", self.step)];
        // Of a method that imitates no flow, a step stands for no time.
        if self.settings.mover.map().is_some() {
            let time = self.step as f64 * self.settings.lr;
            readouts.push(Readout::number("time", "t", Some(time)));
        }
        readouts.extend([
            Readout::number("theta", "θ", point.map(|point| point[0])),
            Readout::number("psi", "ψ", point.map(|point| point[1])),
            Readout::number("distance", "r", point.map(norm)),
        ]);
        let (Some(run), Some(track)) = (first, track) else {
            return readouts;
        };
        let [gap, gap_modified] = track.gaps(self.step);
        if let Some(&largest) = run.step_eigenvalues.first() {
            readouts.push(Readout::number("rho", "ρ", Some(modulus(largest))));
        }
        if run.flow.is_some() {
            readouts.push(Readout::number("gap", "‖xₙ − x(tₙ)‖", gap));
        }
        if run.modified.is_some() {
            readouts.push(Readout::number(
                "gap_modified",
                "‖xₙ − x̃(tₙ)‖",
                gap_modified,
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
        let has_diverged = |track: &Track| track.has_diverged_at(self.step);
        self.step >= self.settings.steps || self.tracks.iter().all(has_diverged)
    }

    fn advance(&mut self) {
        if self.has_ended() {
            return;
        }
        self.step += 1;
        for track in &mut self.tracks {
            track.go_to(self.step);
        }
    }

    fn rewind(&mut self, step: u64) -> bool {
        self.step = self.step.min(step);
        true
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
        self.frame_of(|track| track.run(self.step))
    }

    fn picture(&self) -> DiracFrame {
        let horizon = self.settings.steps;
        if horizon * self.tracks.len() as u64 <= WHOLE {
            return self.frame();
        }
        self.frame_of(|track| track.thinned_run(self.step, horizon))
    }
}

impl DiracSimulation {
    /// The frame on show, with what is wanted of each run.
    fn frame_of(&self, wanted: impl Fn(&Track) -> Run) -> DiracFrame {
        let runs: Vec<Run> = self.tracks.iter().map(wanted).collect();
        DiracFrame {
            step: self.step,
            last_step: self.settings.steps,
            status: self.status(),
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
