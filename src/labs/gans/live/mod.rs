//! GANs of small networks, trained live on points of the plane.
//!
//! [`training`] decides, and [`gan`] makes the steps: [`network`]s on batches of points ([`batch`], eight lanes at a time),
//! [`losses`], exact gradients of a [`penalty`], [`spectral`] normalisation and the [`encoder`] of O-GAN. All of it is written
//! over [`scalar::Scalar`]: `f32` trains, `f64` is compared with finite differences. [`data`] are what G imitates, [`metrics`]
//! how well it does.

pub mod activation;
pub mod batch;
mod court;
pub mod data;
#[cfg(test)]
mod derivatives;
pub mod encoder;
pub mod gan;
pub mod losses;
pub mod metrics;
pub mod network;
pub mod penalty;
mod products;
pub mod random;
pub mod scalar;
pub mod spectral;
pub mod training;
