//! Numbers that formulas are written over.

mod arithmetic;
mod dual;

pub use arithmetic::Arithmetic;
pub use dual::Dual;

use super::real;
use std::fmt::Debug;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, DivAssign, Mul, MulAssign, Sub, SubAssign};

/// A real number, or a [`Dual`] one that carries derivatives along: a formula written once over `Number` has exact
/// derivatives.
///
/// ```
/// use thetaflow_math::number::{Dual, Number, value_and_gradient};
///
/// fn area<N: Number>(x: N, y: N) -> N {
///     x * y.sin()
/// }
/// let (value, [by_x, by_y]) = value_and_gradient(|[x, y]| area(x, y), [2.0, 0.5]);
/// assert_eq!([value, by_x], [area(2.0, 0.5), area(1.0, 0.5)]);
/// assert_eq!(by_y, area(Dual::from(2.0), Dual::variable(0.5)).slope());
/// ```
pub trait Number:
    Arithmetic
    + Debug
    + PartialEq
    + From<f64>
    + Add<f64, Output = Self>
    + Sub<f64, Output = Self>
    + Mul<f64, Output = Self>
    + Div<f64, Output = Self>
    + AddAssign
    + SubAssign
    + MulAssign
    + DivAssign
    + Sum
{
    /// Whether it carries derivatives.
    const HAS_SLOPES: bool;

    /// The real number without what is carried along.
    fn re(self) -> f64;

    /// The square root; its derivative at 0 is infinite.
    fn sqrt(self) -> Self;
    /// eˣ.
    fn exp(self) -> Self;
    /// The natural logarithm.
    fn ln(self) -> Self;
    /// ln(1 + x).
    fn ln_1p(self) -> Self;
    /// The sine of an angle in radians.
    fn sin(self) -> Self;
    /// The cosine of an angle in radians.
    fn cos(self) -> Self;
    /// xᵏ for a whole k.
    fn powi(self, exponent: i32) -> Self;
    /// xᵖ for a real p; not a number for x < 0, unless p is whole.
    fn powf(self, exponent: f64) -> Self;

    /// The constant 0.
    fn zero() -> Self {
        Self::from(0.0)
    }

    /// The constant 1.
    fn one() -> Self {
        Self::from(1.0)
    }

    /// 1/x.
    #[inline]
    fn recip(self) -> Self {
        Self::one() / self
    }
}

/// Functions of one argument under the same name as in [`real`].
macro_rules! of_real {
    ($($name:ident)*) => {
        $(
            #[inline]
            fn $name(self) -> f64 {
                real::$name(self)
            }
        )*
    };
}

impl Number for f64 {
    const HAS_SLOPES: bool = false;

    #[inline]
    fn re(self) -> f64 {
        self
    }

    #[inline]
    fn sqrt(self) -> f64 {
        f64::sqrt(self)
    }

    of_real! { exp ln ln_1p sin cos }

    #[inline]
    fn powi(self, exponent: i32) -> f64 {
        f64::powi(self, exponent)
    }

    #[inline]
    fn powf(self, exponent: f64) -> f64 {
        real::powf(self, exponent)
    }
}

/// f and ∇f at a point.
#[inline]
pub fn value_and_gradient<const D: usize>(
    f: impl FnOnce([Dual<f64, D>; D]) -> Dual<f64, D>,
    at: [f64; D],
) -> (f64, [f64; D]) {
    let found = f(Dual::variables(at));
    (found.re, found.slopes)
}

/// ∇²f at a point, row by row: the gradient's gradient.
#[inline]
pub fn hessian<const D: usize>(
    f: impl FnOnce([Dual<Dual<f64, D>, D>; D]) -> Dual<Dual<f64, D>, D>,
    at: [f64; D],
) -> [[f64; D]; D] {
    f(Dual::variables(Dual::variables(at)))
        .slopes
        .map(|slope| slope.slopes)
}

#[cfg(test)]
mod tests;
