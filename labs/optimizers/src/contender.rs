//! One rule with its settings and wrappers, read from the parameters.

use super::flows::{Rule as FlowRule, Settings as FlowSettings};
use super::keys::{OVERDAMPED, RuleKeys};
use thetaflow::blocks::{rule, schedule};
use thetaflow::choices;
use thetaflow::optim::{Averaging, Groups, OptimizerConfig, RuleConfig, WrapperConfig};
use thetaflow::params::{Key, Params};

choices! {
    /// What of the iterates is averaged.
    pub enum Average {
        None = "none",
        Polyak = "polyak",
        Exponential = "exponential",
    }
}

/// What takes part in a race, or runs alone.
#[derive(Clone, Debug, PartialEq)]
pub struct Contender {
    /// The rule with its wrappers, gradient accumulation apart.
    pub config: OptimizerConfig,
    /// Gradients that are averaged for each one that the rule asks for.
    pub accumulate: usize,
    /// Steps between two syncs of Lookahead; 1 without it.
    pub lookahead_k: u64,
    /// The flow that the rule with its wrappers discretises; `None` where there is none that is smooth.
    pub flow: Option<(FlowRule, FlowSettings)>,
}

impl Contender {
    /// `None` for a contender that does not take part.
    pub fn of(params: &Params, keys: &RuleKeys) -> Option<Self> {
        let chosen = params.get(keys.rule)?;
        let rule = rule::with_numbers(chosen, params, |hyper| Some(keys.hyper(hyper)));
        let config = OptimizerConfig {
            rule,
            learning_rate: params.get(keys.lr),
            wrappers: wrappers(params, keys, rule),
        };
        Some(Self {
            accumulate: params.get(keys.accumulate).max(1) as usize,
            lookahead_k: params.get(keys.lookahead_k).max(1),
            flow: flow(params, keys, &config),
            config,
        })
    }

    /// With accumulation as a wrapper, for who asks for gradients one by one.
    pub fn complete_config(&self) -> OptimizerConfig {
        self.config
            .clone()
            .with(WrapperConfig::Accumulate { k: self.accumulate })
    }

    /// h: the time that one step stands for; `None` where there is no flow.
    pub fn time_step(&self) -> Option<f64> {
        let (rule, settings) = self.flow.as_ref()?;
        Some(rule.time_step(settings))
    }
}

/// From the innermost to the outermost, in the order of a PyTorch training loop: a gradient is accumulated, then clipped,
/// then decayed; the step is then adapted, scheduled and looked ahead. A coordinate that is lazily left alone does not
/// decay either.
fn wrappers(params: &Params, keys: &RuleKeys, rule: RuleConfig) -> Vec<WrapperConfig> {
    let on = |key: Key<bool>, wrapper| params.get(key).then_some(wrapper);
    let (coupled, decoupled) = weight_decays(params, keys, rule);
    let all = [
        Some(WrapperConfig::WeightDecay {
            weight_decay: coupled,
        }),
        Some(WrapperConfig::DecoupledWeightDecay {
            weight_decay: decoupled,
        }),
        Some(WrapperConfig::ClipNorm {
            max_norm: params.get(keys.clip_norm),
            groups: Groups::Whole,
        }),
        on(keys.lazy, WrapperConfig::Lazy),
        on(
            keys.layer_adaptation,
            WrapperConfig::LayerAdaptation {
                groups: Groups::Whole,
            },
        ),
        schedule::schedule(params, &keys.schedule).map(WrapperConfig::Schedule),
        Some(WrapperConfig::Lookahead {
            k: params.get(keys.lookahead_k) as usize,
            alpha: params.get(keys.lookahead_alpha),
        }),
        averaging(params, keys).map(WrapperConfig::Average),
    ];
    all.into_iter()
        .flatten()
        .filter(|wrapper| !wrapper.is_off())
        .collect()
}

/// The weight decay added to gradients, and the one past the rule. AdamW takes its own.
fn weight_decays(params: &Params, keys: &RuleKeys, rule: RuleConfig) -> (f64, f64) {
    let weight_decay = params.get(keys.weight_decay);
    match rule {
        RuleConfig::AdamW(_) => (0.0, 0.0),
        _ if params.get(keys.decoupled) => (0.0, weight_decay),
        _ => (weight_decay, 0.0),
    }
}

fn averaging(params: &Params, keys: &RuleKeys) -> Option<Averaging> {
    match params.get(keys.average) {
        Average::None => None,
        Average::Polyak => Some(Averaging::Polyak),
        Average::Exponential => Some(Averaging::Exponential {
            decay: params.get(keys.average_decay),
        }),
    }
}

/// Wrappers that bend the step out of proportion to the time it stands for leave no flow to compare with.
fn flow(
    params: &Params,
    keys: &RuleKeys,
    config: &OptimizerConfig,
) -> Option<(FlowRule, FlowSettings)> {
    let bends = |wrapper: &WrapperConfig| {
        matches!(
            wrapper,
            WrapperConfig::ClipNorm { .. }
                | WrapperConfig::LayerAdaptation { .. }
                | WrapperConfig::Schedule(_)
                | WrapperConfig::Lazy
        )
    };
    if config.wrappers.iter().any(bends) {
        return None;
    }
    let rule = FlowRule::from_id(config.rule.id())?;
    let [momentum, decay, beta1, beta2, eps] =
        [keys.momentum, keys.decay, keys.beta1, keys.beta2, keys.eps].map(|key| params.get(key));
    let (coupled, decoupled) = weight_decays(params, keys, config.rule);
    let is_adamw = rule == FlowRule::Adamw;
    let looks_ahead = params.get(keys.lookahead_k) > 1;
    let settings = FlowSettings {
        lr: config.learning_rate,
        momentum,
        decay,
        beta1,
        beta2,
        eps,
        weight_decay: if is_adamw {
            params.get(keys.weight_decay)
        } else {
            coupled
        },
        decoupled_weight_decay: decoupled,
        lookahead_alpha: if looks_ahead {
            params.get(keys.lookahead_alpha)
        } else {
            1.0
        },
        overdamped: params.get(OVERDAMPED),
        warm_second_moment: false,
    };
    Some((rule, settings))
}
