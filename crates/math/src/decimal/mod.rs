//! Numbers as decimal text, exactly: reading gives the nearest number, writing the shortest text that reads back, or the
//! text rounded half to even.
//!
//! The standard library does the same faster, with tables that would be a tenth of what a figure downloads. Here whole
//! numbers of any size do it: reading is one long division, writing is the algorithm of Steele and White in the form of
//! Burger and Dybvig, "Printing floating-point numbers quickly and accurately" (1996).

mod natural;
#[cfg(test)]
mod tests;

use natural::Natural;
use std::cmp::Ordering;

/// No number of 64 bits lies exactly between two neighbours with more digits than 767: what follows only decides whether
/// there is something more.
const MOST_DIGITS: usize = 800;

/// A finite number ± 0.d₁d₂d₃… × 10ᵖ; zero has no digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decimal {
    negative: bool,
    digits: Vec<u8>,
    /// Where the point stands: p.
    point: i32,
}

/// Reads digits with a point or an exponent, such as `-12`, `.5` and `1e-3`. What is too large is infinite.
pub fn parse(text: &str) -> Option<f64> {
    parse_bytes(text.as_bytes())
}

/// [`parse`] for a text that is in bytes.
#[inline(never)]
pub fn parse_bytes(text: &[u8]) -> Option<f64> {
    Some(Decimal::read(text)?.value())
}

/// `value` with so many digits after the point; `inf` and `NaN` for what is not finite.
pub fn fixed(value: f64, decimals: usize) -> String {
    match Decimal::to_decimals(value, decimals) {
        Some(decimal) => decimal.plain(decimals),
        None => not_finite(value),
    }
}

/// The shortest plain text that reads back as `value`; `inf` and `NaN` for what is not finite.
pub fn shortest(value: f64) -> String {
    match Decimal::shortest(value) {
        Some(decimal) => decimal.plain(0),
        None => not_finite(value),
    }
}

/// The shortest text that reads back as `value`, as people write it: `0.0005`, `1e-8`.
pub fn brief(value: f64) -> String {
    let Some(decimal) = Decimal::shortest(value) else {
        return shortest(value);
    };
    let plain = decimal.plain(0);
    // A plain number may be a little longer: up to `0.0005` it is the easier one to read.
    let scientific = decimal.mantissa(1) + "e" + &decimal.exponent().to_string();
    if scientific.len() + 3 < plain.len() {
        scientific
    } else {
        plain
    }
}

fn not_finite(value: f64) -> String {
    let text = if value.is_nan() {
        "NaN"
    } else if value > 0.0 {
        "inf"
    } else {
        "-inf"
    };
    text.to_owned()
}

impl Decimal {
    fn read(text: &[u8]) -> Option<Self> {
        let (negative, text) = match text {
            [b'-', rest @ ..] => (true, rest),
            [b'+', rest @ ..] => (false, rest),
            rest => (false, rest),
        };
        let end = text.iter().position(|byte| matches!(byte, b'e' | b'E'));
        let (number, exponent) = match end {
            Some(end) => (&text[..end], read_exponent(&text[end + 1..])?),
            None => (text, 0),
        };
        let (mut digits, mut point) = (Vec::new(), exponent);
        let (mut has_digits, mut after_point) = (false, false);
        for byte in number {
            match byte {
                b'0'..=b'9' => {
                    has_digits = true;
                    push(&mut digits, byte - b'0');
                    match (after_point, digits.is_empty()) {
                        (false, false) => point += 1,
                        (true, true) => point -= 1,
                        _ => {}
                    }
                }
                b'.' if !after_point => after_point = true,
                _ => return None,
            }
        }
        has_digits.then(|| Self::new(negative, digits, point))
    }

    fn new(negative: bool, mut digits: Vec<u8>, point: i32) -> Self {
        while digits.last() == Some(&0) {
            digits.pop();
        }
        let point = if digits.is_empty() { 0 } else { point };
        Self {
            negative,
            digits,
            point,
        }
    }

