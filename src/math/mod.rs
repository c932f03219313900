//! Numerics that labs share.

pub mod ode;
