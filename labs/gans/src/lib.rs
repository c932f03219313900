//! GANs in two dimensions: trained live on points of the plane, and the smallest one of all as a phase portrait.

// Elementary functions have the same bits everywhere: see `thetaflow::math::real`.
#![cfg_attr(not(test), warn(clippy::disallowed_methods))]

// A module that computes only has no use for its runs.
#[cfg_attr(not(feature = "page"), allow(dead_code))]
pub mod dirac;
mod link;
pub mod live;
pub mod objectives;
mod schema;
mod settings;
pub mod views;

use thetaflow::draw::{Drawing, Plot};
use thetaflow::lab::{Curve, Handle, Lab, Show, Simulate, Write};
use thetaflow::params::{Params, Schema};
use views::{GansFrame, GansSimulation, Layout};

/// The lab `gans`: why does this GAN circle and that one converge?
pub struct Gans;

impl Lab for Gans {
    type Frame = GansFrame;

    fn schema() -> Schema {
        schema::schema()
    }

    fn needs_compute(params: &Params) -> bool {
        views::is_live(params)
    }
}

impl Simulate for Gans {
    type Simulation = GansSimulation;

    fn simulation(params: &Params, before: Option<&GansSimulation>) -> GansSimulation {
        GansSimulation::new(params, before)
    }

    /// The Dirac-GAN is left to the module that draws it.
    fn is_simulated_here(params: &Params) -> bool {
        cfg!(feature = "page") || views::is_live(params)
    }
}

impl Show for Gans {
    type Layout = Layout;

    fn height(width: f64) -> f64 {
        dirac::scene::height(width)
    }

    fn layout(frame: &GansFrame, size: (f64, f64), _before: Option<&Layout>) -> Layout {
        views::layout(frame, size)
    }

    fn draw_back(layout: &Layout, drawing: &Drawing) {
        views::draw_back(layout, drawing);
    }

    fn draw_front(layout: &Layout, frame: &GansFrame, drawing: &Drawing) {
        views::draw_front(layout, frame, drawing);
    }

    fn handles(layout: &Layout, frame: &GansFrame) -> Vec<Handle> {
        views::handles(layout, frame)
    }

    fn easel(layout: &Layout, param: &str) -> Option<Plot> {
        views::easel(layout, param)
    }

    fn curves(frame: &GansFrame) -> Vec<Curve> {
        views::curves(frame)
    }
}

impl Write for Gans {}
