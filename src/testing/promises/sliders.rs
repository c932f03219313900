//! Sliders and their values.

use super::try_cases;
use crate::params::Kind;
use crate::testing::{Subject, settings};
use proptest::prelude::*;

/// The sliders of a lab: ids with their last positions and bounds.
fn sliders(subject: &Subject) -> impl Iterator<Item = (&'static str, u32, [f64; 2])> {
    let params = subject.lab.schema().params.iter();
    params.filter_map(|param| match param.kind {
        Kind::Number {
            positions,
            min,
            max,
            ..
        } => Some((param.id, positions, [min, max])),
        Kind::Integer {
            positions,
            min,
            max,
            ..
        } => Some((param.id, positions, [min as f64, max as f64])),
        _ => None,
    })
}

/// The first position is the least value, the last the largest.
pub fn every_slider_reaches_both_ends(subject: &Subject) {
    let params = subject.lab.params();
    for (id, last, bounds) in sliders(subject) {
        let value = |position| params.text_at(id, position)?.parse::<f64>().ok();
        assert_eq!([0, last].map(value), bounds.map(Some), "{id}");
    }
}

/// Each position has a value of its own, larger than that before it, and is the position of that value.
pub fn every_arrow_key_on_a_slider_moves_its_value(subject: &Subject) {
    for (id, last, _) in sliders(subject) {
        let mut before = None;
        for position in 0..=last {
            let mut params = subject.lab.params();
            let text = params.text_at(id, position).expect("it has a slider");
            assert_eq!(params.set(id, &text), Ok(()));
            assert_eq!(params.position(id), Some(position), "{id} {text}");
            let value: f64 = text.parse().expect("a number");
            assert!(before < Some(value), "{id} at {text}");
            before = Some(value);
        }
    }
}

/// Any value has a position on its slider, and what stands there is a value.
pub fn a_slider_and_its_value_agree(subject: &Subject) {
    try_cases(100, settings::of_some(subject.lab), |pairs| {
        let mut params = subject.lab.params();
        prop_assert_eq!(params.load_pairs(&pairs), []);
        for (id, last, _) in sliders(subject) {
            let position = params.position(id).filter(|position| *position <= last);
            let text = position.and_then(|position| params.text_at(id, position));
            prop_assert_eq!(params.set(id, &text.unwrap_or_default()), Ok(()));
        }
        Ok(())
    });
}
