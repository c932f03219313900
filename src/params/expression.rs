//! Formulas that a reader types.
//!
//! The kind brings its reader along as a function: a module whose lab has no such parameter does not contain it.

use super::{Formula, Key, Kind, Param, ParamError, Value};
use crate::math::expression::{Expression, ExpressionError, Fault};
use serde::Serialize;

/// A formula in `variables`, see [`crate::math::expression`].
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(
    target_arch = "wasm32",
    derive(tsify::Tsify),
    tsify(rename = "ExpressionVariables")
)]
pub struct ExpressionKind {
    /// The names that it may contain.
    pub variables: &'static [&'static str],
    #[serde(skip)]
    read: Read,
}

type Read = fn(&ExpressionKind, &'static str, &str) -> Result<String, ParamError>;

/// A formula in `variables`.
pub fn expression(
    key: Key<Formula>,
    symbol: &'static str,
    variables: &'static [&'static str],
    default: &str,
) -> Param {
    let kind = ExpressionKind { variables, read };
    Param::new(
        key,
        symbol,
        Kind::Expression(kind),
        Value::Expression(default.to_owned()),
    )
}

impl ExpressionKind {
    /// How a formula is read: see [`Expression::postfix`]. `id` is only for the error.
    pub(super) fn read(&self, id: &'static str, text: &str) -> Result<String, ParamError> {
        (self.read)(self, id, text)
    }
}

fn read(kind: &ExpressionKind, id: &'static str, text: &str) -> Result<String, ParamError> {
    let formula = Expression::parse(text, kind.variables);
    let formula = formula.map_err(|error| refusal(id, text, kind.variables, error))?;
    Ok(formula.postfix(kind.variables))
}

/// What is wrong with a formula, with the place counted from 1 and the text up to it.
fn refusal(id: &'static str, text: &str, variables: &[&str], error: ExpressionError) -> ParamError {
    let position = error.position;
    let code = error.fault.code(error.suggestion.is_some());
    let mut args = vec![
        ("id", id.to_owned()),
        ("position", (position + 1).to_string()),
        ("before", text.chars().take(position).collect::<String>()),
        ("got", text.to_owned()),
        ("variables", variables.join(", ")),
        ("part", error.part),
    ];
    if let Fault::WrongArgumentCount { found, .. } = error.fault {
        args.push(("found", found.to_string()));
    }
    args.extend((error.fault.expected()).map(|expected| ("expected", expected)));
    args.extend((error.suggestion).map(|suggestion| ("suggestion", suggestion)));
    ParamError::from_args(code, args)
}
