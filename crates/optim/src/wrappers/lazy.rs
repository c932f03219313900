//! Lazy updates: a coordinate whose gradient is zero keeps its θ and its moments.
//!
//! What `torch.optim.SparseAdam` and TensorFlow's LazyAdam do for Adam, for any rule. A rule that asks several times
//! leaves a coordinate alone if every answer was zero there. Corrections such as 1 − βⁿ still count all steps.

use super::Wrapper;
use crate::{Oracle, Real, Rule, copy};

/// Freezes coordinates while they get no gradient.
#[derive(Clone, Debug)]
pub struct Lazy<T> {
    touched: Vec<bool>,
    theta: Vec<T>,
    states: Vec<Vec<T>>,
}

impl<T: Real> Lazy<T> {
    /// The wrapper for `inner`, whose state vectors it counts.
    pub fn new(inner: &mut dyn Rule<T>, parameters: usize) -> Self {
        let mut states = Vec::new();
        inner.each_state(&mut |state| states.push(state.to_vec()));
        Self {
            touched: vec![false; parameters],
            theta: vec![T::zero(); parameters],
            states,
        }
    }
}

impl<T: Real> Wrapper<T> for Lazy<T> {
    fn step(&mut self, inner: &mut dyn Rule<T>, theta: &mut [T], oracle: &mut dyn Oracle<T>) {
        self.touched.fill(false);
        copy(theta, &mut self.theta);
        let mut kept = self.states.iter_mut();
        inner.each_state(&mut |state| kept.next().into_iter().for_each(|kept| copy(state, kept)));

        inner.step(
            theta,
            &mut Watched {
                touched: &mut self.touched,
                oracle,
            },
        );

        restore(theta, &self.theta, &self.touched);
        let mut kept = self.states.iter();
        inner.each_state(&mut |state| {
            kept.next()
                .into_iter()
                .for_each(|kept| restore(state, kept, &self.touched))
        });
    }
}

/// Puts back what was `kept` wherever nothing `touched` it.
fn restore<T: Copy>(values: &mut [T], kept: &[T], touched: &[bool]) {
    for ((value, &kept), &touched) in values.iter_mut().zip(kept).zip(touched) {
        *value = if touched { *value } else { kept };
    }
}

struct Watched<'a, T> {
    touched: &'a mut [bool],
    oracle: &'a mut dyn Oracle<T>,
}

impl<T: Real> Oracle<T> for Watched<'_, T> {
    fn gradient(&mut self, theta: &[T], gradient: &mut [T]) {
        self.oracle.gradient(theta, gradient);
        for (touched, g) in self.touched.iter_mut().zip(gradient) {
            *touched |= !g.is_zero();
        }
    }

    fn hessian_vector(&mut self, theta: &[T], v: &[T], product: &mut [T]) -> bool {
        self.oracle.hessian_vector(theta, v, product)
    }
}

#[cfg(test)]
mod tests {
    use crate::{OptimizerConfig, RuleConfig, WrapperConfig, rules::Adam};

    #[test]
    fn a_coordinate_without_a_gradient_keeps_its_place_and_its_moments() {
        let config =
            OptimizerConfig::new(RuleConfig::Adam(Adam::default()), 0.1).with(WrapperConfig::Lazy);
        let mut lazy = config.build::<f64>(2).unwrap();
        let mut theta = [0.0; 2];
        lazy.step(&mut theta, &mut |_: &[f64], gradient: &mut [f64]| {
            gradient.fill(1.0)
        });
        let (after_one, m, v) = (
            theta[0],
            lazy.internals()[0].values[0],
            lazy.internals()[1].values[0],
        );

        lazy.step(&mut theta, &mut |_: &[f64], gradient: &mut [f64]| {
            gradient.copy_from_slice(&[0.0, 1.0])
        });
        assert_eq!(
            (
                theta[0],
                lazy.internals()[0].values[0],
                lazy.internals()[1].values[0]
            ),
            (after_one, m, v)
        );
        assert!(theta[1] < theta[0]);
    }
}
