//! Exact first and second derivatives of a surface by dual numbers.

use super::Landscape;
use thetaflow::math::number;

/// L and ∇L at (x, y).
#[inline]
pub(super) fn value_and_gradient(landscape: &Landscape, at: [f64; 2]) -> (f64, [f64; 2]) {
    number::value_and_gradient(|[x, y]| landscape.evaluate(x, y), at)
}

/// ∇²L at (x, y), row by row.
pub(super) fn hessian(landscape: &Landscape, at: [f64; 2]) -> [[f64; 2]; 2] {
    number::hessian(|[x, y]| landscape.evaluate(x, y), at)
}
