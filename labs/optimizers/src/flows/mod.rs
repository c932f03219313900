//! The ODEs whose discretisations the update rules are.
//!
//! One update of a rule stands for a time step h ([`Rule::time_step`]); as h → 0 its iterates approach the *leading* flow
//! with an error of order h. Some rules also have a *modified* flow, whose coefficients depend on h, which the iterates
//! follow to order h² (backward error analysis). One file a family:
//!
//! | family | rules |
//! |---|---|
//! | [`gradient_flow`] | sgd, heun, rk4, implicit_euler; momentum and nesterov in the overdamped reading |
//! | [`heavy_ball`] | momentum, nesterov |
//! | [`vanishing_damping`] | nesterov_convex |
//! | [`second_moment`] | adagrad, rmsprop, rmsprop_eps_inside |
//! | [`adam`] | adam, adamw |

pub mod adam;
pub mod gradient_flow;
pub mod heavy_ball;
pub mod second_moment;
pub mod vanishing_damping;

mod loss;
mod rule;
mod trajectory;

use thetaflow::math::ode::OdeError;

pub use rule::{Rule, Settings, leading, modified};

/// A curve θ(t) through the start of the iterates, computed as far as it is asked for.
pub trait Flow {
    /// θ at time `t` ≥ 0; times must not go back by more than one step of the integrator.
    ///
    /// # Errors
    ///
    /// See [`OdeError`]. The work of one call is bounded: `TooStiff` means that another call would carry on.
    fn advance_to(&mut self, t: f64) -> Result<[f64; 2], OdeError>;
}

#[cfg(test)]
mod tests;
