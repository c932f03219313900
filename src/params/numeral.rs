//! Numbers as people write them: with a point or a comma, in groups of three, in full-width digits, as 1.5×10⁻³ or 1/3.
//!
//! A point is always a decimal point where it can be one. A comma is a decimal comma unless it could as well separate
//! thousands: then both readings are named and neither is taken. One reader serves fields, links, options and tables.

use crate::math::decimal;

/// Why a text is no number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum NoNumber {
    /// `1,234`: a thousand and some, or one and a bit.
    TwoWays {
        /// Read with a comma between thousands.
        whole: f64,
        /// Read with a decimal comma.
        decimal: f64,
    },
    /// `5%`, which is this number.
    Percent(f64),
    /// Anything else.
    Other,
}

/// Reads a number by itself. What is too large is infinite, and so out of any range; `inf` and `nan` are words.
///
/// # Errors
/// Why it is none.
pub fn read_number(text: &str) -> Result<f64, NoNumber> {
    // What we wrote ourselves, in lists of thousands.
    if let Some(number) = decimal::parse(text) {
        return Ok(number + 0.0);
    }
    let text = tidy(text);
    match text.split_once('/') {
        Some((numerator, denominator)) => {
            let quotient = read_tidy(numerator)? / read_tidy(denominator)?;
            (quotient.is_finite().then_some(quotient)).ok_or(NoNumber::Other)
        }
        None => read_tidy(&text),
    }
}

fn read_tidy(text: &str) -> Result<f64, NoNumber> {
    let read = |notation: Notation| notation.value(text);
    match Notation::of(&[text]) {
        Ok(notation) => read(notation).ok_or(NoNumber::Other),
        Err(Undecided::TwoWays) => match (read(Notation::GROUPED), read(Notation::COMMA)) {
            (Some(whole), Some(decimal)) => Err(NoNumber::TwoWays { whole, decimal }),
            _ => Err(NoNumber::Other),
        },
        Err(Undecided::NoWay) => Err(text
            .strip_suffix('%')
            .and_then(|text| read_tidy(&(text.to_owned() + "e-2")).ok())
            .map_or(NoNumber::Other, NoNumber::Percent)),
    }
}

/// What the marks in a number mean, or in all numbers of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Notation {
    point: u8,
    /// What separates thousands beside spaces and apostrophes, which cannot mean anything else.
    group: u8,
}

/// Why there is no notation in which some texts are numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undecided {
    TwoWays,
    NoWay,
}

impl Notation {
    /// `1234.5`
    pub const POINT: Self = Self {
        point: b'.',
        group: b' ',
    };
    /// `1234,5`
    pub const COMMA: Self = Self {
        point: b',',
        group: b' ',
    };
    /// `1,234.5`
    pub const GROUPED: Self = Self {
        point: b'.',
        group: b',',
    };
    /// `1.234,5`
    pub const GROUPED_COMMA: Self = Self {
        point: b',',
        group: b'.',
    };

    /// The notation in which all these texts are numbers.
    pub fn of(texts: &[&str]) -> Result<Self, Undecided> {
        let fits = |notation: Self| texts.iter().all(|text| notation.value(text).is_some());
        if fits(Self::POINT) {
            return Ok(Self::POINT);
        }
        match (fits(Self::COMMA), fits(Self::GROUPED)) {
            (true, true) => Err(Undecided::TwoWays),
            (true, false) => Ok(Self::COMMA),
            (false, true) => Ok(Self::GROUPED),
            (false, false) if fits(Self::GROUPED_COMMA) => Ok(Self::GROUPED_COMMA),
            (false, false) => Err(Undecided::NoWay),
        }
    }

