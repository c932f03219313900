//! Heun's method for the gradient flow: θ ← θ − γ/2 (∇L(θ) + ∇L(θ − γ ∇L(θ))).
//!
//! The explicit trapezoidal rule, of order 2 (Hairer, Nørsett & Wanner 1993, section II.1).

use super::{Family, Settings};
use crate::{Oracle, Real, Rule};

/// Heun's method. It has no settings besides the learning rate, which is its time step.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Heun;

impl Settings for Heun {
    const ID: &'static str = "heun";
    const FAMILY: Family = Family::Euler;

    fn build<T: Real>(self, learning_rate: f64, parameters: usize) -> Box<dyn Rule<T>> {
        Box::new(HeunRule::new(learning_rate, parameters))
    }
}
/// The rule at work.
#[derive(Clone, Debug)]
struct HeunRule<T> {
    learning_rate: f64,
    point: Vec<T>,
    slope: Vec<T>,
    end_slope: Vec<T>,
}

impl<T: Real> HeunRule<T> {
    fn new(learning_rate: f64, parameters: usize) -> Self {
        let zeros = || vec![T::zero(); parameters];
        Self {
            learning_rate,
            point: zeros(),
            slope: zeros(),
            end_slope: zeros(),
        }
    }
}

impl<T: Real> Rule<T> for HeunRule<T> {
    fn step(&mut self, theta: &mut [T], oracle: &mut dyn Oracle<T>) {
        let (full, half) = (T::of(self.learning_rate), T::of(0.5 * self.learning_rate));
        oracle.gradient(theta, &mut self.slope);
        for ((point, &theta), &slope) in self.point.iter_mut().zip(&*theta).zip(&self.slope) {
            *point = theta - full * slope;
        }
        oracle.gradient(&self.point, &mut self.end_slope);
        for ((theta, &slope), &end_slope) in theta.iter_mut().zip(&self.slope).zip(&self.end_slope)
        {
            *theta -= half * (slope + end_slope);
        }
    }

    fn learning_rate(&self) -> f64 {
        self.learning_rate
    }

    fn set_learning_rate(&mut self, learning_rate: f64) {
        self.learning_rate = learning_rate;
    }

    fn gradients_per_step(&self) -> usize {
        2
    }

    fn reset(&mut self) {}
}

#[cfg(test)]
mod tests {
    use crate::rules::Heun;
    use crate::testing::path;

    #[test]
    fn a_step_multiplies_an_eigenvector_by_the_taylor_polynomial_of_degree_two() {
        let z: f64 = 0.1 * 4.0;
        let factor = 1.0 - z + z * z / 2.0;
        for (theta, n) in path(Heun, 0.1, 1.0, 5, |theta| 4.0 * theta).iter().zip(0..) {
            assert!((theta - factor.powi(n)).abs() < 1e-15);
        }
    }
}
