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
pub mod frame;
pub mod keys;
pub mod methods;
pub mod race;
pub mod sampler;
mod scene;
mod schema;
pub mod settings;
mod simplex;
mod simulation;
pub mod sweep;

use frame::EstimatorFrame;
use settings::{Figure, Settings};
use simulation::EstimatorSimulation;
use thetaflow::draw::Drawing;
use thetaflow::lab::{Curve, Handle, Lab, Show, Simulate, Write};
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

impl Show for Estimators {
    type Layout = scene::Layout;

    fn height(width: f64) -> f64 {
        scene::height(width)
    }

    fn layout(
        frame: &EstimatorFrame,
        size: (f64, f64),
        _: Option<&scene::Layout>,
    ) -> scene::Layout {
        scene::layout(frame, size)
    }

    fn draw_back(layout: &scene::Layout, drawing: &Drawing) {
        scene::draw_back(layout, drawing);
    }

    fn draw_front(layout: &scene::Layout, frame: &EstimatorFrame, drawing: &Drawing) {
        scene::draw_front(layout, frame, drawing);
    }

    fn handles(layout: &scene::Layout, frame: &EstimatorFrame) -> Vec<Handle> {
        scene::handles(layout, frame)
    }

    fn curves(_: &Self::Layout, frame: &EstimatorFrame) -> Vec<Curve> {
        scene::curves(frame)
    }
}

impl Write for Estimators {}
