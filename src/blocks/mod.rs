//! Parameters that several labs have: named once, with what they are read into.

#[cfg(feature = "nets")]
pub mod dataset;
pub mod flow;
#[cfg(feature = "nets")]
pub mod network;
pub mod rule;
pub mod schedule;
