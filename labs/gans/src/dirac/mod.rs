//! The smallest GAN there is (Mescheder et al. 2018): data at 0, a generator at θ, a discriminator D(x) = ψ x.
//!
//! [`field`] turns an objective's losses into a vector field, [`game`] adds the regularisers; [`method`] steps, [`flow`] has
//! the differential equations that the steps imitate, [`linear`] the eigenvalues of both, and [`verdict`] says what becomes
//! of a run and why.

pub mod field;
pub(super) mod figure;
pub mod flow;
pub mod frame;
pub mod game;
pub mod linear;
pub mod method;
pub mod portrait;
pub mod runner;
pub mod settings;
pub(super) mod simulation;
mod track;
pub mod verdict;

use crate::keys::{self, ViewName};
use frame::DiracFrame;
use settings::Settings;
use simulation::DiracSimulation;
use thetaflow::figure::Figure;
use thetaflow::lab::{Describe, Lab, Simulate, View};
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

impl Describe for Dirac {
    type Kept = ();

    fn height(width: f64) -> f64 {
        figure::height(width)
    }

    fn figure(frame: &DiracFrame, _: &mut ()) -> Figure {
        figure::figure(frame)
    }
}
