//! GANs of small networks, trained live on points of the plane.
//!
//! [`training`] decides, and [`gan`] makes the steps: networks of [`thetaflow_nets`], [`losses`], exact gradients of a
//! [`penalty`], and the [`encoder`] of O-GAN. All of it is written over [`thetaflow_nets::scalar::Scalar`]: `f32` trains, `f64`
//! is compared with finite differences.
//!
//! [`simulation`] is the run of a figure: it asks the networks by [`probe`] for what a [`frame`] shows, and `figure` describes what is to be seen of it.

mod court;
#[cfg(test)]
mod derivatives;
pub mod encoder;
mod figure;
pub mod frame;
pub mod gan;
pub mod losses;
pub mod options;
pub mod penalty;
pub mod probe;
pub mod settings;
pub mod simulation;
pub mod training;
mod waiting;

pub use simulation::LiveSimulation;
pub use waiting::Waiting;

use crate::keys::{self, ViewName};
use frame::LiveFrame;
use std::marker::PhantomData;
use thetaflow::figure::Figure;
use thetaflow::lab::{Describe, Lab, Simulate, Simulation, View};
use thetaflow::params::{Params, Schema};
use thetaflow::texts::Language;

/// The view of GANs that are trained. `R` is the training, or what stands in for it where the engine is left out.
pub struct Live<R = LiveSimulation>(PhantomData<R>);

/// What shows frames of the live view.
pub trait Run: Simulation<Frame = LiveFrame> + 'static {
    /// At step 0.
    fn of(params: &Params) -> Self;
}

impl<R: Run> View for Live<R> {
    fn is_shown(params: &Params) -> bool {
        params.get(keys::VIEW) == ViewName::Live
    }
}

impl<R: Run> Lab for Live<R> {
    type Frame = LiveFrame;

    fn schema() -> Schema {
        crate::schema::schema()
    }

    fn texts(language: Language) -> &'static str {
        crate::texts(language)
    }

    fn needs_compute(_: &Params) -> bool {
        true
    }
}

impl<R: Run> Simulate for Live<R> {
    type Simulation = R;

    fn simulation(params: &Params, _: Option<&R>) -> R {
        R::of(params)
    }
}

impl<R: Run> Describe for Live<R> {
    type Kept = ();

    /// The views are equally high, so that nothing jumps.
    fn height(width: f64) -> f64 {
        crate::dirac::figure::height(width)
    }

    fn figure(frame: &LiveFrame, _: &mut ()) -> Figure {
        figure::figure(frame)
    }
}
