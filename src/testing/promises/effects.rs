//! Parameters that are said to have no effect.

use crate::params::{Kind, Params};
use crate::testing::runs::frame_at;
use crate::testing::{Subject, settings};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

/// A control that is not there, and a parameter that a warning is about, change nothing.
pub fn what_has_no_effect_changes_nothing(subject: &Subject) {
    let lab = subject.lab;
    let mut runner = TestRunner::deterministic();
    let mut guilty = Vec::new();
    for _ in 0..settings::count(60) {
        let setting = settings::of_all(lab).new_tree(&mut runner);
        let mut params = lab.params();
        assert_eq!(
            params.load_pairs(&setting.expect("a setting").current()),
            []
        );
        subject.shorten(&mut params);
        let step = 5;
        let frame = frame_at(lab, &params, step);
        let changes_without = |ids: &[&str]| {
            let mut plain = params.clone();
            ids.iter().for_each(|id| plain.reset(id));
            frame_at(lab, &plain, step) != frame
        };
        let in_vain = lab.schema().params.iter();
        let in_vain = in_vain.filter(|param| !params.is_relevant(param));
        let in_vain: Vec<_> = in_vain.map(|param| param.id).collect();
        if changes_without(&in_vain) {
            let alone = in_vain.into_iter().filter(|id| changes_without(&[id]));
            let alone: Vec<_> = alone.collect();
            guilty.push(format!("{alone:?}: {}", params.query()));
        }
    }
    assert_eq!(guilty, [""; 0]);
}

/// What the sentence asks for is enough: whoever does it, and what the next sentence asks for, gets there.
pub fn what_is_wanted_is_enough(subject: &Subject) {
    for param in &subject.lab.schema().params {
        let mut params = subject.lab.params();
        let mut sentences = 0;
        while let Some(error) = params.without_effect(param.id) {
            let wanted = error.args.iter().find(|(name, _)| *name == "wanted");
            // The first of several ways.
            let way = wanted.and_then(|(_, wanted)| wanted.split('|').next());
            for part in way.unwrap_or_default().split('&') {
                let part = part.split(',').next().unwrap_or_default();
                let (id, value) = assignment(&params, part.trim_matches([' ', '(', ')']));
                assert_eq!(params.set(&id, &value), Ok(()), "{error}");
            }
            sentences += 1;
            assert!(sentences < 4, "{}: {error}", param.id);
        }
    }
}

/// A value as `rule=adam`, `rule≠none`, `noise>0` or `k≥2` ask for it.
fn assignment(params: &Params, wanted: &str) -> (String, String) {
    let relations = ['=', '≠', '>', '<', '≥', '≤'];
    let (id, bound) = wanted.split_once(relations).expect("a relation");
    let number = || bound.parse::<f64>().expect("a number");
    let value = match &wanted[id.len()..wanted.len() - bound.len()] {
        "≠" => match params.schema().param(id).map(|param| &param.kind) {
            Some(Kind::Choice { options }) => {
                let other = options.iter().find(|option| **option != bound);
                other.copied().unwrap_or_default().to_owned()
            }
            _ => String::new(),
        },
        ">" => (number() + 0.5).to_string(),
        "<" => (number() * 0.5).to_string(),
        _ => bound.to_owned(),
    };
    (id.to_owned(), value)
}
