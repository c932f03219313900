//! The labs, one folder and one feature each.

#[cfg(feature = "angles")]
pub mod angles;
#[cfg(feature = "estimators")]
pub mod estimators;
#[cfg(feature = "gans")]
pub mod gans;
#[cfg(feature = "optimizers")]
pub mod optimizers;
