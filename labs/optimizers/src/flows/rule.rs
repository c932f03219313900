//! Which flow belongs to which rule, and how a rule's settings and wrappers enter it.

use serde::{Deserialize, Serialize};

use super::Flow;
use super::adam::Adam;
use super::gradient_flow::GradientFlow;
use super::heavy_ball::HeavyBall;
use super::loss::Loss;
use super::second_moment::SecondMoment;
use super::vanishing_damping::VanishingDamping;
use thetaflow_surfaces::Landscape;

/// The update rules that discretise a flow. Serialised as the rule's id (`sgd`, `rmsprop_eps_inside`, ...).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    Sgd,
    Momentum,
    Nesterov,
    NesterovConvex,
    Adagrad,
    Rmsprop,
    RmspropEpsInside,
    Adam,
    Adamw,
    Heun,
    Rk4,
    ImplicitEuler,
}

/// What a rule and the wrappers around it are set to; a rule reads what concerns it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    /// γ > 0
    pub lr: f64,
    /// μ in [0, 1)
    pub momentum: f64,
    /// λ of RMSProp in [0, 1)
    pub decay: f64,
    /// β₁ in [0, 1)
    pub beta1: f64,
    /// β₂ in [0, 1)
    pub beta2: f64,
    /// ε ≥ 0
    pub eps: f64,
    /// Added to the gradient as `weight_decay` θ; AdamW takes it as decoupled.
    pub weight_decay: f64,
    /// Shrinks θ by γ `decoupled_weight_decay` θ at each step, past the rule.
    pub decoupled_weight_decay: f64,
    /// α of Lookahead; 1 without it. The iterates follow the flow where n is a multiple of k.
    pub lookahead_alpha: f64,
    /// Read momentum and Nesterov with μ fixed as γ → 0: the gradient flow, 1/(1−μ) times as fast, h = γ.
    pub overdamped: bool,
    /// RMSProp's G starts at g₀² instead of 0.
    pub warm_second_moment: bool,
}

impl Default for Settings {
    /// PyTorch's defaults, and no wrapper.
    fn default() -> Self {
        Self {
            lr: 1e-3,
            momentum: 0.9,
            decay: 0.99,
            beta1: 0.9,
            beta2: 0.999,
            eps: 1e-8,
            weight_decay: 0.0,
            decoupled_weight_decay: 0.0,
            lookahead_alpha: 1.0,
            overdamped: false,
            warm_second_moment: false,
        }
    }
}

impl Rule {
    /// The rule with this id; None for rules that discretise no flow, such as `lion`.
    pub fn from_id(id: &str) -> Option<Self> {
        Some(match id {
            "sgd" => Self::Sgd,
            "momentum" => Self::Momentum,
            "nesterov" => Self::Nesterov,
            "nesterov_convex" => Self::NesterovConvex,
            "adagrad" => Self::Adagrad,
            "rmsprop" => Self::Rmsprop,
            "rmsprop_eps_inside" => Self::RmspropEpsInside,
            "adam" => Self::Adam,
            "adamw" => Self::Adamw,
            "heun" => Self::Heun,
            "rk4" => Self::Rk4,
            "implicit_euler" => Self::ImplicitEuler,
            _ => return None,
        })
    }

    /// The time h that one update stands for: iterate n lies next to the flow at n h.
    pub fn time_step(self, settings: &Settings) -> f64 {
        let lr = settings.lr;
        match self {
            Self::Momentum | Self::Nesterov if settings.overdamped => lr,
            Self::Momentum | Self::Nesterov | Self::NesterovConvex => lr.sqrt(),
            Self::Adagrad => lr * lr,
            _ => lr,
        }
    }
}

