//! Clipping: the rule hears g min(1, c/(‖g‖ + 10⁻⁶)).
//!
//! Pascanu, Mikolov & Bengio 2013, Algorithm 1, with the constant of `torch.nn.utils.clip_grad_norm_`. Each group of
//! coordinates is measured and clipped on its own.

use super::Wrapper;
use crate::groups::Group;
use crate::{Groups, GroupsError, Oracle, Real, Rule};

/// Shortens gradients longer than c.
#[derive(Clone, Debug)]
pub struct ClipNorm {
    max_norm: f64,
    groups: Vec<Group>,
}

impl ClipNorm {
    /// Clips the gradient of each group to the norm c = `max_norm`.
    pub fn new(max_norm: f64, groups: &Groups, parameters: usize) -> Result<Self, GroupsError> {
        Ok(Self {
            max_norm,
            groups: groups.lay_out(parameters)?,
        })
    }
}

impl<T: Real> Wrapper<T> for ClipNorm {
    fn step(&mut self, inner: &mut dyn Rule<T>, theta: &mut [T], oracle: &mut dyn Oracle<T>) {
        inner.step(theta, &mut Clipped { clip: self, oracle });
    }
}

struct Clipped<'a, T> {
    clip: &'a ClipNorm,
    oracle: &'a mut dyn Oracle<T>,
}

/// A clipped gradient is no gradient of a function, so there are no second derivatives to pass on.
impl<T: Real> Oracle<T> for Clipped<'_, T> {
    fn gradient(&mut self, theta: &[T], gradient: &mut [T]) {
        self.oracle.gradient(theta, gradient);
        for group in &self.clip.groups {
            let factor = self.clip.max_norm / (group.norm(gradient) + 1e-6);
            if factor < 1.0 {
                let factor = T::of(factor);
                group.of_mut(gradient).for_each(|g| *g *= factor);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Sgd;
    use crate::{OptimizerConfig, WrapperConfig};

    #[test]
    fn long_gradients_keep_their_direction_and_short_ones_their_length() {
        let groups = Groups::Points(2);
        let config = OptimizerConfig::new(Sgd, 1.0).with(WrapperConfig::ClipNorm {
            max_norm: 1.0,
            groups,
        });
        let mut theta = [0.0_f64; 4];
        let mut oracle =
            |_: &[f64], gradient: &mut [f64]| gradient.copy_from_slice(&[-3.0, -0.3, -4.0, -0.4]);
        config.build(4).unwrap().step(&mut theta, &mut oracle);
        for (theta, expected) in theta.iter().zip([0.6, 0.3, 0.8, 0.4]) {
            assert!((theta - expected).abs() < 1e-6);
        }
    }

    #[test]
    fn groups_must_fit() {
        assert!(ClipNorm::new(1.0, &Groups::Lengths(vec![3]), 4).is_err());
    }
}
