//! Text to tokens: signs as keyboards, articles and LaTeX have them.

use super::error::Fault;
use super::function::Function;
use super::names;
use crate::decimal;

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum TokenKind {
    Number(f64),
    Variable(usize),
    Constant(f64),
    Function(Function),
    Unknown,
    /// A variable with digits behind it, which it does not have.
    Indexed,
    /// Raised digits.
    Raised(f64),
    /// One of + - * / ^ = | the comma, ( ) [ ] { } ⌊ ⌋ ⌈ ⌉, √ and ∛, and ⁄ for \frac.
    Symbol(char),
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Token {
    pub kind: TokenKind,
    pub position: usize,
    /// How many characters it takes up.
    pub length: usize,
}

/// Characters that mean the same, as pairs: the one that is read, after each that is written.
const ALIKE: &str = "−-‐-‑-‒-–-×*·*⋅*∙*•*∗*\u{2062}*÷/∕/\u{3000} \t \n \r \u{a0} \u{2009} \u{202f} \u{200b} \u{2061} ϕφ";

/// Commands of LaTeX, each with the sign that it stands for: a space for those that only change how things look.
const COMMANDS: &str = "left ,right ,big ,quad ,displaystyle ,operatorname ,mathrm ,cdot*,times*,div/,vert|,lvert|,rvert|,\
    lfloor⌊,rfloor⌋,lceil⌈,rceil⌉,frac⁄,dfrac⁄,tfrac⁄,sqrt√";

/// The character that is read for one that is written. Those of Chinese input methods are wide ones of ASCII.
pub(super) fn plain(character: char) -> char {
    let code = u32::from(character);
    let alike = match code {
        0xff01..=0xff5e => code - 0xfee0,
        0x2080..=0x2089 => code - 0x2080 + 0x30,
        _ => {
            let mut pairs = ALIKE.chars();
            while let (Some(written), Some(read)) = (pairs.next(), pairs.next()) {
                if written == character {
                    return read;
                }
            }
            code
        }
    };
    char::from_u32(alike).unwrap_or(character)
}

/// The tokens of a text in [`plain`] characters, or what is wrong and with which of them.
pub(super) fn tokens(text: &mut [char], variables: &[&str]) -> Result<Vec<Token>, (Fault, Token)> {
    let mut lexer = Lexer {
        text,
        at: 0,
        variables,
        tokens: Vec::new(),
    };
    while let Some(first) = lexer.next(0) {
        let found = match first {
            ' ' => Some(1),
            // LaTeX between its dollars.
            '$' if matches!(&*lexer.text, ['$', .., '$']) => Some(1),
            '0'..='9' | '.' => lexer.number(),
            '\\' => lexer.command(),
            '*' if lexer.next(1) == Some('*') => lexer.push(TokenKind::Symbol('^'), 2),
            c if is_letter(c) => lexer.name(0),
            c if is_among("+-*/^=|,()[]{}⌊⌋⌈⌉√∛", c) => {
                lexer.push(TokenKind::Symbol(c), 1)
            }
            _ => lexer.raised(),
        };
        match found {
            Some(length) => lexer.at += length,
            None => return Err(lexer.fault()),
        }
    }
    Ok(lexer.tokens)
}

struct Lexer<'a> {
    text: &'a mut [char],
    at: usize,
    variables: &'a [&'a str],
    tokens: Vec<Token>,
}

