//! Gradient estimators: which is noisy, which is biased, and by how much.

pub mod families;
pub mod frame;
pub mod methods;
pub mod race;
pub mod sampler;
mod scene;
mod schema;
pub mod settings;
mod simplex;
mod simulation;
pub mod sweep;

use crate::draw::Drawing;
use crate::lab::{Curve, Handle, Lab};
use crate::params::{Params, Schema};
use frame::EstimatorFrame;
use settings::Settings;
use simulation::EstimatorSimulation;

/// The lab `estimators`: ∂/∂φ E f(z) from samples, every estimator against exact values.
pub struct Estimators;

impl Lab for Estimators {
    type Frame = EstimatorFrame;
    type Simulation = EstimatorSimulation;
    type Layout = scene::Layout;

    fn schema() -> Schema {
        schema::schema()
    }

    fn simulation(params: &Params, before: Option<&EstimatorSimulation>) -> EstimatorSimulation {
        let settings = Settings::of(params);
        let stands_in =
            settings.family != params.choice("family") && params.choice("figure") == "temperature";
        EstimatorSimulation::new(settings, stands_in, before)
    }

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

    fn curves(frame: &EstimatorFrame) -> Vec<Curve> {
        scene::curves(frame)
    }
}
