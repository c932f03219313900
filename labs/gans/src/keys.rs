//! What the lab's parameters are called.

use super::dirac::settings::{Compare, Field, MethodName};
use super::live::options::Trains;
use super::objectives::ObjectiveName;
use thetaflow::blocks::flow::Flows;
use thetaflow::blocks::{network, schedule};
use thetaflow::choices;
use thetaflow::optim::{Hyper, RuleConfig};
use thetaflow::params::Key;
use thetaflow_nets::activation::Activation;

choices! {
    /// What is on show.
    pub enum ViewName {
        Live = "live",
        Dirac = "dirac",
    }
}

pub const VIEW: Key<ViewName> = Key::new("view");

// What is played.
pub const OBJECTIVE: Key<ObjectiveName> = Key::new("objective");
pub const COMPARE: Key<Compare> = Key::new("compare");
pub const OBJECTIVE_2: Key<ObjectiveName> = Key::new("objective2");
pub const CLIP: Key<f64> = Key::new("clip");
pub const PENALTY: Key<f64> = Key::new("penalty");
pub const TARGET_NORM: Key<f64> = Key::new("target_norm");
pub const DIV_K: Key<f64> = Key::new("div_k");
pub const DIV_P: Key<f64> = Key::new("div_p");
pub const QP_LAMBDA: Key<f64> = Key::new("qp_lambda");
pub const R1: Key<f64> = Key::new("r1");
pub const R2: Key<f64> = Key::new("r2");
pub const SPECTRAL_NORM: Key<bool> = Key::new("spectral_norm");
pub const REAL_WEIGHT: Key<f64> = Key::new("real_weight");
pub const CONSENSUS: Key<f64> = Key::new("consensus");
pub const INSTANCE_NOISE: Key<f64> = Key::new("instance_noise");
pub const L2: Key<f64> = Key::new("l2");

// How the players of the Dirac-GAN step.
pub const START: Key<[f64; 2]> = Key::new("start");
pub const METHOD: Key<MethodName> = Key::new("method");
pub const LR: Key<f64> = Key::new("lr");

// How networks learn.
pub const TRAINS: Key<Trains> = Key::new("trains");
pub const RULE_D: Key<RuleConfig> = Key::new("rule_d");
pub const LR_D: Key<f64> = Key::new("lr_d");
pub const RULE_G: Key<RuleConfig> = Key::new("rule_g");
pub const LR_G: Key<f64> = Key::new("lr_g");
/// The schedules of the players' learning rates, each counting the player's own updates.
pub const SCHEDULE_D: schedule::Keys = schedule::keys!("_d");
pub const SCHEDULE_G: schedule::Keys = schedule::keys!("_g");
pub const N_D: Key<u64> = Key::new("n_d");
pub const N_G: Key<u64> = Key::new("n_g");

// The networks.
pub const NETWORK_G: network::Keys = network::keys!("_g");
pub const OUTPUT: Key<Activation> = Key::new("output");
pub const NETWORK_D: network::Keys = network::keys!("_d");
pub const ENCODER: Key<bool> = Key::new("encoder");
pub const CODE_WEIGHT: Key<f64> = Key::new("code_weight");

// What is drawn.
pub const FLOW: Key<Flows> = Key::new("flow");
pub const AVERAGE: Key<f64> = Key::new("average");
pub const FIELD: Key<Field> = Key::new("field");
pub const NULLCLINES: Key<bool> = Key::new("nullclines");
pub const HEAT: Key<bool> = Key::new("heat");
pub const SLOPES: Key<bool> = Key::new("slopes");
pub const GRID: Key<bool> = Key::new("grid");

/// The numbers of rules that are set once: for the Dirac-GAN's method, and for both players of the live view.
pub const SHARED: [Hyper; 4] = [Hyper::Momentum, Hyper::Decay, Hyper::Beta1, Hyper::Beta2];

/// The key of one of them.
pub const fn shared(hyper: Hyper) -> Key<f64> {
    Key::new(hyper.id())
}
