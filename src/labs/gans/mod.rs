//! The dynamics of GANs in two dimensions.

pub mod dirac;
pub mod objectives;
