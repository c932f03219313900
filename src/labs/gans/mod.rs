//! The dynamics of GANs in two dimensions.

pub mod dirac;
pub mod live;
pub mod objectives;
mod schema;

use crate::draw::Drawing;
use crate::lab::{Curve, Handle, Lab};
use crate::params::{Params, Schema};
use dirac::frame::DiracFrame;
use dirac::scene;
use dirac::settings::Settings;
use dirac::simulation::DiracSimulation;

/// The lab `gans`: why does this GAN circle and that one converge?
pub struct Gans;

impl Lab for Gans {
    type Frame = DiracFrame;
    type Simulation = DiracSimulation;
    type Layout = scene::Layout;

    fn schema() -> Schema {
        schema::schema()
    }

    fn simulation(params: &Params, before: Option<&DiracSimulation>) -> DiracSimulation {
        DiracSimulation::new(Settings::of(params), before)
    }

    fn height(width: f64) -> f64 {
        scene::height(width)
    }

    fn layout(
        frame: &DiracFrame,
        size: (f64, f64),
        _before: Option<&scene::Layout>,
    ) -> scene::Layout {
        scene::layout(frame, size)
    }

    fn draw_back(layout: &scene::Layout, drawing: &Drawing) {
        scene::draw_back(layout, drawing);
    }

    fn draw_front(layout: &scene::Layout, frame: &DiracFrame, drawing: &Drawing) {
        scene::draw_front(layout, frame, drawing);
    }

    fn handles(layout: &scene::Layout, frame: &DiracFrame) -> Vec<Handle> {
        scene::handles(layout, frame)
    }

    fn curves(frame: &DiracFrame) -> Vec<Curve> {
        scene::curves(frame)
    }
}
