//! Tokens to instructions, by recursive descent: one method a rule of the grammar.

use super::error::{ExpressionError, Fault};
use super::function::Function;
use super::lexer::{Token, TokenKind, is_among, plain, tokens};
use super::names::similar;
use super::program::{Instruction, Program};
use super::{MAX_DEPTH, MAX_LENGTH};

/// A formula as it is evaluated, and as it was read: in postfix order, nothing computed beforehand.
#[derive(Default)]
pub(super) struct Formula {
    pub program: Program,
    pub postfix: Vec<Instruction>,
}

pub(super) fn parse(source: &str, variables: &[&str]) -> Result<Formula, ExpressionError> {
    read(source, variables).map_err(|(fault, token)| explain(fault, token, source, variables))
}

/// The formula, or what is wrong with which part of the text.
fn read(source: &str, variables: &[&str]) -> Result<Formula, (Fault, Token)> {
    // One more than allowed is enough to know that the text is too long.
    let characters = source.chars().take(MAX_LENGTH + 1);
    let mut text: Vec<char> = characters.map(plain).collect();
    let nothing_at = |position| Token {
        kind: TokenKind::Unknown,
        position,
        length: 0,
    };
    if text.len() > MAX_LENGTH {
        return Err((Fault::TooLong, nothing_at(MAX_LENGTH)));
    }
    let mut parser = Parser {
        tokens: tokens(&mut text, variables)?,
        text,
        next: 0,
        depth: 0,
        in_bars: false,
        last_group: (0, 0),
        fault: Fault::UnexpectedCharacter,
        formula: Formula::default(),
    };
    match parser.formula() {
        Ok(()) => Ok(parser.formula),
        Err(Refused) => {
            let end = nothing_at(parser.text.len());
            Err((parser.fault, parser.peek().unwrap_or(end)))
        }
    }
}

fn explain(fault: Fault, token: Token, source: &str, variables: &[&str]) -> ExpressionError {
    let mut ends = source.char_indices().map(|(at, _)| at).skip(token.position);
    let start = ends.next().unwrap_or(source.len());
    let length = match fault {
        Fault::UnexpectedCharacter => 1,
        _ => token.length,
    };
    let end = match length {
        0 => start,
        length => ends.nth(length - 1).unwrap_or(source.len()),
    };
    let part = source.get(start..end).unwrap_or_default();
    let suggestion = match fault {
        Fault::UnknownName => similar(part, variables).map(str::to_owned),
        _ => None,
    };
    ExpressionError {
        fault,
        position: token.position,
        part: part.to_owned(),
        suggestion,
    }
}

struct Parser {
    text: Vec<char>,
    tokens: Vec<Token>,
    next: usize,
    depth: usize,
    /// Whether the innermost thing that is open is a bar, which the next bar after an operand closes.
    in_bars: bool,
    /// The tokens with which the last finished group began and ended.
    last_group: (usize, usize),
    /// What is wrong with the next token, once something is.
    fault: Fault,
    formula: Formula,
}

/// The formula is wrong: [`Parser::fault`] says how, at the next token.
struct Refused;

type Parsed<T = ()> = Result<T, Refused>;

impl Parser {
    fn formula(&mut self) -> Parsed {
        self.left_side()?;
        self.sum()?;
        match self.peek() {
            None => Ok(()),
            Some(_) => self.unexpected(),
        }
    }

    /// Passes over `z =` and `f(x, y) =`.
    fn left_side(&mut self) -> Parsed {
        let is_equals = |token: &Token| token.kind == TokenKind::Symbol('=');
        let Some(end) = self.tokens.iter().position(is_equals) else {
            return Ok(());
        };
        let stands_right = |(at, token): (usize, &Token)| match token.kind {
            TokenKind::Unknown => at == 0,
            TokenKind::Symbol('(') => at == 1,
            TokenKind::Variable(_) | TokenKind::Symbol(',') => at > 1,
            TokenKind::Symbol(')') => at > 1 && at + 1 == end,
            _ => false,
        };
        let left = &self.tokens[..end];
        match left
            .iter()
            .enumerate()
            .position(|place| !stands_right(place))
        {
            None if end > 0 => {
                self.next = end + 1;
                Ok(())
            }
            // `f(a, b) =`: those are no variables here.
            Some(wrong) if wrong > 1 && left[wrong].kind == TokenKind::Unknown => {
                self.next = wrong;
                self.refuse(Fault::UnknownName)
            }
            _ => {
                self.next = end;
                self.unexpected()
            }
        }
    }

