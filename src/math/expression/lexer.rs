//! Text to tokens: signs as keyboards, articles and LaTeX have them.

use super::MAX_LENGTH;
use super::error::{ExpressionError, ExpressionErrorKind};
use super::function::Function;
use super::names;
use crate::math::decimal;

#[derive(Clone, Debug, PartialEq)]
pub(super) enum TokenKind {
    Number(f64),
    Variable(usize),
    Constant(f64),
    Function(Function),
    Unknown(String),
    /// √ and ∛, which reach no further than what follows them.
    Root(Function),
    /// \frac, before two groups in braces.
    Fraction,
    /// Raised digits.
    Exponent(f64),
    /// One of + - * / ^ = | the comma, and ( ) [ ] { } ⌊ ⌋ ⌈ ⌉.
    Symbol(char),
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token {
    pub kind: TokenKind,
    /// As the text has it, for error messages.
    pub first: char,
    pub position: usize,
}

/// The full-width characters of Chinese input methods are as good as the narrow ones.
pub(super) fn narrow(character: char) -> char {
    match character {
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character)
        }
        '\u{3000}' => ' ',
        other => other,
    }
}

pub(super) fn tokens(source: &str, variables: &[&str]) -> Result<Vec<Token>, ExpressionError> {
    // One more than allowed is enough to know that the text is too long.
    let text: Vec<char> = source.chars().take(MAX_LENGTH + 1).collect();
    if text.len() > MAX_LENGTH {
        return Err(ExpressionError {
            kind: ExpressionErrorKind::TooLong { limit: MAX_LENGTH },
            position: MAX_LENGTH,
        });
    }
    let mut lexer = Lexer {
        text: &text,
        at: 0,
        variables,
        tokens: Vec::new(),
    };
    while lexer.at < text.len() {
        lexer.token()?;
    }
    Ok(lexer.tokens)
}

struct Lexer<'a> {
    text: &'a [char],
    at: usize,
    variables: &'a [&'a str],
    tokens: Vec<Token>,
}

