//! The ids of the parameters that each rule of a race has for itself.

use thetaflow::blocks::schedule;
use thetaflow::optim::Hyper;

/// The ids of one contender.
pub struct Ids {
    /// 1 for the first contender, whose ids have no suffix.
    pub number: u32,
    /// Its section of controls, and that of its wrappers.
    pub section: &'static str,
    pub wrappers: &'static str,
    pub rule: &'static str,
    pub lr: &'static str,
    pub momentum: &'static str,
    pub decay: &'static str,
    pub beta1: &'static str,
    pub beta2: &'static str,
    pub eps: &'static str,
    pub momentum_decay: &'static str,
    pub weight_decay: &'static str,
    pub decoupled: &'static str,
    pub clip_norm: &'static str,
    pub accumulate: &'static str,
    pub lookahead_k: &'static str,
    pub lookahead_alpha: &'static str,
    pub layer_adaptation: &'static str,
    pub lazy: &'static str,
    pub schedule: schedule::Ids,
    pub average: &'static str,
    pub average_decay: &'static str,
}

impl Ids {
    /// The parameter that is this number of the rule.
    pub fn hyper(&self, hyper: Hyper) -> &'static str {
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

macro_rules! ids {
    ($number:literal, $suffix:literal) => {
        Ids {
            number: $number,
            section: concat!("rule", $suffix),
            wrappers: concat!("wrappers", $suffix),
            rule: concat!("rule", $suffix),
            lr: concat!("lr", $suffix),
            momentum: concat!("momentum", $suffix),
            decay: concat!("decay", $suffix),
            beta1: concat!("beta1", $suffix),
            beta2: concat!("beta2", $suffix),
            eps: concat!("eps", $suffix),
            momentum_decay: concat!("momentum_decay", $suffix),
            weight_decay: concat!("weight_decay", $suffix),
            decoupled: concat!("decoupled", $suffix),
            clip_norm: concat!("clip_norm", $suffix),
            accumulate: concat!("accumulate", $suffix),
            lookahead_k: concat!("lookahead_k", $suffix),
            lookahead_alpha: concat!("lookahead_alpha", $suffix),
            layer_adaptation: concat!("layer_adaptation", $suffix),
            lazy: concat!("lazy", $suffix),
            schedule: schedule::ids!($suffix),
            average: concat!("average", $suffix),
            average_decay: concat!("average_decay", $suffix),
        }
    };
}

/// The option of further contenders that do not take part.
pub const NO_RULE: &str = "none";

/// The first is the rule of every figure; the others may join it in a race.
pub static CONTENDERS: [Ids; 4] = [ids!(1, ""), ids!(2, "_2"), ids!(3, "_3"), ids!(4, "_4")];
