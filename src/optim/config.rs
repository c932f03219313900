//! Optimizers as plain data: a rule, its learning rate, and the wrappers around it.

use super::rules::*;
use super::wrappers::*;
use super::{GroupsError, Real, Rule};

/// An update rule and its settings.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum RuleConfig {
    Sgd,
    Momentum(Momentum),
    Nesterov(Nesterov),
    RmsProp(RmsProp),
    Adam(Adam),
}

impl RuleConfig {
    /// The rule for `parameters` parameters.
    pub fn build<T: Real>(self, learning_rate: f64, parameters: usize) -> Box<dyn Rule<T>> {
        fn elementwise<T: Real, E: Elementwise<STATES>, const STATES: usize>(
            formula: E,
            learning_rate: f64,
            parameters: usize,
        ) -> Box<dyn Rule<T>> {
            Box::new(ElementwiseRule::new(formula, learning_rate, parameters))
        }
        match self {
            Self::Sgd => elementwise(Sgd, learning_rate, parameters),
            Self::Momentum(rule) => elementwise(rule, learning_rate, parameters),
            Self::Nesterov(rule) => elementwise(rule, learning_rate, parameters),
            Self::RmsProp(rule) => elementwise(rule, learning_rate, parameters),
            Self::Adam(rule) => elementwise(rule, learning_rate, parameters),
        }
    }
}

/// A wrapper and its settings.
#[derive(Clone, Debug, PartialEq)]
pub enum WrapperConfig {
    Lookahead { k: usize, alpha: f64 },
}

/// A rule with wrappers around it, from the inside out.
#[derive(Clone, Debug, PartialEq)]
pub struct OptimizerConfig {
    pub rule: RuleConfig,
    pub learning_rate: f64,
    pub wrappers: Vec<WrapperConfig>,
}

impl OptimizerConfig {
    /// A bare rule.
    pub fn new(rule: RuleConfig, learning_rate: f64) -> Self {
        Self {
            rule,
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
    pub fn build<T: Real>(&self, parameters: usize) -> Result<Box<dyn Rule<T>>, GroupsError> {
        let rule = self.rule.build(self.learning_rate, parameters);
        self.wrappers
            .iter()
            .try_fold(rule, |inner, wrapper| wrapper.around(inner, parameters))
    }
}

impl WrapperConfig {
    /// Puts the wrapper around `inner`, unless its settings switch it off.
    fn around<T: Real>(
        &self,
        inner: Box<dyn Rule<T>>,
        parameters: usize,
    ) -> Result<Box<dyn Rule<T>>, GroupsError> {
        Ok(match *self {
            Self::Lookahead { k, .. } if k <= 1 => inner,
            Self::Lookahead { k, alpha } => {
                Box::new(Wrapped::new(Lookahead::new(k, alpha, parameters), inner))
            }
        })
    }
}
