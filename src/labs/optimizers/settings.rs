//! The lab's parameters, read into the types that the simulation works with.

use super::flows::{Rule as FlowRule, Settings as FlowSettings};
use super::landscapes::Landscape;
use crate::optim::rules::{
    AdaGrad, Adadelta, Adam, AdamW, Adamax, AmsGrad, Lion, Momentum, NAdam, Nesterov, RAdam,
    RmsProp, RmsPropEpsInside,
};
use crate::optim::{Rule, RuleConfig};
use crate::params::Params;

/// What a run is made from.
#[derive(Clone, Debug)]
pub struct Settings {
    pub landscape: Landscape,
    pub start: [f64; 2],
    pub rule: RuleConfig,
    /// The rule whose flows are drawn; `None` where there is none that is smooth.
    pub flow_rule: Option<FlowRule>,
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
        let [lr, momentum, decay, beta1, beta2, eps] =
            ["lr", "momentum", "decay", "beta1", "beta2", "eps"].map(|id| params.number(id));
        let [momentum_decay, weight_decay] =
            ["momentum_decay", "weight_decay"].map(|id| params.number(id));
        let adam = Adam { beta1, beta2, eps };
        let rule_id = params.choice("rule");
        let rule = match rule_id {
            "sgd" => RuleConfig::Sgd,
            "momentum" => RuleConfig::Momentum(Momentum { momentum }),
            "nesterov" => RuleConfig::Nesterov(Nesterov { momentum }),
            "nesterov_convex" => RuleConfig::NesterovConvex,
            "adagrad" => RuleConfig::AdaGrad(AdaGrad { eps }),
            "rmsprop" => RuleConfig::RmsProp(RmsProp { decay, eps }),
            "rmsprop_eps_inside" => RuleConfig::RmsPropEpsInside(RmsPropEpsInside { decay, eps }),
            "adadelta" => RuleConfig::Adadelta(Adadelta { decay, eps }),
            "adamw" => RuleConfig::AdamW(AdamW { adam, weight_decay }),
            "amsgrad" => RuleConfig::AmsGrad(AmsGrad { adam }),
            "nadam" => RuleConfig::NAdam(NAdam {
                adam,
                momentum_decay,
            }),
            "radam" => RuleConfig::RAdam(RAdam { adam }),
            "adamax" => RuleConfig::Adamax(Adamax { adam }),
            "lion" => RuleConfig::Lion(Lion { beta1, beta2 }),
            "sign_sgd" => RuleConfig::SignSgd,
            "heun" => RuleConfig::Heun,
            "rk4" => RuleConfig::Rk4,
            "implicit_euler" => RuleConfig::ImplicitEuler,
            _ => RuleConfig::Adam(adam),
        };
        let shape = Shape {
            kappa: params.number("kappa"),
            angle: params.number("angle"),
            b: params.number("b"),
            f: params.expression("f"),
        };
        // Of the rules with a flow, only AdamW has a weight decay of its own.
        let weight_decay = if rule_id == "adamw" {
            weight_decay
        } else {
            0.0
        };
        Self {
            landscape: surface(params.choice("landscape"), &shape),
            start: params.point("start"),
            rule,
            flow_rule: FlowRule::from_id(rule_id),
            flow_settings: FlowSettings {
                lr,
                momentum,
                decay,
                beta1,
                beta2,
                eps,
                weight_decay,
                ..FlowSettings::default()
            },
            flow: params.choice("flow"),
            noise: params.number("noise"),
            steps: params.integer("steps"),
            seed: params.integer("seed"),
        }
    }

    /// The rule for one point of the plane.
    pub fn build(&self) -> Box<dyn Rule<f64>> {
        self.rule.build(self.flow_settings.lr, 2)
    }

    /// h: the time that one step stands for; γ where there is no flow.
    pub fn time_step(&self) -> f64 {
        self.flow_rule.map_or(self.flow_settings.lr, |rule| {
            rule.time_step(&self.flow_settings)
        })
    }

    pub fn shows_leading(&self) -> bool {
        matches!(self.flow, "leading" | "both")
    }

    pub fn shows_modified(&self) -> bool {
        matches!(self.flow, "modified" | "both")
    }
}

/// The settings that some surfaces have.
pub struct Shape<'a> {
    pub kappa: f64,
    /// In degrees.
    pub angle: f64,
    pub b: f64,
    /// The formula of a custom surface.
    pub f: &'a str,
}

impl Default for Shape<'static> {
    fn default() -> Self {
        Self {
            kappa: 10.0,
            angle: 0.0,
            b: 100.0,
            f: "(1-x)^2 + 10(y-x^2)^2",
        }
    }
}

/// The surface with this id; Rosenbrock's for any other.
pub fn surface(id: &str, shape: &Shape) -> Landscape {
    let rosenbrock = Landscape::Rosenbrock { b: shape.b };
    match id {
        "quadratic" => Landscape::Quadratic {
            kappa: shape.kappa,
            angle: shape.angle.to_radians(),
        },
        "himmelblau" => Landscape::Himmelblau,
        "beale" => Landscape::Beale,
        "booth" => Landscape::Booth,
        "styblinski_tang" => Landscape::StyblinskiTang,
        "three_hump_camel" => Landscape::ThreeHumpCamel,
        "rastrigin" => Landscape::Rastrigin,
        "ackley" => Landscape::Ackley,
        "saddle" => Landscape::Saddle,
        "monkey_saddle" => Landscape::MonkeySaddle,
        "logistic_regression" => Landscape::LogisticRegression,
        // The schema has let only formulas through that can be read.
        "custom" => Landscape::custom(shape.f).unwrap_or(rosenbrock),
        _ => rosenbrock,
    }
}
