//! The labs, one folder and one feature each.

#[cfg(feature = "gans")]
pub mod gans;
#[cfg(feature = "optimizers")]
pub mod optimizers;
