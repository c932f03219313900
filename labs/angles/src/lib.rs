//! The angle between two random vectors in n dimensions.

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

pub mod activation;
pub mod approximation;
pub mod components;
pub mod crowd;
pub mod direct;
pub mod family;
mod figure;
pub mod frame;
pub mod gram;
pub mod keys;
pub mod law;
pub mod limit;
mod measure_pairs;
mod measure_weights;
pub mod pairs;
pub mod recording;
mod schema;
pub mod settings;
pub mod signal;
mod simulation;
pub mod tally;
pub mod weights;

use frame::AngleFrame;
use settings::Settings;
use simulation::AngleSimulation;
use thetaflow::figure::Figure;
use thetaflow::lab::{Describe, Lab, Simulate, Write};
use thetaflow::params::{Params, Schema};
use thetaflow::texts::Language;

/// The lab `angles`: why two random vectors are nearly orthogonal in high dimension, and what that says about
/// initialisation.
pub struct Angles;

impl Lab for Angles {
    type Frame = AngleFrame;

    fn schema() -> Schema {
        schema::schema()
    }

    fn texts(language: Language) -> &'static str {
        thetaflow::texts!(language)
    }

    /// Sampling in loops that are compiled to SIMD instructions; what takes some milliseconds anyway does not wait for them.
    fn needs_compute(params: &Params) -> bool {
        Settings::of(params).is_heavy()
    }
}

impl Simulate for Angles {
    type Simulation = AngleSimulation;

    fn simulation(params: &Params, before: Option<&AngleSimulation>) -> AngleSimulation {
        AngleSimulation::new(Settings::of(params), before)
    }
}

impl Describe for Angles {
    type Kept = ();

    fn height(width: f64) -> f64 {
        figure::height(width)
    }

    fn figure(frame: &AngleFrame, _: &mut ()) -> Figure {
        figure::figure(frame)
    }
}

impl Write for Angles {}
