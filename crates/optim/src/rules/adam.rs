//! Adam: m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g², θ ← θ − γ m̂/(√v̂ + ε).
//!
//! Kingma & Ba 2015, Algorithm 1, with m̂ = m/(1 − β₁ⁿ) and v̂ = v/(1 − β₂ⁿ).

use super::{Clock, Elementwise, Family, Settings, elementwise};
use crate::{Hyper, Real, Rule};

/// Adam.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Adam {
    /// β₁, the share of the mean gradient m that survives a step.
    pub beta1: f64,
    /// β₂, the share of the mean square v that survives a step.
    pub beta2: f64,
    /// ε, which bounds the step where gradients vanish.
    pub eps: f64,
}

impl Default for Adam {
    fn default() -> Self {
        Self {
            beta1: 0.9,
            beta2: 0.999,
            eps: 1e-8,
        }
    }
}

impl Settings for Adam {
    const ID: &'static str = "adam";
    const FAMILY: Family = Family::Adam;

    fn hypers(&mut self) -> Vec<(Hyper, &mut f64)> {
        vec![
            (Hyper::Beta1, &mut self.beta1),
            (Hyper::Beta2, &mut self.beta2),
            (Hyper::Eps, &mut self.eps),
        ]
    }

    fn build<T: Real>(self, learning_rate: f64, parameters: usize) -> Box<dyn Rule<T>> {
        elementwise(self, learning_rate, parameters)
    }
}

impl Elementwise<2> for Adam {
    const STATE: [&'static str; 2] = ["m", "v"];

    fn update<T: Real>(
        &mut self,
        clock: Clock,
        theta: &mut [T],
        gradient: &[T],
        [m, v]: [&mut [T]; 2],
    ) {
        let [correction1, correction2] = self.corrections(clock);
        let (keep1, take1) = (T::of(self.beta1), T::of(1.0 - self.beta1));
        let (keep2, take2) = (T::of(self.beta2), T::of(1.0 - self.beta2));
        let step = T::of(clock.learning_rate / correction1);
        // A product instead of a quotient: divisions and roots are what the loop spends its time on.
        let (scale2, eps) = (T::of(1.0 / correction2.sqrt()), T::of(self.eps));
        for (((theta, &g), m), v) in theta.iter_mut().zip(gradient).zip(m).zip(v) {
            *m = keep1 * *m + take1 * g;
            *v = keep2 * *v + take2 * g * g;
            *theta -= step * *m / (v.sqrt() * scale2 + eps);
        }
    }

    fn corrections(&self, clock: Clock) -> [f64; 2] {
        [clock.gathered(self.beta1), clock.gathered(self.beta2)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Rule, RuleConfig, testing::path};

    #[test]
    fn under_a_constant_gradient_every_step_is_the_learning_rate() {
        let rule = RuleConfig::Adam(Adam {
            eps: 0.0,
            ..Adam::default()
        });
        let iterates = path(rule, 0.1, 0.0, 5, |_| -3.0);
        for (theta, n) in iterates.iter().zip(0..) {
            assert!((theta - 0.1 * f64::from(n)).abs() < 1e-14);
        }
    }

    #[test]
    fn the_corrected_moments_of_a_constant_gradient_are_the_gradient_and_its_square() {
        let mut rule: Box<dyn Rule<f64>> = RuleConfig::Adam(Adam::default()).build(0.1, 1);
        assert!(
            rule.internals()
                .iter()
                .all(|internal| internal.corrected().eq([0.0]))
        );
        for _ in 0..4 {
            rule.step(&mut [0.0], &mut |_: &[f64], gradient: &mut [f64]| {
                gradient.fill(3.0)
            });
            let hats: Vec<f64> = rule
                .internals()
                .iter()
                .flat_map(|internal| internal.corrected())
                .collect();
            assert!((hats[0] - 3.0).abs() < 1e-14 && (hats[1] - 9.0).abs() < 1e-12);
        }
    }
}
