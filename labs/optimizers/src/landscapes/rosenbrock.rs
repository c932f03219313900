//! Rosenbrock's banana: L = (1 − x)² + b (y − x²)².
//!
//! A curved valley y = x² whose walls are b times steeper than its floor. Usual domain [−5, 10]²; minimum 0 at (1, 1)
//! for every b ≥ 0. Source: Rosenbrock 1960.

use super::landscape::ViewBox;
use thetaflow::math::number::Number;

pub(super) const MINIMUM: [f64; 2] = [1.0, 1.0];
pub(super) const START: [f64; 2] = [-1.5, 2.0];
pub(super) const VIEW: ViewBox = ViewBox::new([-2.0, 2.0], [-1.0, 3.0]);

#[inline]
pub(super) fn value<N: Number>(b: f64, x: N, y: N) -> N {
    let along = x - 1.0;
    let across = y - x * x;
    along * along + across * across * b
}
