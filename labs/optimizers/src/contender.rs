//! One rule with its settings and wrappers, read from the parameters.

use super::flows::{Rule as FlowRule, Settings as FlowSettings};
use super::ids::{Ids, NO_RULE};
use thetaflow::blocks::{rule, schedule};
use thetaflow::choices;
use thetaflow::optim::{Averaging, Groups, OptimizerConfig, RuleConfig, WrapperConfig};
use thetaflow::params::{Choices, Params};

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
    pub fn of(params: &Params, ids: &Ids) -> Option<Self> {
        if params.choice(ids.rule) == NO_RULE {
            return None;
        }
        let rule = rule::rule(params, ids.rule, |hyper| Some(ids.hyper(hyper)));
        let config = OptimizerConfig {
            rule,
            learning_rate: params.number(ids.lr),
            wrappers: wrappers(params, ids, rule),
        };
        Some(Self {
            accumulate: params.integer(ids.accumulate).max(1) as usize,
            lookahead_k: params.integer(ids.lookahead_k).max(1),
            flow: flow(params, ids, &config),
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
fn wrappers(params: &Params, ids: &Ids, rule: RuleConfig) -> Vec<WrapperConfig> {
    let on = |id, wrapper: WrapperConfig| params.flag(id).then_some(wrapper);
    let (coupled, decoupled) = weight_decays(params, ids, rule);
    let all = [
        Some(WrapperConfig::WeightDecay {
            weight_decay: coupled,
        }),
        Some(WrapperConfig::DecoupledWeightDecay {
            weight_decay: decoupled,
        }),
        Some(WrapperConfig::ClipNorm {
            max_norm: params.number(ids.clip_norm),
            groups: Groups::Whole,
        }),
        on(ids.lazy, WrapperConfig::Lazy),
        on(
            ids.layer_adaptation,
            WrapperConfig::LayerAdaptation {
                groups: Groups::Whole,
            },
        ),
        schedule::schedule(params, &ids.schedule).map(WrapperConfig::Schedule),
        Some(WrapperConfig::Lookahead {
            k: params.integer(ids.lookahead_k) as usize,
            alpha: params.number(ids.lookahead_alpha),
        }),
        averaging(params, ids).map(WrapperConfig::Average),
    ];
    all.into_iter()
        .flatten()
        .filter(|wrapper| !wrapper.is_off())
        .collect()
}

/// The weight decay added to gradients, and the one past the rule. AdamW takes its own.
fn weight_decays(params: &Params, ids: &Ids, rule: RuleConfig) -> (f64, f64) {
    let weight_decay = params.number(ids.weight_decay);
    match rule {
        RuleConfig::AdamW(_) => (0.0, 0.0),
        _ if params.flag(ids.decoupled) => (0.0, weight_decay),
        _ => (weight_decay, 0.0),
    }
}

fn averaging(params: &Params, ids: &Ids) -> Option<Averaging> {
    match Average::of(params, ids.average) {
        Average::None => None,
        Average::Polyak => Some(Averaging::Polyak),
        Average::Exponential => Some(Averaging::Exponential {
            decay: params.number(ids.average_decay),
        }),
    }
}

/// Wrappers that bend the step out of proportion to the time it stands for leave no flow to compare with.
fn flow(params: &Params, ids: &Ids, config: &OptimizerConfig) -> Option<(FlowRule, FlowSettings)> {
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
        [ids.momentum, ids.decay, ids.beta1, ids.beta2, ids.eps].map(|id| params.number(id));
    let (coupled, decoupled) = weight_decays(params, ids, config.rule);
    let is_adamw = rule == FlowRule::Adamw;
    let looks_ahead = params.integer(ids.lookahead_k) > 1;
    let settings = FlowSettings {
        lr: config.learning_rate,
        momentum,
        decay,
        beta1,
        beta2,
        eps,
        weight_decay: if is_adamw {
            params.number(ids.weight_decay)
        } else {
            coupled
        },
        decoupled_weight_decay: decoupled,
        lookahead_alpha: if looks_ahead {
            params.number(ids.lookahead_alpha)
        } else {
            1.0
        },
        overdamped: params.flag("overdamped"),
        warm_second_moment: false,
    };
    Some((rule, settings))
}
