//! Exact first and second derivatives of a surface by dual numbers.

use nalgebra::SVector;
use num_dual::{Dual2SVec64, DualSVec64};

use super::Landscape;

/// L and ∇L at (x, y).
#[inline]
pub(super) fn value_and_gradient(landscape: &Landscape, [x, y]: [f64; 2]) -> (f64, [f64; 2]) {
    let (value, gradient) = num_dual::gradient(
        |p: SVector<DualSVec64<2>, 2>| landscape.evaluate(p[0], p[1]),
        &SVector::from([x, y]),
    );
    (value, gradient.into())
}

/// ∇²L at (x, y), row by row.
pub(super) fn hessian(landscape: &Landscape, [x, y]: [f64; 2]) -> [[f64; 2]; 2] {
    let (_, _, hessian) = num_dual::hessian(
        |p: SVector<Dual2SVec64<2>, 2>| landscape.evaluate(p[0], p[1]),
        &SVector::from([x, y]),
    );
    // Symmetric, so the order of nalgebra's columns does not matter.
    hessian.into()
}
