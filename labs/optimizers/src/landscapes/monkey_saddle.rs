//! The monkey saddle: L = x³ − 3xy².
//!
//! Three valleys and three ridges meet at the origin, where gradient and Hessian both vanish, so the linear theory says
//! nothing about it. No minimum.

use super::landscape::ViewBox;
use thetaflow::math::number::Number;

pub(super) const START: [f64; 2] = [1.3, 0.1];
pub(super) const VIEW: ViewBox = ViewBox::new([-2.0, 2.0], [-2.0, 2.0]);

#[inline]
pub(super) fn value<N: Number>(x: N, y: N) -> N {
    x * (x * x - y * y * 3.0)
}
