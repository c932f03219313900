//! RMSProp: G ← λ G + (1 − λ) g², θ ← θ − γ g/(√G + ε).
//!
//! Tieleman & Hinton 2012 (lecture 6.5), with ε outside the root as in PyTorch.

use super::{Clock, Elementwise, Family, Settings, elementwise};
use crate::{Hyper, Real, Rule};

/// RMSProp.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RmsProp {
    /// λ, the share of the mean square that survives a step.
    pub decay: f64,
    /// ε, which bounds the step where gradients vanish.
    pub eps: f64,
}

impl Default for RmsProp {
    fn default() -> Self {
        Self {
            decay: 0.99,
            eps: 1e-8,
        }
    }
}

impl Settings for RmsProp {
    const ID: &'static str = "rmsprop";
    const FAMILY: Family = Family::MeanSquare;

    fn hypers(&mut self) -> Vec<(Hyper, &mut f64)> {
        vec![(Hyper::Decay, &mut self.decay), (Hyper::Eps, &mut self.eps)]
    }

    fn build<T: Real>(self, learning_rate: f64, parameters: usize) -> Box<dyn Rule<T>> {
        elementwise(self, learning_rate, parameters)
    }
}

impl Elementwise<1> for RmsProp {
    const STATE: [&'static str; 1] = ["G"];

    fn update<T: Real>(
        &mut self,
        clock: Clock,
        theta: &mut [T],
        gradient: &[T],
        [mean_square]: [&mut [T]; 1],
    ) {
        let (learning_rate, eps) = (T::of(clock.learning_rate), T::of(self.eps));
        let (keep, take) = (T::of(self.decay), T::of(1.0 - self.decay));
        for ((theta, &g), mean_square) in theta.iter_mut().zip(gradient).zip(mean_square) {
            *mean_square = keep * *mean_square + take * g * g;
            *theta -= learning_rate * g / (mean_square.sqrt() + eps);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{RuleConfig, testing::path};

    #[test]
    fn the_first_step_is_long_because_the_mean_square_starts_at_zero() {
        let rule = RuleConfig::RmsProp(RmsProp {
            decay: 0.99,
            eps: 0.0,
        });
        let iterates = path(rule, 0.01, 0.0, 1, |_| 7.0);
        assert!((iterates[1] + 0.01 / 0.01_f64.sqrt()).abs() < 1e-15);
    }
}
