//! Tokens to a program, by recursive descent: one method a rule of the grammar.

use super::MAX_DEPTH;
use super::error::{ExpressionError, ExpressionErrorKind};
use super::function::{CONSTANTS, FUNCTIONS, Function};
use super::lexer::{Token, TokenKind, tokens};
use super::program::{Instruction, Program};
use crate::suggest::closest;

pub(super) fn parse(source: &str, variables: &[&str]) -> Result<Program, ExpressionError> {
    let mut parser = Parser {
        tokens: tokens(source)?,
        next: 0,
        end: source.chars().count(),
        depth: 0,
        variables,
        program: Program::default(),
    };
    parser.sum()?;
    match parser.peek() {
        None => Ok(parser.program),
        Some(_) => Err(parser.unexpected()),
    }
}

struct Parser<'a> {
    tokens: Vec<Token>,
    next: usize,
    end: usize,
    depth: usize,
    variables: &'a [&'a str],
    program: Program,
}

type Parsed<T = ()> = Result<T, ExpressionError>;

impl Parser<'_> {
    fn sum(&mut self) -> Parsed {
        self.product()?;
        loop {
            let operator = match self.symbol() {
                Some('+') => Instruction::Add,
                Some('-') => Instruction::Subtract,
                _ => return Ok(()),
            };
            self.next += 1;
            self.product()?;
            self.emit(operator)?;
        }
    }

    fn product(&mut self) -> Parsed {
        let mut number = self.signed()?;
        let mut divided = false;
        loop {
            match self.symbol() {
                Some('*') => {
                    self.next += 1;
                    number = self.signed()?;
                    divided = false;
                    self.emit(Instruction::Multiply)?;
                }
                Some('/') => {
                    self.next += 1;
                    number = self.signed()?;
                    divided = true;
                    self.emit(Instruction::Divide)?;
                }
                _ if self.after_number() && self.starts_factor() => {
                    if divided || !number {
                        return Err(self.error(ExpressionErrorKind::AmbiguousProduct));
                    }
                    self.power()?;
                    number = false;
                    self.emit(Instruction::Multiply)?;
                }
                _ => return Ok(()),
            }
        }
    }

    /// Whether it was nothing but a number with its signs.
    fn signed(&mut self) -> Parsed<bool> {
        match self.symbol() {
            Some(sign @ ('+' | '-')) => {
                self.next += 1;
                let number = self.nested(Self::signed)?;
                if sign == '-' {
                    self.emit(Instruction::Negate)?;
                }
                Ok(number)
            }
            _ => self.power(),
        }
    }

    /// Whether it was nothing but a number.
    fn power(&mut self) -> Parsed<bool> {
        self.atom()?;
        if self.symbol() != Some('^') {
            // A parenthesis ends with another token than a number.
            return Ok(self.after_number());
        }
        self.next += 1;
        self.nested(Self::signed)?;
        self.emit(Instruction::Power)?;
        Ok(false)
    }

    fn atom(&mut self) -> Parsed {
        let Some(token) = self.peek().cloned() else {
            return Err(self.unexpected());
        };
        match token.kind {
            TokenKind::Number(value) => {
                self.next += 1;
                self.emit(Instruction::Constant(value))
            }
            TokenKind::Name(name) => self.name(&name),
            TokenKind::Symbol('(') => {
                self.next += 1;
                self.nested(Self::sum)?;
                self.parenthesis(')')
            }
            TokenKind::Symbol(_) => Err(self.unexpected()),
        }
    }

    fn name(&mut self, name: &str) -> Parsed {
        if let Some(index) = self.variables.iter().position(|&variable| variable == name) {
            self.next += 1;
            return self.emit(Instruction::Variable(index));
        }
        if let Some(&(_, value)) = CONSTANTS.iter().find(|(constant, _)| *constant == name) {
            self.next += 1;
            return self.emit(Instruction::Constant(value));
        }
        if let Some(&(_, function)) = FUNCTIONS.iter().find(|(known, _)| *known == name) {
            return self.call(name, function);
        }
        Err(self.error(ExpressionErrorKind::UnknownName {
            name: name.to_owned(),
            suggestion: self.similar(name),
        }))
    }

    fn call(&mut self, name: &str, function: Function) -> Parsed {
        let position = self.position();
        self.next += 1;
        self.parenthesis('(')?;
        let mut found = 0;
        if self.symbol() != Some(')') {
            self.nested(Self::sum)?;
            found = 1;
            while self.symbol() == Some(',') {
                self.next += 1;
                self.nested(Self::sum)?;
                found += 1;
            }
        }
        self.parenthesis(')')?;
        let expected = function.arguments();
        if found != expected {
            return Err(ExpressionError {
                kind: ExpressionErrorKind::WrongArgumentCount {
                    function: name.to_owned(),
                    expected,
                    found,
                },
                position,
            });
        }
        self.emit(Instruction::Call(function))
    }

    /// The known name that `name` was probably meant to be.
    fn similar(&self, name: &str) -> Option<String> {
        let functions = FUNCTIONS.iter().map(|&(name, _)| name);
        let constants = CONSTANTS.iter().map(|&(name, _)| name);
        let known = self
            .variables
            .iter()
            .copied()
            .chain(functions)
            .chain(constants);
        closest(name, known).map(str::to_owned)
    }

    fn nested<T>(&mut self, rule: fn(&mut Self) -> Parsed<T>) -> Parsed<T> {
        if self.depth == MAX_DEPTH {
            return Err(self.error(ExpressionErrorKind::TooDeep { limit: MAX_DEPTH }));
        }
        self.depth += 1;
        let parsed = rule(self);
        self.depth -= 1;
        parsed
    }

    fn emit(&mut self, instruction: Instruction) -> Parsed {
        let pushed = self.program.push(instruction);
        pushed.map_err(|_| self.error(ExpressionErrorKind::TooDeep { limit: MAX_DEPTH }))
    }

    fn parenthesis(&mut self, expected: char) -> Parsed {
        match self.symbol() {
            Some(symbol) if symbol == expected => {
                self.next += 1;
                Ok(())
            }
            // A comma or a second operand is what is wrong then, not the parenthesis that might come later.
            _ if expected == ')' && self.peek().is_some() => Err(self.unexpected()),
            _ => Err(self.error(ExpressionErrorKind::MissingParenthesis { expected })),
        }
    }

    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next)
    }

    fn symbol(&self) -> Option<char> {
        match self.peek()?.kind {
            TokenKind::Symbol(symbol) => Some(symbol),
            _ => None,
        }
    }

    fn after_number(&self) -> bool {
        let last = self
            .next
            .checked_sub(1)
            .and_then(|last| self.tokens.get(last));
        matches!(
            last,
            Some(Token {
                kind: TokenKind::Number(_),
                ..
            })
        )
    }

    fn starts_factor(&self) -> bool {
        self.peek()
            .is_some_and(|token| matches!(token.kind, TokenKind::Name(_) | TokenKind::Symbol('(')))
    }

    fn position(&self) -> usize {
        self.peek().map_or(self.end, |token| token.position)
    }

    fn error(&self, kind: ExpressionErrorKind) -> ExpressionError {
        ExpressionError {
            kind,
            position: self.position(),
        }
    }

    fn unexpected(&self) -> ExpressionError {
        self.error(match self.peek() {
            None => ExpressionErrorKind::UnexpectedEnd,
            Some(token) => ExpressionErrorKind::UnexpectedCharacter {
                character: token.first,
            },
        })
    }
}
