//! The numbers that networks are made of: `f32` for training, `f64` for tests of derivatives.

use std::ops::{Add, Mul};
use thetaflow_math::{real, single};
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
        single::exp(self)
    }

    #[inline(always)]
    fn hyperbolic_tangent(self) -> f32 {
        single::tanh(self)
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
        real::exp(self)
    }

    fn hyperbolic_tangent(self) -> f64 {
        real::tanh(self)
    }
}
