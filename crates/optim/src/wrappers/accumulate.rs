//! Gradient accumulation: wherever the rule asks, it hears the mean of k answers.
//!
//! One update per k gradients, as a batch k times as large would give; optax's `MultiSteps`. It changes nothing but the
//! cost where the oracle is not noisy.

use super::Wrapper;
use crate::{Oracle, Real, Rule};

/// Averages k gradients for one.
#[derive(Clone, Debug)]
pub struct Accumulate<T> {
    k: usize,
    one: Vec<T>,
}

impl<T: Real> Accumulate<T> {
    /// Asks `k` times; 0 counts as 1.
    pub fn new(k: usize, parameters: usize) -> Self {
        Self {
            k: k.max(1),
            one: vec![T::zero(); parameters],
        }
    }
}

impl<T: Real> Wrapper<T> for Accumulate<T> {
    fn step(&mut self, inner: &mut dyn Rule<T>, theta: &mut [T], oracle: &mut dyn Oracle<T>) {
        inner.step(
            theta,
            &mut Mean {
                k: self.k,
                one: &mut self.one,
                oracle,
            },
        );
    }

    fn gradients_per_step(&self, inner: usize) -> usize {
        inner.saturating_mul(self.k)
    }
}

struct Mean<'a, T> {
    k: usize,
    one: &'a mut [T],
    oracle: &'a mut dyn Oracle<T>,
}

impl<T: Real> Oracle<T> for Mean<'_, T> {
    fn gradient(&mut self, theta: &[T], gradient: &mut [T]) {
        self.oracle.gradient(theta, gradient);
        for _ in 1..self.k {
            self.oracle.gradient(theta, self.one);
            for (sum, &one) in gradient.iter_mut().zip(&*self.one) {
                *sum += one;
            }
        }
        let share = T::of(1.0 / self.k as f64);
        gradient.iter_mut().for_each(|g| *g *= share);
    }

    fn hessian_vector(&mut self, theta: &[T], v: &[T], product: &mut [T]) -> bool {
        self.oracle.hessian_vector(theta, v, product)
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::Sgd;
    use crate::{OptimizerConfig, WrapperConfig, testing::wrapped_path};

    #[test]
    fn one_update_moves_by_the_mean_of_k_gradients() {
        let config = OptimizerConfig::new(Sgd, 1.0).with(WrapperConfig::Accumulate { k: 4 });
        let mut slopes = (1..=8).map(f64::from);
        let iterates = wrapped_path(&config, 0.0, 2, |_| slopes.next().unwrap());
        assert_eq!(iterates, [0.0, -2.5, -9.0]);
        assert_eq!(config.build::<f64>(1).unwrap().gradients_per_step(), 4);
    }
}
