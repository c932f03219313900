//! Numerics that labs share.

pub mod ode;
pub mod random;
