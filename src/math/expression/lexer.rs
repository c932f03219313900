//! Text to tokens.

use super::MAX_LENGTH;
use super::error::{ExpressionError, ExpressionErrorKind};
use crate::math::decimal;

#[derive(Clone, Debug, PartialEq)]
pub(super) enum TokenKind {
    Number(f64),
    Name(String),
    /// One of + - * / ^ ( ) and the comma.
    Symbol(char),
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token {
    pub kind: TokenKind,
    /// As the text has it, for error messages.
    pub first: char,
    pub position: usize,
}

pub(super) fn tokens(source: &str) -> Result<Vec<Token>, ExpressionError> {
    // One more than allowed is enough to know that the text is too long.
    let text: Vec<char> = source.chars().take(MAX_LENGTH + 1).collect();
    if text.len() > MAX_LENGTH {
        return Err(ExpressionError {
            kind: ExpressionErrorKind::TooLong { limit: MAX_LENGTH },
            position: MAX_LENGTH,
        });
    }
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(&first) = text.get(at) {
        let rest = &text[at..];
        let (kind, length) = match first {
            ' ' | '\t' | '\n' | '\r' | '\u{a0}' | '\u{3000}' => {
                at += 1;
                continue;
            }
            '0'..='9' | '.' => number(rest, at)?,
            'π' => (TokenKind::Name("pi".to_owned()), 1),
            c if is_name(c) => {
                let name: String = rest.iter().take_while(|&&c| is_name(c)).collect();
                let length = name.chars().count();
                (TokenKind::Name(name), length)
            }
            '+' | '-' | '*' | '/' | '^' | '(' | ')' | ',' => (TokenKind::Symbol(first), 1),
            // Signs that text copied from an article has.
            '−' => (TokenKind::Symbol('-'), 1),
            '·' | '×' => (TokenKind::Symbol('*'), 1),
            character => {
                return Err(ExpressionError {
                    kind: ExpressionErrorKind::UnexpectedCharacter { character },
                    position: at,
                });
            }
        };
        tokens.push(Token {
            kind,
            first,
            position: at,
        });
        at += length;
    }
    Ok(tokens)
}

fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

/// Digits, a point, digits, and an exponent if digits follow the e.
fn number(rest: &[char], position: usize) -> Result<(TokenKind, usize), ExpressionError> {
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
        return Err(ExpressionError {
            kind: ExpressionErrorKind::UnexpectedCharacter { character: '.' },
            position,
        });
    }
    if matches!(rest.get(length), Some('e' | 'E')) {
        let sign = usize::from(matches!(rest.get(length + 1), Some('+' | '-')));
        match digits(length + 1 + sign) {
            0 => {}
            exponent => length += 1 + sign + exponent,
        }
    }
    let text: String = rest[..length].iter().collect();
    match decimal::parse(&text) {
        Some(value) if value.is_finite() => Ok((TokenKind::Number(value), length)),
        _ => Err(ExpressionError {
            kind: ExpressionErrorKind::NumberTooLarge { text },
            position,
        }),
    }
}
