//! What can be wrong with a formula, as data: the sentences are in the texts of the page, by code.

use std::fmt;

use super::{MAX_DEPTH, MAX_LENGTH};

/// What is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpressionError {
    /// What is wrong.
    pub fault: Fault,
    /// Index of the character (not the byte) at which reading stopped; the text's length for an unexpected end.
    pub position: usize,
    /// What stands there: a character, a number or a name; nothing at the end.
    pub part: String,
    /// The known name that an unknown one was probably meant to be.
    pub suggestion: Option<String>,
}

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Something is missing at the end, or the text is empty.
    UnexpectedEnd,
    /// A character that cannot stand here.
    UnexpectedCharacter,
    /// A number that is too large to represent.
    NumberTooLarge,
    /// A comma inside a number, as in `1,5`.
    DecimalComma,
    /// Neither a variable nor a function nor a constant.
    UnknownName,
    /// A variable with digits at its end, as in `x2`: x² or 2x.
    PowerOrProduct,
    /// A parenthesis that was not opened after a function's name, or never closed.
    MissingParenthesis {
        /// `(` or `)`.
        expected: char,
    },
    /// A product sign left out where two readings differ, as in `1/2x`.
    AmbiguousProduct,
    /// `sin^-1(x)`, which may be the inverse function or the reciprocal.
    AmbiguousInverse,
    /// A function with too many or too few arguments.
    WrongArgumentCount {
        /// How many it takes, or the least.
        expected: usize,
        /// Whether more than `expected` are right as well.
        or_more: bool,
        /// How many were written.
        found: usize,
    },
    /// More characters than [`MAX_LENGTH`].
    TooLong,
    /// Nested deeper than [`MAX_DEPTH`].
    TooDeep,
}

impl Fault {
    /// The name of its sentence.
    pub fn code(self, has_suggestion: bool) -> &'static str {
        match self {
            Self::UnexpectedEnd => "expression_unexpected_end",
            Self::UnexpectedCharacter => "expression_unexpected_character",
            Self::NumberTooLarge => "expression_number_too_large",
            Self::DecimalComma => "expression_decimal_comma",
            Self::UnknownName if has_suggestion => "expression_unknown_name_suggestion",
            Self::UnknownName => "expression_unknown_name",
            Self::PowerOrProduct => "expression_power_or_product",
            Self::MissingParenthesis { .. } => "expression_missing_parenthesis",
            Self::AmbiguousProduct => "expression_ambiguous_product",
            Self::AmbiguousInverse => "expression_ambiguous_inverse",
            Self::WrongArgumentCount { .. } => "expression_wrong_argument_count",
            Self::TooLong => "expression_too_long",
            Self::TooDeep => "expression_too_deep",
        }
    }

    /// What is allowed there, where that depends on the place.
    pub fn expected(self) -> Option<String> {
        Some(match self {
            Self::MissingParenthesis { expected } => expected.to_string(),
            Self::WrongArgumentCount {
                expected, or_more, ..
            } => (if or_more { "≥ " } else { "" }).to_owned() + &expected.to_string(),
            Self::TooLong => MAX_LENGTH.to_string(),
            Self::TooDeep => MAX_DEPTH.to_string(),
            _ => return None,
        })
    }
}

/// For developers; readers get the sentence that belongs to the code.
impl fmt::Display for ExpressionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} at {}", self.fault, self.position)
    }
}

impl std::error::Error for ExpressionError {}
