//! AdaGrad: G ← G + g², θ ← θ − γ g/(√G + ε).
//!
//! Duchi, Hazan & Singer 2011, diagonal form, as in PyTorch.

use super::{Clock, Elementwise, Family, Settings, elementwise};
use crate::{Hyper, Real, Rule};

/// AdaGrad.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AdaGrad {
    /// ε, which bounds the step where gradients vanish.
    pub eps: f64,
}

impl Default for AdaGrad {
    fn default() -> Self {
        Self { eps: 1e-10 }
    }
}

impl Settings for AdaGrad {
    const ID: &'static str = "adagrad";
    const FAMILY: Family = Family::Sum;

    fn hypers(&mut self) -> Vec<(Hyper, &mut f64)> {
        vec![(Hyper::Eps, &mut self.eps)]
    }

    fn build<T: Real>(self, learning_rate: f64, parameters: usize) -> Box<dyn Rule<T>> {
        elementwise(self, learning_rate, parameters)
    }
}

impl Elementwise<1> for AdaGrad {
    const STATE: [&'static str; 1] = ["G"];

    fn update<T: Real>(
        &mut self,
        clock: Clock,
        theta: &mut [T],
        gradient: &[T],
        [sum]: [&mut [T]; 1],
    ) {
        let (learning_rate, eps) = (T::of(clock.learning_rate), T::of(self.eps));
        for ((theta, &g), sum) in theta.iter_mut().zip(gradient).zip(sum) {
            *sum += g * g;
            *theta -= learning_rate * g / (sum.sqrt() + eps);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{RuleConfig, testing::path};

    #[test]
    fn under_a_constant_gradient_steps_shrink_like_one_over_root_n() {
        let iterates = path(
            RuleConfig::AdaGrad(AdaGrad { eps: 0.0 }),
            0.3,
            0.0,
            9,
            |_| -5.0,
        );
        for (n, pair) in iterates.windows(2).enumerate() {
            assert!((pair[1] - pair[0] - 0.3 / (n as f64 + 1.0).sqrt()).abs() < 1e-14);
        }
    }
}
