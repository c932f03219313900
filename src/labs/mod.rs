//! The labs, one folder and one feature each.

#[cfg(feature = "optimizers")]
pub mod optimizers;
