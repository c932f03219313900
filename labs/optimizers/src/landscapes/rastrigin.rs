//! Rastrigin's function: L = 2A + Σ (x² − A cos 2πx) over both coordinates, A = 10.
//!
//! A bowl covered with a grid of local minima close to the integers; the global one, 0, is at the origin. Usual domain
//! [−5.12, 5.12]². Source: Rastrigin 1974.

use std::f64::consts::TAU;

use super::landscape::ViewBox;
use thetaflow::math::number::Number;

const A: f64 = 10.0;
/// Local minima in the view lie next to the integers −5..=5.
const OUTERMOST: i32 = 5;
/// x + πA sin 2πx = 0 linearised at the integer k gives x = k / (1 + 1/(2π²A)).
const SPACING: f64 = 1.0 / (1.0 + 2.0 / (TAU * TAU * A));
pub(super) const START: [f64; 2] = [2.6, 1.4];
pub(super) const VIEW: ViewBox = ViewBox::new([-5.12, 5.12], [-5.12, 5.12]);

#[inline]
pub(super) fn value<N: Number>(x: N, y: N) -> N {
    x * x + y * y - ((x * TAU).cos() + (y * TAU).cos()) * A + 2.0 * A
}

/// The minima of one coordinate to three digits, the deepest first; Newton's method finds the rest.
pub(super) fn minima() -> Vec<f64> {
    let outwards = std::iter::once(0).chain((1..=OUTERMOST).flat_map(|k| [-k, k]));
    outwards.map(|k| f64::from(k) * SPACING).collect()
}
