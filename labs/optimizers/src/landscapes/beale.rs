//! Beale's function: L = (1.5 − x + xy)² + (2.25 − x + xy²)² + (2.625 − x + xy³)².
//!
//! A flat plateau between cliffs at the corners. Usual domain [−4.5, 4.5]²; minimum 0 at (3, 0.5). Source: Beale 1958.

use super::landscape::ViewBox;
use thetaflow::math::number::Number;

pub(super) const MINIMUM: [f64; 2] = [3.0, 0.5];
pub(super) const START: [f64; 2] = [1.0, 1.5];
pub(super) const VIEW: ViewBox = ViewBox::new([-4.5, 4.5], [-4.5, 4.5]);

#[inline]
pub(super) fn value<N: Number>(x: N, y: N) -> N {
    let square = y * y;
    let first = x * (y - 1.0) + 1.5;
    let second = x * (square - 1.0) + 2.25;
    let third = x * (square * y - 1.0) + 2.625;
    first * first + second * second + third * third
}
