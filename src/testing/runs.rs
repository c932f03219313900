//! Runs of a lab, driven as a page drives them.

use crate::lab::{
    AnyFigure, AnyLab, Describe, Entry, Figure, Frame, Lab, Progress, Session, Simulate, Write,
    read_frame,
};
use crate::params::Params;
use std::any::TypeId;
use std::collections::BTreeMap;
use std::sync::Mutex;

/// The lab with its types hidden, always the same one: parameters are equal only under the same schema.
pub fn lab<L: Simulate + Describe + Write>() -> &'static dyn AnyLab {
    static LABS: Mutex<BTreeMap<TypeId, &'static dyn AnyLab>> = Mutex::new(BTreeMap::new());
    let mut labs = LABS.lock().expect("nothing in here panics");
    *labs
        .entry(TypeId::of::<L>())
        .or_insert_with(|| Box::leak(Box::new(Entry::<L>::new())))
}

/// Parameters from a query that is accepted as a whole.
pub fn params<L: Simulate + Describe + Write>(query: &str) -> Params {
    loaded(lab::<L>(), query)
}

/// A run at step 0.
pub fn session<L: Simulate + Describe + Write>(query: &str) -> Session {
    lab::<L>().session(&params::<L>(query))
}

/// The figure at a step, or where the run ends before, with all that belongs to no step.
pub fn figure<L: Simulate + Describe + Write>(query: &str, step: u64) -> Figure<L> {
    let mut session = session::<L>(query);
    session.advance(step, || true);
    let mut figure = Figure::default();
    let shown = figure.show(&session.frame());
    shown.expect("a frame of the same lab");
    figure
}

/// The frame of such a figure.
pub fn frame<L: Simulate + Describe + Write>(query: &str, step: u64) -> <L as Lab>::Frame {
    let mut session = session::<L>(query);
    session.advance(step, || true);
    read_frame(&session.frame()).expect("a frame of the same lab")
}

/// Goes to and fro in a run as a page does, and finds the bytes of a fresh run at every place.
pub fn goes_back<L: Simulate + Describe + Write>(query: &str) {
    let mut moved = session::<L>(query);
    let last = moved.last_step();
    // Far ahead, behind that, and on from there; the end and the beginning.
    for step in [last * 2 / 3, last / 7, last / 2, last, 0, last * 9 / 10] {
        if step < moved.step() && !moved.rewind(step) {
            moved.restart(&params::<L>(query));
        }
        moved.advance(step, || true);
        let mut fresh = session::<L>(query);
        fresh.advance(step, || true);
        assert_eq!(moved.step(), fresh.step(), "{query} at {step}");
        assert_eq!(moved.has_ended(), fresh.has_ended(), "{query} at {step}");
        assert!(moved.picture() == fresh.picture(), "{query} at {step}");
        assert!(moved.frame() == fresh.frame(), "{query} at {step}");
    }
}

/// The readouts of a frame that have a value, by id.
pub fn numbers(frame: &impl Frame) -> BTreeMap<String, f64> {
    let readouts = frame.readouts().into_iter();
    let known = readouts.filter_map(|readout| Some((readout.id, readout.value?)));
    known.collect()
}

/// See [`params`].
pub(super) fn loaded(lab: &'static dyn AnyLab, query: &str) -> Params {
    let mut params = lab.params();
    assert_eq!(params.load(query), [], "{query}");
    params
}

/// The frame at a step, with the beginning of what belongs to no step: all of a map would take a test of random settings too
/// long.
pub(super) fn frame_at(lab: &'static dyn AnyLab, params: &Params, step: u64) -> Vec<u8> {
    let mut session = lab.session(params);
    step_to(&mut session, step);
    for _ in 0..12 {
        piece(&mut session, step);
    }
    session.frame()
}

/// The figure with such a frame.
pub(super) fn figure_at(
    lab: &'static dyn AnyLab,
    params: &Params,
    step: u64,
) -> Box<dyn AnyFigure> {
    let mut figure = lab.figure();
    let shown = figure.show(&frame_at(lab, params, step));
    shown.expect("a frame of the same lab");
    figure
}

/// Goes to a step and leaves what belongs to no step.
pub(super) fn step_to(session: &mut Session, step: u64) {
    /// Pieces of a step: a minute or two.
    const MOST: u32 = 50_000;
    let mut pieces = 0;
    let mut reached = session.step();
    while piece(session, step) == Progress::Stepping {
        pieces = if session.step() == reached {
            pieces + 1
        } else {
            0
        };
        reached = session.step();
        assert!(pieces < MOST, "the run stands still at step {reached}");
    }
}

/// One piece of work.
fn piece(session: &mut Session, step: u64) -> Progress {
    let mut pieces = 0..1;
    session.advance(step, || pieces.next().is_some())
}
