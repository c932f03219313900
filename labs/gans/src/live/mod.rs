//! GANs of small networks, trained live on points of the plane.
//!
//! [`training`] decides, and [`gan`] makes the steps: [`network`]s on batches of points ([`batch`], eight lanes at a time),
//! [`losses`], exact gradients of a [`penalty`], [`spectral`] normalisation and the [`encoder`] of O-GAN. All of it is written
//! over [`scalar::Scalar`]: `f32` trains, `f64` is compared with finite differences. [`data`] are what G imitates, [`metrics`]
//! how well it does.
//!
//! [`simulation`] is the run of a figure: it asks the networks by [`probe`] for what a [`frame`] shows, and [`scene`] draws it.

#[cfg(not(feature = "compute"))]
mod absent;
pub mod frame;
mod layout;
pub mod scene;

/// Declares modules of the engine, which is heavy work.
macro_rules! engine {
    ($($visibility:vis mod $name:ident;)*) => {
        $(#[cfg(feature = "compute")] $visibility mod $name;)*
    };
}

engine! {
    pub mod activation;
    pub mod batch;
    mod court;
    pub mod data;
    pub mod encoder;
    pub mod gan;
    pub mod losses;
    pub mod metrics;
    pub mod network;
    pub mod penalty;
    pub mod probe;
    mod products;
    pub mod random;
    pub mod scalar;
    pub mod settings;
    pub mod simulation;
    pub mod spectral;
    pub mod training;
}

#[cfg(test)]
mod derivatives;

#[cfg(not(feature = "compute"))]
pub use absent::LiveSimulation;
#[cfg(feature = "compute")]
pub use simulation::LiveSimulation;
