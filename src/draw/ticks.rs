//! Where an axis has its marks, and what stands beside them.

use crate::math::decimal::{Decimal, fixed, shortest};
use crate::math::real::{ln, log10, powf};
use std::f64::consts::PI;

/// A mark of an axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Where it stands.
    pub value: f64,
    /// What is written there.
    pub text: String,
}

/// About `count` marks at multiples of 1, 2 or 5 times a power of ten.
pub fn ticks(min: f64, max: f64, count: usize) -> Vec<Tick> {
    multiples(min, max, nice_step((max - min) / count as f64))
}

/// About `count` marks at whole numbers.
pub fn whole_ticks(min: f64, max: f64, count: usize) -> Vec<Tick> {
    multiples(
        min,
        max,
        nice_step((max - min) / count.max(1) as f64).max(1.0),
    )
}

/// Marks at all multiples of a step.
fn multiples(min: f64, max: f64, step: f64) -> Vec<Tick> {
    let span = max - min;
    if !(span.is_finite() && span > 0.0 && step.is_finite()) {
        return Vec::new();
    }
    // So fine that the numbers between its ends run out, or the step is 0: no marks can be told apart.
    if step.is_nan() || step <= f64::EPSILON * min.abs().max(max.abs()) {
        return Vec::new();
    }
    let decimals = (-log10(step).floor()).clamp(0.0, 12.0) as usize;
    let (first, last) = (
        (min / step - 1e-9).ceil() as i64,
        (max / step + 1e-9).floor() as i64,
    );
    // Where plain decimals would be long, powers of ten are short.
    let plain = decimals <= 4 && min.abs().max(max.abs()) < 1e5;
    let tick = |k: i64| {
        let value = k as f64 * step;
        let text = if plain {
            with_minus(&fixed(value, decimals))
        } else {
            decimal_text(value, 2)
        };
        Tick { value, text }
    };
    (first..=last).map(tick).collect()
}

/// At most about `count` marks at powers of ten, for an axis from `min` to `max`, both above zero; less than two decades
/// have marks at 2 and 5 as well.
pub fn log_ticks(min: f64, max: f64, count: usize) -> Vec<Tick> {
    if !(min > 0.0 && max > min && max.is_finite()) || count == 0 {
        return Vec::new();
    }
    let (first, last) = (
        (log10(min) - 1e-9).ceil() as i32,
        (log10(max) + 1e-9).floor() as i32,
    );
    if max / min < 99.0 && count > 2 {
        let between = |value: &f64| (0.999 * min..=1.001 * max).contains(value);
        let values = (first - 1..=last)
            .flat_map(|power| [1.0, 2.0, 5.0].map(|leading| leading * 10f64.powi(power)));
        let tick = |value: f64| Tick {
            value,
            text: decimal_text(value, 1),
        };
        return values.filter(between).map(tick).collect();
    }
    let stride = ((last - first).max(0) as usize / count + 1) as i32;
    let tick = |power: i32| Tick {
        value: 10f64.powi(power),
        text: power_of_ten(power),
    };
    (first..=last)
        .filter(|power| power.rem_euclid(stride) == 0)
        .map(tick)
        .collect()
}

/// At most about `count` marks at simple fractions of π.
pub fn angle_ticks(min: f64, max: f64, count: usize) -> Vec<Tick> {
    const DIVISORS: [i64; 5] = [12, 6, 4, 2, 1];
    let span = max - min;
    if !(span.is_finite() && span > 0.0) || count == 0 {
        return Vec::new();
    }
    let marks = |divisor: &i64| span / PI * *divisor as f64;
    let fitting = DIVISORS.into_iter().find(|d| marks(d) <= count as f64);
    let divisor = fitting.unwrap_or(1);
    let step = PI / divisor as f64;
    let (first, last) = (
        (min / step - 1e-9).ceil() as i64,
        (max / step + 1e-9).floor() as i64,
    );
    let tick = |k: i64| Tick {
        value: k as f64 * step,
        text: fraction_of_pi(k, divisor),
    };
    (first..=last).map(tick).collect()
}

/// `k`π/`divisor` in lowest terms: `3π/4`.
fn fraction_of_pi(k: i64, divisor: i64) -> String {
    if k == 0 {
        return "0".to_owned();
    }
    let common = (1..=divisor)
        .rev()
        .find(|d| k % d == 0 && divisor % d == 0)
        .unwrap_or(1);
    let (above, below) = (k / common, divisor / common);
    let above = match above {
        1 => "π".to_owned(),
        -1 => "−π".to_owned(),
        other => with_minus(&format!("{other}π")),
    };
    if below == 1 {
        above
    } else {
        format!("{above}/{below}")
    }
}

