//! RAdam: Adam that waits for its mean square to be trustworthy.
//!
//! Liu et al. 2020, Algorithm 2, as in PyTorch. With ρ∞ = 2/(1 − β₂) − 1 and ρₙ = ρ∞ − 2 n β₂ⁿ/(1 − β₂ⁿ):
//! θ ← θ − γ rₙ m̂/√v̂, rₙ² = (ρₙ − 4)(ρₙ − 2) ρ∞/((ρ∞ − 4)(ρ∞ − 2) ρₙ), where ρₙ > 5; before that θ ← θ − γ m̂.
//! ε is added to √v before the correction.

use super::{Adam, Clock, Elementwise, Family, Settings, elementwise};
use crate::{Hyper, Real, Rule};
use thetaflow_math::real::powf;

/// Rectified Adam, with Adam's settings.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct RAdam {
    /// β₁, β₂ and ε.
    pub adam: Adam,
}

impl Settings for RAdam {
    const ID: &'static str = "radam";
    const FAMILY: Family = Family::Adam;

    fn hypers(&mut self) -> Vec<(Hyper, &mut f64)> {
        self.adam.hypers()
    }

    fn build<T: Real>(self, learning_rate: f64, parameters: usize) -> Box<dyn Rule<T>> {
        elementwise(self, learning_rate, parameters)
    }
}

impl RAdam {
    /// rₙ, or none as long as the variance of v̂ is not tractable.
    fn rectification(&self, clock: Clock) -> Option<f64> {
        let Adam { beta2, .. } = self.adam;
        let n = clock.n as f64;
        let rho_limit = 2.0 / (1.0 - beta2) - 1.0;
        let rho = rho_limit - 2.0 * n * powf(beta2, n) / clock.gathered(beta2);
        let share = |rho: f64| (rho - 4.0) * (rho - 2.0) / rho;
        (rho > 5.0).then(|| (share(rho) / share(rho_limit)).sqrt())
    }
}

impl Elementwise<2> for RAdam {
    const STATE: [&'static str; 2] = ["m", "v"];

    fn update<T: Real>(
        &mut self,
        clock: Clock,
        theta: &mut [T],
        gradient: &[T],
        [m, v]: [&mut [T]; 2],
    ) {
        let Adam { beta1, beta2, eps } = self.adam;
        let [correction1, correction2] = self.corrections(clock);
        let (keep1, take1) = (T::of(beta1), T::of(1.0 - beta1));
        let (keep2, take2) = (T::of(beta2), T::of(1.0 - beta2));
        let plain_step = clock.learning_rate / correction1;
        // Before rectification the denominator is 1 whatever v is.
        let (step, weight, offset) = match self.rectification(clock) {
            Some(rectification) => (plain_step * rectification * correction2.sqrt(), 1.0, eps),
            None => (plain_step, 0.0, 1.0),
        };
        let (step, weight, offset) = (T::of(step), T::of(weight), T::of(offset));
        for (((theta, &g), m), v) in theta.iter_mut().zip(gradient).zip(m).zip(v) {
            *m = keep1 * *m + take1 * g;
            *v = keep2 * *v + take2 * g * g;
            *theta -= step * *m / (weight * v.sqrt() + offset);
        }
    }

    fn corrections(&self, clock: Clock) -> [f64; 2] {
        [
            clock.gathered(self.adam.beta1),
            clock.gathered(self.adam.beta2),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{RuleConfig, testing::path};

    #[test]
    fn the_first_five_steps_ignore_the_mean_square() {
        let iterates = path(RuleConfig::RAdam(RAdam::default()), 0.1, 0.0, 6, |_| -3.0);
        for (n, pair) in iterates.windows(2).enumerate() {
            let step = pair[1] - pair[0];
            assert_eq!((step - 0.3).abs() < 1e-14, n < 5, "step {n} is {step}");
        }
    }

    #[test]
    fn rectification_fades_out() {
        let rule = RAdam::default();
        let late = Clock {
            n: 100_000,
            learning_rate: 0.1,
        };
        assert!((rule.rectification(late).unwrap() - 1.0).abs() < 1e-12);
    }
}
