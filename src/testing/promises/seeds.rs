//! Seeds decide what is random, each for itself.

use crate::params::{Params, SEED};
use crate::testing::runs::{figure_at, loaded};
use crate::testing::{Subject, settings};
use serde_json::Value;

/// Whoever moves the seed to see whether something is chance sees other random numbers: neighbouring seeds have no more in
/// common than distant ones.
pub fn neighbouring_seeds_share_no_run(subject: &Subject) {
    let lab = subject.lab;
    // Of a lab without chance nothing is asked.
    if !lab.schema().is_random() {
        return;
    }
    let mut compared = 0;
    for query in subject.random {
        let options = settings::every_option(lab);
        for (id, option) in std::iter::once((SEED.id(), "1")).chain(options) {
            let mut params = loaded(lab, query);
            if !params.is_default(id) {
                continue;
            }
            params.set(id, option).expect("an option");
            subject.shorten(&mut params);
            let numbers = |seed: u64| numbers_with(subject, params.clone(), seed);
            let [one, next, distant] = [1, 2, 1_000_003].map(numbers);
            let common = |other: &[u64]| {
                let is_there = |number: &&u64| other.binary_search(number).is_ok();
                one.iter().filter(is_there).count()
            };
            let (near, far) = (common(&next), common(&distant));
            // In single precision some numbers are the same by chance.
            let chance = 2 + one.len() / 50;
            assert!(near <= far + chance, "{}: {near}, {far}", params.query());
            compared += usize::from(far < one.len());
        }
    }
    assert!(compared > 0, "nothing is random: say what it takes");
}

/// The numbers of a frame that are not whole, in order.
fn numbers_with(subject: &Subject, mut params: Params, seed: u64) -> Vec<u64> {
    params.set(SEED.id(), &seed.to_string()).expect("a seed");
    let mut numbers = Vec::new();
    collect(
        &figure_at(subject.lab, &params, 6).frame_json(),
        &mut numbers,
    );
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

fn collect(value: &Value, numbers: &mut Vec<u64>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, numbers)),
        Value::Object(fields) => fields.values().for_each(|field| collect(field, numbers)),
        Value::Number(number) => {
            let number = number.as_f64().filter(|number| number.fract() != 0.0);
            numbers.extend(number.map(f64::to_bits));
        }
        _ => {}
    }
}
