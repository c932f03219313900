//! Layer adaptation: the step −γ u of the rule becomes −γ (‖θ‖/‖u‖) u in each group; factor 1 where either norm is 0.
//!
//! The trust ratio of LAMB (You et al. 2020, Algorithm 2, φ the identity), which is this around AdamW; around gradient
//! descent with L2 decay it is LARS (You et al. 2017) without momentum. A group is a layer.

use super::Wrapper;
use crate::groups::Group;
use crate::{Groups, GroupsError, Oracle, Real, Rule, copy};

/// Gives each step a length proportional to ‖θ‖.
#[derive(Clone, Debug)]
pub struct LayerAdaptation<T> {
    groups: Vec<Group>,
    before: Vec<T>,
    /// −γ u.
    moved: Vec<T>,
}

impl<T: Real> LayerAdaptation<T> {
    /// Adapts each group on its own.
    pub fn new(groups: &Groups, parameters: usize) -> Result<Self, GroupsError> {
        let zeros = || vec![T::zero(); parameters];
        Ok(Self {
            groups: groups.lay_out(parameters)?,
            before: zeros(),
            moved: zeros(),
        })
    }
}

impl<T: Real> Wrapper<T> for LayerAdaptation<T> {
    fn step(&mut self, inner: &mut dyn Rule<T>, theta: &mut [T], oracle: &mut dyn Oracle<T>) {
        copy(theta, &mut self.before);
        inner.step(theta, oracle);
        for ((moved, &theta), &before) in self.moved.iter_mut().zip(&*theta).zip(&self.before) {
            *moved = theta - before;
        }
        let learning_rate = inner.learning_rate().abs();
        for group in &self.groups {
            let (size, length) = (group.norm(&self.before), group.norm(&self.moved));
            if size > 0.0 && length > 0.0 {
                let factor = T::of(learning_rate * size / length);
                let moves = group.of(&self.before).zip(group.of(&self.moved));
                for (theta, (&before, &moved)) in group.of_mut(theta).zip(moves) {
                    *theta = before + factor * moved;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::Sgd;
    use crate::{Groups, OptimizerConfig, WrapperConfig};

    #[test]
    fn each_group_moves_by_the_learning_rate_times_its_own_size() {
        let groups = Groups::Lengths(vec![2, 2, 1]);
        let config = OptimizerConfig::new(Sgd, 0.1).with(WrapperConfig::LayerAdaptation { groups });
        let mut theta = [3.0_f64, 4.0, 0.0, 0.0, 7.0];
        let mut oracle = |_: &[f64], gradient: &mut [f64]| {
            gradient.copy_from_slice(&[-60.0, 80.0, 1.0, 2.0, 0.0])
        };
        config.build(5).unwrap().step(&mut theta, &mut oracle);
        // The second group has size 0 and keeps the plain step; the third has no step to scale.
        for (theta, expected) in theta.iter().zip([3.0 + 0.3, 4.0 - 0.4, -0.1, -0.2, 7.0]) {
            assert!((theta - expected).abs() < 1e-14);
        }
    }
}
