//! A formula written out again, in any notation: with parentheses where, and only where, the reading asks for them.

use super::program::Instruction;

/// How tightly the parts of a written formula hold together, weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Binding {
    Sum,
    Product,
    Sign,
    Quotient,
    Power,
    Call,
    Atom,
}

/// A part of a formula, written out.
pub(super) struct Piece {
    pub text: String,
    pub binding: Binding,
}

pub(super) trait Notation {
    /// What an instruction makes of its operands.
    fn piece(&self, instruction: Instruction, operands: &[Piece]) -> Piece;

    fn parentheses(&self, inner: &str) -> String;

    /// A piece as an operand that has to hold together at least so tightly.
    fn operand(&self, piece: &Piece, least: Binding) -> String {
        if piece.binding < least {
            self.parentheses(&piece.text)
        } else {
            piece.text.clone()
        }
    }
}

pub(super) fn write(notation: &impl Notation, postfix: &[Instruction]) -> String {
    let mut stack: Vec<Piece> = Vec::new();
    for &instruction in postfix {
        let operands = stack.split_off(stack.len().saturating_sub(instruction.takes()));
        stack.push(notation.piece(instruction, &operands));
    }
    stack.pop().map(|piece| piece.text).unwrap_or_default()
}
