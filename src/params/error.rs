//! Why a text was refused, as data: the sentence is made from `error.<code>` in the reader's language.

use serde::Serialize;
use std::collections::BTreeMap;

/// A refused parameter text. `code` names the sentence, `args` fill its gaps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ParamError {
    pub code: &'static str,
    pub args: BTreeMap<&'static str, String>,
}

impl ParamError {
    /// How much of a refused text is quoted back: enough to recognise it.
    const QUOTED: usize = 60;

    pub fn new<const N: usize>(code: &'static str, args: [(&'static str, String); N]) -> Self {
        Self {
            code,
            args: args
                .into_iter()
                .map(|(name, text)| (name, shorten(&text)))
                .collect(),
        }
    }

    /// A name that is not in `known`: with a suggestion when one of them is close.
    /// The code is `code`, or `code_suggestion` with the closest name as `suggestion`.
    pub fn not_among<'a>(
        code: [&'static str; 2],
        mut args: Vec<(&'static str, String)>,
        got: &str,
        known: impl Iterator<Item = &'a str> + Clone,
    ) -> Self {
        let closest = known
            .clone()
            .map(|name| (strsim::jaro_winkler(&got.to_lowercase(), name), name))
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .filter(|(likeness, _)| *likeness > 0.75);
        args.push(("allowed", known.collect::<Vec<_>>().join(", ")));
        let code = match closest {
            Some((_, name)) => {
                args.push(("suggestion", name.to_owned()));
                code[1]
            }
            None => code[0],
        };
        let args = args.into_iter().map(|(name, text)| {
            if name == "allowed" {
                (name, text)
            } else {
                (name, shorten(&text))
            }
        });
        Self {
            code,
            args: args.collect(),
        }
    }
}

impl std::fmt::Display for ParamError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {:?}", self.code, self.args)
    }
}

impl std::error::Error for ParamError {}

fn shorten(text: &str) -> String {
    match text.char_indices().nth(ParamError::QUOTED) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
