//! Numerics that update rules, labs and drawing share. Knows nothing of thetaflow.

#![warn(missing_docs)]
// Elementary functions have the same bits everywhere, see `real`, and nothing panics.
#![cfg_attr(
    not(test),
    warn(
        clippy::disallowed_methods,
        clippy::expect_used,
        clippy::panic,
        clippy::unwrap_used
    )
)]

pub mod chi_squared;
pub mod decimal;
pub mod eigenvalues;
pub mod expression;
pub mod gamma;
pub mod gauss_hermite;
pub mod incomplete_beta;
pub mod interval;
pub mod lanes;
pub mod moments;
pub mod normal;
pub mod number;
pub mod ode;
pub mod plane;
pub mod quadrature;
pub mod random;
pub mod real;
pub mod single;
pub mod spectrum;
pub mod suggest;
pub mod symmetric;
pub mod thinning;
mod trigonometry;
pub mod ziggurat;

/// The number in a range that is nearest to `value`. Unlike [`f64::clamp`] it has an answer for every range, so that no
/// text about a bad one, with all that writes numbers into it, is part of the module.
pub fn within(value: f64, min: f64, max: f64) -> f64 {
    value.max(min).min(max)
}

/// The larger of two numbers, or NaN if one of them is, which [`f64::max`] would hide.
#[inline]
pub fn larger_or_nan(a: f64, b: f64) -> f64 {
    if b > a || b.is_nan() { b } else { a }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nan_is_larger_than_everything() {
        assert_eq!([larger_or_nan(1.0, 2.0), larger_or_nan(2.0, 1.0)], [2.0; 2]);
        assert!(larger_or_nan(1.0, f64::NAN).is_nan() && larger_or_nan(f64::NAN, 1.0).is_nan());
    }
}
