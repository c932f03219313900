//! Himmelblau's function: L = (x² + y − 11)² + (x + y² − 7)².
//!
//! Four minima of value 0, of which only (3, 2) is rational, around a maximum near (−0.27, −0.92): which one is reached
//! depends on the start. Usual domain [−5, 5]². Source: Himmelblau 1972.

use super::landscape::ViewBox;
use thetaflow::math::number::Number;

/// To six digits; Newton's method finds the rest.
pub(super) const MINIMA: [[f64; 2]; 4] = [
    [3.0, 2.0],
    [-2.805118, 3.131313],
    [-3.779310, -3.283186],
    [3.584428, -1.848127],
];
pub(super) const START: [f64; 2] = [-1.0, -2.5];
pub(super) const VIEW: ViewBox = ViewBox::new([-5.0, 5.0], [-5.0, 5.0]);

#[inline]
pub(super) fn value<N: Number>(x: N, y: N) -> N {
    let first = x * x + y - 11.0;
    let second = x + y * y - 7.0;
    first * first + second * second
}
