//! Gradient descent: θ ← θ − γ g.
//!
//! The explicit Euler method for the gradient flow θ' = −∇L with time step γ. Robbins & Monro 1951 for noisy gradients.

use super::{Clock, Elementwise, Family, Settings, elementwise};
use crate::{Real, Rule};

/// Gradient descent. It has no settings besides the learning rate.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sgd;

impl Settings for Sgd {
    const ID: &'static str = "sgd";
    const FAMILY: Family = Family::Euler;

    fn build<T: Real>(self, learning_rate: f64, parameters: usize) -> Box<dyn Rule<T>> {
        elementwise(self, learning_rate, parameters)
    }
}

impl Elementwise<0> for Sgd {
    const STATE: [&'static str; 0] = [];

    fn update<T: Real>(
        &mut self,
        clock: Clock,
        theta: &mut [T],
        gradient: &[T],
        []: [&mut [T]; 0],
    ) {
        let learning_rate = T::of(clock.learning_rate);
        for (theta, &g) in theta.iter_mut().zip(gradient) {
            *theta -= learning_rate * g;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::Sgd;
    use crate::testing::path;

    #[test]
    fn each_step_multiplies_an_eigenvector_by_one_minus_learning_rate_times_eigenvalue() {
        let iterates = path(Sgd, 0.1, 1.0, 3, |theta| 4.0 * theta);
        for (theta, n) in iterates.iter().zip(0..) {
            assert!((theta - 0.6_f64.powi(n)).abs() < 1e-15);
        }
    }
}
