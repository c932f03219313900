//! Why a text was refused, as data: the sentence is made from `error.<code>` in the reader's language.

use crate::math::suggest::closest;
use serde::{Serialize, Serializer};

/// A refused parameter text. `code` names the sentence, `args` fill its gaps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct ParamError {
    /// What is wrong: the sentence is the text `error.<code>`.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "ErrorCode"))]
    pub code: &'static str,
    /// What fills the gaps of that text.
    #[serde(serialize_with = "as_map")]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "Record<string, string>"))]
    pub args: Vec<(&'static str, String)>,
}

impl ParamError {
    /// How much of a refused text is quoted back: enough to recognise it.
    const QUOTED: usize = 60;

    /// An error with its arguments.
    pub fn new<const N: usize>(code: &'static str, args: [(&'static str, String); N]) -> Self {
        Self::from_args(code, args.into())
    }

    pub(super) fn from_args(code: &'static str, args: Vec<(&'static str, String)>) -> Self {
        Self {
            code,
            args: args
                .into_iter()
                .map(|(name, text)| (name, shorten(&text)))
                .collect(),
        }
    }

    /// A name that is not in `known`: with a suggestion when one of them is close.
    /// The code is the first, or the second with the closest name as `suggestion`.
    pub fn not_among<'a>(
        codes: [&'static str; 2],
        args: Vec<(&'static str, String)>,
        got: &str,
        known: impl Iterator<Item = &'a str> + Clone,
    ) -> Self {
        let closest = closest(got, known.clone());
        let mut error = Self::from_args(codes[usize::from(closest.is_some())], args);
        error
            .args
            .push(("allowed", known.collect::<Vec<_>>().join(", ")));
        error
            .args
            .extend(closest.map(|name| ("suggestion", name.to_owned())));
        error
    }
}

impl std::fmt::Display for ParamError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {:?}", self.code, self.args)
    }
}

impl std::error::Error for ParamError {}

fn shorten(text: &str) -> String {
    let mut short = String::new();
    for (count, character) in text.chars().enumerate() {
        if count == ParamError::QUOTED {
            short.push('…');
            break;
        }
        match character {
            '\t' => short.push('⇥'),
            '\n' | '\r' => short.push('⏎'),
            _ if is_unseen(character) => short.extend(character.escape_unicode()),
            _ => short.push(character),
        }
    }
    short
}

/// Characters that a reader would look for in vain, some of which turn the writing of the whole sentence around.
fn is_unseen(character: char) -> bool {
    character.is_ascii_control()
        || matches!(character,
            '\u{80}'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

fn as_map<S: Serializer>(
    args: &[(&'static str, String)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(args.iter().map(|(name, text)| (name, text)))
}
