//! AdamW: [`Adam`], and θ shrunk by γ λ θ beside it.
//!
//! Loshchilov & Hutter 2019, Algorithm 2, as in PyTorch. It is nothing else than
//! [`DecoupledWeightDecay`](crate::wrappers::DecoupledWeightDecay) around Adam, and is built that way.

use super::{Adam, Family, Settings};
use crate::wrappers::{DecoupledWeightDecay, Wrapped};
use crate::{Hyper, Real, Rule};

/// Adam with decoupled weight decay.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AdamW {
    /// The rule inside.
    pub adam: Adam,
    /// λ, the rate at which θ decays per unit of time, the learning rate being the time step.
    pub weight_decay: f64,
}

impl Default for AdamW {
    fn default() -> Self {
        Self {
            adam: Adam::default(),
            weight_decay: 0.01,
        }
    }
}

impl Settings for AdamW {
    const ID: &'static str = "adamw";
    const FAMILY: Family = Family::Adam;

    fn hypers(&mut self) -> Vec<(Hyper, &mut f64)> {
        let mut hypers = self.adam.hypers();
        hypers.push((Hyper::WeightDecay, &mut self.weight_decay));
        hypers
    }

    fn build<T: Real>(self, learning_rate: f64, parameters: usize) -> Box<dyn Rule<T>> {
        Box::new(Wrapped::new(
            DecoupledWeightDecay::new(self.weight_decay, parameters),
            self.adam.build(learning_rate, parameters),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{RuleConfig, testing::path};

    #[test]
    fn without_a_gradient_only_the_decay_remains() {
        let rule = RuleConfig::AdamW(AdamW {
            weight_decay: 0.5,
            ..AdamW::default()
        });
        for (theta, n) in path(rule, 0.1, 2.0, 5, |_| 0.0).iter().zip(0..) {
            assert!((theta - 2.0 * 0.95_f64.powi(n)).abs() < 1e-14);
        }
    }
}
