//! The numbers that parameters are made of.

use num_traits::{Float, NumAssign};
use std::fmt::Debug;

/// `f32` or `f64`.
pub trait Real: Float + NumAssign + Debug + Send + Sync + 'static {
    /// The nearest number of this type; too large becomes infinite.
    fn of(value: f64) -> Self;

    /// The same number as `f64`, exactly.
    fn widen(self) -> f64;

    /// −1, 0 or 1, with sign(0) = 0 (`Float::signum` has sign(0) = 1); NaN stays NaN.
    #[inline]
    fn sign(self) -> Self {
        if self > Self::zero() {
            Self::one()
        } else if self < Self::zero() {
            -Self::one()
        } else {
            self
        }
    }

    /// The larger of the two, and `other` when they do not compare.
    ///
    /// Unlike `Float::max` this is a single instruction on every target, WebAssembly included, and lets a NaN in
    /// `other` through instead of hiding it.
    #[inline]
    fn larger(self, other: Self) -> Self {
        if self > other { self } else { other }
    }
}

impl Real for f32 {
    #[inline]
    fn of(value: f64) -> Self {
        value as f32
    }

    #[inline]
    fn widen(self) -> f64 {
        f64::from(self)
    }
}

impl Real for f64 {
    #[inline]
    fn of(value: f64) -> Self {
        value
    }

    #[inline]
    fn widen(self) -> f64 {
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sign_of_zero_is_zero_and_of_nan_is_nan() {
        assert_eq!(
            [-3.0, -0.0, 0.0, 2.0].map(Real::sign),
            [-1.0, 0.0, 0.0, 1.0]
        );
        assert!(f64::NAN.sign().is_nan());
    }

    #[test]
    fn larger_lets_a_new_nan_through() {
        assert_eq!(1.0.larger(2.0), 2.0);
        assert!(1.0.larger(f64::NAN).is_nan());
    }
}
