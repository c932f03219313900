//! What can be wrong with a formula, as data: the sentences are in the texts of the page, by code.

use std::fmt;

use serde::Serialize;

/// What is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ExpressionError {
    #[serde(flatten)]
    pub kind: ExpressionErrorKind,
    /// Index of the character (not the byte) at which reading stopped; the text's length for an unexpected end.
    pub position: usize,
}

/// What is wrong. Serialised with its name in snake case as `code`, beside its arguments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum ExpressionErrorKind {
    /// Something is missing at the end, or the text is empty.
    UnexpectedEnd,
    /// A character that cannot stand here.
    UnexpectedCharacter { character: char },
    /// A number that is too large to represent.
    NumberTooLarge { text: String },
    /// A comma inside a number, as in `1,5`.
    DecimalComma,
    /// Neither a variable nor a function nor a constant; `suggestion` is a known name that looks alike.
    UnknownName {
        name: String,
        suggestion: Option<String>,
    },
    /// A name with digits at its end, as in `x2`: x² or 2x.
    PowerOrProduct {
        name: String,
        base: String,
        digits: String,
    },
    /// A parenthesis that was not opened after a function's name, or never closed.
    MissingParenthesis { expected: char },
    /// A product sign left out where two readings differ, as in `1/2x`.
    AmbiguousProduct,
    /// `sin^-1(x)`, which may be the inverse function or the reciprocal.
    AmbiguousInverse { function: String },
    /// A function with too many or too few arguments. `expected` is a number, or `≥ 2`.
    WrongArgumentCount {
        function: String,
        expected: String,
        found: usize,
    },
    /// More characters than `limit`.
    TooLong { limit: usize },
    /// Nested deeper than `limit`.
    TooDeep { limit: usize },
}

/// For developers; readers get the sentence that belongs to the code.
impl fmt::Display for ExpressionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} at {}", self.kind, self.position)
    }
}

impl std::error::Error for ExpressionError {}
