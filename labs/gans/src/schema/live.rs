//! What the live GAN alone has.

use super::{linear, usual};
use crate::keys::*;
use crate::live::options::Trains;
use crate::objectives::ObjectiveName;
use thetaflow::blocks::{dataset, network, schedule};
use thetaflow::params::{Condition, Param, Scale, choice, flag, number};

/// Who learns how.
pub fn rules() -> Vec<Param> {
    let is = |alone| Condition::is(TRAINS, &[Trains::Both, alone]);
    let rate = |key, symbol| number(key, symbol, Scale::Log, [1e-5, 1.0], 2e-3);
    let (d, g) = (Trains::Discriminator, Trains::Generator);
    vec![
        choice(TRAINS, ""),
        choice(RULE_D, "").relevant_when(is(d)),
        rate(LR_D, "η_D").relevant_when(is(d)),
        choice(RULE_G, "").relevant_when(is(g)),
        rate(LR_G, "η_G").relevant_when(is(g)),
    ]
}

/// How both learning rates change on the way.
pub fn schedules() -> Vec<Param> {
    /// Half of a player's updates in a run of the usual length.
    const HALF: u64 = usual::STEPS / 4;
    let players = [
        (&SCHEDULE_D, Trains::Discriminator),
        (&SCHEDULE_G, Trains::Generator),
    ];
    let params = players.into_iter().flat_map(|(keys, alone)| {
        let learns = Condition::is(TRAINS, &[Trains::Both, alone]);
        schedule::params(keys, HALF)
            .map(|param| param.only_when(learns.clone()).grouped("schedules"))
    });
    params.collect()
}

/// Beside those that both views have.
pub fn regularisers() -> Vec<Param> {
    vec![
        linear(R2, "γ₂", [0.0, 3.0], 0.0),
        flag(SPECTRAL_NORM, "", false),
        linear(REAL_WEIGHT, "w", [0.5, 1.0], 1.0).relevant_when(Condition::is(
            OBJECTIVE,
            &[ObjectiveName::Sgan, ObjectiveName::Nsgan],
        )),
    ]
}

/// Both networks, what G is fed with, and how much of it.
pub fn networks() -> Vec<Param> {
    let mut networks = Vec::from(network::params(&NETWORK_G));
    networks.push(network::output(OUTPUT));
    networks.extend(network::params(&NETWORK_D));
    networks.extend(network::latent());
    networks.push(dataset::batch());
    let encoder = [
        flag(ENCODER, "E(x)", false).relevant_when(Condition::above(network::LATENTS, 1.0)),
        linear(CODE_WEIGHT, "λ_E", [0.0, 2.0], 0.5).relevant_when(Condition::all([
            Condition::on(ENCODER),
            Condition::above(network::LATENTS, 1.0),
        ])),
    ];
    let networks = networks.into_iter().map(|param| param.grouped("networks"));
    let encoder = encoder.map(|param| param.grouped("encoder"));
    networks.chain(encoder).collect()
}

/// What is drawn.
pub fn display() -> [Param; 3] {
    [
        flag(HEAT, "D", true),
        flag(SLOPES, "∇D", true),
        flag(GRID, "G", true),
    ]
    .map(|param| param.grouped("display"))
}
