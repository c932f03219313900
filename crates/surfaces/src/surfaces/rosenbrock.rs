//! Rosenbrock's banana: L = (1 − x)² + b (y − x²)².
//!
//! A curved valley y = x² whose walls are b times steeper than its floor. Usual domain [−5, 10]²; minimum 0 at (1, 1)
//! for every b ≥ 0. Source: Rosenbrock 1960.

use serde::{Deserialize, Serialize};

use crate::{Surface, ViewBox, python};
use thetaflow_math::number::Number;

/// Rosenbrock's banana.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rosenbrock {
    /// How steep the walls of the valley are, > 0; 100 is usual.
    pub b: f64,
}

impl Default for Rosenbrock {
    fn default() -> Self {
        Self { b: 100.0 }
    }
}

impl Surface for Rosenbrock {
    const ID: &'static str = "rosenbrock";
    const VIEW: ViewBox = ViewBox::new([-2.0, 2.0], [-1.0, 3.0]);
    const START: [f64; 2] = [-1.5, 2.0];
    const RATES: [f64; 3] = [5e-4, 5e-4, 0.05];

    #[inline]
    fn value<N: Number>(&self, x: N, y: N) -> N {
        let along = x - 1.0;
        let across = y - x * x;
        along * along + across * across * self.b
    }

    fn minima(&self) -> Vec<[f64; 2]> {
        vec![[1.0, 1.0]]
    }

    fn python(&self) -> String {
        let b = python::number(self.b);
        python::loss(&format!("(1 - x)**2 + {b} * (y - x**2)**2"))
    }
}
