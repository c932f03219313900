//! The table `readouts.txt` of a lab.

use super::condition::Condition;
use crate::lab::Readout;
use crate::params::Params;
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::fs;

/// Conditions by id.
pub struct Table {
    rows: Vec<Row>,
}

struct Row {
    /// One of them is there.
    ids: Vec<String>,
    defined: Condition,
    shown: Condition,
}

impl Table {
    /// That of the lab in a folder.
    pub fn of(folder: &str) -> Self {
        let path = format!("{folder}/readouts.txt");
        let text = fs::read_to_string(&path);
        Self::parse(&text.unwrap_or_else(|error| panic!("{path}: {error}")))
    }

    /// `id: where it is defined; where it is shown`, or `$name = condition` for what stands in several rows.
    fn parse(text: &str) -> Self {
        let mut names: Vec<(String, String)> = Vec::new();
        let mut rows = Vec::new();
        for line in text.lines() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if let Some((name, meaning)) = line.split_once(" = ") {
                names.push((name.to_owned(), named(meaning, &names)));
                // Longer names first: `$flow` is no part of `$flowing`.
                names.sort_by_key(|(name, _)| Reverse(name.len()));
                continue;
            }
            let line = named(line, &names);
            let (ids, conditions) = line.split_once(':').expect("ids, then conditions");
            let (defined, shown) = conditions.split_once(';').unwrap_or((conditions, "always"));
            rows.push(Row {
                ids: ids.split('/').map(str::to_owned).collect(),
                defined: Condition::parse(defined),
                shown: Condition::parse(shown),
            });
        }
        Self { rows }
    }

    /// What is said against these readouts.
    pub fn complaints(&self, params: &Params, found: &[Readout]) -> Vec<String> {
        let mut complaints = Vec::new();
        for row in &self.rows {
            let there = found.iter().filter(|found| row.ids.contains(&found.id));
            let there: Vec<_> = there.collect();
            let expected = usize::from(row.defined.holds(params));
            if there.len() != expected {
                let (ids, count) = (row.ids.join("/"), there.len());
                complaints.push(format!("{ids}: {count} times, not {expected}"));
            }
            let wrong = there
                .iter()
                .filter(|readout| readout.shown != row.shown.holds(params));
            complaints
                .extend(wrong.map(|readout| format!("{}: shown {}", readout.id, readout.shown)));
        }
        let known = self.ids();
        let unknown = found.iter().filter(|readout| !known.contains(&readout.id));
        complaints.extend(unknown.map(|readout| format!("{}: not in the table", readout.id)));
        complaints
    }

    pub fn ids(&self) -> BTreeSet<String> {
        self.rows.iter().flat_map(|row| row.ids.clone()).collect()
    }

    /// The parameters that conditions look at.
    pub fn params(&self) -> BTreeSet<String> {
        let mut ids = BTreeSet::new();
        for row in &self.rows {
            row.defined.collect(&mut ids);
            row.shown.collect(&mut ids);
        }
        ids
    }
}

/// Names replaced by what they stand for.
fn named(text: &str, names: &[(String, String)]) -> String {
    names.iter().fold(text.to_owned(), |text, (name, meaning)| {
        text.replace(name, &format!("({meaning})"))
    })
}
