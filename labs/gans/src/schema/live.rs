//! What the live GAN alone has, and the defaults that suit it.

use super::linear;
use crate::live::options::{DataName, Hidden, LatentName, Output, Trains};
use crate::objectives::ObjectiveName;
use thetaflow::blocks::rule::choice_of_rule;
use thetaflow::blocks::schedule;
use thetaflow::params::{Choices, Condition, Param, Scale, choice, flag, integer, number, points};

/// With the settings below, all eight modes of the ring are reached within seconds, and four fifths of the samples lie within
/// three standard deviations of one in the end. With relu, which has no sharp edges to offer, it is two fifths.
pub const OBJECTIVE: ObjectiveName = ObjectiveName::Rsgan;
pub const R1: f64 = 0.03;
pub const CLIP: f64 = 0.1;
pub const PENALTY: f64 = 20.0;
pub const BETA1: f64 = 0.5;
pub const BETA2: f64 = 0.999;
pub const STEPS: u64 = 10_000;

/// The schedules of the players' learning rates, each counting the player's own updates.
pub const SCHEDULE_D: schedule::Ids = schedule::ids!("_d");
pub const SCHEDULE_G: schedule::Ids = schedule::ids!("_g");

/// The reader's own data lie in the square that is shown, whose half side this is.
const EXTENT: f64 = 3.0;

/// What G imitates.
pub fn data() -> Param {
    let is_live = super::live();
    choice("data", "", DataName::IDS).relevant_when(is_live)
}

/// The reader's own.
pub fn drawn() -> Param {
    points("points", "", [-EXTENT, EXTENT], 10_000).relevant_when(Condition::All(vec![
        super::live(),
        Condition::is("data", &[DataName::Points]),
    ]))
}

/// Who learns how.
pub fn rules() -> Vec<Param> {
    let is = |alone| Condition::is("trains", &[Trains::Both, alone]);
    let rate = |id, symbol| number(id, symbol, Scale::Log, [1e-5, 1.0], 2e-3);
    let (d, g) = (Trains::Discriminator, Trains::Generator);
    vec![
        choice("trains", "", Trains::IDS),
        choice_of_rule("rule_d").relevant_when(is(d)),
        rate("lr_d", "η_D").relevant_when(is(d)),
        choice_of_rule("rule_g").relevant_when(is(g)),
        rate("lr_g", "η_G").relevant_when(is(g)),
    ]
}

/// How both learning rates change on the way.
pub fn schedules() -> Vec<Param> {
    /// Half of a player's updates in a run of the usual length.
    const HALF: u64 = STEPS / 4;
    let players = [
        (&SCHEDULE_D, Trains::Discriminator),
        (&SCHEDULE_G, Trains::Generator),
    ];
    let params = players.into_iter().flat_map(|(ids, alone)| {
        let learns = Condition::is("trains", &[Trains::Both, alone]);
        schedule::params(ids, HALF).map(|mut param| {
            let relevant = match param.relevant.take() {
                Some(own) => Condition::All(vec![learns.clone(), own]),
                None => learns.clone(),
            };
            param.relevant_when(relevant).grouped("schedules")
        })
    });
    params.collect()
}

/// Beside those that both views have.
pub fn regularisers() -> Vec<Param> {
    vec![
        linear("r2", "γ₂", [0.0, 3.0], 0.0),
        flag("spectral_norm", "", false),
        linear("real_weight", "w", [0.5, 1.0], 1.0).relevant_when(Condition::is(
            "objective",
            &[ObjectiveName::Sgan, ObjectiveName::Nsgan],
        )),
    ]
}

/// Both networks, what G is fed with, and how much of it.
pub fn networks() -> Vec<Param> {
    let width = |id, symbol| integer(id, symbol, Scale::Log, [2, 128], 32);
    let depth = |id| integer(id, "", Scale::Linear, [1, 4], 3);
    let activation = |id| choice(id, "", Hidden::IDS);
    let params = [
        width("width_g", ""),
        depth("depth_g"),
        activation("activation_g"),
        choice("output", "", Output::IDS),
        width("width_d", ""),
        depth("depth_d"),
        activation("activation_d"),
        choice("latent", "", LatentName::IDS),
        integer("latents", "", Scale::Linear, [1, 16], 2),
        integer("batch", "B", Scale::Log, [16, 1024], 128),
    ];
    let encoder = [
        flag("encoder", "E(x)", false).relevant_when(Condition::Above("latents", 1.0)),
        linear("code_weight", "λ_E", [0.0, 2.0], 0.5).relevant_when(Condition::All(vec![
            Condition::On("encoder"),
            Condition::Above("latents", 1.0),
        ])),
    ];
    let networks = params.map(|param| param.grouped("networks"));
    let encoder = encoder.map(|param| param.grouped("encoder"));
    networks.into_iter().chain(encoder).collect()
}

/// What is drawn.
pub fn display() -> [Param; 3] {
    [
        flag("heat", "D", true),
        flag("slopes", "∇D", true),
        flag("grid", "G", true),
    ]
    .map(|param| param.grouped("display"))
}
