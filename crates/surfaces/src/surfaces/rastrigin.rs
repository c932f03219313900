//! Rastrigin's function: L = 2A + Σ (x² − A cos 2πx) over both coordinates, A = 10.
//!
//! A bowl covered with a grid of local minima close to the integers; the global one, 0, is at the origin. Usual domain
//! [−5.12, 5.12]². Source: Rastrigin 1974.

use std::f64::consts::TAU;

use crate::minima::square;
use crate::{Surface, ViewBox, python};
use thetaflow_math::number::Number;

const A: f64 = 10.0;
/// Local minima in the view lie next to the integers −5..=5.
const OUTERMOST: i32 = 5;
/// x + πA sin 2πx = 0 linearised at the integer k gives x = k / (1 + 1/(2π²A)).
const SPACING: f64 = 1.0 / (1.0 + 2.0 / (TAU * TAU * A));

/// Rastrigin's function.
pub struct Rastrigin;

impl Surface for Rastrigin {
    const ID: &'static str = "rastrigin";
    const VIEW: ViewBox = ViewBox::new([-5.12, 5.12], [-5.12, 5.12]);
    const START: [f64; 2] = [2.6, 1.4];
    const RATES: [f64; 3] = [1e-3, 5e-4, 0.1];
    const IS_POLYNOMIAL: bool = false;

    #[inline]
    fn value<N: Number>(&self, x: N, y: N) -> N {
        x * x + y * y - ((x * TAU).cos() + (y * TAU).cos()) * A + 2.0 * A
    }

    fn minima(&self) -> Vec<[f64; 2]> {
        // Those of one coordinate, the deepest first.
        let outwards = std::iter::once(0).chain((1..=OUTERMOST).flat_map(|k| [-k, k]));
        let coordinates: Vec<f64> = outwards.map(|k| f64::from(k) * SPACING).collect();
        square(&coordinates)
    }

    fn python(&self) -> String {
        python::loss(
            "20 + x**2 + y**2 - 10 * torch.cos(2 * math.pi * x) \
             - 10 * torch.cos(2 * math.pi * y)",
        )
    }
}
