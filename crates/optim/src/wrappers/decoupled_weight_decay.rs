//! Decoupled weight decay: θₙ₊₁ = θₙ + (step of the rule) − γ λ θₙ.
//!
//! Loshchilov & Hutter 2019, equation 1, in the form of PyTorch's AdamW, where the learning rate multiplies the decay. The
//! rule never sees the decay, and hears the gradient at θₙ.

use super::Wrapper;
use crate::{Oracle, Real, Rule, copy};

/// Shrinks θ beside the step of the rule.
#[derive(Clone, Debug)]
pub struct DecoupledWeightDecay<T> {
    weight_decay: f64,
    before: Vec<T>,
}

impl<T: Real> DecoupledWeightDecay<T> {
    /// Decay with λ = `weight_decay`.
    pub fn new(weight_decay: f64, parameters: usize) -> Self {
        Self {
            weight_decay,
            before: vec![T::zero(); parameters],
        }
    }
}

impl<T: Real> Wrapper<T> for DecoupledWeightDecay<T> {
    fn step(&mut self, inner: &mut dyn Rule<T>, theta: &mut [T], oracle: &mut dyn Oracle<T>) {
        copy(theta, &mut self.before);
        inner.step(theta, oracle);
        // Read after the step: a schedule inside sets the rate of a step when the step begins.
        let share = T::of(inner.learning_rate() * self.weight_decay);
        for (theta, &before) in theta.iter_mut().zip(&self.before) {
            *theta -= share * before;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        OptimizerConfig, RuleConfig, WrapperConfig, rules::Momentum, testing::wrapped_path,
    };

    #[test]
    fn the_decay_gathers_no_momentum() {
        let config = OptimizerConfig::new(RuleConfig::Momentum(Momentum::default()), 0.1);
        let config = config.with(WrapperConfig::DecoupledWeightDecay { weight_decay: 0.5 });
        for (theta, n) in wrapped_path(&config, 2.0, 5, |_| 0.0).iter().zip(0..) {
            assert!((theta - 2.0 * 0.95_f64.powi(n)).abs() < 1e-14);
        }
    }
}
