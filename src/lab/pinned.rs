//! An earlier run that stays in sight, named by what differs from the present one.

use super::{State, Term};
use crate::params::{Kind, ParamError, Params, join_pairs, split_pairs};

/// Which run is to stay in sight: its parameters, and how far it had come.
#[derive(Clone, Debug, PartialEq)]
pub struct Pinned {
    /// The parameters.
    pub params: Params,
    /// `None`: where the run ends.
    pub step: Option<u64>,
}

impl Pinned {
    /// Reads what differs from a state, as pairs: `rule=sgd&lr=0.05`, `step=40`. What is refused stays as it is now, and is
    /// returned.
    pub fn read(text: &str, now: &State) -> (Self, Vec<ParamError>) {
        let (mut params, mut step) = (now.params.clone(), None);
        let (pairs, mut errors) = split_pairs(text);
        for (id, value) in pairs {
            if id == State::STEP {
                step = Some(value);
            } else {
                errors.extend(params.set(&id, &value).err());
            }
        }
        let step = match step {
            Some(text) => State::read_step(text, &params, &mut errors),
            None => now.step,
        };
        (Self { params, step }, errors)
    }

    /// What differs from a state, parameter by parameter: [`Pinned::read`] gives the same run back. What has no effect on
    /// this one differs from nothing.
    pub fn differences(&self, now: &State) -> Vec<(&'static str, String)> {
        // A default may follow what has been set before it.
        let mut params = now.params.clone();
        let mut pairs = Vec::new();
        for param in &self.params.schema().params {
            let value = self.params.value(param.id);
            if let Some(value) = value.filter(|value| params.value(param.id) != Some(value))
                && self.params.is_relevant(param)
            {
                let text = value.text();
                if params.set(param.id, &text).is_ok() {
                    pairs.push((param.id, text));
                }
            }
        }
        if self.step != now.step {
            let step = self.step.unwrap_or_else(|| self.params.steps());
            pairs.push((State::STEP, step.to_string()));
        }
        pairs
    }

    /// The differences as one text.
    pub fn text(&self, now: &State) -> String {
        join_pairs(self.differences(now))
    }

    /// The differences as a reader calls them: chosen options by their names, numbers by their symbols; how far it had come
    /// only where nothing else differs.
    pub fn name(&self, now: &State, word: impl Fn(&Term) -> String) -> String {
        let called = |(id, text): (&'static str, String)| {
            let Some(param) = self.params.schema().param(id) else {
                return format!("n {text}");
            };
            match param.kind {
                Kind::Choice { .. } => word(&Term::option(param.name, &text)),
                _ if param.symbol.is_empty() => format!("{id} {text}"),
                _ => format!("{} {text}", param.symbol),
            }
        };
        let mut differences = self.differences(now);
        if differences.len() > 1 {
            differences.retain(|(id, _)| *id != State::STEP);
        }
        let names: Vec<String> = differences.into_iter().map(called).collect();
        names.join(", ")
    }
}
