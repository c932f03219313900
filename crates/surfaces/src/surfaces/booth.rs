//! Booth's function: L = (x + 2y − 7)² + (2x + y − 5)².
//!
//! A quadratic of condition number 9 whose valley lies on the diagonal. Usual domain [−10, 10]²; minimum 0 at (1, 3).

use crate::{Surface, ViewBox, python};
use thetaflow_math::number::Number;

/// Booth's function.
pub struct Booth;

impl Surface for Booth {
    const ID: &'static str = "booth";
    const VIEW: ViewBox = ViewBox::new([-10.0, 10.0], [-10.0, 10.0]);
    const START: [f64; 2] = [-6.0, 2.0];
    const RATES: [f64; 3] = [0.05, 0.01, 0.2];

    #[inline]
    fn value<N: Number>(&self, x: N, y: N) -> N {
        let first = x + y * 2.0 - 7.0;
        let second = x * 2.0 + y - 5.0;
        first * first + second * second
    }

    fn minima(&self) -> Vec<[f64; 2]> {
        vec![[1.0, 3.0]]
    }

    fn python(&self) -> String {
        python::loss("(x + 2 * y - 7)**2 + (2 * x + y - 5)**2")
    }
}
