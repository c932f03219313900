//! A formula as instructions for a stack of values.

use std::f64::consts::{E, PI};

use super::function::{Function, constant_power, integer, power};
use super::{MAX_DEPTH, names::name};
use crate::decimal;
use crate::number::Number;

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Instruction {
    Constant(f64),
    Variable(usize),
    Negate,
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
    /// The power with a constant integer exponent, by far the most frequent one.
    IntegerPower(i32),
    ConstantPower(f64),
    Call(Function),
}

impl Instruction {
    /// How many values it takes from the stack; each leaves one.
    pub fn takes(self) -> usize {
        match self {
            Self::Constant(_) | Self::Variable(_) => 0,
            Self::Negate | Self::IntegerPower(_) | Self::ConstantPower(_) => 1,
            Self::Add | Self::Subtract | Self::Multiply | Self::Divide | Self::Power => 2,
            Self::Call(function) => function.arguments(),
        }
    }
}

impl Instruction {
    /// As a word of a formula in postfix order.
    pub fn word(self, variables: &[&str]) -> String {
        let word = match self {
            Self::Constant(PI) => "pi",
            Self::Constant(E) => "e",
            Self::Constant(value) => return decimal::brief(value),
            Self::Variable(index) => variables.get(index).copied().unwrap_or_default(),
            Self::Negate => "~",
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "/",
            Self::Power | Self::IntegerPower(_) | Self::ConstantPower(_) => "^",
            Self::Call(function) => name(function),
        };
        word.to_owned()
    }
}

/// Instructions in postfix order. Every prefix is well formed: the parser emits operands before operators.
#[derive(Clone, Debug, Default)]
pub(super) struct Program {
    instructions: Vec<Instruction>,
    /// Values on the stack after the last instruction, and at most.
    height: usize,
    highest: usize,
}

/// The formula needs more than [`MAX_DEPTH`] intermediate values.
pub(super) struct StackTooHigh;

impl Program {
    /// Appends an instruction, or its result where all its operands are constants.
    pub fn push(&mut self, instruction: Instruction) -> Result<(), StackTooHigh> {
        let instruction = match (instruction, self.instructions.last()) {
            (Instruction::Power, Some(&Instruction::Constant(exponent))) => {
                self.instructions.pop();
                self.height -= 1;
                match integer(exponent) {
                    Some(n) => Instruction::IntegerPower(n),
                    None => Instruction::ConstantPower(exponent),
                }
            }
            _ => instruction,
        };
        let takes = instruction.takes();
        let operands = self.instructions.len().saturating_sub(takes);
        let constant = |operand: &Instruction| matches!(operand, Instruction::Constant(_));
        let known = takes > 0 && self.instructions[operands..].iter().all(constant);
        self.instructions.push(instruction);
        if known {
            let value = run::<f64, 2>(&self.instructions[operands..], &[]);
            self.instructions.truncate(operands);
            self.instructions.push(Instruction::Constant(value));
        }
        self.height = self.height + 1 - takes;
        self.highest = self.highest.max(self.height);
        if self.highest > MAX_DEPTH {
            return Err(StackTooHigh);
        }
        Ok(())
    }

    #[inline]
    pub fn evaluate<N: Number>(&self, variables: &[N]) -> N {
        // Clearing a stack of 64 dual numbers takes longer than most formulas do.
        if self.highest <= 8 {
            run::<N, 8>(&self.instructions, variables)
        } else {
            run::<N, MAX_DEPTH>(&self.instructions, variables)
        }
    }
}

/// The value that well-formed `instructions` leave, which need no more than `DEPTH` places.
#[inline]
fn run<N: Number, const DEPTH: usize>(instructions: &[Instruction], variables: &[N]) -> N {
    let mut stack = [N::zero(); DEPTH];
    let mut top = 0;
    for &instruction in instructions {
        // The first operand is where the result goes.
        let at = top - instruction.takes();
        match instruction {
            Instruction::Constant(value) => stack[at] = N::from(value),
            Instruction::Variable(index) => {
                stack[at] = match variables.get(index) {
                    Some(&value) => value,
                    None => N::from(f64::NAN),
                }
            }
            Instruction::Negate => stack[at] = -stack[at],
            Instruction::Add => stack[at] += stack[at + 1],
            Instruction::Subtract => stack[at] -= stack[at + 1],
            Instruction::Multiply => stack[at] *= stack[at + 1],
            Instruction::Divide => stack[at] /= stack[at + 1],
            Instruction::Power => stack[at] = power(stack[at], stack[at + 1]),
            Instruction::IntegerPower(2) => stack[at] = stack[at] * stack[at],
            Instruction::IntegerPower(exponent) => stack[at] = stack[at].powi(exponent),
            Instruction::ConstantPower(exponent) => {
                stack[at] = constant_power(stack[at], exponent);
            }
            Instruction::Call(function) => {
                let second = stack[at + function.arguments() - 1];
                stack[at] = function.apply(stack[at], second);
            }
        }
        top = at + 1;
    }
    stack[0]
}