    /// The number that a text is in this notation. -0 and 0 are one value, with one text.
    pub fn value(self, text: &str) -> Option<f64> {
        let mut plain = Vec::with_capacity(text.len());
        // How many digits stand behind the last separator, and how many separators there are, before the point.
        let (mut digits, mut groups, mut is_whole) = (0, 0, true);
        for byte in text.bytes() {
            if !is_whole || byte.is_ascii_digit() || matches!(byte, b'-' | b'+') {
                digits += u32::from(byte.is_ascii_digit());
                plain.push(byte);
                continue;
            }
            let is_group = byte == self.group || matches!(byte, b' ' | b'\'');
            // A group has three digits, the first one may have less, and does not begin with 0.
            let is_full = match plain[..] {
                _ if groups > 0 => digits == 3,
                [b'0', ..] | [b'-' | b'+', b'0', ..] => !is_group,
                _ => !is_group || matches!(digits, 1..=3),
            };
            if !is_full {
                return None;
            }
            if is_group {
                (digits, groups) = (0, groups + 1);
                continue;
            }
            is_whole = false;
            plain.push(match byte {
                _ if byte == self.point => b'.',
                b'e' | b'E' => b'e',
                _ => return None,
            });
        }
        if is_whole && groups > 0 && digits != 3 {
            return None;
        }
        Some(decimal::parse_bytes(&plain)? + 0.0)
    }
}

/// The plain character for one that input methods, word processors and spreadsheets put in its place.
pub fn plain(character: char) -> char {
    match character {
        '\u{ff01}'..='\u{ff5e}' => char::from((character as u32 - 0xfee0) as u8),
        '\u{2010}'..='\u{2013}' | '\u{2212}' => '-',
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => ' ',
        '。' => '.',
        '、' => ',',
        '×' | '·' | '⋅' => '*',
        '‘' | '’' => '\'',
        '“' | '”' => '"',
        _ => character,
    }
}

/// Plain characters, `1.5e-3` for 1.5×10⁻³ and 1.5*10^-3, and no spaces but those between digits. What is no part of a
/// number is a question mark.
pub(super) fn tidy(text: &str) -> String {
    let mut tidied = Vec::with_capacity(text.len());
    let (mut after_space, mut is_raised) = (false, false);
    for character in text.chars().map(plain) {
        let lowered = lowered(character);
        let byte = u8::try_from(lowered.unwrap_or(character)).unwrap_or(b'?');
        if byte.is_ascii_whitespace() {
            after_space = true;
            continue;
        }
        let ends_in_digit = tidied.last().is_some_and(u8::is_ascii_digit);
        if after_space && ends_in_digit && byte.is_ascii_digit() {
            tidied.push(b' ');
        }
        if byte == b'^' || (lowered.is_some() && !is_raised) {
            // Of powers only those of ten are part of a number.
            match tidied[..] {
                [b'1', b'0'] => tidied.truncate(1),
                [.., b'*' | b'x', b'1', b'0'] => tidied.truncate(tidied.len() - 3),
                _ => tidied.push(b'?'),
            }
            tidied.push(b'e');
        }
        (after_space, is_raised) = (false, lowered.is_some());
        if byte != b'^' {
            tidied.push(byte);
        }
    }
    String::from_utf8(tidied).unwrap_or_default()
}

