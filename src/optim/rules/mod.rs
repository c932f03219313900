//! One file per update rule: its formula, its source, its settings with the defaults of the library that has it.
//!
//! γ is the learning rate, g = ∇L(θ); products, quotients and roots of vectors are taken coordinate by coordinate.

mod adam;
mod elementwise;
mod momentum;
mod nesterov;
mod rmsprop;
mod sgd;

pub use adam::Adam;
pub use elementwise::{Clock, Elementwise, ElementwiseRule};
pub use momentum::Momentum;
pub use nesterov::Nesterov;
pub use rmsprop::RmsProp;
pub use sgd::Sgd;
