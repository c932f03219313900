//! Optimizers as plain data: a rule, its learning rate, and the wrappers around it.

use super::rules::*;
use super::wrappers::*;
use super::{Groups, GroupsError, Real, Rule};

/// An update rule and its settings.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum RuleConfig {
    /// Gradient descent.
    Sgd,
    /// Heavy-ball momentum.
    Momentum(Momentum),
    /// Nesterov momentum with a constant μ.
    Nesterov(Nesterov),
    /// Nesterov's method with momentum (n−1)/(n+2).
    NesterovConvex,
    /// Steps divided by the root of the sum of squared gradients.
    AdaGrad(AdaGrad),
    /// Steps divided by the root mean square of recent gradients.
    RmsProp(RmsProp),
    /// The same with ε inside the root.
    RmsPropEpsInside(RmsPropEpsInside),
    /// RMSProp with momentum, both corrected for their start at zero.
    Adam(Adam),
    /// Adam with decoupled weight decay.
    AdamW(AdamW),
    /// Steps in units of recent steps.
    Adadelta(Adadelta),
    /// Adam whose denominator never shrinks.
    AmsGrad(AmsGrad),
    /// Adam with Nesterov's look-ahead.
    NAdam(NAdam),
    /// Adam that waits for its mean square to be trustworthy.
    RAdam(RAdam),
    /// Adam in the maximum norm.
    Adamax(Adamax),
    /// The sign of a mean gradient.
    Lion(Lion),
    /// The sign of the gradient.
    SignSgd,
    /// The explicit trapezoidal rule for the gradient flow.
    Heun,
    /// The classical Runge-Kutta method for the gradient flow.
    Rk4,
    /// The implicit Euler method for the gradient flow.
    ImplicitEuler,
}

impl RuleConfig {
    /// Every rule, with its default settings.
    pub fn all() -> [Self; 19] {
        [
            Self::Sgd,
            Self::Momentum(Momentum::default()),
            Self::Nesterov(Nesterov::default()),
            Self::NesterovConvex,
            Self::AdaGrad(AdaGrad::default()),
            Self::RmsProp(RmsProp::default()),
            Self::RmsPropEpsInside(RmsPropEpsInside::default()),
            Self::Adam(Adam::default()),
            Self::AdamW(AdamW::default()),
            Self::Adadelta(Adadelta::default()),
            Self::AmsGrad(AmsGrad::default()),
            Self::NAdam(NAdam::default()),
            Self::RAdam(RAdam::default()),
            Self::Adamax(Adamax::default()),
            Self::Lion(Lion::default()),
            Self::SignSgd,
            Self::Heun,
            Self::Rk4,
            Self::ImplicitEuler,
        ]
    }

    /// The rule called `id`, with its default settings.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::all().into_iter().find(|rule| rule.id() == id)
    }

    /// The names of all rules, the one that people reach for first in front.
    pub const IDS: [&str; 19] = [
        "adam",
        "sgd",
        "momentum",
        "nesterov",
        "nesterov_convex",
        "adagrad",
        "rmsprop",
        "rmsprop_eps_inside",
        "adadelta",
        "adamw",
        "amsgrad",
        "nadam",
        "radam",
        "adamax",
        "lion",
        "sign_sgd",
        "heun",
        "rk4",
        "implicit_euler",
    ];

    /// The name of the rule in parameters and reference data.
    pub fn id(self) -> &'static str {
        match self {
            Self::Sgd => "sgd",
            Self::Momentum(_) => "momentum",
            Self::Nesterov(_) => "nesterov",
            Self::NesterovConvex => "nesterov_convex",
            Self::AdaGrad(_) => "adagrad",
            Self::RmsProp(_) => "rmsprop",
            Self::RmsPropEpsInside(_) => "rmsprop_eps_inside",
            Self::Adam(_) => "adam",
            Self::AdamW(_) => "adamw",
            Self::Adadelta(_) => "adadelta",
            Self::AmsGrad(_) => "amsgrad",
            Self::NAdam(_) => "nadam",
            Self::RAdam(_) => "radam",
            Self::Adamax(_) => "adamax",
            Self::Lion(_) => "lion",
            Self::SignSgd => "sign_sgd",
            Self::Heun => "heun",
            Self::Rk4 => "rk4",
            Self::ImplicitEuler => "implicit_euler",
        }
    }

    /// Whether the rule treats every coordinate alike and alone when the oracle does, so that a block of starting points
    /// can run as one vector. The implicit method cannot: its solver measures the whole vector.
    pub fn is_elementwise(self) -> bool {
        self != Self::ImplicitEuler
    }

    /// The bare rule for `parameters` parameters.
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
            Self::NesterovConvex => Box::new(NesterovConvex::new(learning_rate, parameters)),
            Self::AdaGrad(rule) => elementwise(rule, learning_rate, parameters),
            Self::RmsProp(rule) => elementwise(rule, learning_rate, parameters),
            Self::RmsPropEpsInside(rule) => elementwise(rule, learning_rate, parameters),
            Self::Adam(rule) => elementwise(rule, learning_rate, parameters),
            Self::AdamW(AdamW { adam, weight_decay }) => Box::new(Wrapped::new(
                DecoupledWeightDecay::new(weight_decay, parameters),
                elementwise(adam, learning_rate, parameters),
            )),
            Self::Adadelta(rule) => elementwise(rule, learning_rate, parameters),
            Self::AmsGrad(rule) => elementwise(rule, learning_rate, parameters),
            Self::NAdam(settings) => {
                elementwise(NAdamRule::from(settings), learning_rate, parameters)
            }
            Self::RAdam(rule) => elementwise(rule, learning_rate, parameters),
            Self::Adamax(rule) => elementwise(rule, learning_rate, parameters),
            Self::Lion(rule) => elementwise(rule, learning_rate, parameters),
            Self::SignSgd => elementwise(SignSgd, learning_rate, parameters),
            Self::Heun => Box::new(Heun::new(learning_rate, parameters)),
            Self::Rk4 => Box::new(Rk4::new(learning_rate, parameters)),
            Self::ImplicitEuler => Box::new(ImplicitEuler::new(learning_rate, parameters)),
        }
    }
}

/// A wrapper and its settings. Settings that would change nothing, such as a decay of 0, switch a wrapper off.
#[derive(Clone, Debug, PartialEq)]
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
        let config = OptimizerConfig::new(RuleConfig::Sgd, 0.1)
            .with(WrapperConfig::LayerAdaptation { groups });
        assert!(config.build::<f32>(8).is_err());
        assert!(config.build::<f32>(9).is_ok());
    }
}