impl Lexer<'_> {
    fn token(&mut self) -> Result<(), ExpressionError> {
        let first = self.text[self.at];
        let (kind, length) = match first {
            ' ' | '\t' | '\n' | '\r' | '\u{a0}' | '\u{2000}'..='\u{200b}' | '\u{202f}'
            // "Apply function", of MathML that was copied.
            | '\u{2061}' => return self.skip(1),
            '$' if self.is_margin() => return self.skip(1),
            '0'..='9' | '.' => self.number()?,
            '⁰' | '¹' | '²' | '³' | '⁴'..='⁹' | '⁻' => self.exponent()?,
            '√' => (TokenKind::Root(Function::Sqrt), 1),
            '∛' => (TokenKind::Root(Function::Cbrt), 1),
            '\\' => return self.command(),
            c if is_letter(c) => return self.name(),
            '*' if self.text.get(self.at + 1) == Some(&'*') => (TokenKind::Symbol('^'), 2),
            '+' | '*' | '/' | '^' | '=' | '|' | ',' | '(' | ')' | '[' | ']' | '{' | '}' | '⌊'
            | '⌋' | '⌈' | '⌉' => (TokenKind::Symbol(first), 1),
            '-' | '−' | '\u{2010}'..='\u{2013}' => (TokenKind::Symbol('-'), 1),
            // The last is an invisible sign of multiplication.
            '·' | '×' | '⋅' | '∙' | '•' | '∗' | '\u{2062}' => (TokenKind::Symbol('*'), 1),
            '÷' | '∕' | '⁄' => (TokenKind::Symbol('/'), 1),
            _ => return Err(self.unexpected()),
        };
        self.push(kind, length)
    }

    fn push(&mut self, kind: TokenKind, length: usize) -> Result<(), ExpressionError> {
        self.tokens.push(Token {
            kind,
            first: self.text[self.at],
            position: self.at,
        });
        self.skip(length)
    }

    fn skip(&mut self, length: usize) -> Result<(), ExpressionError> {
        self.at += length;
        Ok(())
    }

    fn unexpected(&self) -> ExpressionError {
        ExpressionError {
            kind: ExpressionErrorKind::UnexpectedCharacter {
                character: self.text[self.at],
            },
            position: self.at,
        }
    }

    /// Whether this belongs to the dollars around a formula in LaTeX.
    fn is_margin(&self) -> bool {
        self.text[0] == '$' && (self.at < 2 || self.at + 2 >= self.text.len())
    }

    fn letters(&self, from: usize, belongs: fn(char) -> bool) -> String {
        let tail = self.text.get(from..).unwrap_or_default();
        tail.iter().take_while(|&&c| belongs(c)).collect()
    }

    /// Digits, a point, digits, and an exponent if digits follow the e.
    fn number(&self) -> Result<(TokenKind, usize), ExpressionError> {
        let rest = &self.text[self.at..];
        let digits = |from: usize| {
            let tail = rest.get(from..).unwrap_or_default();
            tail.iter().take_while(|c| c.is_ascii_digit()).count()
        };
        let whole = digits(0);
        let mut length = whole;
        if rest.get(length) == Some(&'.') {
            length += 1 + digits(length + 1);
        }
        if length == 1 && whole == 0 {
            return Err(self.unexpected());
        }
        if matches!(rest.get(length), Some('e' | 'E')) {
            let sign = usize::from(matches!(rest.get(length + 1), Some('+' | '-' | '−')));
            match digits(length + 1 + sign) {
                0 => {}
                exponent => length += 1 + sign + exponent,
            }
        }
        let text: String = rest[..length].iter().collect();
        match decimal::parse(&text.replace('−', "-")) {
            Some(value) if value.is_finite() => Ok((TokenKind::Number(value), length)),
            _ => Err(ExpressionError {
                kind: ExpressionErrorKind::NumberTooLarge { text },
                position: self.at,
            }),
        }
    }

    /// Raised digits, perhaps with a sign.
    fn exponent(&self) -> Result<(TokenKind, usize), ExpressionError> {
        let raised = |c: &char| "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|digit| digit == *c);
        let negative = self.text[self.at] == '⁻';
        let start = self.at + usize::from(negative);
        let tail = self.text.get(start..).unwrap_or_default();
        let digits: Vec<usize> = tail.iter().map_while(raised).collect();
        if digits.is_empty() {
            return Err(self.unexpected());
        }
        let size = (digits.iter()).fold(0.0, |value, &digit| 10.0 * value + digit as f64);
        let value = if negative { -size } else { size };
        Ok((
            TokenKind::Exponent(value),
            digits.len() + usize::from(negative),
        ))
    }

    /// A run of letters, and an index in braces as LaTeX has it.
    fn name(&mut self) -> Result<(), ExpressionError> {
        let mut name = self.letters(self.at, is_part_of_name);
        let mut length = name.chars().count();
        if name.ends_with('_') && self.text.get(self.at + length) == Some(&'{') {
            let index = self.letters(self.at + length + 1, is_part_of_name);
            let end = self.at + length + 1 + index.chars().count();
            if self.text.get(end) == Some(&'}') {
                name += &index;
                length = end + 1 - self.at;
            }
        }
        self.names(&name, length)
    }

    /// The tokens of a name that takes up `length` characters.
    fn names(&mut self, name: &str, length: usize) -> Result<(), ExpressionError> {
        let plain: String = name.chars().map(lowered).collect();
        let end = self.at + length;
        for (kind, length) in names::tokens_of(&plain, self.variables) {
            self.push(kind, length)?;
        }
        self.at = end;
        Ok(())
    }

    /// A backslash and what it stands for in LaTeX.
    fn command(&mut self) -> Result<(), ExpressionError> {
        let command = self.letters(self.at + 1, |c| c.is_ascii_alphabetic());
        let length = command.len() + 1;
        let symbol = match command.as_str() {
            "" => match self.text.get(self.at + 1) {
                Some(',' | ';' | ':' | '!' | ' ' | '(' | ')' | '[' | ']') => return self.skip(2),
                // The character itself comes next.
                Some('{' | '}' | '|') => return self.skip(1),
                _ => return Err(self.unexpected()),
            },
            "left" | "right" | "big" | "quad" | "displaystyle" => return self.skip(length),
            "frac" | "dfrac" | "tfrac" => return self.push(TokenKind::Fraction, length),
            "sqrt" => return self.push(TokenKind::Root(Function::Sqrt), length),
            "cdot" | "times" => '*',
            "div" => '/',
            "vert" | "lvert" | "rvert" => '|',
            "lfloor" => '⌊',
            "rfloor" => '⌋',
            "lceil" => '⌈',
            "rceil" => '⌉',
            "operatorname" | "mathrm" => return self.upright(length),
            name => return self.named_command(name, length),
        };
        self.push(TokenKind::Symbol(symbol), length)
    }

    /// A name in braces.
    fn upright(&mut self, length: usize) -> Result<(), ExpressionError> {
        let start = self.at + length + 1;
        let name = self.letters(start, is_part_of_name);
        let end = start + name.chars().count();
        if self.text.get(start - 1) != Some(&'{') || self.text.get(end) != Some(&'}') {
            return Err(self.unexpected());
        }
        self.names(&name, end + 1 - self.at)
    }

    /// `\sin`, or `\log_2` and `\log_{10}`: without braces, one digit is the index.
    fn named_command(&mut self, name: &str, length: usize) -> Result<(), ExpressionError> {
        let after = |offset: usize| self.text.get(self.at + length + offset).copied();
        let braced = after(0) == Some('_') && after(1) == Some('{');
        let (index, more) = match (after(0), after(1)) {
            (Some('_'), Some(digit @ '0'..='9')) => (digit.to_string(), 2),
            _ if braced => {
                let index = self.letters(self.at + length + 2, is_part_of_name);
                let more = index.chars().count() + 3;
                (index, more)
            }
            _ => (String::new(), 0),
        };
        if braced && after(more - 1) != Some('}') {
            return Err(self.unexpected());
        }
        match &names::tokens_of(&(name.to_owned() + &index), self.variables)[..] {
            [(kind, _)] if !matches!(kind, TokenKind::Unknown(_)) => {
                self.push(kind.clone(), length + more)
            }
            _ => self.push(TokenKind::Unknown(format!("\\{name}")), length + more),
        }
    }
}

fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || c == '_' || matches!(c, 'Α'..='Ω' | 'α'..='ω' | 'ϕ' | 'ϵ')
}

fn is_part_of_name(c: char) -> bool {
    is_letter(c) || c.is_ascii_digit() || matches!(c, '₀'..='₉')
}

/// The digit that a lowered one is.
fn lowered(c: char) -> char {
    match c {
        '₀'..='₉' => char::from_u32(u32::from(c) - 0x2080 + 0x30).unwrap_or(c),
        other => other,
    }
}