impl Lexer<'_> {
    /// The character so many places on.
    fn next(&self, offset: usize) -> Option<char> {
        self.text.get(self.at + offset).copied()
    }

    fn is_digit(&self, offset: usize) -> bool {
        self.next(offset).is_some_and(|c| c.is_ascii_digit())
    }

    fn push(&mut self, kind: TokenKind, length: usize) -> Option<usize> {
        self.tokens.push(Token {
            kind,
            position: self.at,
            length,
        });
        Some(length)
    }

    /// What could not be read: a number that is too large, or a character that has no meaning.
    fn fault(&self) -> (Fault, Token) {
        let length = self.end_of_number();
        let is_number = self.is_digit(0) || self.is_digit(1) && length > 1;
        let fault = if is_number {
            Fault::NumberTooLarge
        } else {
            Fault::UnexpectedCharacter
        };
        let token = Token {
            kind: TokenKind::Unknown,
            position: self.at,
            length: if is_number { length } else { 1 },
        };
        (fault, token)
    }

    /// Digits, a point, digits, and an exponent if digits follow the e.
    fn end_of_number(&self) -> usize {
        let digits = |mut end: usize| {
            while self.is_digit(end) {
                end += 1;
            }
            end
        };
        let mut end = digits(0);
        if self.next(end) == Some('.') {
            end = digits(end + 1);
        }
        if matches!(self.next(end), Some('e' | 'E')) {
            let sign = usize::from(matches!(self.next(end + 1), Some('+' | '-')));
            if self.is_digit(end + 1 + sign) {
                end = digits(end + 1 + sign);
            }
        }
        end
    }

    fn number(&mut self) -> Option<usize> {
        let length = self.end_of_number();
        let text: String = self.text[self.at..self.at + length].iter().collect();
        let value = decimal::parse(&text)?;
        if !value.is_finite() {
            return None;
        }
        self.push(TokenKind::Number(value), length)
    }

    /// Raised digits, perhaps with a sign.
    fn raised(&mut self) -> Option<usize> {
        let sign = usize::from(self.next(0) == Some('⁻'));
        let mut length = sign;
        let mut size = 0.0;
        while let Some(digit) =
            (self.next(length)).and_then(|c| "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|raised| raised == c))
        {
            size = 10.0 * size + digit as f64;
            length += 1;
        }
        if length == sign || size == f64::INFINITY {
            return None;
        }
        let value = if sign == 1 { -size } else { size };
        self.push(TokenKind::Raised(value), length)
    }

    /// The names in a run of letters and digits that begins so many places on. An index may be written as in LaTeX:
    /// `y_1` and `y_{1}` are `y1`. After a backslash, the run ends where the index or a digit does.
    fn name(&mut self, start: usize) -> Option<usize> {
        let is_command = start > 0;
        let mut name = Vec::new();
        let mut end = start;
        while let Some(c) = self.next(end) {
            let brace = usize::from(self.next(end + 1) == Some('{'));
            if is_letter(c) || c.is_ascii_digit() && !is_command {
                name.push(c);
                end += 1;
            } else if c == '_' && self.is_digit(end + 1 + brace) {
                end += 1 + brace;
                while let Some(digit) = self.next(end).filter(char::is_ascii_digit) {
                    name.push(digit);
                    end += 1;
                }
                end += brace;
                if brace == 1 && self.next(end - 1) != Some('}') {
                    return None;
                }
                if is_command {
                    break;
                }
            } else {
                break;
            }
        }
        let before = self.tokens.len();
        if !self.names(&name) {
            self.tokens.truncate(before);
            let letters = name.iter().take_while(|c| !c.is_ascii_digit()).count();
            let (base, index) = name.split_at(letters);
            let is_indexed = index.iter().all(char::is_ascii_digit);
            let kind = match names::known(base, self.variables) {
                Some(TokenKind::Variable(_)) if is_indexed => TokenKind::Indexed,
                _ => TokenKind::Unknown,
            };
            self.push(kind, end);
        }
        Some(end)
    }

    /// The tokens of a run, if it consists of known names.
    fn names(&mut self, name: &[char]) -> bool {
        let mut rest = name;
        let mut called = false;
        while !rest.is_empty() {
            let longest = (1..=rest.len())
                .rev()
                .find_map(|length| Some((names::known(&rest[..length], self.variables)?, length)));
            let Some((kind, length)) = longest else {
                return false;
            };
            // Only a variable follows a function in the same run: `sinx` is one thing, `sine` another.
            if called && !(matches!(kind, TokenKind::Variable(_)) && length == rest.len()) {
                return false;
            }
            called = matches!(kind, TokenKind::Function(_));
            self.tokens.push(Token {
                kind,
                position: self.at + name.len() - rest.len(),
                length,
            });
            rest = &rest[length..];
        }
        true
    }

    /// A backslash and what it stands for in LaTeX.
    fn command(&mut self) -> Option<usize> {
        let mut length = 1;
        while self.next(length).is_some_and(|c| c.is_ascii_alphabetic()) {
            length += 1;
        }
        let name = &self.text[self.at + 1..self.at + length];
        if name.is_empty() {
            return match self.next(1)? {
                // The character itself comes next.
                '{' | '}' | '|' => Some(1),
                c if is_among(",;:! ()[]", c) => Some(2),
                _ => None,
            };
        }
        let sign = COMMANDS.split(',').find_map(|entry| {
            let mut entry = entry.chars();
            let sign = entry.next_back()?;
            entry.eq(name.iter().copied()).then_some(sign)
        });
        match sign {
            None => self.name(1),
            Some(' ') => {
                let is_upright = matches!(name[0], 'o' | 'm');
                if is_upright && self.next(length) == Some('{') {
                    self.remove_braces(self.at + length);
                }
                Some(length)
            }
            Some(sign) => self.push(TokenKind::Symbol(sign), length),
        }
    }

    /// Takes away a brace and the one that closes it.
    fn remove_braces(&mut self, open: usize) {
        let inside = &self.text[open + 1..];
        if let Some(length) = inside.iter().position(|c| !is_letter(*c))
            && inside[length] == '}'
        {
            self.text[open] = ' ';
            self.text[open + 1 + length] = ' ';
        }
    }
}

/// The standard library's search is for longer texts, and larger.
#[inline(never)]
pub(super) fn is_among(set: &str, c: char) -> bool {
    set.chars().any(|member| member == c)
}

fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, 'Α'..='ω')
}