/// A number to `digits` significant digits with a true minus sign, in powers of ten where it is very large or small.
pub fn decimal_text(value: f64, digits: usize) -> String {
    let digits = digits.max(1);
    let Some(rounded) = Decimal::to_digits(value, digits).filter(|_| value != 0.0) else {
        return with_minus(&shortest(value));
    };
    let exponent = rounded.exponent();
    if (-3..digits.max(4) as i32).contains(&exponent) {
        let decimals = (digits as i32 - 1 - exponent).max(0) as usize;
        with_minus(&fixed(value, decimals))
    } else {
        let mantissa = rounded.mantissa(digits);
        with_minus(&mantissa) + "×" + &power_of_ten(exponent)
    }
}

/// The round step nearest to a rough one, by ratio.
fn nice_step(rough: f64) -> f64 {
    let power = powf(10f64, log10(rough).floor());
    let off = |nice: &f64| ln(nice * power / rough).abs();
    let nice = [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .min_by(|a, b| off(a).total_cmp(&off(b)));
    nice.unwrap_or(1.0) * power
}

fn power_of_ten(power: i32) -> String {
    let superscript = |c: char| match c {
        '-' => '⁻',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        other => other
            .to_digit(10)
            .and_then(|digit| char::from_u32('⁰' as u32 + digit))
            .unwrap_or(other),
    };
    format!(
        "10{}",
        power
            .to_string()
            .chars()
            .map(superscript)
            .collect::<String>()
    )
}

fn with_minus(text: &str) -> String {
    text.replace('-', "−")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(ticks: Vec<Tick>) -> Vec<String> {
        ticks.into_iter().map(|tick| tick.text).collect()
    }

    #[test]
    fn linear_ticks_are_round() {
        assert_eq!(texts(ticks(-2.0, 2.0, 5)), ["−2", "−1", "0", "1", "2"]);
        assert_eq!(texts(ticks(0.0, 0.3, 4)), ["0.0", "0.1", "0.2", "0.3"]);
        assert_eq!(texts(ticks(-4.5, 4.5, 4)), ["−4", "−2", "0", "2", "4"]);
        assert_eq!(
            texts(ticks(-4e6, 0.0, 3)),
            ["−4.0×10⁶", "−3.0×10⁶", "−2.0×10⁶", "−1.0×10⁶", "0"]
        );
        assert_eq!(texts(ticks(1.0, 1.0, 5)), Vec::<String>::new());
    }

    #[test]
    fn what_is_counted_is_marked_by_whole_numbers() {
        assert_eq!(texts(whole_ticks(0.4, 3.6, 5)), ["1", "2", "3"]);
        assert_eq!(texts(whole_ticks(0.0, 1.0, 5)), ["0", "1"]);
        assert_eq!(texts(whole_ticks(0.0, 10.0, 3)), ["0", "5", "10"]);
        assert_eq!(whole_ticks(1.2, 1.4, 5), []);
        assert_eq!(whole_ticks(1.0, 1.0, 5), []);
    }

    #[test]
    fn an_axis_too_short_for_numbers_has_no_marks() {
        assert_eq!(ticks(0.0, 5e-324, 7), []);
        assert_eq!(ticks(1.0, 1.0 + f64::EPSILON, 7), []);
        assert_eq!(ticks(-1e300, -1e300 * (1.0 - 1e-15), 50), []);
        assert_eq!(ticks(0.0, 1e-300, 5).len(), 6);
    }

    #[test]
    fn angles_are_marked_by_fractions_of_pi() {
        assert_eq!(
            texts(angle_ticks(0.0, PI, 5)),
            ["0", "π/4", "π/2", "3π/4", "π"]
        );
        assert_eq!(texts(angle_ticks(-PI, PI, 3)), ["−π", "0", "π"]);
        assert_eq!(
            texts(angle_ticks(1.0, 2.2, 6)),
            ["π/3", "5π/12", "π/2", "7π/12", "2π/3"]
        );
        assert_eq!(texts(angle_ticks(1.0, f64::NAN, 6)), Vec::<String>::new());
    }

    #[test]
    fn logarithmic_ticks_are_decades() {
        assert_eq!(
            texts(log_ticks(1e-3, 10.0, 6)),
            ["10⁻³", "10⁻²", "10⁻¹", "10⁰", "10¹"]
        );
        assert_eq!(
            texts(log_ticks(1e-12, 1.0, 4)),
            ["10⁻¹²", "10⁻⁸", "10⁻⁴", "10⁰"]
        );
    }

    #[test]
    fn short_logarithmic_axes_have_marks_between_decades() {
        assert_eq!(texts(log_ticks(0.5, 10.0, 4)), ["0.5", "1", "2", "5", "10"]);
        assert_eq!(texts(log_ticks(2.0, 5.0, 4)), ["2", "5"]);
    }

    #[test]
    fn numbers_have_three_digits() {
        for (value, text) in [
            (0.05, "0.0500"),
            (-1.5, "−1.50"),
            (1234.5, "1234"),
            (1e-8, "1.00×10⁻⁸"),
            (-2.5e7, "−2.50×10⁷"),
            (0.0, "0"),
        ] {
            assert_eq!(decimal_text(value, 3), text);
        }
    }
}
