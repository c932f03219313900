//! A formula as mathematicians set it, in MathML: fractions, raised exponents, roots.

use std::f64::consts::{E, PI};

use super::function::Function;
use super::notation::{Binding, Notation, Piece};
use super::program::Instruction;
use super::text::name;
use crate::math::decimal;

pub(super) struct MathMl<'a> {
    pub variables: &'a [String],
}

impl Notation for MathMl<'_> {
    fn parentheses(&self, inner: &str) -> String {
        fenced("(", inner, ")")
    }

    fn piece(&self, instruction: Instruction, operands: &[Piece]) -> Piece {
        use Binding::*;
        let right = |piece: &Piece, least| {
            if piece.text.starts_with("<mo>−") {
                self.parentheses(&piece.text)
            } else {
                self.operand(piece, least)
            }
        };
        let infix = |a: &Piece, sign: &str, b: &Piece, binding, least| {
            let (a, b) = (self.operand(a, binding), right(b, least));
            (a + &element("mo", sign) + &b, binding)
        };
        let (text, binding) = match (instruction, operands) {
            (Instruction::Constant(PI), _) => (element("mi", "π"), Atom),
            (Instruction::Constant(E), _) => (element("mi", "e"), Atom),
            (Instruction::Constant(value), _) => number(value),
            (Instruction::Variable(index), _) => {
                let name = self.variables.get(index).map_or("", String::as_str);
                (variable(name), Atom)
            }
            (Instruction::Negate, [a]) => (element("mo", "−") + &self.operand(a, Quotient), Sign),
            (Instruction::Add, [a, b]) => infix(a, "+", b, Sum, Product),
            (Instruction::Subtract, [a, b]) => infix(a, "−", b, Sum, Product),
            (Instruction::Multiply, [a, b]) => {
                let (a, b) = (self.operand(a, Product), self.operand(b, Quotient));
                let sign = if reads_as_product(&a, &b) {
                    String::new()
                } else {
                    element("mo", "·")
                };
                (a + &sign + &b, Product)
            }
            (Instruction::Divide, [a, b]) => (pair("mfrac", &a.text, &b.text), Quotient),
            (Instruction::Power, [a, b]) => {
                (pair("msup", &self.operand(a, Atom), &b.text), Power)
            }
            (Instruction::Call(function), [a]) => call(function, &a.text),
            (Instruction::Call(function), [a, b]) => {
                let arguments = a.text.clone() + &element("mo", ",") + &b.text;
                call(function, &arguments)
            }
            _ => (String::new(), Atom),
        };
        Piece { text, binding }
    }
}

fn element(tag: &str, inner: &str) -> String {
    format!("<{tag}>{inner}</{tag}>")
}

fn pair(tag: &str, first: &str, second: &str) -> String {
    element(tag, &(element("mrow", first) + &element("mrow", second)))
}

fn fenced(open: &str, inner: &str, close: &str) -> String {
    element("mrow", &(element("mo", open) + inner + &element("mo", close)))
}

fn number(value: f64) -> (String, Binding) {
    let text = decimal::brief(value);
    match text.split_once('e') {
        None => (element("mn", &text), Binding::Atom),
        Some((mantissa, exponent)) => {
            let power = pair("msup", &element("mn", "10"), &element("mn", &exponent.replace('-', "−")));
            let text = element("mn", mantissa) + &element("mo", "·") + &power;
            (text, Binding::Product)
        }
    }
}

/// A letter, with the digits after it as its index.
fn variable(name: &str) -> String {
    let letters = name.trim_end_matches(|c: char| c.is_ascii_digit());
    match name.get(letters.len()..) {
        Some(index) if !index.is_empty() => {
            pair("msub", &element("mi", letters), &element("mn", index))
        }
        _ => element("mi", letters),
    }
}

fn call(function: Function, arguments: &str) -> (String, Binding) {
    let atom = |text| (text, Binding::Atom);
    let base = |base| pair("msub", &element("mi", "log"), &element("mn", base));
    let name = match function {
        Function::Abs => return atom(fenced("|", arguments, "|")),
        Function::Floor => return atom(fenced("⌊", arguments, "⌋")),
        Function::Ceil => return atom(fenced("⌈", arguments, "⌉")),
        Function::Sqrt => return atom(element("msqrt", arguments)),
        Function::Cbrt => return atom(pair("mroot", arguments, &element("mn", "3"))),
        Function::Log => element("mi", "ln"),
        Function::Log2 => base("2"),
        Function::Log10 => base("10"),
        Function::Asin => element("mi", "arcsin"),
        Function::Acos => element("mi", "arccos"),
        Function::Atan => element("mi", "arctan"),
        function => element("mi", name(function)),
    };
    (name + &fenced("(", arguments, ")"), Binding::Call)
}

/// Whether two factors side by side are read as their product: 2x, xy, (x + 1)(y + 2), but not 2·3, x·sin(y) or x·(y + 1).
fn reads_as_product(left: &str, right: &str) -> bool {
    let texts = |markup: &str| -> Vec<String> {
        let parts = markup.split('<').filter_map(|part| part.split_once('>'));
        let texts = parts.map(|(_, text)| text.to_owned());
        texts.filter(|text| !text.is_empty()).collect()
    };
    let (left_texts, right_texts) = (texts(left), texts(right));
    let (Some(last), Some(first)) = (left_texts.last(), right_texts.first()) else {
        return true;
    };
    if first.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let is_letter = first.chars().count() == 1 && !"(|⌊⌈".contains(first.as_str());
    is_letter || left.ends_with("</mn>") || (last == ")" && first == "(")
}
