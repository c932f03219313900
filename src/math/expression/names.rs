//! What a run of letters stands for: a variable, a constant, a function, or several of them with their product signs left
//! out, as in `xy`.

use std::f64::consts::{E, PI};

use super::error::ExpressionErrorKind;
use super::function::Function;
use super::lexer::TokenKind;
use crate::suggest::closest;

/// The first name of a function is the canonical one.
pub(super) const FUNCTIONS: [(&str, Function); 28] = [
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

const CONSTANTS: [(&str, f64); 3] = [("pi", PI), ("π", PI), ("e", E)];

/// Names with a meaning of their own, and so no slips of the pen, although they look like one of another function.
const STRANGERS: [&str; 17] = [
    "sec", "csc", "cot", "sech", "csch", "coth", "acot", "asinh", "acosh", "atanh", "sinc", "lg",
    "lb", "mod", "erf", "argmin", "argmax",
];

/// The tokens that a run of letters and digits stands for, each with its length; one unknown name if it cannot be split.
pub(super) fn tokens_of(name: &str, variables: &[&str]) -> Vec<(TokenKind, usize)> {
    let unknown = || vec![(TokenKind::Unknown(name.to_owned()), name.chars().count())];
    let letters: Vec<char> = name.chars().collect();
    let mut tokens: Vec<(TokenKind, usize)> = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let longest = (at + 1..=letters.len()).rev().find_map(|end| {
            let part: String = letters[at..end].iter().collect();
            Some((known(&part, variables)?, end - at))
        });
        let Some((kind, length)) = longest else {
            return unknown();
        };
        // Only a variable follows a function in the same run: `sinx` is one thing, `sine` another.
        let called = matches!(tokens.last(), Some((TokenKind::Function(_), _)));
        at += length;
        if called && !(matches!(kind, TokenKind::Variable(_)) && at == letters.len()) {
            return unknown();
        }
        tokens.push((kind, length));
    }
    tokens
}

/// What a whole name stands for. An index may be written with an underscore: `y_1` is `y1`.
fn known(name: &str, variables: &[&str]) -> Option<TokenKind> {
    let plain = match name.split_once('_') {
        Some((base, index)) if !index.is_empty() && index.chars().all(|c| c.is_ascii_digit()) => {
            base.to_owned() + index
        }
        Some(_) => return None,
        None => name.to_owned(),
    };
    let variable = variables.iter().position(|&variable| variable == plain);
    let constant = || CONSTANTS.iter().find(|(constant, _)| *constant == plain);
    let function = || FUNCTIONS.iter().find(|(function, _)| *function == plain);
    variable
        .map(TokenKind::Variable)
        .or_else(|| constant().map(|&(_, value)| TokenKind::Constant(value)))
        .or_else(|| function().map(|&(_, function)| TokenKind::Function(function)))
}

/// What is wrong with an unknown name.
pub(super) fn unknown(name: &str, variables: &[&str]) -> ExpressionErrorKind {
    let base = name.trim_end_matches(|c: char| c.is_ascii_digit());
    if base != name
        && matches!(
            known(base, variables),
            Some(TokenKind::Variable(_) | TokenKind::Constant(_))
        )
        && !base.ends_with('_')
    {
        return ExpressionErrorKind::PowerOrProduct {
            name: name.to_owned(),
            base: base.to_owned(),
            digits: name.get(base.len()..).unwrap_or_default().to_owned(),
        };
    }
    ExpressionErrorKind::UnknownName {
        name: name.to_owned(),
        suggestion: similar(name, variables).map(str::to_owned),
    }
}

/// The known name that `name` was probably meant to be, never one that has another meaning: a variable or a constant
/// only in other letters, a function only with the same digits.
fn similar<'a>(name: &str, variables: &[&'a str]) -> Option<&'a str> {
    let constants = CONSTANTS.iter().map(|&(constant, _)| constant);
    let mut quantities = variables.iter().copied().chain(constants);
    let quantity = quantities.find(|quantity| quantity.eq_ignore_ascii_case(name));
    let digits = |text: &str| -> String { text.chars().filter(char::is_ascii_digit).collect() };
    let functions = FUNCTIONS.iter().map(|&(function, _)| function);
    let alike = functions.filter(|function| digits(function) == digits(name));
    quantity.or_else(|| {
        if STRANGERS.contains(&name) {
            None
        } else {
            closest(name, alike)
        }
    })
}
