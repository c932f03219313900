//! NAdam: Adam with Nesterov's look-ahead in the mean gradient.
//!
//! Dozat 2016 as in PyTorch: μₙ = β₁ (1 − ½ 0.96^(nψ)), Mₙ = μ₁ μ₂ ... μₙ, m and v as in Adam,
//! θ ← θ − γ ((1 − μₙ)/(1 − Mₙ) g + μₙ₊₁/(1 − Mₙ₊₁) m)/(√v̂ + ε).

use super::{Adam, Clock, Elementwise, Family, Settings, elementwise};
use crate::{Hyper, Real, Rule};
use thetaflow_math::real::powf;

/// The settings of NAdam.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NAdam {
    /// β₁, β₂ and ε.
    pub adam: Adam,
    /// ψ, how fast the momentum μₙ rises from β₁/2 to β₁.
    pub momentum_decay: f64,
}

impl Default for NAdam {
    fn default() -> Self {
        Self {
            adam: Adam::default(),
            momentum_decay: 4e-3,
        }
    }
}

impl Settings for NAdam {
    const ID: &'static str = "nadam";
    const FAMILY: Family = Family::Adam;

    fn hypers(&mut self) -> Vec<(Hyper, &mut f64)> {
        let mut hypers = self.adam.hypers();
        hypers.push((Hyper::MomentumDecay, &mut self.momentum_decay));
        hypers
    }

    fn build<T: Real>(self, learning_rate: f64, parameters: usize) -> Box<dyn Rule<T>> {
        elementwise(NAdamRule::from(self), learning_rate, parameters)
    }
}

/// NAdam with the product of momenta that it carries from step to step.
#[derive(Clone, Copy, Debug)]
pub struct NAdamRule {
    settings: NAdam,
    momentum_product: f64,
}

impl From<NAdam> for NAdamRule {
    fn from(settings: NAdam) -> Self {
        Self {
            settings,
            momentum_product: 1.0,
        }
    }
}

impl NAdamRule {
    /// μₙ.
    fn momentum(&self, n: u64) -> f64 {
        let NAdam {
            adam,
            momentum_decay,
        } = self.settings;
        adam.beta1 * (1.0 - 0.5 * powf(0.96_f64, n as f64 * momentum_decay))
    }
}

impl Elementwise<2> for NAdamRule {
    const STATE: [&'static str; 2] = ["m", "v"];

    fn update<T: Real>(
        &mut self,
        clock: Clock,
        theta: &mut [T],
        gradient: &[T],
        [m, v]: [&mut [T]; 2],
    ) {
        let Adam { beta1, beta2, eps } = self.settings.adam;
        let momentum = self.momentum(clock.n);
        self.momentum_product *= momentum;
        let [m_correction, v_correction] = self.corrections(clock);
        let next_momentum = self.momentum(clock.n + 1);
        let g_step = T::of(clock.learning_rate * (1.0 - momentum) / (1.0 - self.momentum_product));
        let m_step = T::of(clock.learning_rate * next_momentum / m_correction);
        let (keep1, take1) = (T::of(beta1), T::of(1.0 - beta1));
        let (keep2, take2) = (T::of(beta2), T::of(1.0 - beta2));
        let (root2, eps) = (T::of(v_correction.sqrt()), T::of(eps));
        for (((theta, &g), m), v) in theta.iter_mut().zip(gradient).zip(m).zip(v) {
            *m = keep1 * *m + take1 * g;
            *v = keep2 * *v + take2 * g * g;
            *theta -= (g_step * g + m_step * *m) / (v.sqrt() / root2 + eps);
        }
    }

    fn corrections(&self, clock: Clock) -> [f64; 2] {
        let next_product = self.momentum_product * self.momentum(clock.n + 1);
        [1.0 - next_product, clock.gathered(self.settings.adam.beta2)]
    }

    fn reset(&mut self) {
        self.momentum_product = 1.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{RuleConfig, testing::path};

    #[test]
    fn the_first_step_follows_the_formula() {
        let NAdam {
            adam,
            momentum_decay: psi,
        } = NAdam::default();
        let mu = |n: f64| adam.beta1 * (1.0 - 0.5 * 0.96_f64.powf(n * psi));
        let g = -2.0;
        let numerator = g + mu(2.0) / (1.0 - mu(1.0) * mu(2.0)) * (1.0 - adam.beta1) * g;
        let iterates = path(RuleConfig::NAdam(NAdam::default()), 0.1, 0.0, 1, |_| g);
        assert!((iterates[1] + 0.1 * numerator / (2.0 + adam.eps)).abs() < 1e-14);
    }
}
