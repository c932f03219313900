//! What a run of letters stands for: a variable, a constant, a function, or several of them with their product signs left
//! out, as in `xy`.

use std::f64::consts::{E, PI};

use super::function::Function;
use super::lexer::TokenKind;
use crate::suggest::closest;

/// The first name of a function is the canonical one.
const FUNCTIONS: [(&str, Function); 28] = [
    ("sin", Function::Sin),
    ("cos", Function::Cos),
    ("tan", Function::Tan),
    ("asin", Function::Asin),
    ("arcsin", Function::Asin),
    ("acos", Function::Acos),
    ("arccos", Function::Acos),
    ("atan", Function::Atan),
    ("arctan", Function::Atan),
    ("atan2", Function::Atan2),
    ("sinh", Function::Sinh),
    ("cosh", Function::Cosh),
    ("tanh", Function::Tanh),
    ("exp", Function::Exp),
    ("log", Function::Log),
    ("ln", Function::Log),
    ("log2", Function::Log2),
    ("log10", Function::Log10),
    ("sqrt", Function::Sqrt),
    ("cbrt", Function::Cbrt),
    ("abs", Function::Abs),
    ("sign", Function::Sign),
    ("sgn", Function::Sign),
    ("floor", Function::Floor),
    ("ceil", Function::Ceil),
    ("min", Function::Min),
    ("max", Function::Max),
    ("pow", Function::Pow),
];

/// Names with a meaning of their own, and so no slips of the pen, although they look like one of another function.
const STRANGERS: &str =
    "sec csc cot sech csch coth acot asinh acosh atanh sinc lg lb mod erf argmin argmax";

/// The canonical name of a function.
pub(super) fn name(function: Function) -> &'static str {
    let named = FUNCTIONS.iter().find(|(_, named)| *named == function);
    named.map_or("", |(name, _)| name)
}

/// What a whole name stands for.
pub(super) fn known(name: &[char], variables: &[&str]) -> Option<TokenKind> {
    let is_name = |known: &str| known.chars().eq(name.iter().copied());
    if let Some(index) = variables.iter().position(|&variable| is_name(variable)) {
        return Some(TokenKind::Variable(index));
    }
    match name {
        ['p', 'i'] | ['π'] => return Some(TokenKind::Constant(PI)),
        ['e'] => return Some(TokenKind::Constant(E)),
        _ => {}
    }
    let function = FUNCTIONS.iter().find(|(function, _)| is_name(function))?;
    Some(TokenKind::Function(function.1))
}

/// The known name that `name` was probably meant to be, never one that has another meaning: a variable or a constant
/// only in other letters, and no function with digits.
pub(super) fn similar<'a>(name: &str, variables: &[&'a str]) -> Option<&'a str> {
    let has_digits = |name: &str| name.bytes().any(|byte| byte.is_ascii_digit());
    let mut quantities = variables.iter().copied().chain(["pi", "e"]);
    let quantity = quantities.find(|quantity| quantity.eq_ignore_ascii_case(name));
    let functions = FUNCTIONS.iter().map(|&(function, _)| function);
    let is_stranger = has_digits(name) || STRANGERS.split(' ').any(|stranger| stranger == name);
    quantity.or_else(|| {
        if is_stranger {
            return None;
        }
        closest(name, functions.filter(|function| !has_digits(function)))
    })
}
