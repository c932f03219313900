//! Himmelblau's function: L = (x² + y − 11)² + (x + y² − 7)².
//!
//! Four minima of value 0, of which only (3, 2) is rational, around a maximum near (−0.27, −0.92): which one is reached
//! depends on the start. Usual domain [−5, 5]². Source: Himmelblau 1972.

use crate::{Surface, ViewBox, python};
use thetaflow_math::number::Number;

/// Himmelblau's function.
pub struct Himmelblau;

impl Surface for Himmelblau {
    const ID: &'static str = "himmelblau";
    const VIEW: ViewBox = ViewBox::new([-5.0, 5.0], [-5.0, 5.0]);
    const START: [f64; 2] = [-1.0, -2.5];
    const RATES: [f64; 3] = [0.01, 2e-3, 0.1];

    #[inline]
    fn value<N: Number>(&self, x: N, y: N) -> N {
        let first = x * x + y - 11.0;
        let second = x + y * y - 7.0;
        first * first + second * second
    }

    fn minima(&self) -> Vec<[f64; 2]> {
        vec![
            [3.0, 2.0],
            [-2.805118, 3.131313],
            [-3.779310, -3.283186],
            [3.584428, -1.848127],
        ]
    }

    fn python(&self) -> String {
        python::loss("(x**2 + y - 11)**2 + (x + y**2 - 7)**2")
    }
}
