//! Tokens to instructions, by recursive descent: one method a rule of the grammar.

use super::MAX_DEPTH;
use super::error::{ExpressionError, ExpressionErrorKind};
use super::function::Function;
use super::lexer::{Token, TokenKind, tokens};
use super::names::unknown;
use super::program::{Instruction, Program};

/// A formula as it is evaluated, and as it was read: in postfix order, nothing computed beforehand.
pub(super) struct Formula {
    pub program: Program,
    pub postfix: Vec<Instruction>,
}

pub(super) fn parse(source: &str, variables: &[&str]) -> Result<Formula, ExpressionError> {
    let mut parser = Parser {
        source,
        tokens: tokens(source, variables)?,
        next: 0,
        depth: 0,
        in_bars: false,
        last_group: None,
        variables,
        formula: Formula {
            program: Program::default(),
            postfix: Vec::new(),
        },
    };
    parser.left_side()?;
    parser.sum()?;
    match parser.peek() {
        None => Ok(parser.formula),
        Some(_) => Err(parser.unexpected()),
    }
}

struct Parser<'a> {
    source: &'a str,
    tokens: Vec<Token>,
    next: usize,
    depth: usize,
    /// Whether the innermost thing that is open is a bar, which the next bar after an operand closes.
    in_bars: bool,
    /// The tokens with which the last finished group began and ended.
    last_group: Option<(usize, usize)>,
    variables: &'a [&'a str],
    formula: Formula,
}

type Parsed<T = ()> = Result<T, ExpressionError>;