    /// The shortest digits that read back as `value`, and of these the nearest; none for what is not finite.
    pub fn shortest(value: f64) -> Option<Self> {
        let Parts { mantissa, exponent } = Parts::of(value)?;
        if mantissa == 0 {
            return Some(Self::new(value.is_sign_negative(), Vec::new(), 0));
        }
        let (mut rest, mut one) = fraction(mantissa, exponent);
        // What is nearer than half the way to a neighbour reads back as the number. A neighbour is as far away as the
        // lowest bit counts; the one below a power of two half as far.
        let is_uneven = mantissa == 1 << 52 && exponent > Parts::LOWEST;
        let up = exponent.max(0);
        let [mut below, mut above] = [up + i32::from(!is_uneven), up + 1].map(|bits| {
            let mut half_way = Natural::from(1);
            half_way.shift_left(bits);
            half_way
        });
        // And half the way itself if the number is even, because halves are rounded to even.
        let reaches = |order: Ordering| {
            order == Ordering::Greater || (order == Ordering::Equal && mantissa % 2 == 0)
        };
        let reaches_one = |rest: &Natural, above: &Natural, one: &Natural| {
            let mut top = rest.clone();
            top.add(above);
            reaches(top.cmp(one))
        };

        let mut point = places_before_point(mantissa, exponent);
        one.multiply_by_power_of_ten(point);
        for number in [&mut rest, &mut below, &mut above] {
            number.multiply_by_power_of_ten(-point);
        }
        if reaches_one(&rest, &above, &one) {
            point += 1;
        } else {
            for number in [&mut rest, &mut below, &mut above] {
                number.multiply_add(10, 0);
            }
        }
        let mut digits = Vec::new();
        loop {
            let digit = rest.divide_small(&one);
            let (down, up) = (reaches(below.cmp(&rest)), reaches_one(&rest, &above, &one));
            if down || up {
                let mut twice = rest.clone();
                twice.add(&rest);
                digits.push(digit + u8::from(up && (!down || twice >= one)));
                return Some(Self::new(value.is_sign_negative(), digits, point));
            }
            digits.push(digit);
            for number in [&mut rest, &mut below, &mut above] {
                number.multiply_add(10, 0);
            }
        }
    }

    /// `value` rounded to so many significant digits; none for what is not finite.
    pub fn to_digits(value: f64, digits: usize) -> Option<Self> {
        Self::rounded(value, |_| digits as i32)
    }

    /// `value` rounded to so many digits after the point; none for what is not finite.
    pub fn to_decimals(value: f64, decimals: usize) -> Option<Self> {
        Self::rounded(value, |point| point.saturating_add(decimals as i32))
    }

    /// Rounds half to even. `count` says how many digits there are to be, given where the point stands.
    fn rounded(value: f64, count: impl Fn(i32) -> i32) -> Option<Self> {
        let Parts { mantissa, exponent } = Parts::of(value)?;
        let negative = value.is_sign_negative();
        if mantissa == 0 {
            return Some(Self::new(negative, Vec::new(), 0));
        }
        let (mut rest, mut one) = fraction(mantissa, exponent);
        let mut point = places_before_point(mantissa, exponent);
        one.multiply_by_power_of_ten(point);
        rest.multiply_by_power_of_ten(-point);
        if rest >= one {
            point += 1;
        } else {
            rest.multiply_add(10, 0);
        }
        let count = count(point);
        let mut digits = Vec::new();
        for _ in 0..count {
            if rest.is_zero() {
                break;
            }
            digits.push(rest.divide_small(&one));
            rest.multiply_add(10, 0);
        }
        one.multiply_add(5, 0);
        let is_odd = digits.last().is_some_and(|digit| digit % 2 == 1);
        let up = match rest.cmp(&one) {
            Ordering::Less => false,
            Ordering::Equal => is_odd,
            Ordering::Greater => true,
        };
        if up && count >= 0 {
            while digits.last() == Some(&9) {
                digits.pop();
            }
            match digits.last_mut() {
                Some(last) => *last += 1,
                None => {
                    digits.push(1);
                    point += 1;
                }
            }
        }
        Some(Self::new(negative, digits, point))
    }

    /// The nearest number of 64 bits.
    pub fn value(&self) -> f64 {
        let size = self.size();
        if self.negative { -size } else { size }
    }

    fn size(&self) -> f64 {
        if self.digits.is_empty() || self.point < -330 {
            return 0.0;
        }
        if self.point > 310 {
            return f64::INFINITY;
        }
        let exponent = self.point - self.digits.len() as i32;
        if self.digits.len() <= 15 && exponent.abs() <= 22 {
            // Both are exact, so the result is rounded once.
            let whole = |number, digit: &u8| 10.0 * number + f64::from(*digit);
            let whole = self.digits.iter().fold(0.0, whole);
            let power = (0..exponent.abs()).fold(1.0, |power, _| 10.0 * power);
            return if exponent < 0 {
                whole / power
            } else {
                whole * power
            };
        }
        let mut rest = Natural::from_digits(&self.digits);
        let mut one = Natural::from(1);
        rest.multiply_by_power_of_ten(exponent);
        one.multiply_by_power_of_ten(-exponent);
        // 65 or 66 bits of the quotient, whose lowest bit counts 2 to the power of -shift.
        let shift = 65 - (rest.bits() - one.bits());
        rest.shift_left(shift);
        one.shift_left(-shift);
        one.shift_left(66);
        let mut quotient = 0u128;
        for _ in 0..67 {
            quotient = quotient << 1 | u128::from(rest.divide_small(&one));
            rest.multiply_add(2, 0);
        }
        Parts::nearest(quotient, -shift, !rest.is_zero())
    }

