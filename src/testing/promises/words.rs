//! Words for what a lab names, in the texts for people.

use crate::params::{Kind, Param, STEPS};
use crate::testing::runs::frame_at;
use crate::testing::{Subject, settings};
use crate::texts::{Language, Texts};
use std::collections::BTreeSet;

/// Name, title, parameters, options and sections.
pub fn every_schema_is_worded(subject: &Subject) {
    let keys = keys_of_lab(subject);
    let schema = subject.lab.schema();
    let named = schema.params.iter().flat_map(keys_of_param);
    let missing: Vec<_> = ["name", "title", "figure"]
        .into_iter()
        .map(str::to_owned)
        .chain(named)
        .filter(|key| !keys.contains(key))
        .collect();
    assert_eq!(missing, [""; 0]);
}

fn keys_of_param(param: &Param) -> Vec<String> {
    let name = param.name;
    let mut keys = vec![format!("param.{name}")];
    keys.extend(param.group.map(|group| format!("group.{group}")));
    if let Kind::Choice { options } = &param.kind {
        keys.extend(
            options
                .iter()
                .map(|option| format!("choice.{name}.{option}")),
        );
    }
    keys
}

/// Whatever is said in one language is said in the other, of the same things.
pub fn both_languages_say_the_same(subject: &Subject) {
    let [english, chinese] =
        [Language::English, Language::Chinese].map(|language| Texts::new(language, [subject.lab]));
    assert_eq!(differences(&english, &chinese), [""; 0]);
}

/// Keys that are missing in one of them, empty, or have other gaps there. A language fills all gaps and no others.
pub fn differences(one: &Texts, other: &Texts) -> Vec<String> {
    let keys: BTreeSet<_> = one.keys().into_iter().chain(other.keys()).collect();
    let differ = |key: &String| {
        let gaps_of_all = [one, other].map(|texts| {
            let forms = texts.forms(key).into_iter();
            forms.map(gaps).collect::<BTreeSet<_>>()
        });
        gaps_of_all[0].len() != 1
            || gaps_of_all[0] != gaps_of_all[1]
            || [one, other]
                .iter()
                .any(|texts| texts.forms(key).contains(&""))
    };
    keys.into_iter().filter(differ).collect()
}

/// The names in braces.
fn gaps(text: &str) -> BTreeSet<&str> {
    let parts = text.split('{').skip(1);
    parts
        .filter_map(|rest| Some(rest.split_once('}')?.0))
        .collect()
}

/// The keys of the lab's texts, without its name.
pub(super) fn keys_of_lab(subject: &Subject) -> BTreeSet<String> {
    let prefix = format!("lab.{}.", subject.lab.id());
    let texts = Texts::new(Language::English, [subject.lab]);
    let keys = texts.keys().into_iter();
    keys.filter_map(|key| key.strip_prefix(&prefix).map(str::to_owned))
        .collect()
}

/// The columns of every table that a choice leads to.
pub fn every_column_of_a_table_is_worded(subject: &Subject) {
    let keys = keys_of_lab(subject);
    let mut names = BTreeSet::new();
    for mut params in settings::of_every_option(subject) {
        params.set(STEPS.id(), "4").expect("a length");
        let mut figure = subject.lab.figure();
        let shown = figure.show(&frame_at(subject.lab, &params, 4));
        shown.expect("a frame of the same lab");
        let columns = figure.table().columns.into_iter();
        names.extend(columns.map(|(name, _)| name));
    }
    assert!(!names.is_empty(), "the tables have no columns");
    let unworded: Vec<_> = names
        .iter()
        .filter(|name| !is_worded(&keys, name))
        .collect();
    assert_eq!(unworded, [""; 0]);
}

/// Whether a column's name has words, as www/figure/numbers-table.ts finds them: a whole name has, or a name without its number, or
/// both sides of one of its underscores.
fn is_worded(keys: &BTreeSet<String>, name: &str) -> bool {
    let is_word = |word: &str| {
        let groups = ["column", "readout", "curve"];
        groups
            .iter()
            .any(|group| keys.contains(&format!("{group}.{word}")))
    };
    is_word(name)
        || name.match_indices('_').any(|(at, _)| {
            let (left, right) = (&name[..at], &name[at + 1..]);
            if right.parse::<u32>().is_ok() {
                is_worded(keys, left)
            } else {
                is_word(left) && is_word(right)
            }
        })
}
