//! The monkey saddle: L = x³ − 3xy².
//!
//! Three valleys and three ridges meet at the origin, where gradient and Hessian both vanish, so the linear theory says
//! nothing about it. No minimum.

use crate::{Surface, ViewBox, python};
use thetaflow_math::number::Number;

/// The monkey saddle.
pub struct MonkeySaddle;

impl Surface for MonkeySaddle {
    const ID: &'static str = "monkey_saddle";
    const VIEW: ViewBox = ViewBox::new([-2.0, 2.0], [-2.0, 2.0]);
    const START: [f64; 2] = [1.3, 0.1];
    const RATES: [f64; 3] = [0.01, 5e-3, 0.02];

    #[inline]
    fn value<N: Number>(&self, x: N, y: N) -> N {
        x * (x * x - y * y * 3.0)
    }

    fn minima(&self) -> Vec<[f64; 2]> {
        Vec::new()
    }

    fn python(&self) -> String {
        python::loss("x**3 - 3 * x * y**2")
    }
}
