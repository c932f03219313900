//! Optimizer trajectories beside the ODE flows that they discretise.

// Elementary functions have the same bits everywhere, see `thetaflow::math::real`, and nothing panics.
#![cfg_attr(
    not(test),
    warn(
        clippy::disallowed_methods,
        clippy::expect_used,
        clippy::panic,
        clippy::unwrap_used
    )
)]

mod beside;
mod contender;
pub mod divergence;
mod figure;
pub mod flows;
mod follower;
pub mod frame;
mod ground;
pub mod heavy;
pub mod keys;
mod linear_theory;
mod noise;
mod racer;
mod schema;
mod settings;
mod simulation;
pub mod stability;

use beside::Beside;
use frame::OptimizerFrame;
use heavy::Heavy;
use settings::Settings;
use simulation::OptimizerSimulation;
use std::marker::PhantomData;
use thetaflow::figure::Figure;
use thetaflow::lab::{Describe, Lab, Simulate, Write};
use thetaflow::params::{Params, Schema};
use thetaflow::texts::Language;

/// The lab `optimizers`: every update rule is a numerical method for some ODE, and this is how far it strays from it.
///
/// What grows beside the runs, in `B`, is heavy: the page's first module leaves it out.
pub struct Optimizers<B = Heavy>(PhantomData<B>);

/// The lab without what is heavy.
pub type LightOptimizers = Optimizers<()>;

impl<B: Beside> Lab for Optimizers<B> {
    type Frame = OptimizerFrame;

    fn schema() -> Schema {
        schema::schema()
    }

    fn texts(language: Language) -> &'static str {
        thetaflow::texts!(language)
    }

    fn needs_compute(params: &Params) -> bool {
        Settings::of(params).is_heavy()
    }

    fn scripts() -> &'static [&'static str] {
        &["pytorch"]
    }
}

impl<B: Beside> Simulate for Optimizers<B> {
    type Simulation = OptimizerSimulation<B>;

    fn simulation(
        params: &Params,
        before: Option<&OptimizerSimulation<B>>,
    ) -> OptimizerSimulation<B> {
        OptimizerSimulation::new(Settings::of(params), before)
    }
}

impl<B: Beside> Describe for Optimizers<B> {
    type Kept = figure::Kept;

    fn height(width: f64) -> f64 {
        figure::height(width)
    }

    fn figure(frame: &OptimizerFrame, kept: &mut figure::Kept) -> Figure {
        figure::figure(frame, kept)
    }
}

impl Write for Optimizers {
    /// Of the first rule with its wrappers, without noise.
    fn script(_format: &str, params: &Params, step: u64) -> String {
        let settings = Settings::of(params);
        let config = settings.first().complete_config();
        heavy::pytorch::script(&settings.landscape, &config, settings.start, step)
    }
}
