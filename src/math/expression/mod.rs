//! Formulas that a reader types, such as `(1-x)^2 + 100(y-x^2)^2`.
//!
//! ```text
//! sum      = product (("+" | "-") product)*
//! product  = signed (("*" | "/") signed | implicit)*
//! implicit = power, directly after a factor that is a number: 2x, 3sin(x), -2(x+1)
//! signed   = ("-" | "+") signed | power
//! power    = atom ("^" signed)?
//! atom     = number | constant | variable | function "(" sum ("," sum)* ")" | "(" sum ")"
//! ```
//!
//! So `-x^2` is −(x²), `2^3^2` is 2^(3²) and `2^-x` needs no parentheses. A product sign may be left out only after a
//! number, and only where both readings agree: `1/2x` and `2^3x` are errors. Numbers are written `2`, `.5`, `1e-3`;
//! `2e` followed by anything but digits is twice the constant e.
//! Functions: sin cos tan exp log (natural) sqrt abs tanh, and min max of two arguments. Constants: pi, e.
//!
//! A formula is compiled to a short stack program, so evaluating it allocates nothing and recurses nowhere. Where a function
//! has a value but no derivative (abs, sqrt and fractional powers at 0, ties of min and max), its derivative is 0, or that
//! of the first argument for a tie.

mod error;
mod function;
mod lexer;
mod parser;
mod program;

use std::fmt;

use serde::{Serialize, Serializer};

use super::number::Number;
pub use error::{ExpressionError, ExpressionErrorKind};
use program::Program;

/// The longest source text, in characters.
pub const MAX_LENGTH: usize = 500;
/// How deep parentheses, signs and exponents may nest, and how many intermediate values a formula may keep.
pub const MAX_DEPTH: usize = 64;

/// A formula in some variables. Displayed, compared and serialised as its source text.
///
/// ```
/// use thetaflow::math::expression::Expression;
///
/// let bowl = Expression::parse("x^2 + 10y^2", &["x", "y"])?;
/// assert_eq!(bowl.evaluate(&[1.0, 2.0]), 41.0);
/// # Ok::<(), thetaflow::math::expression::ExpressionError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Expression {
    source: String,
    program: Program,
}

impl Expression {
    /// Reads `source` as a formula in `variables`.
    ///
    /// # Errors
    ///
    /// What is wrong with the text, and at which character.
    pub fn parse(source: &str, variables: &[&str]) -> Result<Self, ExpressionError> {
        Ok(Self {
            program: parser::parse(source, variables)?,
            source: source.to_owned(),
        })
    }

    /// The formula's value where its variables have these values, in the order in which they were named.
    ///
    /// Over a dual number this gives derivatives. A variable without a value counts as NaN.
    #[inline]
    pub fn evaluate<N: Number>(&self, values: &[N]) -> N {
        self.program.evaluate(values)
    }

    /// The text that was parsed.
    pub fn source(&self) -> &str {
        &self.source
    }
}

impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.source)
    }
}

impl PartialEq for Expression {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source
    }
}

impl Serialize for Expression {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.source)
    }
}

#[cfg(test)]
mod tests;
