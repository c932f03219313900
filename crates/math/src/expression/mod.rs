//! Formulas that a reader types, such as `(1-x)^2 + 100(y-x^2)^2`.
//!
//! ```text
//! formula  = (name ("(" variable ("," variable)* ")")? "=")? sum
//! sum      = product (("+" | "-") product)*
//! product  = signed (("*" | "/") signed | power)*
//! signed   = ("-" | "+") signed | power
//! power    = atom ("^" signed | raised digits)?
//! atom     = number | constant | variable | group | call | root
//! group    = "(" sum ")" | "[" sum "]" | "{" sum "}" | "|" sum "|" | "⌊" sum "⌋" | "⌈" sum "⌉"
//! call     = function ("^" whole number)? ("(" sum ("," sum)* ")" | "|" sum "|" | number | constant | variable)
//! root     = ("√" | "∛") (group | number | constant | variable)
//! ```
//!
//! **Precedence.** `-x^2` is −(x²), `2^3^2` is 2^(3²) and `2^-x` needs no parentheses. What two people would read in two
//! ways is refused, with a sentence: a product sign is missing in `1/2x`, in `2^3x` and in `|x|y|z|`, a parenthesis in
//! `sin 2x` and `sin x/2`, and `sin^-1(x)` is the inverse function or the reciprocal.
//!
//! **Products without a sign:** `2x`, `xy`, `x sin(y)`, `(x+1)(y+2)`, `x(x+1)`, `x^2y`. Never before a number.
//!
//! **Numbers** are written `2`, `.5`, `5.`, `1e-3`; `2e` followed by anything but digits is twice the constant e.
//!
//! **Constants:** pi or π, e. **Functions:** sin cos tan, asin acos atan (arcsin arccos arctan), atan2(y, x), sinh cosh
//! tanh, exp, log or ln (natural), log2 log10, sqrt cbrt, abs, sign (sgn), floor ceil, pow, and min max of two values or more.
//! `sin^2(x)` and `sin²(x)` are (sin x)².
//!
//! **Signs** are read as keyboards, articles and LaTeX have them: `**`, × · ÷ −, x², √, the full-width characters of Chinese
//! input methods, `\frac{x}{2}`, `\left( \right)`, `\cdot`, `\sqrt[3]{x}`, `\sin`.
//!
//! A formula is compiled to a short stack program, so evaluating it allocates nothing and recurses nowhere. Where a function
//! has a value but no derivative (abs, sqrt, cbrt and fractional powers at 0, asin and acos at ±1, jumps of sign, floor and
//! ceil, ties of min and max), its derivative is 0, or that of the first argument for a tie.

mod error;
mod function;
mod lexer;
mod names;
mod parser;
mod program;
mod text;

use std::fmt;

use serde::{Serialize, Serializer};

use super::number::Number;
pub use error::{ExpressionError, Fault};
use program::{Instruction, Program};

/// The longest source text, in characters.
pub const MAX_LENGTH: usize = 500;
/// How deep parentheses, signs and exponents may nest, and how many intermediate values a formula may keep.
pub const MAX_DEPTH: usize = 64;

/// A formula in some variables. Displayed, compared and serialised as its source text.
///
/// ```
/// use thetaflow_math::expression::Expression;
///
/// let bowl = Expression::parse("x² + 10y²", &["x", "y"])?;
/// assert_eq!(bowl.evaluate(&[1.0, 2.0]), 41.0);
/// assert_eq!(bowl.canonical(&["x", "y"]), "x^2 + 10 * y^2");
/// # Ok::<(), thetaflow_math::expression::ExpressionError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Expression {
    source: String,
    postfix: Vec<Instruction>,
    program: Program,
}

impl Expression {
    /// Reads `source` as a formula in `variables`.
    ///
    /// # Errors
    ///
    /// What is wrong with the text, and at which character.
    pub fn parse(source: &str, variables: &[&str]) -> Result<Self, ExpressionError> {
        let parser::Formula { program, postfix } = parser::parse(source, variables)?;
        Ok(Self {
            source: source.to_owned(),
            postfix,
            program,
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

    /// How the text was read, with every sign written out: it is parsed to the same formula. `variables` are those of
    /// [`Self::parse`].
    pub fn canonical(&self, variables: &[&str]) -> String {
        text::write(&self.postfix, variables, "^")
    }

    /// The formula in the spelling of Python, with the [canonical](Self::canonical) names of functions.
    pub fn python(&self, variables: &[&str]) -> String {
        text::write(&self.postfix, variables, "**")
    }

    /// How the text was read, in postfix order: numbers and names, each operator after its operands, with `~` for the sign
    /// of a negative number. `2x^-y` is `2 x y ~ ^ *`.
    pub fn postfix(&self, variables: &[&str]) -> String {
        let mut words = String::new();
        for instruction in &self.postfix {
            words += &instruction.word(variables);
            words.push(' ');
        }
        words
    }

    /// The canonical names of the functions it calls, each once.
    pub fn functions(&self) -> Vec<&'static str> {
        let mut names = Vec::new();
        for instruction in &self.postfix {
            if let Instruction::Call(function) = *instruction {
                let name = names::name(function);
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        names
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
