//! Booth's function: L = (x + 2y − 7)² + (2x + y − 5)².
//!
//! A quadratic of condition number 9 whose valley lies on the diagonal. Usual domain [−10, 10]²; minimum 0 at (1, 3).

use super::landscape::ViewBox;
use thetaflow::math::number::Number;

pub(super) const MINIMUM: [f64; 2] = [1.0, 3.0];
pub(super) const START: [f64; 2] = [-6.0, 2.0];
pub(super) const VIEW: ViewBox = ViewBox::new([-10.0, 10.0], [-10.0, 10.0]);

#[inline]
pub(super) fn value<N: Number>(x: N, y: N) -> N {
    let first = x + y * 2.0 - 7.0;
    let second = x * 2.0 + y - 5.0;
    first * first + second * second
}
