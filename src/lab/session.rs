//! The simulating side of a figure: one run, driven from outside.

use super::{Lab, Simulation};
use crate::params::Params;

/// One run of one lab, with its types hidden.
pub struct Session {
    run: Box<dyn Run>,
}

impl Session {
    pub(super) fn new<L: Lab>(params: &Params) -> Self {
        Self {
            run: Box::new(L::simulation(params)),
        }
    }

    /// Advances towards `step` as long as `may_go_on` allows, which is asked before every step.
    /// Returns whether there is nothing left to do: the step is reached or the run has ended.
    /// A simulation cannot go back: for a step that lies behind, start a new session.
    pub fn advance(&mut self, step: u64, mut may_go_on: impl FnMut() -> bool) -> bool {
        while self.run.step() < step && !self.run.has_ended() {
            if !may_go_on() {
                return false;
            }
            self.run.advance();
        }
        true
    }

    pub fn step(&self) -> u64 {
        self.run.step()
    }

    pub fn last_step(&self) -> u64 {
        self.run.last_step()
    }

    pub fn has_ended(&self) -> bool {
        self.run.has_ended()
    }

    /// The frame at this step, as bytes that the figure of the same lab reads.
    pub fn frame(&self) -> Vec<u8> {
        self.run.frame_bytes()
    }
}

trait Run {
    fn step(&self) -> u64;
    fn last_step(&self) -> u64;
    fn has_ended(&self) -> bool;
    fn advance(&mut self);
    fn frame_bytes(&self) -> Vec<u8>;
}

impl<S: Simulation<Frame: super::Frame>> Run for S {
    fn step(&self) -> u64 {
        Simulation::step(self)
    }

    fn last_step(&self) -> u64 {
        Simulation::last_step(self)
    }

    fn has_ended(&self) -> bool {
        Simulation::has_ended(self)
    }

    fn advance(&mut self) {
        Simulation::advance(self);
    }

    fn frame_bytes(&self) -> Vec<u8> {
        // Writing to a vector cannot fail, and frames hold nothing that the format lacks; an empty frame is refused by the reader.
        postcard::to_allocvec(&self.frame()).unwrap_or_default()
    }
}
