//! The simulating side of a figure: one run, driven from outside.

use super::{Frame, Simulate, Simulation};
use crate::params::Params;

/// One run of one lab, with its types hidden.
pub struct Session {
    run: Box<dyn Run>,
}

/// How far a session has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Progress {
    /// The wanted step is not reached yet.
    Stepping,
    /// It is reached, or the run has ended; what belongs to no step is not finished.
    Refining,
    /// There is nothing left to do.
    Done,
}

impl Session {
    /// A run of the lab `L`, at step 0.
    pub fn new<L: Simulate>(params: &Params) -> Self {
        Self {
            run: Box::new(LabRun::<L>(L::simulation(params, None))),
        }
    }

    /// Starts again at step 0. What is costly and the same under both parameters is kept.
    pub fn restart(&mut self, params: &Params) {
        self.run.restart(params);
    }

    /// Advances towards `step` and then refines, as long as `may_go_on` allows, which is asked before every piece of work.
    /// For a step that lies behind, see [`Session::rewind`].
    pub fn advance(&mut self, step: u64, mut may_go_on: impl FnMut() -> bool) -> Progress {
        while self.run.step() < step && !self.run.has_ended() {
            if !may_go_on() {
                return Progress::Stepping;
            }
            self.run.advance();
        }
        while may_go_on() {
            if self.run.refine() {
                return Progress::Done;
            }
        }
        Progress::Refining
    }

    /// Goes back to a step. Returns false where the run has not been kept: restart.
    pub fn rewind(&mut self, step: u64) -> bool {
        self.run.rewind(step)
    }

    /// The step at which it stands.
    pub fn step(&self) -> u64 {
        self.run.step()
    }

    /// The step at which it ends.
    pub fn last_step(&self) -> u64 {
        self.run.last_step()
    }

    /// Whether it stands there, or can go no further.
    pub fn has_ended(&self) -> bool {
        self.run.has_ended()
    }

    /// The frame at this step as it is drawn, as bytes that the figure of the same lab reads.
    pub fn picture(&self) -> Vec<u8> {
        self.run.picture_bytes()
    }

    /// The frame at this step with everything that is in it.
    pub fn frame(&self) -> Vec<u8> {
        self.run.frame_bytes()
    }
}

trait Run {
    fn restart(&mut self, params: &Params);
    fn step(&self) -> u64;
    fn last_step(&self) -> u64;
    fn has_ended(&self) -> bool;
    fn advance(&mut self);
    fn refine(&mut self) -> bool;
    fn rewind(&mut self, step: u64) -> bool;
    fn picture_bytes(&self) -> Vec<u8>;
    fn frame_bytes(&self) -> Vec<u8>;
}

struct LabRun<L: Simulate>(L::Simulation);

impl<L: Simulate> Run for LabRun<L> {
    fn restart(&mut self, params: &Params) {
        self.0 = L::simulation(params, Some(&self.0));
    }

    fn step(&self) -> u64 {
        self.0.step()
    }

    fn last_step(&self) -> u64 {
        self.0.last_step()
    }

    fn has_ended(&self) -> bool {
        self.0.has_ended()
    }

    fn advance(&mut self) {
        self.0.advance();
    }

    fn refine(&mut self) -> bool {
        self.0.refine()
    }

    fn rewind(&mut self, step: u64) -> bool {
        self.0.rewind(step)
    }

    fn picture_bytes(&self) -> Vec<u8> {
        bytes(&self.0.picture())
    }

    fn frame_bytes(&self) -> Vec<u8> {
        bytes(&self.0.frame())
    }
}

fn bytes(frame: &impl Frame) -> Vec<u8> {
    // Writing to a vector cannot fail, and frames hold nothing that the format lacks; else a reader refuses the empty frame.
    let bytes = postcard::to_allocvec(frame);
    debug_assert!(bytes.is_ok(), "a frame that postcard cannot write");
    bytes.unwrap_or_default()
}
