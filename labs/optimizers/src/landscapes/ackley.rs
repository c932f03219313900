//! Ackley's function: L = 20 + e − 20 exp(−0.2 √((x² + y²)/2)) − exp((cos 2πx + cos 2πy)/2).
//!
//! A nearly flat, rippled plain around a funnel. Usual domain [−32, 32]²; minimum 0 at the origin, where the surface is a
//! cone: the gradient does not exist there, and is 0 by convention here. Source: Ackley 1987.

use std::f64::consts::{E, TAU};

use super::landscape::ViewBox;
use thetaflow::math::number::Number;

pub(super) const MINIMUM: [f64; 2] = [0.0, 0.0];
pub(super) const START: [f64; 2] = [2.4, -1.7];
pub(super) const VIEW: ViewBox = ViewBox::new([-4.0, 4.0], [-4.0, 4.0]);

#[inline]
pub(super) fn value<N: Number>(x: N, y: N) -> N {
    let mean_square = (x * x + y * y) * 0.5;
    if mean_square.re() == 0.0 {
        return N::zero();
    }
    let funnel = (mean_square.sqrt() * -0.2).exp() * 20.0;
    let ripples = (((x * TAU).cos() + (y * TAU).cos()) * 0.5).exp();
    -funnel - ripples + (20.0 + E)
}
