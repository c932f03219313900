//! The functions that a formula may call.
//!
//! Those of one argument are computed once for real numbers, with two derivatives, and carried over to any dual number by
//! their Taylor series, which is exact because there the third power of a nilpotent part is 0. Written over a generic
//! number, each of them would be in a module once for every kind of dual number.

use std::f64::consts::{LN_2, LN_10};

use crate::number::Number;
use crate::real::{atan2, cos, cosh, exp, ln, powf, sin, sinh, tan, tanh};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Function {
    Sin,
    Cos,
    Tan,
    Asin,
    Acos,
    Atan,
    Sinh,
    Cosh,
    Tanh,
    Exp,
    Log,
    Log2,
    Log10,
    Sqrt,
    Cbrt,
    Abs,
    Sign,
    Floor,
    Ceil,
    Min,
    Max,
    Atan2,
    /// Read as a power: no instruction calls it.
    Pow,
}

impl Function {
    /// How many values a call takes from the stack. Of more than two, min and max are called once for each further one.
    pub fn arguments(self) -> usize {
        match self {
            Self::Min | Self::Max | Self::Atan2 | Self::Pow => 2,
            _ => 1,
        }
    }

    pub fn takes_more(self) -> bool {
        matches!(self, Self::Min | Self::Max)
    }

    /// `second` is read by functions of two arguments only.
    #[inline]
    pub fn apply<N: Number>(self, first: N, second: N) -> N {
        match self {
            Self::Min if second.re() < first.re() || second.re().is_nan() => second,
            Self::Max if second.re() > first.re() || second.re().is_nan() => second,
            Self::Min | Self::Max => first,
            Self::Atan2 => angle(first, second),
            Self::Pow => power(first, second),
            _ => self.of(first),
        }
    }

    /// f(x) of one argument. A derivative that there is none of counts as 0.
    fn of<N: Number>(self, x: N) -> N {
        let value = self.value(x.re());
        if !N::HAS_SLOPES || !value.is_finite() || !x.re().is_finite() {
            return N::from(value);
        }
        continued(x, value, self.slopes(x.re(), value))
    }

    /// NaN outside the domain.
    #[inline(never)]
    fn value(self, x: f64) -> f64 {
        let root = || ((1.0 - x) * (1.0 + x)).sqrt();
        match self {
            Self::Sin => sin(x),
            Self::Cos => cos(x),
            Self::Tan => tan(x),
            Self::Asin => atan2(x, root()),
            Self::Acos => atan2(root(), x),
            Self::Atan => atan2(x, 1.0),
            Self::Sinh => sinh(x),
            Self::Cosh => cosh(x),
            Self::Tanh => tanh(x),
            Self::Exp => exp(x),
            Self::Log => ln(x),
            Self::Log2 => logarithm(x, LN_2),
            Self::Log10 => logarithm(x, LN_10),
            Self::Sqrt => x.sqrt(),
            Self::Cbrt => cube_root(x),
            Self::Abs => x.abs(),
            Self::Floor => x.floor(),
            Self::Ceil => x.ceil(),
            _ => sign(x),
        }
    }

    /// The first and the second derivative where the function has this value.
    #[inline(never)]
    fn slopes(self, x: f64, value: f64) -> [f64; 2] {
        match self {
            Self::Sin => [cos(x), -value],
            Self::Cos => [-sin(x), -value],
            Self::Tan => {
                let slope = 1.0 + value * value;
                [slope, 2.0 * value * slope]
            }
            Self::Asin | Self::Acos => {
                let squared = (1.0 - x) * (1.0 + x);
                let slope = 1.0 / squared.sqrt();
                let slope = if self == Self::Acos { -slope } else { slope };
                [slope, slope * x / squared]
            }
            Self::Atan => {
                let slope = 1.0 / (1.0 + x * x);
                [slope, -2.0 * x * slope * slope]
            }
            Self::Sinh => [cosh(x), value],
            Self::Cosh => [sinh(x), value],
            Self::Tanh => {
                let slope = 1.0 / (cosh(x) * cosh(x));
                [slope, -2.0 * value * slope]
            }
            Self::Exp => [value, value],
            Self::Log | Self::Log2 | Self::Log10 => {
                let slope = match self {
                    Self::Log => 1.0,
                    Self::Log2 => 1.0 / LN_2,
                    _ => 1.0 / LN_10,
                } / x;
                [slope, -slope / x]
            }
            Self::Sqrt => {
                let slope = 0.5 / value;
                [slope, -0.5 * slope / x]
            }
            Self::Cbrt => {
                let slope = 1.0 / (3.0 * value * value);
                [slope, -2.0 / 3.0 * slope / x]
            }
            Self::Abs => [sign(x), 0.0],
            // Constant but for their jumps.
            _ => [0.0; 2],
        }
    }
}

/// f(x) from f, f′ and f″ at the real part of `x`.
fn continued<N: Number>(x: N, value: f64, slopes: [f64; 2]) -> N {
    let [first, second] = slopes.map(|slope| if slope.is_finite() { slope } else { 0.0 });
    let nilpotent = x - x.re();
    (nilpotent * (0.5 * second) + first) * nilpotent + value
}

/// The angle of the point (x, y), which differs by a constant from arctan(y/x) and from −arctan(x/y).
fn angle<N: Number>(y: N, x: N) -> N {
    let value = atan2(y.re(), x.re());
    let (rise, run) = if x.re().abs() > y.re().abs() {
        (y, x)
    } else {
        (-x, y)
    };
    let slope = rise / run;
    if !slope.re().is_finite() {
        return N::from(value);
    }
    continued(slope, value, Function::Atan.slopes(slope.re(), value))
}

/// base^exponent. A base below 0 is possible with an exponent that happens to be an integer; the exponent then counts as
/// constant, for its derivative would be complex.
pub(super) fn power<N: Number>(base: N, exponent: N) -> N {
    if base.re() > 0.0 {
        (base.ln() * exponent).exp()
    } else {
        constant_power(base, exponent.re())
    }
}

pub(super) fn constant_power<N: Number>(base: N, exponent: f64) -> N {
    match integer(exponent) {
        Some(n) => base.powi(n),
        None if base.re() == 0.0 => N::from(powf(0.0_f64, exponent)),
        None => base.powf(exponent),
    }
}

pub(super) fn integer(exponent: f64) -> Option<i32> {
    let small = exponent.fract() == 0.0 && exponent.abs() <= 1024.0;
    small.then_some(exponent as i32)
}

/// To the base whose natural logarithm is `unit`.
fn logarithm(x: f64, unit: f64) -> f64 {
    let value = ln(x) / unit;
    // Rounding must not part a power of the base from its whole logarithm.
    let whole = value.round_ties_even();
    if (value - whole).abs() <= 2.0 * f64::EPSILON * whole.abs() {
        whole
    } else {
        value
    }
}

fn cube_root(x: f64) -> f64 {
    if x == 0.0 || !x.is_finite() {
        return x;
    }
    let size = x.abs();
    let near = exp(ln(size) / 3.0);
    // One step of Newton's method, for the last digits.
    let root = near - (near - size / (near * near)) / 3.0;
    root.copysign(x)
}

fn sign(x: f64) -> f64 {
    if x == 0.0 || x.is_nan() {
        x
    } else {
        1.0_f64.copysign(x)
    }
}
