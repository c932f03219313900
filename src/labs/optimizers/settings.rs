//! The lab's parameters, read into the types that the simulation works with.

use super::flows::{Rule as FlowRule, Settings as FlowSettings};
use super::landscapes::Landscape;
use crate::optim::rules::{Adam, Momentum, Nesterov, RmsProp};
use crate::optim::{Rule, RuleConfig};
use crate::params::Params;

/// What a run is made from.
#[derive(Clone, Debug)]
pub struct Settings {
    pub landscape: Landscape,
    pub start: [f64; 2],
    pub rule_id: &'static str,
    pub rule: RuleConfig,
    pub flow_rule: FlowRule,
    pub flow_settings: FlowSettings,
    /// Which flows are shown: `none`, `leading`, `modified` or `both`.
    pub flow: &'static str,
    /// σ of the noise added to each coordinate of the gradient.
    pub noise: f64,
    pub steps: u64,
    pub seed: u64,
}

impl Settings {
    pub fn of(params: &Params) -> Self {
        let [momentum, decay, beta1, beta2, eps] =
            ["momentum", "decay", "beta1", "beta2", "eps"].map(|id| params.number(id));
        let rule_id = params.choice("rule");
        let (rule, flow_rule) = match rule_id {
            "sgd" => (RuleConfig::Sgd, FlowRule::Sgd),
            "momentum" => (
                RuleConfig::Momentum(Momentum { momentum }),
                FlowRule::Momentum,
            ),
            "nesterov" => (
                RuleConfig::Nesterov(Nesterov { momentum }),
                FlowRule::Nesterov,
            ),
            "rmsprop" => (
                RuleConfig::RmsProp(RmsProp { decay, eps }),
                FlowRule::Rmsprop,
            ),
            _ => (RuleConfig::Adam(Adam { beta1, beta2, eps }), FlowRule::Adam),
        };
        let lr = params.number("lr");
        Self {
            landscape: landscape(params),
            start: params.point("start"),
            rule_id,
            rule,
            flow_rule,
            flow_settings: FlowSettings {
                lr,
                momentum,
                decay,
                beta1,
                beta2,
                eps,
                ..FlowSettings::default()
            },
            flow: params.choice("flow"),
            noise: params.number("noise"),
            steps: params.integer("steps"),
            seed: params.integer("seed"),
        }
    }
}

impl Settings {
    /// The rule, for one point of the plane.
    pub fn rule(&self) -> Box<dyn Rule<f64>> {
        self.rule.build(self.flow_settings.lr, 2)
    }

    pub fn shows_leading(&self) -> bool {
        matches!(self.flow, "leading" | "both")
    }

    pub fn shows_modified(&self) -> bool {
        matches!(self.flow, "modified" | "both")
    }
}

fn landscape(params: &Params) -> Landscape {
    match params.choice("landscape") {
        "quadratic" => Landscape::Quadratic {
            kappa: params.number("kappa"),
            angle: params.number("angle").to_radians(),
        },
        "himmelblau" => Landscape::Himmelblau,
        "saddle" => Landscape::Saddle,
        _ => Landscape::Rosenbrock {
            b: params.number("b"),
        },
    }
}
