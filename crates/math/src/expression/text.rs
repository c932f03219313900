//! A formula written out again, with every sign, and with parentheses where, and only where, the reading asks for them.

use super::names::name;
use super::program::Instruction;

/// How tightly the parts of a written formula hold together, weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    Sum,
    Product,
    Sign,
    Power,
    Atom,
}

/// A part of a formula, written out.
struct Piece {
    text: String,
    binding: Binding,
}

impl Piece {
    /// As an operand that has to hold together at least so tightly.
    fn operand(&self, least: Binding) -> String {
        if self.binding < least {
            format!("({})", self.text)
        } else {
            self.text.clone()
        }
    }

    /// As an operand behind a sign, which no second one follows.
    fn behind_sign(&self, least: Binding) -> String {
        if self.text.starts_with('-') {
            format!("({})", self.text)
        } else {
            self.operand(least)
        }
    }
}

/// `power` is the sign of powers, `^` or `**`.
pub(super) fn write(postfix: &[Instruction], variables: &[&str], power: &str) -> String {
    let mut stack: Vec<Piece> = Vec::new();
    for &instruction in postfix {
        let operands = stack.split_off(stack.len().saturating_sub(instruction.takes()));
        stack.push(piece(instruction, &operands, variables, power));
    }
    stack.pop().map(|piece| piece.text).unwrap_or_default()
}

fn piece(instruction: Instruction, operands: &[Piece], variables: &[&str], power: &str) -> Piece {
    use Binding::*;
    let (text, binding) = match (instruction, operands) {
        (Instruction::Call(function), arguments) => {
            let arguments: Vec<&str> = arguments.iter().map(|a| a.text.as_str()).collect();
            (
                format!("{}({})", name(function), arguments.join(", ")),
                Atom,
            )
        }
        (Instruction::Negate, [a]) => (format!("-{}", a.operand(Sign)), Sign),
        (Instruction::Power, [a, b]) => {
            let (base, exponent) = (a.operand(Atom), b.operand(Sign));
            (format!("{base}{power}{exponent}"), Power)
        }
        (operator, [a, b]) => {
            let (own, right) = match operator {
                Instruction::Add | Instruction::Subtract => (Sum, Product),
                _ => (Product, Sign),
            };
            let sign = operator.word(variables);
            let text = format!("{} {sign} {}", a.operand(own), b.behind_sign(right));
            (text, own)
        }
        (leaf, _) => (leaf.word(variables), Atom),
    };
    Piece { text, binding }
}
