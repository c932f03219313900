//! The numbers that networks are made of: `f32` for training, `f64` for tests of derivatives.

use std::ops::{Add, Mul};
use thetaflow_optim::Real;
use wide::{f32x4, f64x4};

/// `f32` or `f64`, with elementary functions that give the same bits on every machine.
///
/// Those of `f32` are polynomials without branches, so that loops over them vectorise.
pub trait Scalar: Real {
    /// Four of them in one register (of `f64`, in two), for the inner loops that no compiler can be trusted to vectorise.
    type Four: Copy + Add<Output = Self::Four> + Mul<Output = Self::Four>;

    /// Four numbers in one register.
    fn four(values: [Self; 4]) -> Self::Four;

    /// The four numbers of a register.
    fn values(four: Self::Four) -> [Self; 4];

    /// In each lane `then` where `value` is above zero, else (also where it is NaN) `otherwise`. Choosing one by one is a branch
    /// in WebAssembly, and which way it goes cannot be foretold.
    fn where_positive(value: Self::Four, then: Self::Four, otherwise: Self::Four) -> Self::Four;

    /// eˣ. `f32`: relative error below 2·10⁻⁷ for |x| ≤ 87; held at e^±87 beyond.
    fn exponential(self) -> Self;

    /// tanh x. `f32`: absolute error below 5·10⁻⁷.
    fn hyperbolic_tangent(self) -> Self;

    /// ln(1 + y) for 0 ≤ y ≤ 1. `f32`: absolute error below 2·10⁻⁷.
    fn log_one_plus(self) -> Self;

    /// s(t) = 1/(1 + e^{−t}). `f32`: absolute error below 2·10⁻⁷.
    #[inline(always)]
    fn logistic(self) -> Self {
        Self::one() / (Self::one() + (-self).exponential())
    }

    /// log(1 + eᵗ), whose slope is s(t).
    #[inline(always)]
    fn softplus(self) -> Self {
        let positive = if self > Self::zero() {
            self
        } else {
            Self::zero()
        };
        // |t| by the sign: NaN must stay.
        let size = positive + positive - self;
        positive + (-size).exponential().log_one_plus()
    }
}

impl Scalar for f32 {
    type Four = f32x4;

    #[inline(always)]
    fn four(values: [Self; 4]) -> f32x4 {
        f32x4::new(values)
    }

    #[inline(always)]
    fn values(four: f32x4) -> [Self; 4] {
        four.to_array()
    }

    #[inline(always)]
    fn where_positive(value: f32x4, then: f32x4, otherwise: f32x4) -> f32x4 {
        value.simd_gt(f32x4::ZERO).select(then, otherwise)
    }

    #[inline(always)]
    fn exponential(self) -> f32 {
        const LIMIT: f32 = 87.0;
        /// Added and taken away again, it rounds to a whole number, which then stands in the lowest bits.
        const ROUNDER: f32 = 12_582_912.0;
        // ln 2 in two parts, the first short enough that its multiples are exact.
        const LN_2: [f32; 2] = [0.693_359_4, -2.121_944_4e-4];
        // Comparisons instead of `clamp`, which would need branches; a NaN passes both.
        let x = if self > LIMIT { LIMIT } else { self };
        let x = if x < -LIMIT { -LIMIT } else { x };
        let shifted = x * std::f32::consts::LOG2_E + ROUNDER;
        let power = shifted - ROUNDER;
        let rest = x - power * LN_2[0] - power * LN_2[1];
        // Cephes' minimax polynomial for |rest| ≤ ½ ln 2 (Moshier 1992).
        let mut sum = 1.987_569_1e-4_f32;
        for coefficient in [
            1.398_199_9e-3,
            8.333_452e-3,
            4.166_579_6e-2,
            1.666_666_5e-1,
            5e-1,
        ] {
            sum = sum * rest + coefficient;
        }
        let value = sum * rest * rest + rest + 1.0;
        let two_to_power =
            f32::from_bits((shifted.to_bits() << 23).wrapping_add(1.0_f32.to_bits()));
        value * two_to_power
    }

