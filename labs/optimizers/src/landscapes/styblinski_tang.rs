//! Styblinski and Tang's function: L = ½ Σ (x⁴ − 16 x² + 5 x) over both coordinates.
//!
//! Each coordinate has a deep minimum at −2.9035 and a shallow one at 2.7468, so the plane has four. Usual domain
//! [−5, 5]²; the least value is −78.33. Source: Styblinski & Tang 1990.

use super::landscape::ViewBox;
use thetaflow::math::number::Number;

/// The two minima of one coordinate, to six digits, the deep one first; Newton's method finds the rest.
pub(super) const MINIMA: [f64; 2] = [-2.903534, 2.746803];
pub(super) const START: [f64; 2] = [0.5, -0.3];
pub(super) const VIEW: ViewBox = ViewBox::new([-5.0, 5.0], [-5.0, 5.0]);

#[inline]
pub(super) fn value<N: Number>(x: N, y: N) -> N {
    let part = |z: N| {
        let square = z * z;
        square * (square - 16.0) + z * 5.0
    };
    (part(x) + part(y)) * 0.5
}