/// The digit or sign of which this is the raised form.
fn lowered(character: char) -> Option<char> {
    Some(match character {
        '\u{b9}' => '1',
        '\u{b2}' | '\u{b3}' => char::from(character as u8 - 0x80),
        '\u{2070}' | '\u{2074}'..='\u{2079}' => char::from((character as u32 - 0x2040) as u8),
        '\u{207a}' => '+',
        '\u{207b}' => '-',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (texts, number) in [
            (
                &[
                    "0.05",
                    "0,05",
                    ".05",
                    ",05",
                    "+0.05",
                    "5e-2",
                    "5E-02",
                    "０．０５",
                    "0。05",
                    "０，０５",
                    " 0.05 ",
                ][..],
                0.05,
            ),
            (
                &[
                    "5*10^-2",
                    "5×10^-2",
                    "5 × 10⁻²",
                    "5·10^−2",
                    "0.5x10^-1",
                    "5⋅10⁻²",
                    "0,5×10⁻¹",
                    "1/20",
                    "0,1/2",
                    "1 / 20",
                ],
                0.05,
            ),
            (
                &[
                    "1e-3", "1e−3", "10^-3", "10⁻³", "0,001", "0.001", "1 e -3", "1/1000",
                    "1/1 000",
                ],
                1e-3,
            ),
            (
                &[
                    "-5", "−5", "－５", "- 5", "–5", "-5.", "-5,", "-5,0", "-10/2",
                ],
                -5.0,
            ),
            (
                &[
                    "20000",
                    "20 000",
                    "20'000",
                    "20’000",
                    "20\u{202f}000",
                    "2e4",
                    "2×10⁴",
                    "20 000,0",
                    "20,000.0",
                    "20.000,0",
                ],
                20000.0,
            ),
            (
                &[
                    "1234567.5",
                    "1,234,567.5",
                    "1.234.567,5",
                    "1 234 567,5",
                    "1'234'567.5",
                ],
                1_234_567.5,
            ),
            (&["1000000", "1,000,000", "1.000.000"], 1e6),
            (&["1.000", "1.000e0", "1,0000", "1,00"], 1.0),
            (&["0,125", "00,125"], 0.125),
            (&["1e999"], f64::INFINITY),
        ] {
            for text in texts {
                assert_eq!(read_number(text), Ok(number), "{text}");
            }
        }
        assert!(read_number("-0").is_ok_and(f64::is_sign_positive));
    }

    #[test]
    fn a_comma_that_may_separate_thousands_is_not_guessed() {
        for (text, whole, decimal) in [
            ("1,000", 1000.0, 1.0),
            ("-12,345", -12345.0, -12.345),
            ("999,999", 999_999.0, 999.999),
        ] {
            assert_eq!(
                read_number(text),
                Err(NoNumber::TwoWays { whole, decimal }),
                "{text}"
            );
        }
        assert_eq!(read_number("5%"), Err(NoNumber::Percent(0.05)));
        assert_eq!(read_number("2,5 ％"), Err(NoNumber::Percent(0.025)));
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in [
            "",
            " ",
            ".",
            ",",
            "-",
            "e5",
            "1e",
            "1.2.3",
            "1,2,3",
            "1,23,456",
            "1234,567.8",
            "1,2345.6",
            "0,123,456",
            "1 2",
            "1 23",
            "1  2345",
            "'123",
            "1''234",
            "1,,234",
            "1.5e2,5",
            "inf",
            "nan",
            "0x10",
            "110^3",
            "*10^3",
            "10^",
            "1/0",
            "0/0",
            "1/",
            "/2",
            "1/2/3",
            "1,000/2",
            "%",
            "5%%",
            "5‰",
            "½",
            "x",
            "1x",
            "一",
            "--1",
            "2²",
            "1e5e5",
            "6\u{200b}0",
            "0.1\u{200b}",
            "20_000",
            "\u{202e}5.0",
        ] {
            let number = read_number(text);
            assert!(number.is_err(), "{text}: {number:?}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "([-+0-9.,eE/^*x×'_ %⁻³]|．|５|，){0,12}") {
            if let Ok(number) = read_number(&text) {
                prop_assert!(!number.is_nan());
            }
        }

        #[test]
        fn both_marks_mean_the_same(number in -1e6..1e6f64) {
            let text = decimal::shortest(number);
            prop_assert_eq!(read_number(&text), Ok(number));
            let with_comma = text.replace('.', ",");
            match read_number(&with_comma) {
                Ok(read) => prop_assert_eq!(read, number),
                Err(NoNumber::TwoWays { decimal, .. }) => prop_assert_eq!(decimal, number),
                Err(other) => prop_assert!(false, "{with_comma}: {other:?}"),
            }
        }
    }
}
