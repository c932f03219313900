//! Heavy-ball momentum: v ← μ v + g, θ ← θ − γ v.
//!
//! Polyak 1964 in the form of PyTorch, where the learning rate stands outside the velocity. With time step √γ it follows
//! θ'' + c θ' + ∇L = 0, c = (1 − μ)/√γ (Qian 1999).

use super::{Clock, Elementwise, Family, Settings, elementwise};
use crate::{Hyper, Real, Rule};

/// Heavy-ball momentum.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Momentum {
    /// μ, the share of the velocity that survives a step.
    pub momentum: f64,
}

impl Default for Momentum {
    fn default() -> Self {
        Self { momentum: 0.9 }
    }
}

impl Settings for Momentum {
    const ID: &'static str = "momentum";
    const FAMILY: Family = Family::Ball;

    fn hypers(&mut self) -> Vec<(Hyper, &mut f64)> {
        vec![(Hyper::Momentum, &mut self.momentum)]
    }

    fn build<T: Real>(self, learning_rate: f64, parameters: usize) -> Box<dyn Rule<T>> {
        elementwise(self, learning_rate, parameters)
    }
}

impl Elementwise<1> for Momentum {
    const STATE: [&'static str; 1] = ["v"];

    fn update<T: Real>(
        &mut self,
        clock: Clock,
        theta: &mut [T],
        gradient: &[T],
        [v]: [&mut [T]; 1],
    ) {
        let (learning_rate, momentum) = (T::of(clock.learning_rate), T::of(self.momentum));
        for ((theta, &g), v) in theta.iter_mut().zip(gradient).zip(v) {
            *v = momentum * *v + g;
            *theta -= learning_rate * *v;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{RuleConfig, testing::path};

    #[test]
    fn the_velocity_under_a_constant_force_is_a_geometric_sum() {
        let iterates = path(
            RuleConfig::Momentum(Momentum { momentum: 0.5 }),
            0.1,
            0.0,
            3,
            |_| 1.0,
        );
        let expected = [0.0, -0.1, -0.1 - 0.15, -0.1 - 0.15 - 0.175];
        for (theta, expected) in iterates.iter().zip(expected) {
            assert!((theta - expected).abs() < 1e-15);
        }
    }
}
