//! The three-hump camel: L = 2x² − 1.05x⁴ + x⁶/6 + xy + y².
//!
//! Minimum 0 at the origin between two local minima of value 0.2986 at ±(1.7476, −0.8738). Usual domain [−5, 5]²;
//! everything of interest happens within [−2.5, 2.5]². Source: Branin 1972.

use crate::{Surface, ViewBox, python};
use thetaflow_math::number::Number;

/// The three-hump camel.
pub struct ThreeHumpCamel;

impl Surface for ThreeHumpCamel {
    const ID: &'static str = "three_hump_camel";
    const VIEW: ViewBox = ViewBox::new([-2.5, 2.5], [-2.5, 2.5]);
    const START: [f64; 2] = [1.6, -1.2];
    const RATES: [f64; 3] = [0.02, 5e-3, 0.05];

    #[inline]
    fn value<N: Number>(&self, x: N, y: N) -> N {
        let square = x * x;
        square * (square * (square * (1.0 / 6.0) - 1.05) + 2.0) + y * (x + y)
    }

    fn minima(&self) -> Vec<[f64; 2]> {
        vec![[0.0, 0.0], [1.74755, -0.87378], [-1.74755, 0.87378]]
    }

    fn python(&self) -> String {
        python::loss("2 * x**2 - 1.05 * x**4 + x**6 / 6 + x * y + y**2")
    }
}