    /// How many powers of ten the first digit counts: 3 for 1234; 0 for zero.
    pub fn exponent(&self) -> i32 {
        if self.digits.is_empty() {
            0
        } else {
            self.point - 1
        }
    }

    /// Without an exponent, with at least so many digits after the point.
    pub fn plain(&self, decimals: usize) -> String {
        let mut text = self.sign();
        if self.point <= 0 {
            text.push('0');
        }
        for place in 0..self.point {
            text.push(self.digit(place));
        }
        let decimals = (self.digits.len() as i32 - self.point).max(decimals as i32);
        for place in 0..decimals {
            if place == 0 {
                text.push('.');
            }
            text.push(self.digit(self.point + place));
        }
        text
    }

    /// The first digit, with a point and what follows up to at least so many digits.
    pub fn mantissa(&self, digits: usize) -> String {
        let mut text = self.sign();
        text.push(self.digit(0));
        for place in 1..self.digits.len().max(digits) as i32 {
            if place == 1 {
                text.push('.');
            }
            text.push(self.digit(place));
        }
        text
    }

    fn sign(&self) -> String {
        if self.negative { "-" } else { "" }.to_owned()
    }

    fn digit(&self, place: i32) -> char {
        let digit = usize::try_from(place)
            .ok()
            .and_then(|place| self.digits.get(place));
        char::from(b'0' + digit.copied().unwrap_or(0))
    }
}

/// Adds a digit that is none of the zeros in front, or one behind the last that is kept.
fn push(digits: &mut Vec<u8>, digit: u8) {
    if digits.len() < MOST_DIGITS {
        if digit > 0 || !digits.is_empty() {
            digits.push(digit);
        }
    } else if digit > 0
        && let Some(last) = digits.last_mut()
    {
        // There is something more, whatever it is.
        *last |= 1;
    }
}

/// Digits with a sign or without. Beyond ±100 000 nothing changes any more, however many digits stand before it.
fn read_exponent(text: &[u8]) -> Option<i32> {
    let (sign, digits) = match text {
        [b'-', rest @ ..] => (-1, rest),
        [b'+', rest @ ..] => (1, rest),
        rest => (1, rest),
    };
    if digits.is_empty() {
        return None;
    }
    let mut exponent = 0i32;
    for byte in digits {
        if !byte.is_ascii_digit() {
            return None;
        }
        exponent = (10 * exponent + i32::from(byte - b'0')).min(100_000_000);
    }
    Some(sign * exponent)
}

/// ± mantissa × 2 to the power of exponent.
struct Parts {
    mantissa: u64,
    exponent: i32,
}

impl Parts {
    const LOWEST: i32 = -1074;

    fn of(value: f64) -> Option<Self> {
        if !value.is_finite() {
            return None;
        }
        let bits = value.to_bits();
        let fraction = bits & ((1 << 52) - 1);
        Some(match (bits >> 52) as i32 & 0x7ff {
            0 => Self {
                mantissa: fraction,
                exponent: Self::LOWEST,
            },
            biased => Self {
                mantissa: fraction | 1 << 52,
                exponent: biased - 1 + Self::LOWEST,
            },
        })
    }

    /// The number nearest to `whole` × 2 to the power of `exponent`, plus something smaller if there is more.
    fn nearest(whole: u128, exponent: i32, more: bool) -> f64 {
        let bits = 128 - whole.leading_zeros() as i32;
        let lowest = (exponent + bits - 53).max(Self::LOWEST);
        let dropped = lowest - exponent;
        if dropped > 127 {
            return 0.0;
        }
        let (mut mantissa, tail) = ((whole >> dropped) as u64, whole & ((1 << dropped) - 1));
        let half = 1u128 << (dropped - 1);
        let is_odd = mantissa % 2 == 1;
        if tail > half || (tail == half && (more || is_odd)) {
            mantissa += 1;
        }
        // The hidden bit, and a carry, count in the exponent as they should.
        let bits = ((lowest - Self::LOWEST) as u64) << 52;
        f64::from_bits((bits + mantissa).min(f64::INFINITY.to_bits()))
    }
}

/// The number as a fraction with room for halves of halves of its lowest bit.
fn fraction(mantissa: u64, exponent: i32) -> (Natural, Natural) {
    let (mut numerator, mut denominator) = (Natural::from(mantissa), Natural::from(4));
    numerator.shift_left(exponent.max(0) + 2);
    denominator.shift_left(-exponent);
    (numerator, denominator)
}

/// How many digits stand before the point, or one less. Negative: so many zeros stand behind it.
fn places_before_point(mantissa: u64, exponent: i32) -> i32 {
    let highest = 63 - mantissa.leading_zeros() as i32 + exponent;
    // The logarithm of two, as a fraction of 2 to the power of 32.
    ((i64::from(highest) * 1_292_913_986) >> 32) as i32 + 1
}
