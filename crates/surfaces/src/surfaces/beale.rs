//! Beale's function: L = (1.5 − x + xy)² + (2.25 − x + xy²)² + (2.625 − x + xy³)².
//!
//! A flat plateau between cliffs at the corners. Usual domain [−4.5, 4.5]²; minimum 0 at (3, 0.5). Source: Beale 1958.

use crate::{Surface, ViewBox, python};
use thetaflow_math::number::Number;

/// Beale's function.
pub struct Beale;

impl Surface for Beale {
    const ID: &'static str = "beale";
    const VIEW: ViewBox = ViewBox::new([-4.5, 4.5], [-4.5, 4.5]);
    const START: [f64; 2] = [1.0, 1.5];
    const RATES: [f64; 3] = [5e-3, 2e-3, 0.05];

    #[inline]
    fn value<N: Number>(&self, x: N, y: N) -> N {
        let square = y * y;
        let first = x * (y - 1.0) + 1.5;
        let second = x * (square - 1.0) + 2.25;
        let third = x * (square * y - 1.0) + 2.625;
        first * first + second * second + third * third
    }

    fn minima(&self) -> Vec<[f64; 2]> {
        vec![[3.0, 0.5]]
    }

    fn python(&self) -> String {
        python::loss("(1.5 - x + x * y)**2 + (2.25 - x + x * y**2)**2 + (2.625 - x + x * y**3)**2")
    }
}