    fn sum(&mut self) -> Parsed {
        self.product()?;
        loop {
            let operator = match self.symbol() {
                '+' => Instruction::Add,
                '-' => Instruction::Subtract,
                _ => return Ok(()),
            };
            self.next += 1;
            self.product()?;
            self.emit(operator)?;
        }
    }

    fn product(&mut self) -> Parsed {
        let mut open = self.signed()?;
        loop {
            let operator = match self.symbol() {
                '*' => Instruction::Multiply,
                '/' => Instruction::Divide,
                _ if self.starts_factor() => {
                    if !open {
                        return self.refuse(Fault::AmbiguousProduct);
                    }
                    open = self.power()?;
                    self.emit(Instruction::Multiply)?;
                    continue;
                }
                _ => return Ok(()),
            };
            self.next += 1;
            open = self.signed()? && operator == Instruction::Multiply;
            self.emit(operator)?;
        }
    }

    /// Whether a factor may follow without a sign: see [`Self::power`].
    fn signed(&mut self) -> Parsed<bool> {
        let sign = self.symbol();
        if !matches!(sign, '+' | '-') {
            return self.power();
        }
        self.next += 1;
        let open = self.nested(Self::signed)?;
        if sign == '-' {
            self.emit(Instruction::Negate)?;
        }
        Ok(open)
    }

    /// Whether a factor may follow without a sign. Not where it could belong to the exponent: `2^3x`, `e^x y`. But all
    /// read `x^2y` as x²y.
    fn power(&mut self) -> Parsed<bool> {
        let base = self.formula.postfix.len();
        self.atom()?;
        if let Some(TokenKind::Raised(exponent)) = self.kind() {
            self.next += 1;
            self.emit_power(exponent)?;
            return Ok(true);
        }
        if self.symbol() != '^' {
            return Ok(true);
        }
        self.next += 1;
        let first = self.next;
        let is_number = matches!(self.kind(), Some(TokenKind::Number(_)));
        let is_variable = |part: &Instruction| matches!(part, Instruction::Variable(_));
        let is_varying = self.formula.postfix[base..].iter().any(is_variable);
        self.nested(Self::signed)?;
        self.emit(Instruction::Power)?;
        let is_group = self.last_group == (first, self.next - 1);
        Ok(is_group || is_number && is_varying && self.next == first + 1)
    }

    fn atom(&mut self) -> Parsed {
        let simple = match self.kind() {
            Some(TokenKind::Number(value) | TokenKind::Constant(value)) => {
                Instruction::Constant(value)
            }
            Some(TokenKind::Variable(index)) => Instruction::Variable(index),
            Some(TokenKind::Function(function)) => return self.function(function),
            Some(TokenKind::Unknown) => return self.refuse(Fault::UnknownName),
            Some(TokenKind::Indexed) => return self.refuse(Fault::PowerOrProduct),
            Some(TokenKind::Symbol('√')) => return self.root(Function::Sqrt),
            Some(TokenKind::Symbol('∛')) => return self.root(Function::Cbrt),
            Some(TokenKind::Symbol('⁄')) => return self.fraction(),
            _ => return self.group(),
        };
        self.next += 1;
        self.emit(simple)
    }

    /// Parentheses of any kind, and the signs of the absolute value, floor and ceiling.
    fn group(&mut self) -> Parsed {
        let first = self.next;
        let open = self.symbol();
        let Some(close) = closing(open) else {
            return self.unexpected();
        };
        self.next += 1;
        let outside = std::mem::replace(&mut self.in_bars, open == '|');
        self.nested(Self::sum)?;
        self.in_bars = outside;
        self.expect(close)?;
        if open == '|' && self.starts_factor() && self.symbol() != '|' && self.bar_follows() {
            // |x|y|z|: this bar may open as well as close.
            self.next -= 1;
            return self.refuse(Fault::AmbiguousProduct);
        }
        self.last_group = (first, self.next - 1);
        self.emit(Instruction::Call(match open {
            '|' => Function::Abs,
            '⌊' => Function::Floor,
            '⌈' => Function::Ceil,
            _ => return Ok(()),
        }))
    }

