//! The parameters of the live view, read into the types that the simulation works with.

use super::frame::Round;
use super::losses::Losses;
use super::options::{DataName, Hidden, LatentName, Output, Trains};
use super::training::{Shape, Training};
use crate::link::{Assignment, same_game};
use crate::objectives::Objective;
use crate::schema::{SCHEDULE_D, SCHEDULE_G, SHARED};
use thetaflow::blocks::{rule, schedule};
use thetaflow::optim::{Hyper, OptimizerConfig, WrapperConfig};
use thetaflow::params::{Choices, Params};
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
        let data = match DataName::of(params, "data") {
            DataName::Ring => Data::Ring,
            DataName::Grid => Data::Grid,
            DataName::Moons => Data::Moons,
            DataName::Spiral => Data::Spiral,
            DataName::Circle => Data::Circle,
            DataName::Line => Data::Line,
            DataName::Checkerboard => Data::Checkerboard,
            DataName::Points => Data::Points(params.points("points").into()),
        };
        let trains = Trains::of(params, "trains");
        let count = |id| params.integer(id);
        // Who trains alone does so one update at a time.
        let turns = |alone, id| match trains {
            Trains::Both => count(id),
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
                of_discriminator: turns(Trains::Discriminator, "n_d"),
                of_generator: turns(Trains::Generator, "n_g"),
            },
            steps: count("steps"),
            seed: count("seed"),
            shows: Shows {
                heat: params.flag("heat"),
                slopes: params.flag("slopes"),
                grid: params.flag("grid"),
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
    let count = |id| params.integer(id) as usize;
    let shape = |width, depth, activation| Shape {
        width: count(width),
        depth: count(depth),
        activation: Hidden::of(params, activation).into(),
    };
    let optimizer = |rule, lr, ids| {
        let config = OptimizerConfig::new(rule::rule(params, rule, shared), params.number(lr));
        match schedule::schedule(params, ids) {
            Some(schedule) => config.with(WrapperConfig::Schedule(schedule)),
            None => config,
        }
    };
    let latents = count("latents");
    Training {
        generator: shape("width_g", "depth_g", "activation_g"),
        generator_output: Output::of(params, "output").into(),
        discriminator: shape("width_d", "depth_d", "activation_d"),
        latent: LatentName::of(params, "latent").into(),
        latents,
        batch: count("batch"),
        losses: Losses {
            objective: crate::settings::objective(params, "objective"),
            real_weight: params.number("real_weight"),
        },
        // A single number correlates with nothing.
        encoder: (params.flag("encoder") && latents > 1).then(|| params.number("code_weight")),
        r1: params.number("r1"),
        r2: params.number("r2"),
        l2: params.number("l2"),
        noise: params.number("instance_noise"),
        spectral_norm: params.flag("spectral_norm"),
        optimizers: [
            optimizer("rule_g", "lr_g", &SCHEDULE_G),
            optimizer("rule_d", "lr_d", &SCHEDULE_D),
        ],
    }
}

/// What the rules of both players have in common is set once; the rest stands at its default.
fn shared(hyper: Hyper) -> Option<&'static str> {
    SHARED.contains(&hyper).then(|| hyper.id())
}
