//! AMSGrad: Adam whose denominator never shrinks, s ← max(s, v), θ ← θ − γ m̂/(√ŝ + ε).
//!
//! Reddi, Kale & Kumar 2018, Algorithm 2, with Adam's corrections as in PyTorch: ŝ = s/(1 − β₂ⁿ), the maximum taken before
//! correcting.

use super::{Adam, Clock, Elementwise, Family, Settings, elementwise};
use crate::{Hyper, Real, Rule};

/// AMSGrad, with Adam's settings.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct AmsGrad {
    /// β₁, β₂ and ε.
    pub adam: Adam,
}

impl Settings for AmsGrad {
    const ID: &'static str = "amsgrad";
    const FAMILY: Family = Family::Adam;

    fn hypers(&mut self) -> Vec<(Hyper, &mut f64)> {
        self.adam.hypers()
    }

    fn build<T: Real>(self, learning_rate: f64, parameters: usize) -> Box<dyn Rule<T>> {
        elementwise(self, learning_rate, parameters)
    }
}

impl Elementwise<3> for AmsGrad {
    const STATE: [&'static str; 3] = ["m", "v", "s"];

    fn update<T: Real>(
        &mut self,
        clock: Clock,
        theta: &mut [T],
        gradient: &[T],
        [m, v, s]: [&mut [T]; 3],
    ) {
        let Adam { beta1, beta2, eps } = self.adam;
        let [correction1, correction2, _] = self.corrections(clock);
        let (keep1, take1) = (T::of(beta1), T::of(1.0 - beta1));
        let (keep2, take2) = (T::of(beta2), T::of(1.0 - beta2));
        let step = T::of(clock.learning_rate / correction1);
        let (root2, eps) = (T::of(correction2.sqrt()), T::of(eps));
        for ((((theta, &g), m), v), s) in theta.iter_mut().zip(gradient).zip(m).zip(v).zip(s) {
            *m = keep1 * *m + take1 * g;
            *v = keep2 * *v + take2 * g * g;
            *s = s.larger(*v);
            *theta -= step * *m / (s.sqrt() / root2 + eps);
        }
    }

    fn corrections(&self, clock: Clock) -> [f64; 3] {
        let correction2 = clock.gathered(self.adam.beta2);
        [clock.gathered(self.adam.beta1), correction2, correction2]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::RuleConfig;

    #[test]
    fn the_denominator_never_shrinks() {
        let mut rule = RuleConfig::AmsGrad(AmsGrad::default()).build::<f64>(0.1, 1);
        let mut largest = 0.0;
        for n in 0..50 {
            rule.step(&mut [0.0], &mut |_: &[f64], gradient: &mut [f64]| {
                gradient.fill(f64::from(n).sin())
            });
            let s = rule.internals()[2].values[0];
            assert!(s >= largest && s >= rule.internals()[1].values[0]);
            largest = s;
        }
    }
}