    /// Whether another bar comes before the parentheses around this place close.
    fn bar_follows(&self) -> bool {
        let mut level = 0;
        for token in &self.tokens[self.next..] {
            match token.kind {
                TokenKind::Symbol('(' | '[' | '{') => level += 1,
                TokenKind::Symbol(')' | ']' | '}') => level -= 1,
                TokenKind::Symbol('|') if level == 0 => return true,
                _ => {}
            }
            if level < 0 {
                return false;
            }
        }
        false
    }

    /// √ and what follows it: a group, or one number or name. LaTeX has the degree in brackets.
    fn root(&mut self, function: Function) -> Parsed {
        let mut function = function;
        // Not √ but \sqrt.
        let is_latex = self.peek().is_some_and(|root| root.length > 1);
        self.next += 1;
        if is_latex && self.symbol() == '[' {
            self.next += 1;
            if self.kind() != Some(TokenKind::Number(3.0)) {
                return self.unexpected();
            }
            self.next += 1;
            self.expect(']')?;
            function = Function::Cbrt;
        }
        if closing(self.symbol()).is_some() {
            self.group()?;
        } else {
            self.bare_argument("*/")?;
        }
        self.emit(Instruction::Call(function))
    }

    fn fraction(&mut self) -> Parsed {
        self.next += 1;
        for _ in 0..2 {
            if self.symbol() != '{' {
                return self.refuse(Fault::MissingParenthesis { expected: '{' });
            }
            self.group()?;
        }
        self.emit(Instruction::Divide)
    }

    /// A function's name, perhaps with a power as in sin²(x), and its arguments.
    fn function(&mut self, function: Function) -> Parsed {
        let name = self.next;
        self.next += 1;
        let exponent = self.function_exponent()?;
        match self.symbol() {
            '(' | '[' | '{' => self.arguments(name, function)?,
            '|' | '⌊' | '⌈' if function.arguments() == 1 => {
                self.group()?;
                self.emit(Instruction::Call(function))?;
            }
            _ if function.arguments() == 1 => {
                self.bare_argument("")?;
                self.emit(Instruction::Call(function))?;
            }
            _ => return self.refuse(Fault::MissingParenthesis { expected: '(' }),
        }
        exponent.map_or(Ok(()), |exponent| self.emit_power(exponent))
    }

    /// The exponent between a function's name and its argument: whole and above 0.
    fn function_exponent(&mut self) -> Parsed<Option<f64>> {
        let start = self.next;
        if self.symbol() == '^' {
            self.next += 1;
        }
        let is_braced = self.next > start && self.symbol() == '{';
        self.next += usize::from(is_braced);
        let exponent = match self.kind() {
            Some(TokenKind::Raised(exponent)) => exponent,
            Some(TokenKind::Number(exponent)) if self.next > start => exponent,
            Some(TokenKind::Symbol('-')) if self.next > start => -1.0,
            _ if self.next > start => return self.unexpected(),
            _ => return Ok(None),
        };
        if exponent < 0.0 {
            self.next = start;
            return self.refuse(Fault::AmbiguousInverse);
        }
        if exponent.fract() != 0.0 || exponent == 0.0 {
            return self.unexpected();
        }
        self.next += 1;
        if is_braced {
            self.expect('}')?;
        }
        Ok(Some(exponent))
    }

    /// Arguments in parentheses, and the call.
    fn arguments(&mut self, name: usize, function: Function) -> Parsed {
        let instruction = match function {
            Function::Pow => Instruction::Power,
            function => Instruction::Call(function),
        };
        let close = closing(self.symbol()).unwrap_or(')');
        let outside = std::mem::replace(&mut self.in_bars, false);
        let (expected, or_more) = (function.arguments(), function.takes_more());
        let mut found = 0;
        self.next += 1;
        while found == 0 && self.symbol() != close || self.symbol() == ',' {
            if found > 0 {
                if found >= expected && !or_more && self.is_decimal_comma() {
                    return self.unexpected();
                }
                self.next += 1;
            }
            self.nested(Self::sum)?;
            found += 1;
            if found == expected || found > expected && or_more {
                self.emit(instruction)?;
            }
        }
        self.in_bars = outside;
        self.expect(close)?;
        if found == expected || found > expected && or_more {
            return Ok(());
        }
        self.next = name;
        self.refuse(Fault::WrongArgumentCount {
            expected,
            or_more,
            found,
        })
    }

