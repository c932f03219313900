//! The parameters of the live view, read into the types that the simulation works with.

use super::frame::Round;
use super::losses::Losses;
use super::options::Trains;
use super::training::Training;
use crate::keys;
use crate::link::{Assignment, same_game};
use crate::objectives::Objective;
use thetaflow::blocks::{dataset, network, rule, schedule};
use thetaflow::optim::{Hyper, OptimizerConfig, RuleConfig, WrapperConfig};
use thetaflow::params::{Key, Params};
use thetaflow_nets::activation::Activation;
use thetaflow_nets::data::Data;

/// What a run is made from.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    pub training: Training,
    pub data: Data,
    /// The players see coordinates in this unit: G's output may be bounded by ±1.
    pub unit: f64,
    pub round: Round,
    pub steps: u64,
    pub seed: u64,
    pub shows: Shows,
    pub same_game: Vec<Assignment>,
}

/// What of the networks is shown beside the samples.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shows {
    pub heat: bool,
    pub slopes: bool,
    pub grid: bool,
}

impl Settings {
    pub fn of(params: &Params) -> Self {
        let data = dataset::data(params);
        let trains = params.get(keys::TRAINS);
        // Who trains alone does so one update at a time.
        let turns = |alone, key| match trains {
            Trains::Both => params.get(key),
            trains => u64::from(trains == alone),
        };
        let training = training(params);
        Self {
            unit: match training.generator_output {
                Activation::Tanh => data.extent(),
                _ => 1.0,
            },
            data,
            training,
            round: Round {
                of_discriminator: turns(Trains::Discriminator, keys::N_D),
                of_generator: turns(Trains::Generator, keys::N_G),
            },
            steps: params.steps(),
            seed: params.seed(),
            shows: Shows {
                heat: params.get(keys::HEAT),
                slopes: params.get(keys::SLOPES),
                grid: params.get(keys::GRID),
            },
            same_game: same_game(params),
        }
    }

    /// Whether D's output itself means something, and not only how it differs from point to point.
    pub fn is_absolute(&self) -> bool {
        matches!(
            self.training.losses.objective,
            Objective::Sgan | Objective::Nsgan | Objective::Lsgan | Objective::Hinge
        )
    }
}

fn training(params: &Params) -> Training {
    let count = |key: Key<u64>| params.get(key) as usize;
    let optimizer = |rule: Key<RuleConfig>, lr: Key<f64>, keys| {
        let rule = rule::with_numbers(params.get(rule), params, shared);
        let config = OptimizerConfig::new(rule, params.get(lr));
        match schedule::schedule(params, keys) {
            Some(schedule) => config.with(WrapperConfig::Schedule(schedule)),
            None => config,
        }
    };
    let latents = count(network::LATENTS);
    Training {
        generator: network::shape(params, &keys::NETWORK_G),
        generator_output: params.get(keys::OUTPUT),
        discriminator: network::shape(params, &keys::NETWORK_D),
        latent: params.get(network::LATENT),
        latents,
        batch: count(dataset::BATCH),
        losses: Losses {
            objective: crate::settings::objective(params, params.get(keys::OBJECTIVE)),
            real_weight: params.get(keys::REAL_WEIGHT),
        },
        // A single number correlates with nothing.
        encoder: (params.get(keys::ENCODER) && latents > 1).then(|| params.get(keys::CODE_WEIGHT)),
        r1: params.get(keys::R1),
        r2: params.get(keys::R2),
        l2: params.get(keys::L2),
        noise: params.get(keys::INSTANCE_NOISE),
        spectral_norm: params.get(keys::SPECTRAL_NORM),
        optimizers: [
            optimizer(keys::RULE_G, keys::LR_G, &keys::SCHEDULE_G),
            optimizer(keys::RULE_D, keys::LR_D, &keys::SCHEDULE_D),
        ],
    }
}

/// What the rules of both players have in common is set once; the rest stands at its default.
fn shared(hyper: Hyper) -> Option<Key<f64>> {
    keys::SHARED.contains(&hyper).then(|| keys::shared(hyper))
}