    #[inline(always)]
    fn hyperbolic_tangent(self) -> f32 {
        // A rational minimax approximation on [−9, 9], where the rest rounds to ±1; the coefficients are those of Eigen.
        const LIMIT: f32 = 9.0;
        let x = if self > LIMIT { LIMIT } else { self };
        let x = if x < -LIMIT { -LIMIT } else { x };
        let square = x * x;
        let mut above = -2.760_768_5e-16_f32;
        for coefficient in [
            2.000_188e-13,
            -8.604_672e-11,
            5.122_297e-8,
            1.485_722_4e-5,
            6.372_619e-4,
            4.893_525e-3,
        ] {
            above = above * square + coefficient;
        }
        let mut below = 1.198_258_4e-6_f32;
        for coefficient in [1.185_347e-4, 2.268_434_6e-3, 4.893_525e-3] {
            below = below * square + coefficient;
        }
        x * above / below
    }

    #[inline(always)]
    fn log_one_plus(self) -> f32 {
        // 2 artanh(y/(2 + y)), whose series ends quickly for an argument of at most ⅓.
        let argument = self / (2.0 + self);
        let square = argument * argument;
        let mut sum = 1.0_f32 / 13.0;
        for denominator in [11.0, 9.0, 7.0, 5.0, 3.0, 1.0] {
            sum = sum * square + 1.0 / denominator;
        }
        2.0 * argument * sum
    }
}

impl Scalar for f64 {
    type Four = f64x4;

    #[inline(always)]
    fn four(values: [Self; 4]) -> f64x4 {
        f64x4::new(values)
    }

    #[inline(always)]
    fn values(four: f64x4) -> [Self; 4] {
        four.to_array()
    }

    #[inline(always)]
    fn where_positive(value: f64x4, then: f64x4, otherwise: f64x4) -> f64x4 {
        value.simd_gt(f64x4::ZERO).select(then, otherwise)
    }

    fn exponential(self) -> f64 {
        libm::exp(self)
    }

    fn hyperbolic_tangent(self) -> f64 {
        libm::tanh(self)
    }

    fn log_one_plus(self) -> f64 {
        libm::log1p(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(limit: f64) -> impl Iterator<Item = f32> {
        (-20_000..=20_000).map(move |k| (limit * f64::from(k) / 20_000.0) as f32)
    }

    #[test]
    fn the_stated_errors_hold() {
        for x in points(87.0) {
            let exact = libm::exp(f64::from(x));
            let relative = f64::from(x.exponential()) / exact - 1.0;
            assert!(relative.abs() < 2e-7, "exp {x}: {relative:e}");
        }
        for x in points(12.0) {
            let error = f64::from(x.hyperbolic_tangent()) - libm::tanh(f64::from(x));
            assert!(error.abs() < 5e-7, "tanh {x}: {error:e}");
            let error = f64::from(x.logistic()) - f64::from(x).logistic();
            assert!(error.abs() < 2e-7, "s {x}: {error:e}");
            let error = f64::from(x.softplus()) - f64::from(x).softplus();
            assert!(error.abs() < 1e-6, "log(1 + eˣ) {x}: {error:e}");
        }
        for y in points(1.0).filter(|y| *y >= 0.0) {
            let error = f64::from(y.log_one_plus()) - libm::log1p(f64::from(y));
            assert!(error.abs() < 2e-7, "log(1 + y) {y}: {error:e}");
        }
    }

    #[test]
    fn far_out_there_is_no_surprise() {
        assert!(1e30_f32.exponential() > 1e37 && f32::INFINITY.exponential().is_finite());
        assert!((-1e30_f32).exponential() < 1e-37);
        assert_eq!(1e30_f32.logistic(), 1.0);
        assert_eq!(1e30_f32.softplus(), 1e30);
        assert!((-1e30_f32).softplus() < 1e-37);
        assert!((f32::INFINITY.hyperbolic_tangent() - 1.0).abs() < 5e-7);
    }

    #[test]
    fn nan_stays_nan() {
        for value in [
            f32::NAN.exponential(),
            f32::NAN.hyperbolic_tangent(),
            f32::NAN.logistic(),
            f32::NAN.softplus(),
        ] {
            assert!(value.is_nan());
        }
    }
}
