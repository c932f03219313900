//! The smallest GAN there is (Mescheder et al. 2018): data at 0, a generator at θ, a discriminator D(x) = ψ x.
//!
//! [`field`] turns an objective's losses into a vector field, [`game`] adds the regularisers; [`method`] steps, [`flow`] has
//! the differential equations that the steps imitate, [`linear`] the eigenvalues of both, and [`verdict`] says what becomes
//! of a run and why.

mod backdrop;
pub mod field;
pub mod flow;
pub mod frame;
pub mod game;
mod layout;
pub mod linear;
pub mod method;
pub mod portrait;
pub mod runner;
pub(super) mod scene;
pub mod settings;
pub(super) mod simulation;
mod track;
pub mod verdict;

use crate::keys::{self, ViewName};
use frame::DiracFrame;
use scene::Layout;
use settings::Settings;
use simulation::DiracSimulation;
use thetaflow::draw::Drawing;
use thetaflow::lab::{Curve, Handle, Lab, Show, Simulate, View};
use thetaflow::params::{Params, Schema};
use thetaflow::texts::Language;

/// The view of the Dirac-GAN.
pub struct Dirac;

impl View for Dirac {
    fn is_shown(params: &Params) -> bool {
        params.get(keys::VIEW) == ViewName::Dirac
    }
}

impl Lab for Dirac {
    type Frame = DiracFrame;

    fn schema() -> Schema {
        crate::schema::schema()
    }

    fn texts(language: Language) -> &'static str {
        crate::texts(language)
    }
}

impl Simulate for Dirac {
    type Simulation = DiracSimulation;

    fn simulation(params: &Params, before: Option<&DiracSimulation>) -> DiracSimulation {
        DiracSimulation::new(Settings::of(params), before)
    }
}

impl Show for Dirac {
    type Layout = Layout;

    fn height(width: f64) -> f64 {
        scene::height(width)
    }

    fn layout(frame: &DiracFrame, size: (f64, f64), _: Option<&Layout>) -> Layout {
        scene::layout(frame, size)
    }

    fn draw_back(layout: &Layout, drawing: &Drawing) {
        scene::draw_back(layout, drawing);
    }

    fn draw_front(layout: &Layout, frame: &DiracFrame, drawing: &Drawing) {
        scene::draw_front(layout, frame, drawing);
    }

    fn handles(layout: &Layout, frame: &DiracFrame) -> Vec<Handle> {
        scene::handles(layout, frame)
    }

    fn curves(frame: &DiracFrame) -> Vec<Curve> {
        scene::curves(frame)
    }
}
