//! Quadratic bowl: L = ½ (u² + κ v²), where (u, v) is (x, y) turned by `angle`.
//!
//! The condition number κ decides how narrow the valley is. Minimum 0 at the origin; the eigenvalues of the Hessian are
//! 1, along (cos angle, sin angle), and κ, across it. Source: Goh 2017, "Why Momentum Really Works".

use super::landscape::ViewBox;
use thetaflow::math::number::Number;
use thetaflow::math::real::sin_cos;

pub(super) const MINIMUM: [f64; 2] = [0.0, 0.0];
pub(super) const START: [f64; 2] = [-4.0, 1.0];
pub(super) const VIEW: ViewBox = ViewBox::new([-5.0, 5.0], [-4.0, 4.0]);

/// `angle` in radians.
#[inline]
pub(super) fn value<N: Number>(kappa: f64, angle: f64, x: N, y: N) -> N {
    let (sin, cos) = sin_cos(angle);
    let along = x * cos + y * sin;
    let across = y * cos - x * sin;
    along * along * 0.5 + across * across * (0.5 * kappa)
}
