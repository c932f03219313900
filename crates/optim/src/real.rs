//! The numbers that parameters are made of.

use num_traits::{Float, NumAssign};
use std::fmt::Debug;
use thetaflow_math::number::Arithmetic;

/// `f32` or `f64`.
pub trait Real: Float + NumAssign + Arithmetic + Debug + Send + Sync + 'static {
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
}

impl Real for f32 {
    #[inline]
    fn widen(self) -> f64 {
        f64::from(self)
    }
}

impl Real for f64 {
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
}
