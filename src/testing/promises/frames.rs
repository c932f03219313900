//! Frames depend on nothing but parameters and step, and are told from other bytes.

use super::try_cases;
use crate::lab::Progress;
use crate::testing::runs::step_to;
use crate::testing::{Subject, settings};
use proptest::prelude::*;

/// However a run is interrupted, taken up, begun anew and gone back in, its bytes are the same.
pub fn a_frame_depends_on_parameters_and_step_alone(subject: &Subject) {
    let lab = subject.lab;
    let cases = (settings::of_all(lab), 1u64..30, 0u64..30);
    try_cases(20, cases, |(pairs, steps, pause)| {
        let mut params = lab.params();
        prop_assert_eq!(params.load_pairs(&pairs), []);
        subject.shorten(&mut params);
        let mut at_once = lab.session(&params);
        prop_assert_eq!(at_once.advance(steps, || true), Progress::Done);

        let pause = pause.min(steps);
        let mut session = lab.session(&params);
        step_to(&mut session, pause);
        let _ = session.frame();
        let mut budget = 3;
        let mut goes_on = || {
            budget -= 1;
            budget % 3 != 0
        };
        while session.advance(steps, &mut goes_on) != Progress::Done {}
        prop_assert_eq!(at_once.frame(), session.frame());

        // What has been kept of the way is what was there.
        if session.rewind(pause) {
            let mut fresh = lab.session(&params);
            fresh.advance(pause, || true);
            session.advance(pause, || true);
            prop_assert_eq!(fresh.frame(), session.frame());
            prop_assert_eq!(fresh.has_ended(), session.has_ended());
            session.advance(steps, || true);
            prop_assert_eq!(at_once.frame(), session.frame());
        }
        // What is taken over from a run before does not show.
        session.restart(&params);
        session.advance(steps, || true);
        prop_assert_eq!(at_once.frame(), session.frame());
        Ok(())
    });
}

/// A figure that is shown something else stays empty.
pub fn bytes_that_are_no_frame_are_refused(subject: &Subject) {
    let mut figure = subject.lab.figure();
    for bytes in [&[][..], &[255; 64]] {
        assert!(figure.show(bytes).is_err());
    }
    assert!(figure.status().is_none());
}
