//! What the lab's parameters are called.

use super::contender::Average;
use super::frame::Chart;
use super::settings::{Map, Resolution, Surface};
use thetaflow::blocks::flow::Flows;
use thetaflow::blocks::schedule;
use thetaflow::optim::{Hyper, RuleConfig};
use thetaflow::params::{Formula, Key};

pub const LANDSCAPE: Key<Surface> = Key::new("landscape");
pub const F: Key<Formula> = Key::new("f");
pub const KAPPA: Key<f64> = Key::new("kappa");
pub const ANGLE: Key<f64> = Key::new("angle");
pub const B: Key<f64> = Key::new("b");
pub const START: Key<[f64; 2]> = Key::new("start");

// Noise.
pub const NOISE: Key<f64> = Key::new("noise");
pub const BATCH: Key<u64> = Key::new("batch");
pub const SPARSITY: Key<f64> = Key::new("sparsity");
pub const CLOUD: Key<u64> = Key::new("cloud");

// Races.
pub const TOLERANCE: Key<f64> = Key::new("tolerance");
pub const BEST_LR: Key<bool> = Key::new("best_lr");

// What is drawn.
pub const FLOW: Key<Flows> = Key::new("flow");
pub const OVERDAMPED: Key<bool> = Key::new("overdamped");
pub const CHART: Key<Chart> = Key::new("chart");
pub const MAP: Key<Map> = Key::new("map");
pub const RESOLUTION: Key<Resolution> = Key::new("resolution");
pub const ARROWS: Key<bool> = Key::new("arrows");

/// The keys of what each rule of a race has for itself.
pub struct RuleKeys {
    /// 1 for the first contender, whose keys have no suffix.
    pub number: u32,
    /// Its section of controls, and that of its wrappers.
    pub section: &'static str,
    pub wrappers: &'static str,
    pub rule: Key<Option<RuleConfig>>,
    pub lr: Key<f64>,
    pub momentum: Key<f64>,
    pub decay: Key<f64>,
    pub beta1: Key<f64>,
    pub beta2: Key<f64>,
    pub eps: Key<f64>,
    pub momentum_decay: Key<f64>,
    pub weight_decay: Key<f64>,
    pub decoupled: Key<bool>,
    pub clip_norm: Key<f64>,
    pub accumulate: Key<u64>,
    pub lookahead_k: Key<u64>,
    pub lookahead_alpha: Key<f64>,
    pub layer_adaptation: Key<bool>,
    pub lazy: Key<bool>,
    pub schedule: schedule::Keys,
    pub average: Key<Average>,
    pub average_decay: Key<f64>,
}

impl RuleKeys {
    /// The parameter that is this number of the rule.
    pub fn hyper(&self, hyper: Hyper) -> Key<f64> {
        match hyper {
            Hyper::Momentum => self.momentum,
            Hyper::Decay => self.decay,
            Hyper::Beta1 => self.beta1,
            Hyper::Beta2 => self.beta2,
            Hyper::Eps => self.eps,
            Hyper::MomentumDecay => self.momentum_decay,
            Hyper::WeightDecay => self.weight_decay,
        }
    }
}

macro_rules! keys {
    ($number:literal, $suffix:literal) => {
        RuleKeys {
            number: $number,
            section: concat!("rule", $suffix),
            wrappers: concat!("wrappers", $suffix),
            rule: Key::new(concat!("rule", $suffix)),
            lr: Key::new(concat!("lr", $suffix)),
            momentum: Key::new(concat!("momentum", $suffix)),
            decay: Key::new(concat!("decay", $suffix)),
            beta1: Key::new(concat!("beta1", $suffix)),
            beta2: Key::new(concat!("beta2", $suffix)),
            eps: Key::new(concat!("eps", $suffix)),
            momentum_decay: Key::new(concat!("momentum_decay", $suffix)),
            weight_decay: Key::new(concat!("weight_decay", $suffix)),
            decoupled: Key::new(concat!("decoupled", $suffix)),
            clip_norm: Key::new(concat!("clip_norm", $suffix)),
            accumulate: Key::new(concat!("accumulate", $suffix)),
            lookahead_k: Key::new(concat!("lookahead_k", $suffix)),
            lookahead_alpha: Key::new(concat!("lookahead_alpha", $suffix)),
            layer_adaptation: Key::new(concat!("layer_adaptation", $suffix)),
            lazy: Key::new(concat!("lazy", $suffix)),
            schedule: schedule::keys!($suffix),
            average: Key::new(concat!("average", $suffix)),
            average_decay: Key::new(concat!("average_decay", $suffix)),
        }
    };
}

/// The first is the rule of every figure; the others may join it in a race.
pub static CONTENDERS: [RuleKeys; 4] =
    [keys!(1, ""), keys!(2, "_2"), keys!(3, "_3"), keys!(4, "_4")];
