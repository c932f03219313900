//! What losses need of their numbers.

use super::Number;
use crate::{real, single};
use std::ops::{Add, Div, Mul, Neg, Sub};

/// Numbers that can be compared and put through the functions that classifiers' losses are made of: `f32`, in which
/// networks train, `f64`, and [`Dual`](super::Dual) ones.
pub trait Arithmetic:
    Copy
    + Neg<Output = Self>
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
{
    /// The nearest number of this type; too large becomes infinite.
    fn of(value: f64) -> Self;

    /// Whether it is larger than another, whatever derivatives they carry along; false where they do not compare.
    fn exceeds(self, other: Self) -> bool;

    /// The larger of the two, and `other` when they do not compare.
    ///
    /// Unlike `f64::max` this is a single instruction on every target, WebAssembly included, and lets a NaN in
    /// `other` through instead of hiding it.
    #[inline(always)]
    fn larger(self, other: Self) -> Self {
        if self.exceeds(other) { self } else { other }
    }

    /// s(t) = 1/(1 + e^{−t}), without overflow. `f32`: absolute error below 2·10⁻⁷.
    fn logistic(self) -> Self;

    /// log(1 + eᵗ), whose slope is s(t). `f32`: absolute error below 10⁻⁶.
    fn softplus(self) -> Self;
}

/// s(t), by an exponential that does not overflow.
#[inline]
pub(super) fn logistic<N: Number>(t: N) -> N {
    if t.re() >= 0.0 {
        ((-t).exp() + 1.0).recip()
    } else {
        let power = t.exp();
        power / (power + 1.0)
    }
}

impl Arithmetic for f64 {
    #[inline(always)]
    fn of(value: f64) -> f64 {
        value
    }

    #[inline(always)]
    fn exceeds(self, other: f64) -> bool {
        self > other
    }

    #[inline]
    fn logistic(self) -> f64 {
        logistic(self)
    }

    #[inline]
    fn softplus(self) -> f64 {
        self.larger(0.0) + real::ln_1p(real::exp(-self.abs()))
    }
}

impl Arithmetic for f32 {
    #[inline(always)]
    fn of(value: f64) -> f32 {
        value as f32
    }

    #[inline(always)]
    fn exceeds(self, other: f32) -> bool {
        self > other
    }

    #[inline(always)]
    fn logistic(self) -> f32 {
        1.0 / (1.0 + single::exp(-self))
    }

    #[inline(always)]
    fn softplus(self) -> f32 {
        let positive = self.larger(0.0);
        // |t| by the sign: NaN must stay.
        let size = positive + positive - self;
        positive + single::ln_1p(single::exp(-size))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::Dual;

    #[test]
    fn functions_of_f32_are_those_of_f64() {
        for x in (-20_000..=20_000).map(|k| (12.0 * f64::from(k) / 20_000.0) as f32) {
            let error = f64::from(x.logistic()) - f64::from(x).logistic();
            assert!(error.abs() < 2e-7, "s {x}: {error:e}");
            let error = f64::from(x.softplus()) - f64::from(x).softplus();
            assert!(error.abs() < 1e-6, "log(1 + eˣ) {x}: {error:e}");
        }
    }

    #[test]
    fn far_out_there_is_no_surprise() {
        assert_eq!([1e30_f32.logistic(), 1e30_f32.softplus()], [1.0, 1e30]);
        assert!((-1e30_f32).logistic() < 1e-37 && (-1e30_f32).softplus() < 1e-37);
        assert_eq!([1e300.logistic(), 1e300.softplus()], [1.0, 1e300]);
        assert_eq!([(-1e300).logistic(), (-1e300).softplus()], [0.0; 2]);
    }

    #[test]
    fn nan_stays_nan() {
        assert!(f32::NAN.logistic().is_nan() && f32::NAN.softplus().is_nan());
        assert!(f64::NAN.logistic().is_nan() && f64::NAN.softplus().is_nan());
        assert!(1.0.larger(f64::NAN).is_nan() && 1.0.larger(2.0) == 2.0);
    }

    #[test]
    fn the_slope_of_softplus_is_the_logistic_function() {
        for t in [-800.0, -3.0, -0.2, 0.0, 0.7, 40.0] {
            let [value, slope] = [Dual::variable(t).softplus(), Dual::variable(t).logistic()];
            assert_eq!(
                [value.re, value.slope(), slope.re],
                [t.softplus(), t.logistic(), t.logistic()]
            );
            let expected = t.logistic() * (-t).logistic();
            assert!((slope.slope() - expected).abs() < 1e-15);
        }
    }
}
