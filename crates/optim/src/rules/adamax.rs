//! Adamax: Adam in the maximum norm, u ← max(β₂ u, |g| + ε), θ ← θ − γ m̂/u.
//!
//! Kingma & Ba 2015, Algorithm 2, with PyTorch's ε.

use super::{Adam, Clock, Elementwise, Family, Settings, elementwise};
use crate::{Hyper, Real, Rule};

/// Adamax, with Adam's settings.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Adamax {
    /// β₁, β₂ (the share of the largest gradient that survives a step) and ε.
    pub adam: Adam,
}

impl Settings for Adamax {
    const ID: &'static str = "adamax";
    const FAMILY: Family = Family::Adam;

    fn hypers(&mut self) -> Vec<(Hyper, &mut f64)> {
        self.adam.hypers()
    }

    fn build<T: Real>(self, learning_rate: f64, parameters: usize) -> Box<dyn Rule<T>> {
        elementwise(self, learning_rate, parameters)
    }
}

impl Elementwise<2> for Adamax {
    const STATE: [&'static str; 2] = ["m", "u"];

    fn update<T: Real>(
        &mut self,
        clock: Clock,
        theta: &mut [T],
        gradient: &[T],
        [m, u]: [&mut [T]; 2],
    ) {
        let Adam { beta1, beta2, eps } = self.adam;
        let [correction1, _] = self.corrections(clock);
        let (keep1, take1) = (T::of(beta1), T::of(1.0 - beta1));
        let (keep2, eps) = (T::of(beta2), T::of(eps));
        let step = T::of(clock.learning_rate / correction1);
        for (((theta, &g), m), u) in theta.iter_mut().zip(gradient).zip(m).zip(u) {
            *m = keep1 * *m + take1 * g;
            *u = (keep2 * *u).larger(g.abs() + eps);
            *theta -= step * *m / *u;
        }
    }

    fn corrections(&self, clock: Clock) -> [f64; 2] {
        [clock.gathered(self.adam.beta1), 1.0]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::RuleConfig;

    #[test]
    fn a_spike_is_remembered_and_fades() {
        let adam = Adam {
            beta2: 0.5,
            eps: 0.0,
            ..Adam::default()
        };
        let mut rule = RuleConfig::Adamax(Adamax { adam }).build::<f64>(0.1, 1);
        for (g, u) in [(8.0, 8.0), (1.0, 4.0), (-3.0, 3.0)] {
            rule.step(&mut [0.0], &mut |_: &[f64], gradient: &mut [f64]| {
                gradient.fill(g)
            });
            assert_eq!(rule.internals()[1].values, [u]);
        }
    }
}
