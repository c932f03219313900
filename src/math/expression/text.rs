//! A formula as text: canonical, or in the spelling of Python.

use std::f64::consts::{E, PI};

use super::function::Function;
use super::names::FUNCTIONS;
use super::notation::{Binding, Notation, Piece};
use super::program::Instruction;
use crate::math::decimal;

pub(super) struct Text<'a> {
    pub variables: &'a [String],
    /// The sign of powers, `^` or `**`.
    pub power: &'a str,
}

impl Notation for Text<'_> {
    fn parentheses(&self, inner: &str) -> String {
        format!("({inner})")
    }

    fn piece(&self, instruction: Instruction, operands: &[Piece]) -> Piece {
        use Binding::*;
        let right = |piece: &Piece, least| {
            if piece.text.starts_with('-') {
                self.parentheses(&piece.text)
            } else {
                self.operand(piece, least)
            }
        };
        let infix = |a: &Piece, sign: &str, b: &Piece, binding, least| {
            let text = format!("{} {sign} {}", self.operand(a, binding), right(b, least));
            (text, binding)
        };
        let (text, binding) = match (instruction, operands) {
            (Instruction::Constant(PI), _) => ("pi".to_owned(), Atom),
            (Instruction::Constant(E), _) => ("e".to_owned(), Atom),
            (Instruction::Constant(value), _) => (decimal::brief(value), Atom),
            (Instruction::Variable(index), _) => {
                let name = self.variables.get(index);
                (name.cloned().unwrap_or_default(), Atom)
            }
            (Instruction::Negate, [a]) => (format!("-{}", self.operand(a, Sign)), Sign),
            (Instruction::Add, [a, b]) => infix(a, "+", b, Sum, Product),
            (Instruction::Subtract, [a, b]) => infix(a, "-", b, Sum, Product),
            (Instruction::Multiply, [a, b]) => infix(a, "*", b, Product, Sign),
            (Instruction::Divide, [a, b]) => infix(a, "/", b, Product, Sign),
            (Instruction::Power, [a, b]) => {
                let (base, exponent) = (self.operand(a, Atom), self.operand(b, Sign));
                (format!("{base}{}{exponent}", self.power), Power)
            }
            (Instruction::Call(function), arguments) => {
                let arguments: Vec<&str> = arguments.iter().map(|a| a.text.as_str()).collect();
                (format!("{}({})", name(function), arguments.join(", ")), Atom)
            }
            _ => (String::new(), Atom),
        };
        Piece { text, binding }
    }
}

/// The canonical name of a function.
pub(super) fn name(function: Function) -> &'static str {
    let named = FUNCTIONS.iter().find(|(_, named)| *named == function);
    named.map_or("", |(name, _)| name)
}
