//! The functions that a formula may call.

use super::series::{atan2, extended, jumps, smooth};
use crate::math::number::Number;

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
            Self::Sin => first.sin(),
            Self::Cos => first.cos(),
            Self::Tan => first.tan(),
            Self::Exp => first.exp(),
            Self::Log => first.ln(),
            Self::Sqrt => sqrt(first),
            Self::Abs => abs(first),
            Self::Tanh => tanh(first),
            Self::Min if second.re() < first.re() || second.re().is_nan() => second,
            Self::Max if second.re() > first.re() || second.re().is_nan() => second,
            Self::Min | Self::Max => first,
            Self::Sign | Self::Floor | Self::Ceil => N::from(jumps(self, first.re())),
            Self::Atan2 => atan2(first, second),
            Self::Pow => power(first, second),
            _ => extended(first, smooth(self, first.re())),
        }
    }
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
        None if base.re() == 0.0 => N::from(0.0_f64.powf(exponent)),
        None => base.powf(exponent),
    }
}

pub(super) fn integer(exponent: f64) -> Option<i32> {
    let small = exponent.fract() == 0.0 && exponent.abs() <= 1024.0;
    small.then_some(exponent as i32)
}

fn sqrt<N: Number>(x: N) -> N {
    if x.re() == 0.0 { N::zero() } else { x.sqrt() }
}

fn abs<N: Number>(x: N) -> N {
    if x.re() > 0.0 {
        x
    } else if x.re() < 0.0 {
        -x
    } else {
        // Zero, without a slope; or NaN.
        N::from(x.re())
    }
}

/// Over dual numbers tanh is sinh/cosh, which overflows where tanh has long been flat.
fn tanh<N: Number>(x: N) -> N {
    if x.re().abs() > 20.0 {
        N::from(x.re().tanh())
    } else {
        x.tanh()
    }
}
