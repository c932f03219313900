//! A formula as instructions for a stack of values.

use super::MAX_DEPTH;
use super::function::{Function, constant_power, integer, power};
use crate::math::number::Number;

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
    fn takes(self) -> usize {
        match self {
            Self::Constant(_) | Self::Variable(_) => 0,
            Self::Negate | Self::IntegerPower(_) | Self::ConstantPower(_) => 1,
            Self::Add | Self::Subtract | Self::Multiply | Self::Divide | Self::Power => 2,
            Self::Call(function) => function.arguments(),
        }
    }

    #[inline]
    fn apply<N: Number>(self, first: N, second: N, variables: &[N]) -> N {
        match self {
            Self::Constant(value) => N::from(value),
            Self::Variable(index) => match variables.get(index) {
                Some(&value) => value,
                None => N::from(f64::NAN),
            },
            Self::Negate => -first,
            Self::Add => first + second,
            Self::Subtract => first - second,
            Self::Multiply => first * second,
            Self::Divide => first / second,
            Self::Power => power(first, second),
            Self::IntegerPower(exponent) => first.powi(exponent),
            Self::ConstantPower(exponent) => constant_power(first, exponent),
            Self::Call(function) => function.apply(first, second),
        }
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
        let constant = |instruction: &Instruction| match *instruction {
            Instruction::Constant(value) => Some(value),
            _ => None,
        };
        let values: Option<Vec<f64>> = self.instructions[operands..].iter().map(constant).collect();
        let instruction = match (takes, values.as_deref()) {
            (1, Some(&[first])) => Instruction::Constant(instruction.apply(first, first, &[])),
            (2, Some(&[first, second])) => {
                Instruction::Constant(instruction.apply(first, second, &[]))
            }
            _ => {
                self.instructions.push(instruction);
                self.height = self.height + 1 - takes;
                self.highest = self.highest.max(self.height);
                return if self.highest > MAX_DEPTH {
                    Err(StackTooHigh)
                } else {
                    Ok(())
                };
            }
        };
        self.instructions.truncate(operands);
        self.instructions.push(instruction);
        self.height = self.height + 1 - takes;
        Ok(())
    }

    #[inline]
    pub fn evaluate<N: Number>(&self, variables: &[N]) -> N {
        // Clearing a stack of 64 dual numbers takes longer than most formulas do.
        if self.highest <= 8 {
            self.run::<N, 8>(variables)
        } else {
            self.run::<N, MAX_DEPTH>(variables)
        }
    }

    fn run<N: Number, const DEPTH: usize>(&self, variables: &[N]) -> N {
        let mut stack = [N::zero(); DEPTH];
        let mut top = 0;
        for instruction in &self.instructions {
            let base = top - instruction.takes();
            let second = stack[(base + 1).min(DEPTH - 1)];
            stack[base] = instruction.apply(stack[base], second, variables);
            top = base + 1;
        }
        stack[0]
    }
}
