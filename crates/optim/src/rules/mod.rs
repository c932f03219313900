//! One file per update rule: its formula, its source, its settings with the defaults of the library that has it.
//!
//! γ is the learning rate, g = ∇L(θ); products, quotients and roots of vectors are taken coordinate by coordinate.

mod adadelta;
mod adagrad;
mod adam;
mod adamax;
mod adamw;
mod amsgrad;
mod conjugate_gradients;
mod elementwise;
mod heun;
mod implicit_euler;
mod lion;
mod momentum;
mod nadam;
mod nesterov;
mod nesterov_convex;
mod radam;
mod rk4;
mod rmsprop;
mod rmsprop_eps_inside;
mod sgd;
mod sign_sgd;

pub use adadelta::Adadelta;
pub use adagrad::AdaGrad;
pub use adam::Adam;
pub use adamax::Adamax;
pub use adamw::AdamW;
pub use amsgrad::AmsGrad;
pub use elementwise::{Clock, Elementwise, ElementwiseRule};
pub use heun::Heun;
pub use implicit_euler::ImplicitEuler;
pub use lion::Lion;
pub use momentum::Momentum;
pub use nadam::{NAdam, NAdamRule};
pub use nesterov::Nesterov;
pub use nesterov_convex::NesterovConvex;
pub use radam::RAdam;
pub use rk4::Rk4;
pub use rmsprop::RmsProp;
pub use rmsprop_eps_inside::RmsPropEpsInside;
pub use sgd::Sgd;
pub use sign_sgd::SignSgd;
