//! One state, one text: what a schema lets through is printed and read back unchanged, and nothing else gets through.

use super::try_cases;
use crate::lab::{State, unknown_lab};
use crate::params::ParamError;
use crate::testing::{Subject, settings};
use proptest::prelude::*;

/// Of a lab's parameters alone, and of a whole state with its step.
pub fn print_and_parse_are_inverse(subject: &Subject) {
    let lab = subject.lab;
    let cases = (settings::of_some(lab), prop::option::of(0u64..500));
    try_cases(100, cases, |(pairs, step)| {
        let mut params = lab.params();
        prop_assert_eq!(params.load_pairs(&pairs), []);
        let mut again = lab.params();
        prop_assert_eq!(again.load(&params.query()), []);
        prop_assert_eq!(&again, &params);
        prop_assert_eq!(again.query(), params.query());

        let step = step.filter(|step| *step < params.steps());
        let state = State {
            step,
            ..State::new(params)
        };
        let (read, errors) = parse(subject, &state.text());
        prop_assert_eq!(errors, []);
        prop_assert_eq!(read.text(), state.text());
        prop_assert_eq!((&read.params, read.step), (&state.params, state.step));
        Ok(())
    });
}

/// Whatever stands in a link, it gives a state that can be written and read.
pub fn a_link_never_breaks(subject: &Subject) {
    let ids: Vec<_> = (subject.lab.schema().params.iter())
        .map(|param| param.id)
        .chain(["lab", "step"])
        .collect();
    let pair = (
        prop::sample::select(ids),
        "[-0-9e.,a-z&=%+]{0,40}|\\PC{0,20}",
    );
    let pair = pair.prop_map(|(id, text)| format!("{id}={text}"));
    try_cases(100, prop_oneof!["\\PC{0,80}", pair], |text| {
        let (state, _) = parse(subject, &text);
        let (again, errors) = parse(subject, &state.text());
        prop_assert_eq!(errors, []);
        prop_assert_eq!(again.text(), state.text());
        Ok(())
    });
}

fn parse(subject: &Subject, text: &str) -> (State, Vec<ParamError>) {
    let schema = subject.lab.schema();
    State::parse(text, schema, &|id| {
        let found = (id == schema.lab).then_some(schema);
        found.ok_or_else(|| unknown_lab(id, [schema.lab].into_iter()))
    })
}
