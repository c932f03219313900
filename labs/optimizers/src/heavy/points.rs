//! Many points of the plane moved side by side by the same rule.
//!
//! A rule that treats every coordinate alike and alone moves them all as one long parameter vector x₁ x₂ ... y₁ y₂ ...,
//! which vectorises; wrappers that measure norms are told that each point is a group. Any other rule is built once for
//! each point. Either way a point's path does not depend on its neighbours, to the last bit.

use thetaflow::optim::{Groups, OptimizerConfig, Rule, WrapperConfig};

/// Where a rule asks for gradients: `gradients(first, theta, gradient)` for points number `first`, `first` + 1, ..., with
/// `theta` and `gradient` laid out x... y...
pub type Gradients<'a> = dyn FnMut(usize, &[f64], &mut [f64]) + 'a;

/// Points and the rules that move them.
pub struct Points {
    /// x₁ x₂ ... y₁ y₂ ...
    theta: Vec<f64>,
    rules: Vec<Box<dyn Rule<f64>>>,
}

impl Points {
    /// These points, at the start of their paths.
    ///
    /// Gradient accumulation is left out: it averages noise, and the owner of the noise does that more cheaply.
    pub fn new(config: &OptimizerConfig, starts: impl ExactSizeIterator<Item = [f64; 2]>) -> Self {
        let count = starts.len();
        let mut theta = vec![0.0; 2 * count];
        let (x, y) = theta.split_at_mut(count);
        for ((x, y), start) in x.iter_mut().zip(y).zip(starts) {
            [*x, *y] = start;
        }
        let together = config.rule.is_elementwise();
        let group = if together { count } else { 1 };
        let config = grouped(config, group);
        // Groups of points fit any number of points, so building never fails; were it to, nothing would move.
        let rules = (0..count / group.max(1)).map_while(|_| config.build(2 * group).ok());
        Self {
            rules: rules.collect(),
            theta,
        }
    }

    /// How many points there are.
    pub fn len(&self) -> usize {
        self.theta.len() / 2
    }

    /// Whether there are no points.
    pub fn is_empty(&self) -> bool {
        self.theta.is_empty()
    }

    /// Where the points are: x₁ x₂ ... y₁ y₂ ...
    pub fn theta(&self) -> &[f64] {
        &self.theta
    }

    /// Where each point is.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = [f64; 2]> {
        let (x, y) = self.theta.split_at(self.len());
        x.iter().zip(y).map(|(&x, &y)| [x, y])
    }

    /// Moves every point by one step.
    pub fn step(&mut self, gradients: &mut Gradients) {
        let count = self.len();
        if let [rule] = self.rules.as_mut_slice() {
            rule.step(&mut self.theta, &mut |theta: &[f64], out: &mut [f64]| {
                gradients(0, theta, out);
            });
            return;
        }
        for (i, rule) in self.rules.iter_mut().enumerate() {
            let mut point = [self.theta[i], self.theta[count + i]];
            rule.step(&mut point, &mut |theta: &[f64], out: &mut [f64]| {
                gradients(i, theta, out);
            });
            [self.theta[i], self.theta[count + i]] = point;
        }
    }
}

/// The same optimizer for `points` points side by side, without accumulation.
fn grouped(config: &OptimizerConfig, points: usize) -> OptimizerConfig {
    let groups = Groups::Points(points);
    let wrappers = config.wrappers.iter().filter_map(|wrapper| match wrapper {
        WrapperConfig::Accumulate { .. } => None,
        &WrapperConfig::ClipNorm { max_norm, .. } => Some(WrapperConfig::ClipNorm {
            max_norm,
            groups: groups.clone(),
        }),
        WrapperConfig::LayerAdaptation { .. } => Some(WrapperConfig::LayerAdaptation {
            groups: groups.clone(),
        }),
        other => Some(other.clone()),
    });
    OptimizerConfig {
        wrappers: wrappers.collect(),
        ..*config
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use thetaflow::optim::RuleConfig;
    use thetaflow::optim::rules::ImplicitEuler;
    use thetaflow_surfaces::{Landscape, Rosenbrock};

    #[test]
    fn side_by_side_every_rule_and_wrapper_moves_a_point_as_alone() {
        let surface = Landscape::Rosenbrock(Rosenbrock { b: 10.0 });
        let starts = [[-1.5, 2.0], [0.3, 0.1], [1.2, -0.7]];
        for rule in RuleConfig::all() {
            let config = OptimizerConfig::new(rule, 0.003)
                .with(WrapperConfig::ClipNorm {
                    max_norm: 2.0,
                    groups: Groups::Whole,
                })
                .with(WrapperConfig::Lookahead { k: 3, alpha: 0.5 })
                .with(WrapperConfig::LayerAdaptation {
                    groups: Groups::Whole,
                })
                .with(WrapperConfig::Accumulate { k: 4 });
            let mut points = Points::new(&config, starts.into_iter());
            let mut alone = starts;
            let mut rules = starts.map(|_| grouped(&config, 1).build::<f64>(2).unwrap());
            for _ in 0..20 {
                points.step(&mut |_, theta, gradient| surface.gradients(theta, gradient));
                for (theta, rule) in alone.iter_mut().zip(&mut rules) {
                    rule.step(theta, &mut |theta: &[f64], gradient: &mut [f64]| {
                        gradient.copy_from_slice(&surface.gradient([theta[0], theta[1]]));
                    });
                }
            }
            assert!(points.iter().eq(alone), "{}", rule.id());
        }
    }

    #[test]
    fn no_points_are_no_trouble() {
        let mut points = Points::new(&OptimizerConfig::new(ImplicitEuler, 0.1), [].into_iter());
        points.step(&mut |_, _, _| ());
        assert!(points.is_empty());
    }
}
