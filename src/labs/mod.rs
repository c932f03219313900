//! The labs, one folder and one feature each.

#[cfg(feature = "estimators")]
pub mod estimators;
#[cfg(feature = "gans")]
pub mod gans;
#[cfg(feature = "optimizers")]
pub mod optimizers;
