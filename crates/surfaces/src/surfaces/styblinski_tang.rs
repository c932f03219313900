//! Styblinski and Tang's function: L = ½ Σ (x⁴ − 16 x² + 5 x) over both coordinates.
//!
//! Each coordinate has a deep minimum at −2.9035 and a shallow one at 2.7468, so the plane has four. Usual domain
//! [−5, 5]²; the least value is −78.33. Source: Styblinski & Tang 1990.

use crate::minima::square;
use crate::{Surface, ViewBox, python};
use thetaflow_math::number::Number;

/// Styblinski and Tang's function.
pub struct StyblinskiTang;

impl Surface for StyblinskiTang {
    const ID: &'static str = "styblinski_tang";
    const VIEW: ViewBox = ViewBox::new([-5.0, 5.0], [-5.0, 5.0]);
    const START: [f64; 2] = [0.5, -0.3];
    const RATES: [f64; 3] = [0.01, 2e-3, 0.1];

    #[inline]
    fn value<N: Number>(&self, x: N, y: N) -> N {
        let part = |z: N| {
            let square = z * z;
            square * (square - 16.0) + z * 5.0
        };
        (part(x) + part(y)) * 0.5
    }

    fn minima(&self) -> Vec<[f64; 2]> {
        // The two of one coordinate, the deep one first.
        square(&[-2.903534, 2.746803])
    }

    fn python(&self) -> String {
        python::loss("(x**4 - 16 * x**2 + 5 * x + y**4 - 16 * y**2 + 5 * y) / 2")
    }
}
