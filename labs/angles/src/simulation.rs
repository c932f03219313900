//! The lab's simulation: sampled angles, the columns of a matrix, or networks.

use super::frame::AngleFrame;
use super::gram::WeightMatrix;
use super::recording::Recording;
use super::settings::{Figure, Settings};
use super::signal::{Ensemble, Network};
use super::{measure_pairs, measure_weights};
use thetaflow::lab::Simulation;

/// A run of one of the five figures.
pub struct AngleSimulation {
    settings: Settings,
    step: u64,
    last_step: u64,
    run: Run,
}

enum Run {
    /// A step is a batch of angles.
    Pairs(Box<Recording>),
    /// A step is a column.
    Gram(Box<WeightMatrix>),
    /// A step is a network.
    Signal(Box<Ensemble>),
}

impl AngleSimulation {
    pub fn new(settings: Settings, before: Option<&Self>) -> Self {
        let steps = settings.steps;
        let seed = settings.sampling.seed;
        let (run, last_step) = match settings.figure {
            Figure::Gram => (
                Run::Gram(Box::new(WeightMatrix::new(settings.weights, seed))),
                settings.weights.fan_out.min(steps),
            ),
            Figure::Signal => {
                let network = Network {
                    weights: settings.weights,
                    activation: settings.activation,
                    layers: settings.layers,
                    input_angle: settings.input_angle,
                };
                (Run::Signal(Box::new(Ensemble::new(network, seed))), steps)
            }
            _ => {
                let recording = before
                    .and_then(|before| before.recording_of(&settings))
                    .unwrap_or_else(|| Recording::new(settings.sampling, settings.samples));
                let last_step = recording.last_step(steps);
                (Run::Pairs(Box::new(recording)), last_step)
            }
        };
        Self {
            settings,
            step: 0,
            last_step,
            run,
        }
    }

    /// What has been sampled, if the same angles are wanted again: to see them turned, zoomed or in another figure.
    fn recording_of(&self, settings: &Settings) -> Option<Recording> {
        let same = self.settings.sampling == settings.sampling
            && self.settings.samples == settings.samples;
        match &self.run {
            Run::Pairs(recording) if same => Some((**recording).clone()),
            _ => None,
        }
    }
}

impl Simulation for AngleSimulation {
    type Frame = AngleFrame;

    fn step(&self) -> u64 {
        self.step
    }

    fn last_step(&self) -> u64 {
        self.last_step
    }

    fn has_ended(&self) -> bool {
        self.step >= self.last_step
    }

    fn advance(&mut self) {
        if self.has_ended() {
            return;
        }
        let next = self.step + 1;
        let complete = match &mut self.run {
            Run::Pairs(recording) => recording.at(next).is_some() || recording.advance(),
            Run::Gram(matrix) => {
                matrix.advance();
                matrix.size() as u64 >= next
            }
            Run::Signal(ensemble) => ensemble.advance(),
        };
        if complete {
            self.step = next;
        }
    }

    fn frame(&self) -> AngleFrame {
        let mut frame = match &self.run {
            Run::Pairs(recording) => {
                measure_pairs::frame(&self.settings, recording, self.step, self.last_step)
            }
            Run::Gram(matrix) => measure_weights::gram(&self.settings, matrix),
            Run::Signal(ensemble) => measure_weights::signal(&self.settings, ensemble),
        };
        frame.step = self.step;
        frame.last_step = self.last_step;
        frame
    }
}
