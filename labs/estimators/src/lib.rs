//! Gradient estimators: which is noisy, which is biased, and by how much.

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

pub mod families;
mod figure;
pub mod frame;
pub mod keys;
pub mod methods;
pub mod race;
pub mod sampler;
mod schema;
pub mod settings;
mod simplex;
mod simulation;
pub mod sweep;

use frame::EstimatorFrame;
use settings::{Figure, Settings};
use simulation::EstimatorSimulation;
use thetaflow::lab::{Describe, Lab, Simulate, Write};
use thetaflow::params::{Params, Schema};
use thetaflow::texts::Language;

/// The lab `estimators`: ∂/∂φ E f(z) from samples, every estimator against exact values.
pub struct Estimators;

impl Lab for Estimators {
    type Frame = EstimatorFrame;

    fn schema() -> Schema {
        schema::schema()
    }

    fn texts(language: Language) -> &'static str {
        thetaflow::texts!(language)
    }
}

impl Simulate for Estimators {
    type Simulation = EstimatorSimulation;

    fn simulation(params: &Params, before: Option<&EstimatorSimulation>) -> EstimatorSimulation {
        let settings = Settings::of(params);
        let stands_in =
            settings.figure == Figure::Temperature && settings.family != params.get(keys::FAMILY);
        EstimatorSimulation::new(settings, stands_in, before)
    }
}

impl Describe for Estimators {
    type Kept = ();

    fn height(width: f64) -> f64 {
        figure::height(width)
    }

    fn figure(frame: &EstimatorFrame, _: &mut ()) -> thetaflow::figure::Figure {
        figure::figure(frame)
    }
}

impl Write for Estimators {}
