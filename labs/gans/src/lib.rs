//! GANs in two dimensions: trained live on points of the plane, and the smallest one of all as a phase portrait.

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

pub mod dirac;
pub mod keys;
mod link;
pub mod live;
pub mod objectives;
mod schema;
mod settings;

use dirac::Dirac;
use live::{Live, Waiting};
use thetaflow::lab::{FirstView, Views};
use thetaflow::texts::Language;

fn texts(language: Language) -> &'static str {
    thetaflow::texts!(language)
}

/// The lab `gans`: why does this GAN circle and that one converge?
pub type Gans = Views<Live, Dirac>;

/// The lab without the engine that trains networks.
pub type LightGans = Views<Live<Waiting>, Dirac>;

/// The engine alone: the Dirac-GAN is left to the module that draws it.
pub type GansEngine = FirstView<Live, Dirac>;