    /// The argument in `sin x`: one number or name, where it is plain that nothing more belongs to it.
    fn bare_argument(&mut self, may_follow: &str) -> Parsed {
        let start = self.next;
        if matches!(
            self.kind(),
            None | Some(TokenKind::Function(_) | TokenKind::Raised(_) | TokenKind::Symbol(_))
        ) {
            return self.refuse(Fault::MissingParenthesis { expected: '(' });
        }
        self.atom()?;
        let is_over = match self.kind() {
            None | Some(TokenKind::Function(_)) => true,
            Some(TokenKind::Symbol('|')) => self.in_bars,
            Some(TokenKind::Symbol(symbol)) => {
                is_among("+-,)]}⌋⌉", symbol) || is_among(may_follow, symbol)
            }
            Some(_) => false,
        };
        if is_over {
            return Ok(());
        }
        self.next = start;
        self.refuse(Fault::MissingParenthesis { expected: '(' })
    }

    fn nested<T>(&mut self, rule: fn(&mut Self) -> Parsed<T>) -> Parsed<T> {
        if self.depth == MAX_DEPTH {
            return self.refuse(Fault::TooDeep);
        }
        self.depth += 1;
        let parsed = rule(self);
        self.depth -= 1;
        parsed
    }

    fn emit(&mut self, instruction: Instruction) -> Parsed {
        self.formula.postfix.push(instruction);
        match self.formula.program.push(instruction) {
            Ok(()) => Ok(()),
            Err(_) => self.refuse(Fault::TooDeep),
        }
    }

    /// What was emitted last, to the power of a number.
    fn emit_power(&mut self, exponent: f64) -> Parsed {
        self.emit(Instruction::Constant(exponent.abs()))?;
        if exponent < 0.0 {
            self.emit(Instruction::Negate)?;
        }
        self.emit(Instruction::Power)
    }

    fn expect(&mut self, expected: char) -> Parsed {
        if self.symbol() == expected {
            self.next += 1;
            return Ok(());
        }
        // What stands there is wrong, not the parenthesis that might come later.
        match self.peek() {
            Some(_) => self.unexpected(),
            None => self.refuse(Fault::MissingParenthesis { expected }),
        }
    }

    fn peek(&self) -> Option<Token> {
        self.tokens.get(self.next).copied()
    }

    fn kind(&self) -> Option<TokenKind> {
        Some(self.peek()?.kind)
    }

    /// A space if it is none.
    fn symbol(&self) -> char {
        match self.kind() {
            Some(TokenKind::Symbol(symbol)) => symbol,
            _ => ' ',
        }
    }

    fn starts_factor(&self) -> bool {
        match self.kind() {
            None | Some(TokenKind::Number(_) | TokenKind::Raised(_)) => false,
            Some(TokenKind::Symbol('|')) => !self.in_bars,
            // x[0] is an entry of x, and no product.
            Some(TokenKind::Symbol('[')) => {
                let before = self.next.checked_sub(1).map(|at| self.tokens[at].kind);
                !matches!(before, Some(TokenKind::Variable(_)))
            }
            Some(TokenKind::Symbol(symbol)) => is_among("({⌊⌈√∛⁄", symbol),
            _ => true,
        }
    }

    fn position(&self) -> usize {
        self.peek().map_or(self.text.len(), |token| token.position)
    }

    fn is_decimal_comma(&self) -> bool {
        let position = self.position();
        let is_digit = |at: Option<usize>| {
            let character = at.and_then(|at| self.text.get(at));
            character.is_some_and(char::is_ascii_digit)
        };
        self.symbol() == ',' && is_digit(position.checked_sub(1)) && is_digit(Some(position + 1))
    }

    fn refuse<T>(&mut self, fault: Fault) -> Parsed<T> {
        self.fault = fault;
        Err(Refused)
    }

    fn unexpected<T>(&mut self) -> Parsed<T> {
        self.refuse(if self.next >= self.tokens.len() {
            Fault::UnexpectedEnd
        } else if self.is_decimal_comma() {
            Fault::DecimalComma
        } else {
            Fault::UnexpectedCharacter
        })
    }
}

/// What closes a group.
fn closing(open: char) -> Option<char> {
    Some(match open {
        '(' => ')',
        '[' => ']',
        '{' => '}',
        '|' => '|',
        '⌊' => '⌋',
        '⌈' => '⌉',
        _ => return None,
    })
}
