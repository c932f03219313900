//! Adadelta: G ← ρ G + (1 − ρ) g², Δ = √(D + ε)/√(G + ε) g, D ← ρ D + (1 − ρ) Δ², θ ← θ − γ Δ.
//!
//! Zeiler 2012, Algorithm 1, with PyTorch's learning rate (1 is Zeiler's).

use super::{Clock, Elementwise, Family, Settings, elementwise};
use crate::{Hyper, Real, Rule};

/// Adadelta.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Adadelta {
    /// ρ, the share of both mean squares that survives a step.
    pub decay: f64,
    /// ε, inside the roots; it starts the motion, as D is 0 at first.
    pub eps: f64,
}

impl Default for Adadelta {
    fn default() -> Self {
        Self {
            decay: 0.9,
            eps: 1e-6,
        }
    }
}

impl Settings for Adadelta {
    const ID: &'static str = "adadelta";
    const FAMILY: Family = Family::Unit;

    fn hypers(&mut self) -> Vec<(Hyper, &mut f64)> {
        vec![(Hyper::Decay, &mut self.decay), (Hyper::Eps, &mut self.eps)]
    }

    fn build<T: Real>(self, learning_rate: f64, parameters: usize) -> Box<dyn Rule<T>> {
        elementwise(self, learning_rate, parameters)
    }
}

impl Elementwise<2> for Adadelta {
    const STATE: [&'static str; 2] = ["G", "D"];

    fn update<T: Real>(
        &mut self,
        clock: Clock,
        theta: &mut [T],
        gradient: &[T],
        [squares, steps]: [&mut [T]; 2],
    ) {
        let (learning_rate, eps) = (T::of(clock.learning_rate), T::of(self.eps));
        let (keep, take) = (T::of(self.decay), T::of(1.0 - self.decay));
        for (((theta, &g), square), step) in theta.iter_mut().zip(gradient).zip(squares).zip(steps)
        {
            *square = keep * *square + take * g * g;
            let delta = (*step + eps).sqrt() / (*square + eps).sqrt() * g;
            *step = keep * *step + take * delta * delta;
            *theta -= learning_rate * delta;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{RuleConfig, rules::Adadelta, testing::path};

    #[test]
    fn the_scale_of_the_loss_cancels() {
        let rule = RuleConfig::Adadelta(Adadelta::default());
        let small = path(rule, 1.0, 0.0, 20, |_| 1e3);
        let large = path(rule, 1.0, 0.0, 20, |_| 1e6);
        for (small, large) in small.iter().zip(&large) {
            assert!((small - large).abs() <= 1e-6 * large.abs());
        }
    }
}
