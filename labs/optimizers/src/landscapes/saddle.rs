//! The saddle: L = x² − y².
//!
//! No minimum: along x the origin attracts, along y it repels, and a start on the x axis never finds out.

use super::landscape::ViewBox;
use thetaflow::math::number::Number;

pub(super) const START: [f64; 2] = [-1.8, 0.05];
pub(super) const VIEW: ViewBox = ViewBox::new([-2.0, 2.0], [-2.0, 2.0]);

#[inline]
pub(super) fn value<N: Number>(x: N, y: N) -> N {
    x * x - y * y
}
