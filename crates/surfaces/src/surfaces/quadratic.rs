//! Quadratic bowl: L = ½ (u² + κ v²), where (u, v) is (x, y) turned by `angle`.
//!
//! The condition number κ decides how narrow the valley is. Minimum 0 at the origin; the eigenvalues of the Hessian are
//! 1, along (cos angle, sin angle), and κ, across it. Source: Goh 2017, "Why Momentum Really Works".

use serde::{Deserialize, Serialize};

use crate::{Surface, ViewBox, python};
use thetaflow_math::number::Number;
use thetaflow_math::real::sin_cos;

/// A quadratic bowl.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quadratic {
    /// The condition number, ≥ 1.
    pub kappa: f64,
    /// In radians, turns the valley counter-clockwise from the x axis.
    pub angle: f64,
}

impl Default for Quadratic {
    fn default() -> Self {
        Self {
            kappa: 10.0,
            angle: 0.0,
        }
    }
}

impl Surface for Quadratic {
    const ID: &'static str = "quadratic";
    const VIEW: ViewBox = ViewBox::new([-5.0, 5.0], [-4.0, 4.0]);
    const START: [f64; 2] = [-4.0, 1.0];
    const RATES: [f64; 3] = [0.1, 0.02, 0.1];

    #[inline]
    fn value<N: Number>(&self, x: N, y: N) -> N {
        let (sin, cos) = sin_cos(self.angle);
        let along = x * cos + y * sin;
        let across = y * cos - x * sin;
        along * along * 0.5 + across * across * (0.5 * self.kappa)
    }

    fn minima(&self) -> Vec<[f64; 2]> {
        vec![[0.0, 0.0]]
    }

    fn python(&self) -> String {
        let [angle, kappa] = [self.angle, self.kappa].map(python::number);
        format!(
            "def loss(x, y):\n    \
             cos, sin = math.cos({angle}), math.sin({angle})\n    \
             return ((cos * x + sin * y)**2 + {kappa} * (cos * y - sin * x)**2) / 2\n"
        )
    }
}
