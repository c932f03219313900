//! Which number is defined where: the table `readouts.txt` of the lab against what the lab says, at every pair of values and at
//! many more settings.

use super::words::keys_of_lab;
use crate::params::Kind;
use crate::testing::{Subject, settings};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use std::collections::BTreeSet;
use std::thread;

mod condition;
mod table;

use table::Table;

/// Random settings, beside all pairs of values that may matter.
const RANDOM: usize = 600;

/// Values by id.
type Setting = Vec<(&'static str, String)>;

/// A number is there at every step, or at none; there where the table says that it is defined, and nowhere else.
pub fn every_number_is_there_where_it_is_defined(subject: &Subject) {
    let table = Table::of(subject.folder);
    let values = values(subject, &table);
    let mut settings = pairs(&values, &table);
    settings.extend(at_random(&values));
    println!("{}: {} settings", subject.lab.id(), settings.len());
    let workers = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for worker in 0..workers {
            let (table, settings) = (&table, &settings);
            scope.spawn(move || {
                for setting in settings.iter().skip(worker).step_by(workers) {
                    check(subject, table, setting);
                }
            });
        }
    });
}

/// What the table says against the lab at these values, at the beginning and a little later.
fn check(subject: &Subject, table: &Table, setting: &Setting) {
    let mut params = subject.lab.params();
    for (id, text) in setting {
        params.set(id, text).expect("a value of the schema");
    }
    subject.lighten(&mut params);
    let mut session = subject.lab.session(&params);
    for step in [0, 3] {
        let mut pieces = 0..6;
        session.advance(step, || pieces.next().is_some());
        let complaints = table.complaints(&params, &(subject.readouts)(&session.frame()));
        assert_eq!(complaints, [""; 0], "{}", params.query());
    }
}

/// The values that settings are made of: all options, both sides of a switch, and of what conditions look at, the ends of
/// the range and the default.
fn values(subject: &Subject, table: &Table) -> Vec<(&'static str, Vec<String>)> {
    let schema = subject.lab.schema();
    let mut looked_at = table.params();
    for param in &schema.params {
        looked_at.extend(param.depends_on().into_iter().map(str::to_owned));
    }
    let params = subject.lab.params();
    // Of several of the same name, the further ones are like the second.
    let like_the_second = |index: Option<u32>| index.is_some_and(|index| index > 2);
    let first = schema.params.iter();
    let first = first.filter(|param| !like_the_second(param.index));
    let values = first.filter_map(|param| match &param.kind {
        Kind::Number { positions, .. } | Kind::Integer { positions, .. } => {
            let ends = [0, *positions].map(|at| params.text_at(param.id, at));
            let default = params.value(param.id).map(|value| value.text());
            let texts = ends.into_iter().chain([default]).flatten().collect();
            looked_at.contains(param.id).then_some((param.id, texts))
        }
        kind => {
            let texts: Vec<_> = settings::options(kind)
                .iter()
                .map(|o| (*o).to_owned())
                .collect();
            (!texts.is_empty()).then_some((param.id, texts))
        }
    });
    values.collect()
}

/// The defaults, and pairs: a number may also hang on what the table does not name, so each with each of those that it does.
fn pairs(values: &[(&'static str, Vec<String>)], table: &Table) -> Vec<Setting> {
    let named = table.params();
    let mut pairs = vec![Vec::new()];
    for (k, (first, of_first)) in values.iter().enumerate() {
        for (second, of_second) in &values[k + 1..] {
            if !named.contains(*first) && !named.contains(*second) {
                continue;
            }
            for a in of_first {
                let both = of_second.iter();
                pairs.extend(both.map(|b| vec![(*first, a.clone()), (*second, b.clone())]));
            }
        }
    }
    pairs
}

/// All values at random, half of them at the default: or hardly anything would be left that is defined.
fn at_random(values: &[(&'static str, Vec<String>)]) -> impl Iterator<Item = Setting> {
    let texts: Vec<_> = (values.iter())
        .map(|(id, texts)| {
            (
                Just(*id),
                prop::option::of(prop::sample::select(texts.clone())),
            )
        })
        .collect();
    let mut runner = TestRunner::deterministic();
    (0..RANDOM).map(move |_| {
        let chosen = texts.new_tree(&mut runner).expect("a setting").current();
        let chosen = chosen.into_iter();
        chosen.filter_map(|(id, text)| Some((id, text?))).collect()
    })
}

/// Every text of a readout has its row, and every row its text.
pub fn the_table_names_the_numbers_that_are_worded(subject: &Subject) {
    let worded: BTreeSet<_> = (keys_of_lab(subject).iter())
        .filter_map(|key| key.strip_prefix("readout.").map(str::to_owned))
        .collect();
    assert_eq!(worded, Table::of(subject.folder).ids());
}
