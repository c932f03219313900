//! The classical Runge-Kutta method for the gradient flow, of order 4.
//!
//! Kutta 1901: θ ← θ − γ/6 (k₁ + 2 k₂ + 2 k₃ + k₄), with gradients at θ, θ − γ/2 k₁, θ − γ/2 k₂ and θ − γ k₃.

use super::{Family, Settings};
use crate::{Oracle, Real, Rule, copy};

/// The classical Runge-Kutta method. It has no settings besides the learning rate, which is its time step.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rk4;

impl Settings for Rk4 {
    const ID: &'static str = "rk4";
    const FAMILY: Family = Family::Euler;

    fn build<T: Real>(self, learning_rate: f64, parameters: usize) -> Box<dyn Rule<T>> {
        Box::new(Rk4Rule::new(learning_rate, parameters))
    }
}
/// The rule at work.
#[derive(Clone, Debug)]
struct Rk4Rule<T> {
    learning_rate: f64,
    point: Vec<T>,
    slope: Vec<T>,
    sum: Vec<T>,
}

impl<T: Real> Rk4Rule<T> {
    fn new(learning_rate: f64, parameters: usize) -> Self {
        let zeros = || vec![T::zero(); parameters];
        Self {
            learning_rate,
            point: zeros(),
            slope: zeros(),
            sum: zeros(),
        }
    }
}

impl<T: Real> Rule<T> for Rk4Rule<T> {
    fn step(&mut self, theta: &mut [T], oracle: &mut dyn Oracle<T>) {
        oracle.gradient(theta, &mut self.slope);
        copy(&self.slope, &mut self.sum);
        for (reach, weight) in [(0.5, 2.0), (0.5, 2.0), (1.0, 1.0)] {
            let (reach, weight) = (T::of(reach * self.learning_rate), T::of(weight));
            for ((point, &theta), &slope) in self.point.iter_mut().zip(&*theta).zip(&self.slope) {
                *point = theta - reach * slope;
            }
            oracle.gradient(&self.point, &mut self.slope);
            for (sum, &slope) in self.sum.iter_mut().zip(&self.slope) {
                *sum += weight * slope;
            }
        }
        let sixth = T::of(self.learning_rate / 6.0);
        for (theta, &sum) in theta.iter_mut().zip(&self.sum) {
            *theta -= sixth * sum;
        }
    }

    fn learning_rate(&self) -> f64 {
        self.learning_rate
    }

    fn set_learning_rate(&mut self, learning_rate: f64) {
        self.learning_rate = learning_rate;
    }

    fn gradients_per_step(&self) -> usize {
        4
    }

    fn reset(&mut self) {}
}

#[cfg(test)]
mod tests {
    use crate::rules::Rk4;
    use crate::testing::path;

    #[test]
    fn a_step_multiplies_an_eigenvector_by_the_taylor_polynomial_of_degree_four() {
        let z: f64 = 0.1 * 4.0;
        let factor = 1.0 - z + z.powi(2) / 2.0 - z.powi(3) / 6.0 + z.powi(4) / 24.0;
        for (theta, n) in path(Rk4, 0.1, 1.0, 5, |theta| 4.0 * theta).iter().zip(0..) {
            assert!((theta - factor.powi(n)).abs() < 1e-15);
        }
    }
}
