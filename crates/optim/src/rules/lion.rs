//! Lion: θ ← θ − γ sign(β₁ m + (1 − β₁) g), m ← β₂ m + (1 − β₂) g.
//!
//! Chen et al. 2023, Program 1, as in optax; its weight decay is the decoupled wrapper's. sign(0) = 0.

use super::{Clock, Elementwise, Family, Settings, elementwise};
use crate::{Hyper, Real, Rule};

/// Lion.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lion {
    /// β₁, the weight of m in the direction.
    pub beta1: f64,
    /// β₂, the share of m that survives a step.
    pub beta2: f64,
}

impl Default for Lion {
    fn default() -> Self {
        Self {
            beta1: 0.9,
            beta2: 0.99,
        }
    }
}

impl Settings for Lion {
    const ID: &'static str = "lion";
    const FAMILY: Family = Family::Sign;

    fn hypers(&mut self) -> Vec<(Hyper, &mut f64)> {
        vec![
            (Hyper::Beta1, &mut self.beta1),
            (Hyper::Beta2, &mut self.beta2),
        ]
    }

    fn build<T: Real>(self, learning_rate: f64, parameters: usize) -> Box<dyn Rule<T>> {
        elementwise(self, learning_rate, parameters)
    }
}

impl Elementwise<1> for Lion {
    const STATE: [&'static str; 1] = ["m"];

    fn update<T: Real>(
        &mut self,
        clock: Clock,
        theta: &mut [T],
        gradient: &[T],
        [m]: [&mut [T]; 1],
    ) {
        let learning_rate = T::of(clock.learning_rate);
        let (keep1, take1) = (T::of(self.beta1), T::of(1.0 - self.beta1));
        let (keep2, take2) = (T::of(self.beta2), T::of(1.0 - self.beta2));
        for ((theta, &g), m) in theta.iter_mut().zip(gradient).zip(m) {
            *theta -= learning_rate * (keep1 * *m + take1 * g).sign();
            *m = keep2 * *m + take2 * g;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{RuleConfig, testing::path};

    #[test]
    fn momentum_outweighs_a_gradient_that_turned() {
        let mut slopes = [-10.0, 1.0, 1.0].into_iter();
        let rule = RuleConfig::Lion(Lion {
            beta1: 0.9,
            beta2: 0.5,
        });
        let iterates = path(rule, 0.5, 0.0, 3, |_| slopes.next().unwrap());
        assert_eq!(iterates, [0.0, 0.5, 1.0, 1.5]);
    }
}
