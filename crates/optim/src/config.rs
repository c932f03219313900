//! Optimizers as plain data: a rule, its learning rate, and the wrappers around it.

use super::rules::RuleConfig;
use super::wrappers::*;
use super::{Groups, GroupsError, Real, Rule};

/// A wrapper and its settings. Settings that would change nothing, such as a decay of 0, switch a wrapper off.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the fields are told of with their variants")]
pub enum WrapperConfig {
    /// [`WeightDecay`] with λ; off at 0.
    WeightDecay { weight_decay: f64 },
    /// [`DecoupledWeightDecay`] with λ; off at 0.
    DecoupledWeightDecay { weight_decay: f64 },
    /// [`ClipNorm`] to c in each group; off at 0 and below.
    ClipNorm { max_norm: f64, groups: Groups },
    /// [`Accumulate`] of k gradients an update; off at 0 and 1.
    Accumulate { k: usize },
    /// [`Lookahead`] with k steps between syncs, each going the share α of the way; off at k = 0 and 1.
    Lookahead { k: usize, alpha: f64 },
    /// [`LayerAdaptation`] in each group.
    LayerAdaptation { groups: Groups },
    /// [`Lazy`] updates.
    Lazy,
    /// [`ScheduledRate`] by this schedule.
    Schedule(Schedule),
    /// [`Average`] of the iterates.
    Average(Averaging),
}

impl WrapperConfig {
    /// Whether these settings change nothing.
    pub fn is_off(&self) -> bool {
        match self {
            Self::WeightDecay { weight_decay } | Self::DecoupledWeightDecay { weight_decay } => {
                *weight_decay == 0.0
            }
            Self::ClipNorm { max_norm, .. } => *max_norm <= 0.0,
            Self::Accumulate { k } | Self::Lookahead { k, .. } => *k <= 1,
            Self::LayerAdaptation { .. } | Self::Lazy | Self::Schedule(_) | Self::Average(_) => {
                false
            }
        }
    }

    fn around<T: Real>(
        &self,
        mut inner: Box<dyn Rule<T>>,
        parameters: usize,
    ) -> Result<Box<dyn Rule<T>>, GroupsError> {
        fn wrap<T: Real, W: Wrapper<T> + 'static>(
            wrapper: W,
            inner: Box<dyn Rule<T>>,
        ) -> Box<dyn Rule<T>> {
            Box::new(Wrapped::new(wrapper, inner))
        }
        if self.is_off() {
            return Ok(inner);
        }
        Ok(match self {
            Self::WeightDecay { weight_decay } => wrap(WeightDecay::new(*weight_decay), inner),
            Self::DecoupledWeightDecay { weight_decay } => {
                wrap(DecoupledWeightDecay::new(*weight_decay, parameters), inner)
            }
            Self::ClipNorm { max_norm, groups } => {
                wrap(ClipNorm::new(*max_norm, groups, parameters)?, inner)
            }
            Self::Accumulate { k } => wrap(Accumulate::new(*k, parameters), inner),
            Self::Lookahead { k, alpha } => wrap(Lookahead::new(*k, *alpha, parameters), inner),
            Self::LayerAdaptation { groups } => {
                wrap(LayerAdaptation::new(groups, parameters)?, inner)
            }
            Self::Lazy => wrap(Lazy::new(inner.as_mut(), parameters), inner),
            Self::Schedule(schedule) => {
                wrap(ScheduledRate::new(schedule.clone(), inner.as_mut()), inner)
            }
            Self::Average(averaging) => wrap(Average::new(*averaging, parameters), inner),
        })
    }
}

/// A rule with wrappers around it.
#[derive(Clone, Debug, PartialEq)]
pub struct OptimizerConfig {
    /// The rule at the core.
    pub rule: RuleConfig,
    /// γ, before any schedule.
    pub learning_rate: f64,
    /// From the innermost to the outermost.
    pub wrappers: Vec<WrapperConfig>,
}

impl OptimizerConfig {
    /// A bare rule.
    pub fn new(rule: impl Into<RuleConfig>, learning_rate: f64) -> Self {
        Self {
            rule: rule.into(),
            learning_rate,
            wrappers: Vec::new(),
        }
    }

    /// The same with `wrapper` around all the rest.
    pub fn with(mut self, wrapper: WrapperConfig) -> Self {
        self.wrappers.push(wrapper);
        self
    }

    /// The optimizer for `parameters` parameters.
    ///
    /// # Errors
    ///
    /// When the groups of a wrapper do not fit that number.
    pub fn build<T: Real>(&self, parameters: usize) -> Result<Box<dyn Rule<T>>, GroupsError> {
        let rule = self.rule.build(self.learning_rate, parameters);
        self.wrappers
            .iter()
            .try_fold(rule, |inner, wrapper| wrapper.around(inner, parameters))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Sgd;

    #[test]
    fn every_rule_is_found_by_its_id() {
        for rule in RuleConfig::all() {
            assert_eq!(RuleConfig::from_id(rule.id()), Some(rule));
        }
        assert_eq!(RuleConfig::from_id("adams"), None);
    }

    #[test]
    fn groups_that_misfit_are_an_error_and_not_a_panic() {
        let groups = Groups::Points(3);
        let config = OptimizerConfig::new(Sgd, 0.1).with(WrapperConfig::LayerAdaptation { groups });
        assert!(config.build::<f32>(8).is_err());
        assert!(config.build::<f32>(9).is_ok());
    }
}
