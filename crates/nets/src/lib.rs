//! Small fully connected networks on points of the plane, trained on a processor: forward, backward, and the derivative of a
//! gradient along a direction, which penalties of gradients need.
//!
//! A [`network::Network`] computes on [`batch`]es of points, eight lanes at a time; all is written over [`scalar::Scalar`]:
//! `f32` trains, `f64` is compared with finite differences. [`data`] are distributions of the plane, [`metrics`] say how near
//! a sample is to one, [`spectral`] normalises layers, [`random`] has the numbers of a training.

#![warn(missing_docs)]
// Elementary functions have the same bits everywhere, see `thetaflow_math::real`, and nothing panics.
#![cfg_attr(
    not(test),
    warn(
        clippy::disallowed_methods,
        clippy::expect_used,
        clippy::panic,
        clippy::unwrap_used
    )
)]

pub mod activation;
pub mod batch;
pub mod data;
pub mod metrics;
pub mod network;
mod products;
pub mod random;
pub mod scalar;
pub mod spectral;
