//! The saddle: L = x² − y².
//!
//! No minimum: along x the origin attracts, along y it repels, and a start on the x axis never finds out.

use crate::{Surface, ViewBox, python};
use thetaflow_math::number::Number;

/// The saddle.
pub struct Saddle;

impl Surface for Saddle {
    const ID: &'static str = "saddle";
    const VIEW: ViewBox = ViewBox::new([-2.0, 2.0], [-2.0, 2.0]);
    const START: [f64; 2] = [-1.8, 0.05];
    const RATES: [f64; 3] = [0.02, 5e-3, 0.02];

    #[inline]
    fn value<N: Number>(&self, x: N, y: N) -> N {
        x * x - y * y
    }

    fn minima(&self) -> Vec<[f64; 2]> {
        Vec::new()
    }

    fn python(&self) -> String {
        python::loss("x**2 - y**2")
    }
}