/// The flow that `rule` discretises, from `start`.
pub fn leading(
    rule: Rule,
    settings: &Settings,
    landscape: &Landscape,
    start: [f64; 2],
) -> Box<dyn Flow> {
    let s = settings;
    let h = rule.time_step(s);
    let loss = Loss {
        landscape: landscape.clone(),
        weight_decay: if rule == Rule::Adamw {
            0.0
        } else {
            s.weight_decay
        },
    };
    let decoupled = match rule {
        Rule::Adamw => s.weight_decay + s.decoupled_weight_decay,
        _ => s.decoupled_weight_decay,
    };
    // One update shrinks θ by γ w θ in a time of h.
    let decoupled_weight_decay = decoupled * s.lr / h;
    let speed = s.lookahead_alpha;
    match rule {
        Rule::Sgd | Rule::Heun | Rule::Rk4 | Rule::ImplicitEuler => GradientFlow {
            loss,
            gain: 1.0,
            regularization: 0.0,
            speed,
            decoupled_weight_decay,
        }
        .through(start),
        Rule::Momentum | Rule::Nesterov if s.overdamped => GradientFlow {
            loss,
            gain: 1.0 / (1.0 - s.momentum),
            regularization: 0.0,
            speed,
            decoupled_weight_decay,
        }
        .through(start),
        Rule::Momentum | Rule::Nesterov => HeavyBall {
            loss,
            mass: 1.0,
            damping: (1.0 - s.momentum) / h,
            curvature_damping: 0.0,
            speed,
            decoupled_weight_decay,
            look_ahead: None,
        }
        .through(start, 0.0),
        Rule::NesterovConvex => VanishingDamping {
            loss,
            speed,
            decoupled_weight_decay,
        }
        .through(start),
        Rule::Adagrad | Rule::Rmsprop | Rule::RmspropEpsInside => {
            let adagrad = rule == Rule::Adagrad;
            let rate = if adagrad { 0.0 } else { (1.0 - s.decay) / h };
            SecondMoment {
                loss,
                rate,
                weight: if adagrad { 1.0 } else { rate },
                eps: if adagrad { s.lr * s.eps } else { s.eps },
                eps_inside: rule == Rule::RmspropEpsInside,
                warm: s.warm_second_moment && !adagrad,
                speed,
                decoupled_weight_decay,
            }
            .through(start)
        }
        Rule::Adam | Rule::Adamw => Adam {
            loss,
            rates: [(1.0 - s.beta1) / h, (1.0 - s.beta2) / h],
            eps: s.eps,
            speed,
            decoupled_weight_decay,
        }
        .through(start),
    }
}

/// The flow that the iterates of `rule` follow one order better; None where none is known, as with Lookahead.
pub fn modified(
    rule: Rule,
    settings: &Settings,
    landscape: &Landscape,
    start: [f64; 2],
) -> Option<Box<dyn Flow>> {
    let s = settings;
    // For plain SGD both kinds of weight decay are the same update.
    let weight_decay = match rule {
        Rule::Sgd => s.weight_decay + s.decoupled_weight_decay,
        _ if s.decoupled_weight_decay == 0.0 => s.weight_decay,
        _ => return None,
    };
    if s.lookahead_alpha != 1.0 || s.overdamped && matches!(rule, Rule::Momentum | Rule::Nesterov) {
        return None;
    }
    let loss = Loss {
        landscape: landscape.clone(),
        weight_decay,
    };
    let h = rule.time_step(s);
    let euler = |loss, regularization| {
        GradientFlow {
            loss,
            gain: 1.0,
            regularization,
            speed: 1.0,
            decoupled_weight_decay: 0.0,
        }
        .through(start)
    };
    let ball = |loss, curvature_damping, look_ahead| {
        HeavyBall {
            loss,
            mass: 0.5 * (1.0 + s.momentum),
            damping: (1.0 - s.momentum) / h,
            curvature_damping,
            speed: 1.0,
            decoupled_weight_decay: 0.0,
            look_ahead,
        }
        .through(start, -0.5 * h)
    };
    match rule {
        Rule::Sgd => Some(euler(loss, 0.5 * s.lr)),
        Rule::ImplicitEuler => Some(euler(loss, -0.5 * s.lr)),
        Rule::Momentum => Some(ball(loss, 0.0, None)),
        Rule::Nesterov => Some(ball(loss, s.momentum * h, Some((s.momentum, h)))),
        _ => None,
    }
}
