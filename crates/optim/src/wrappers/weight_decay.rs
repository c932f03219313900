//! L2 weight decay: the rule hears g + λ θ.
//!
//! Gradient descent on L + λ/2 ‖θ‖²; PyTorch's `weight_decay` for every rule but AdamW. An adaptive rule rescales it
//! together with g, which is what [`DecoupledWeightDecay`](super::DecoupledWeightDecay) avoids.

use super::Wrapper;
use crate::{Oracle, Real, Rule};

/// Adds the gradient of λ/2 ‖θ‖².
#[derive(Clone, Copy, Debug)]
pub struct WeightDecay<T> {
    weight_decay: T,
}

impl<T: Real> WeightDecay<T> {
    /// Decay with λ = `weight_decay`.
    pub fn new(weight_decay: f64) -> Self {
        Self {
            weight_decay: T::of(weight_decay),
        }
    }
}

impl<T: Real> Wrapper<T> for WeightDecay<T> {
    fn step(&mut self, inner: &mut dyn Rule<T>, theta: &mut [T], oracle: &mut dyn Oracle<T>) {
        inner.step(
            theta,
            &mut Regularised {
                weight_decay: self.weight_decay,
                oracle,
            },
        );
    }
}

struct Regularised<'a, T> {
    weight_decay: T,
    oracle: &'a mut dyn Oracle<T>,
}

impl<T: Real> Oracle<T> for Regularised<'_, T> {
    fn gradient(&mut self, theta: &[T], gradient: &mut [T]) {
        self.oracle.gradient(theta, gradient);
        for (g, &theta) in gradient.iter_mut().zip(theta) {
            *g += self.weight_decay * theta;
        }
    }

    fn hessian_vector(&mut self, theta: &[T], v: &[T], product: &mut [T]) -> bool {
        let known = self.oracle.hessian_vector(theta, v, product);
        for (product, &v) in product.iter_mut().zip(v) {
            *product += self.weight_decay * v;
        }
        known
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::{ImplicitEuler, Rk4, Sgd};
    use crate::{OptimizerConfig, RuleConfig, WrapperConfig, testing::wrapped_path};

    #[test]
    fn it_is_the_gradient_of_a_quadratic_penalty_wherever_the_rule_asks() {
        let decay = WrapperConfig::WeightDecay { weight_decay: 0.5 };
        for rule in [
            RuleConfig::Sgd(Sgd),
            RuleConfig::Rk4(Rk4),
            RuleConfig::ImplicitEuler(ImplicitEuler),
        ] {
            let plain = OptimizerConfig::new(rule, 0.1);
            let decayed = wrapped_path(&plain.clone().with(decay.clone()), 2.0, 5, |theta| theta);
            let penalised = wrapped_path(&plain, 2.0, 5, |theta| 1.5 * theta);
            for (decayed, penalised) in decayed.iter().zip(penalised) {
                assert!((decayed - penalised).abs() < 1e-12);
            }
        }
    }
}
