//! Conditions in the notation of the tables: `a=x, y`, `a≠x`, `&`, `|`, parentheses, `always`, `never`.

use crate::params::Params;
use std::collections::BTreeSet;

pub enum Condition {
    Always,
    Never,
    /// The parameter has one of these values, or none of them.
    Is(String, Vec<String>, bool),
    All(Vec<Condition>),
    Any(Vec<Condition>),
}

impl Condition {
    pub fn parse(text: &str) -> Self {
        for (joint, join) in [('|', Self::Any as fn(Vec<Self>) -> Self), ('&', Self::All)] {
            let parts = split(text, joint);
            if parts.len() > 1 {
                return join(parts.into_iter().map(Self::parse).collect());
            }
        }
        let text = text.trim();
        if let Some(inner) = text.strip_prefix('(') {
            return Self::parse(inner.strip_suffix(')').expect("a closing parenthesis"));
        }
        match text {
            "always" => return Self::Always,
            "never" => return Self::Never,
            _ => {}
        }
        let sides = text.split_once(['=', '≠']);
        let (id, values) = sides.unwrap_or_else(|| panic!("no condition: {text}"));
        let values = values.split(',').map(|value| value.trim().to_owned());
        Self::Is(id.trim().to_owned(), values.collect(), !text.contains('≠'))
    }

    pub fn holds(&self, params: &Params) -> bool {
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Is(id, values, wanted) => {
                let value = params.value(id);
                let value = value.unwrap_or_else(|| panic!("no parameter {id}"));
                values.contains(&value.text()) == *wanted
            }
            Self::All(parts) => parts.iter().all(|part| part.holds(params)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(params)),
        }
    }

    /// Adds the parameters that it looks at.
    pub fn collect(&self, ids: &mut BTreeSet<String>) {
        match self {
            Self::Always | Self::Never => {}
            Self::Is(id, ..) => {
                ids.insert(id.clone());
            }
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.collect(ids)),
        }
    }
}

/// At a character that stands in no parentheses.
fn split(text: &str, joint: char) -> Vec<&str> {
    let (mut depth, mut begin, mut parts) = (0, 0, Vec::new());
    for (place, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ if c == joint && depth == 0 => {
                parts.push(&text[begin..place]);
                begin = place + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(&text[begin..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::params::{Key, Schema, choice};

    /// The conditions of a schema and those of the tables mean the same by "one of".
    #[test]
    fn a_condition_is_read_as_it_is_written() {
        crate::choices! { enum Rule { Adam = "adam", Sgd = "sgd", Lion = "lion" } }
        const RULES: (Key<Rule>, Key<Option<Rule>>) = (Key::new("rule"), Key::new("rule_2"));
        let params = vec![choice(RULES.0, ""), choice(RULES.1, "")];
        let schema = Schema::new("test", 1.0, params);
        let params = Params::new(Box::leak(Box::new(schema)));
        for (text, holds) in [
            ("rule=sgd, adam", true),
            ("rule≠sgd, adam", false),
            ("rule=sgd | rule=adam & rule_2=none", true),
            ("(rule=sgd | rule=adam) & rule_2≠none", false),
            ("never", false),
            ("always", true),
        ] {
            assert_eq!(Condition::parse(text).holds(&params), holds, "{text}");
        }
    }
}
