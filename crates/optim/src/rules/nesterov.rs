//! Nesterov momentum: v ← μ v + g, θ ← θ − γ (g + μ v).
//!
//! Nesterov 1983 as Sutskever et al. 2013 and PyTorch write it: the stored θ is the look-ahead point, so that the gradient
//! is taken where θ stands.

use super::{Clock, Elementwise, Family, Settings, elementwise};
use crate::{Hyper, Real, Rule};

/// Nesterov momentum with a constant μ.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Nesterov {
    /// μ, the share of the velocity that survives a step.
    pub momentum: f64,
}

impl Default for Nesterov {
    fn default() -> Self {
        Self { momentum: 0.9 }
    }
}

impl Settings for Nesterov {
    const ID: &'static str = "nesterov";
    const FAMILY: Family = Family::Ball;

    fn hypers(&mut self) -> Vec<(Hyper, &mut f64)> {
        vec![(Hyper::Momentum, &mut self.momentum)]
    }

    fn build<T: Real>(self, learning_rate: f64, parameters: usize) -> Box<dyn Rule<T>> {
        elementwise(self, learning_rate, parameters)
    }
}

impl Elementwise<1> for Nesterov {
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
            *theta -= learning_rate * (g + momentum * *v);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{RuleConfig, testing::path};

    #[test]
    fn the_stored_point_is_the_look_ahead_of_the_textbook_form() {
        // x ← y − γ∇L(y), y ← x + μ (x − x_previous) on L = θ².
        let (learning_rate, momentum) = (0.05, 0.8);
        let rule = RuleConfig::Nesterov(Nesterov { momentum });
        let iterates = path(rule, learning_rate, 1.0, 20, |theta| 2.0 * theta);
        let (mut x, mut y) = (1.0, 1.0);
        for theta in &iterates[1..] {
            let next = y - learning_rate * 2.0 * y;
            y = next + momentum * (next - x);
            x = next;
            assert!((theta - y).abs() < 1e-14);
        }
    }
}
