//! Ackley's function: L = 20 + e − 20 exp(−0.2 √((x² + y²)/2)) − exp((cos 2πx + cos 2πy)/2).
//!
//! A nearly flat, rippled plain around a funnel. Usual domain [−32, 32]²; minimum 0 at the origin, where the surface is a
//! cone: the gradient does not exist there, and is 0 by convention here. Source: Ackley 1987.

use std::f64::consts::{E, TAU};

use crate::{Known, Surface, ViewBox, python};
use thetaflow_math::number::Number;

/// Ackley's function.
pub struct Ackley;

impl Surface for Ackley {
    const ID: &'static str = "ackley";
    const VIEW: ViewBox = ViewBox::new([-4.0, 4.0], [-4.0, 4.0]);
    const START: [f64; 2] = [2.4, -1.7];
    const RATES: [f64; 3] = [0.02, 5e-3, 0.1];
    /// Not its ripples.
    const KNOWN: Known = Known::Least;
    const IS_POLYNOMIAL: bool = false;

    #[inline]
    fn value<N: Number>(&self, x: N, y: N) -> N {
        let mean_square = (x * x + y * y) * 0.5;
        if mean_square.re() == 0.0 {
            return N::zero();
        }
        let funnel = (mean_square.sqrt() * -0.2).exp() * 20.0;
        let ripples = (((x * TAU).cos() + (y * TAU).cos()) * 0.5).exp();
        -funnel - ripples + (20.0 + E)
    }

    fn minima(&self) -> Vec<[f64; 2]> {
        vec![[0.0, 0.0]]
    }

    fn python(&self) -> String {
        python::loss(
            "20 + math.e - 20 * torch.exp(-0.2 * torch.sqrt((x**2 + y**2) / 2)) \
             - torch.exp((torch.cos(2 * math.pi * x) + torch.cos(2 * math.pi * y)) / 2)",
        )
    }
}
