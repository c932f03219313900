//! Exact first and second derivatives of a surface by dual numbers.

use nalgebra::SVector;
use num_dual::{Dual2SVec64, HyperDual64};

use super::Landscape;

/// L and ∇L at (x, y).
///
/// A hyper-dual number carries both slopes, and a mixed one that nobody asked for, as four plain numbers: a third faster
/// than `num_dual::gradient`, whose parts are optional.
#[inline]
pub(super) fn value_and_gradient(landscape: &Landscape, [x, y]: [f64; 2]) -> (f64, [f64; 2]) {
    let value = landscape.evaluate(
        HyperDual64::new(x, 1.0, 0.0, 0.0),
        HyperDual64::new(y, 0.0, 1.0, 0.0),
    );
    (value.re, [value.eps1, value.eps2])
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