impl Parser<'_> {
    /// Passes over `z =` and `f(x, y) =`.
    fn left_side(&mut self) -> Parsed {
        let is_equals = |token: &Token| token.kind == TokenKind::Symbol('=');
        let Some(equals) = self.tokens.iter().position(is_equals) else {
            return Ok(());
        };
        self.next = equals;
        if !matches!(self.tokens[0].kind, TokenKind::Unknown(_)) {
            return Err(self.unexpected());
        }
        if equals > 1 {
            self.next = 1;
            self.expect('(')?;
            loop {
                match self.peek().map(|token| &token.kind) {
                    Some(TokenKind::Variable(_)) => self.next += 1,
                    Some(TokenKind::Unknown(_)) => return self.atom().map(|_| ()),
                    _ => return Err(self.unexpected()),
                }
                if self.symbol() == Some(')') {
                    break;
                }
                self.expect(',')?;
            }
            self.next += 1;
        }
        self.expect('=')
    }

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
        let mut open = self.signed()?;
        loop {
            match self.symbol() {
                Some('*') => {
                    self.next += 1;
                    open = self.signed()?;
                    self.emit(Instruction::Multiply)?;
                }
                Some('/') => {
                    self.next += 1;
                    self.signed()?;
                    open = false;
                    self.emit(Instruction::Divide)?;
                }
                _ if self.starts_factor() => {
                    if !open {
                        return Err(self.error(ExpressionErrorKind::AmbiguousProduct));
                    }
                    open = self.power()?;
                    self.emit(Instruction::Multiply)?;
                }
                _ => return Ok(()),
            }
        }
    }

    /// Whether a factor may follow without a sign: see [`Self::power`].
    fn signed(&mut self) -> Parsed<bool> {
        match self.symbol() {
            Some(sign @ ('+' | '-')) => {
                self.next += 1;
                let open = self.nested(Self::signed)?;
                if sign == '-' {
                    self.emit(Instruction::Negate)?;
                }
                Ok(open)
            }
            _ => self.power(),
        }
    }

    /// Whether a factor may follow without a sign. Not where it could belong to the exponent: `2^3x`, `e^x y`. But all
    /// read `x^2y` as x²y.
    fn power(&mut self) -> Parsed<bool> {
        let base = self.formula.postfix.len();
        self.atom()?;
        if let Some(&Token {
            kind: TokenKind::Exponent(exponent),
            ..
        }) = self.peek()
        {
            self.next += 1;
            self.emit_power(exponent)?;
            return Ok(true);
        }
        if self.symbol() != Some('^') {
            return Ok(true);
        }
        self.next += 1;
        let (first, exponent) = (self.next, self.formula.postfix.len());
        self.nested(Self::signed)?;
        self.emit(Instruction::Power)?;
        let is_variable =
            |instruction: &Instruction| matches!(instruction, Instruction::Variable(_));
        let is_number = matches!(self.tokens[first].kind, TokenKind::Number(_));
        Ok(match self.next - first {
            1 => is_number && self.formula.postfix[base..exponent].iter().any(is_variable),
            _ => self.last_group == Some((first, self.next - 1)),
        })
    }

    fn atom(&mut self) -> Parsed {
        let Some(token) = self.peek().cloned() else {
            return Err(self.unexpected());
        };
        let simple = match token.kind {
            TokenKind::Number(value) | TokenKind::Constant(value) => Instruction::Constant(value),
            TokenKind::Variable(index) => Instruction::Variable(index),
            TokenKind::Function(function) => return self.function(function),
            TokenKind::Root(function) => return self.root(function, token.first == '\\'),
            TokenKind::Fraction => return self.fraction(),
            TokenKind::Symbol('(' | '[' | '{' | '|' | '⌊' | '⌈') => return self.group(),
            TokenKind::Unknown(name) => {
                return Err(self.error(unknown(&name, self.variables)));
            }
            TokenKind::Exponent(_) | TokenKind::Symbol(_) => return Err(self.unexpected()),
        };
        self.next += 1;
        self.emit(simple)
    }

    /// Parentheses of any kind, and the signs of the absolute value, floor and ceiling.
    fn group(&mut self) -> Parsed {
        let first = self.next;
        let (close, function) = match self.symbol() {
            Some('[') => (']', None),
            Some('{') => ('}', None),
            Some('|') => ('|', Some(Function::Abs)),
            Some('⌊') => ('⌋', Some(Function::Floor)),
            Some('⌈') => ('⌉', Some(Function::Ceil)),
            _ => (')', None),
        };
        self.next += 1;
        let outside = std::mem::replace(&mut self.in_bars, close == '|');
        self.nested(Self::sum)?;
        self.in_bars = outside;
        self.expect(close)?;
        if close == '|' && self.starts_factor() && self.symbol() != Some('|') && self.bar_follows()
        {
            // |x|y|z|: this bar may open as well as close.
            self.next -= 1;
            return Err(self.error(ExpressionErrorKind::AmbiguousProduct));
        }
        self.last_group = Some((first, self.next - 1));
        function.map_or(Ok(()), |function| self.emit(Instruction::Call(function)))
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

    /// √ and what follows it: a group, or one number or name.
    fn root(&mut self, function: Function, is_latex: bool) -> Parsed {
        self.next += 1;
        let mut function = function;
        if is_latex && self.symbol() == Some('[') {
            self.next += 1;
            if self.peek().map(|token| &token.kind) != Some(&TokenKind::Number(3.0)) {
                return Err(self.unexpected());
            }
            self.next += 1;
            self.expect(']')?;
            function = Function::Cbrt;
        }
        if self.starts_group() {
            self.group()?;
        } else {
            self.bare_argument(&['*', '/'])?;
        }
        self.emit(Instruction::Call(function))
    }

    fn fraction(&mut self) -> Parsed {
        self.next += 1;
        for _ in 0..2 {
            if self.symbol() != Some('{') {
                return Err(self.error(ExpressionErrorKind::MissingParenthesis { expected: '{' }));
            }
            self.group()?;
        }
        self.emit(Instruction::Divide)
    }

    /// A function's name, perhaps with a power as in sin²(x), and its arguments.
    fn function(&mut self, function: Function) -> Parsed {
        let name = self.next;
        self.next += 1;
        let exponent = self.function_exponent(name)?;
        match self.symbol() {
            Some('(') => self.call(name, function, ')')?,
            Some('[') => self.call(name, function, ']')?,
            Some('{') => self.call(name, function, '}')?,
            Some('|' | '⌊' | '⌈') if function.arguments() == 1 => {
                self.group()?;
                self.emit(Instruction::Call(function))?;
            }
            _ if function.arguments() == 1 => {
                self.bare_argument(&[])?;
                self.emit(Instruction::Call(function))?;
            }
            _ => return Err(self.error(ExpressionErrorKind::MissingParenthesis { expected: '(' })),
        }
        exponent.map_or(Ok(()), |exponent| self.emit_power(exponent))
    }

    /// The exponent between a function's name and its argument: whole and above 0.
    fn function_exponent(&mut self, name: usize) -> Parsed<Option<f64>> {
        let start = self.next;
        let is_caret = self.symbol() == Some('^');
        self.next += usize::from(is_caret);
        let is_braced = is_caret && self.symbol() == Some('{');
        self.next += usize::from(is_braced);
        let is_negative = is_caret && self.symbol() == Some('-');
        let exponent = match self.peek().map(|token| &token.kind) {
            Some(&TokenKind::Exponent(exponent)) if !is_caret => exponent,
            Some(&TokenKind::Number(exponent)) if is_caret => exponent,
            _ if is_negative => -1.0,
            _ if !is_caret => return Ok(None),
            _ => return Err(self.unexpected()),
        };
        if exponent < 0.0 {
            self.next = start;
            let function = self.text_of(name);
            return Err(self.error(ExpressionErrorKind::AmbiguousInverse { function }));
        }
        if exponent.fract() != 0.0 || exponent == 0.0 {
            return Err(self.unexpected());
        }
        self.next += 1;
        if is_braced {
            self.expect('}')?;
        }
        Ok(Some(exponent))
    }

    fn call(&mut self, name: usize, function: Function, close: char) -> Parsed {
        let instruction = match function {
            Function::Pow => Instruction::Power,
            function => Instruction::Call(function),
        };
        let outside = std::mem::replace(&mut self.in_bars, false);
        let expected = function.arguments();
        let mut found = 0;
        let mut comma = None;
        self.next += 1;
        while found == 0 && self.symbol() != Some(close) || self.symbol() == Some(',') {
            if found > 0 {
                comma = comma.or(Some(self.position()));
                self.next += 1;
            }
            self.nested(Self::sum)?;
            found += 1;
            if found >= expected && (found == expected || function.takes_more()) {
                self.emit(instruction)?;
            }
        }
        self.in_bars = outside;
        self.expect(close)?;
        if found == expected || found > expected && function.takes_more() {
            return Ok(());
        }
        Err(match comma {
            Some(position) if found > expected && self.is_decimal(position) => ExpressionError {
                kind: ExpressionErrorKind::DecimalComma,
                position,
            },
            _ => ExpressionError {
                kind: ExpressionErrorKind::WrongArgumentCount {
                    function: self.text_of(name),
                    expected: if function.takes_more() {
                        "≥ 2".to_owned()
                    } else {
                        expected.to_string()
                    },
                    found,
                },
                position: self.tokens[name].position,
            },
        })
    }

    /// The argument in `sin x`: one number or name, where it is plain that nothing more belongs to it.
    fn bare_argument(&mut self, may_follow: &[char]) -> Parsed {
        let missing = self.error(ExpressionErrorKind::MissingParenthesis { expected: '(' });
        match self.peek().map(|token| &token.kind) {
            Some(TokenKind::Unknown(_)) => return self.atom(),
            Some(TokenKind::Number(_) | TokenKind::Constant(_) | TokenKind::Variable(_)) => {}
            _ => return Err(missing),
        }
        self.atom()?;
        let is_over = match self.peek().map(|token| &token.kind) {
            None | Some(TokenKind::Function(_)) => true,
            Some(TokenKind::Symbol('+' | '-' | ',' | ')' | ']' | '}' | '⌋' | '⌉' | '=')) => true,
            Some(TokenKind::Symbol('|')) => self.in_bars,
            Some(TokenKind::Symbol(symbol)) => may_follow.contains(symbol),
            Some(_) => false,
        };
        if is_over { Ok(()) } else { Err(missing) }
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
        self.formula.postfix.push(instruction);
        let pushed = self.formula.program.push(instruction);
        pushed.map_err(|_| self.error(ExpressionErrorKind::TooDeep { limit: MAX_DEPTH }))
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
        match self.symbol() {
            Some(symbol) if symbol == expected => {
                self.next += 1;
                Ok(())
            }
            // What stands there is wrong then, not the parenthesis that might come later.
            _ if self.peek().is_some() => Err(self.unexpected()),
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

    fn starts_group(&self) -> bool {
        matches!(self.symbol(), Some('(' | '[' | '{' | '|' | '⌊' | '⌈'))
    }

    fn starts_factor(&self) -> bool {
        let Some(token) = self.peek() else {
            return false;
        };
        match token.kind {
            TokenKind::Symbol('|') => !self.in_bars,
            // x[0] is an entry of x, and no product.
            TokenKind::Symbol('[') => {
                let before = self.next.checked_sub(1).map(|at| &self.tokens[at].kind);
                !matches!(before, Some(TokenKind::Variable(_)))
            }
            TokenKind::Symbol(_) => self.starts_group(),
            TokenKind::Number(_) | TokenKind::Exponent(_) => false,
            _ => true,
        }
    }

    /// The name that the text has at a token.
    fn text_of(&self, token: usize) -> String {
        let rest = self.source.chars().skip(self.tokens[token].position);
        let name = rest.skip_while(|&c| c == '\\');
        name.take_while(|c| c.is_ascii_alphanumeric()).collect()
    }

    /// Whether a comma stands between two digits.
    fn is_decimal(&self, comma: usize) -> bool {
        let mut around = self.source.chars().skip(comma.saturating_sub(1)).step_by(2);
        let mut is_digit = || around.next().is_some_and(|c| c.is_ascii_digit());
        comma > 0 && is_digit() && is_digit()
    }

    fn position(&self) -> usize {
        self.peek()
            .map_or_else(|| self.source.chars().count(), |token| token.position)
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
            Some(token) if token.first == ',' && self.is_decimal(token.position) => {
                ExpressionErrorKind::DecimalComma
            }
            Some(token) => ExpressionErrorKind::UnexpectedCharacter {
                character: token.first,
            },
        })
    }
}
