//! What is shown until the module with the engine is there: that there is nothing yet.

use super::Run;
use super::frame::{LiveFrame, Round};
use crate::link::same_game;
use thetaflow::lab::Simulation;
use thetaflow::params::Params;

/// No run.
pub struct Waiting {
    frame: LiveFrame,
}

impl Run for Waiting {
    fn of(params: &Params) -> Self {
        let frame = LiveFrame {
            last_step: params.steps(),
            extent: 3.0,
            round: Round {
                of_discriminator: 1,
                of_generator: 1,
            },
            same_game: same_game(params),
            ..LiveFrame::default()
        };
        Self { frame }
    }
}

impl Simulation for Waiting {
    type Frame = LiveFrame;

    fn step(&self) -> u64 {
        0
    }

    fn last_step(&self) -> u64 {
        self.frame.last_step
    }

    fn has_ended(&self) -> bool {
        true
    }

    fn advance(&mut self) {}

    fn frame(&self) -> LiveFrame {
        self.frame.clone()
    }
}
