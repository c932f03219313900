//! The three-hump camel: L = 2x² − 1.05x⁴ + x⁶/6 + xy + y².
//!
//! Minimum 0 at the origin between two local minima of value 0.2986 at ±(1.7476, −0.8738). Usual domain [−5, 5]²;
//! everything of interest happens within [−2.5, 2.5]². Source: Branin 1972.

use super::landscape::ViewBox;
use thetaflow::math::number::Number;

/// To five digits, the global one first; Newton's method finds the rest.
pub(super) const MINIMA: [[f64; 2]; 3] = [[0.0, 0.0], [1.74755, -0.87378], [-1.74755, 0.87378]];
pub(super) const START: [f64; 2] = [1.6, -1.2];
pub(super) const VIEW: ViewBox = ViewBox::new([-2.5, 2.5], [-2.5, 2.5]);

#[inline]
pub(super) fn value<N: Number>(x: N, y: N) -> N {
    let square = x * x;
    square * (square * (square * (1.0 / 6.0) - 1.05) + 2.0) + y * (x + y)
}
