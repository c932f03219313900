//! RMSProp with ε inside the root: G ← λ G + (1 − λ) g², θ ← θ − γ g/√(G + ε).
//!
//! The form that is smooth in G down to 0, and so has a smooth flow; optax calls it `eps_in_sqrt`.

use super::{Clock, Elementwise, Family, Settings, elementwise};
use crate::{Hyper, Real, Rule};

/// RMSProp with ε inside the root.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RmsPropEpsInside {
    /// λ, the share of the mean square that survives a step.
    pub decay: f64,
    /// ε, in units of a squared gradient.
    pub eps: f64,
}

impl Default for RmsPropEpsInside {
    fn default() -> Self {
        Self {
            decay: 0.99,
            eps: 1e-8,
        }
    }
}

impl Settings for RmsPropEpsInside {
    const ID: &'static str = "rmsprop_eps_inside";
    const FAMILY: Family = Family::MeanSquare;

    fn hypers(&mut self) -> Vec<(Hyper, &mut f64)> {
        vec![(Hyper::Decay, &mut self.decay), (Hyper::Eps, &mut self.eps)]
    }

    fn build<T: Real>(self, learning_rate: f64, parameters: usize) -> Box<dyn Rule<T>> {
        elementwise(self, learning_rate, parameters)
    }
}

impl Elementwise<1> for RmsPropEpsInside {
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
            *theta -= learning_rate * g / (*mean_square + eps).sqrt();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{RuleConfig, testing::path};

    #[test]
    fn eps_is_a_squared_gradient() {
        let rule = RuleConfig::RmsPropEpsInside(RmsPropEpsInside {
            decay: 1.0,
            eps: 4.0,
        });
        assert_eq!(path(rule, 0.5, 0.0, 2, |_| -6.0)[1..], [1.5, 3.0]);
    }
}
