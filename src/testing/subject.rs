//! The lab that promises are about.

use crate::lab::{AnyLab, Describe, Frame, Readout, Simulate, Write, read_frame};
use crate::params::{Params, STEPS};

/// A lab, and what its promises have to know of it.
#[derive(Clone, Copy)]
pub struct Subject {
    pub(super) lab: &'static dyn AnyLab,
    pub(super) folder: &'static str,
    /// All readouts of a frame, those in data alone as well.
    pub(super) readouts: fn(&[u8]) -> Vec<Readout>,
    pub(super) may_lack: &'static [&'static str],
    pub(super) random: &'static [&'static str],
    pub(super) views: &'static [&'static str],
    pub(super) shorten: fn(&mut Params),
    pub(super) lighten: fn(&mut Params),
}

impl Subject {
    /// The lab in a folder, which is `env!("CARGO_MANIFEST_DIR")` in the lab's own tests.
    pub fn of<L: Simulate + Describe + Write>(folder: &'static str) -> Self {
        Self {
            lab: super::lab::<L>(),
            folder,
            readouts: |bytes| {
                let frame = read_frame::<L::Frame>(bytes);
                frame.expect("a frame of the lab").readouts()
            },
            may_lack: &[],
            random: &[""],
            views: &[],
            shorten: |_| {},
            lighten: |_| {},
        }
    }

    /// Fields of the frame that may be null. A readout that has no value yet needs no mention.
    pub fn may_lack(self, may_lack: &'static [&'static str]) -> Self {
        Self { may_lack, ..self }
    }

    /// Settings under which there is chance in a run, where there is none with the defaults.
    pub fn is_random_with(self, random: &'static [&'static str]) -> Self {
        Self { random, ..self }
    }

    /// Settings whose picture is of a kind that no single choice leads to.
    pub fn also_looks_like(self, views: &'static [&'static str]) -> Self {
        Self { views, ..self }
    }

    /// Makes any setting one whose run takes a second at most, by as small a change as will do. Runs have forty steps at most
    /// already.
    pub fn shortened_by(self, shorten: fn(&mut Params)) -> Self {
        Self { shorten, ..self }
    }

    /// Makes any setting one of which there can be thousands, without a change to which numbers are defined. Runs have thirty
    /// steps already.
    pub fn lightened_by(self, lighten: fn(&mut Params)) -> Self {
        Self { lighten, ..self }
    }

    /// See [`Subject::shortened_by`].
    pub(super) fn shorten(&self, params: &mut Params) {
        at_most(params, 40);
        (self.shorten)(params);
    }

    /// See [`Subject::lightened_by`].
    pub(super) fn lighten(&self, params: &mut Params) {
        at_most(params, 30);
        (self.lighten)(params);
    }
}

fn at_most(params: &mut Params, steps: u64) {
    if params.steps() > steps {
        let set = params.set(STEPS.id(), &steps.to_string());
        set.expect("a length that every lab allows");
    }
}
