//! Update rules and wrappers for parameter vectors of any length.
//!
//! Three ideas carry the module:
//!
//! - an [`Oracle`] answers for the function that is minimised: its gradient at any point, and perhaps second derivatives;
//! - a [`Rule`] moves θ by one step, asking the oracle as often and wherever it likes;
//! - a [`Wrapper`](wrappers::Wrapper) is a rule around a rule: it changes what the inner rule hears (weight decay,
//!   clipping, accumulation) or what becomes of its step (look-ahead, layer adaptation, averaging, a schedule).
//!
//! An [`OptimizerConfig`] describes any such tower as plain data and builds it:
//!
//! ```
//! use thetaflow_optim::{Groups, OptimizerConfig, RuleConfig, Schedule, WrapperConfig, rules::AdamW};
//!
//! let config = OptimizerConfig::new(RuleConfig::AdamW(AdamW::default()), 0.1)
//!     .with(WrapperConfig::ClipNorm { max_norm: 1.0, groups: Groups::Whole })
//!     .with(WrapperConfig::Schedule(Schedule::Cosine { steps: 100, floor: 0.0 }))
//!     .with(WrapperConfig::Lookahead { k: 5, alpha: 0.5 });
//! let mut optimizer = config.build::<f64>(2)?;
//!
//! let mut theta = [3.0, -2.0];
//! let mut bowl = |theta: &[f64], gradient: &mut [f64]| gradient.copy_from_slice(theta);
//! for _ in 0..100 {
//!     optimizer.step(&mut theta, &mut bowl);
//! }
//! assert!(theta[0].hypot(theta[1]) < 1.0);
//! # Ok::<(), thetaflow_optim::GroupsError>(())
//! ```
//!
//! Settings and everything computed once a step are `f64`, so that 1 − β₂ⁿ keeps its digits when θ is `f32`. What is
//! computed per coordinate is of θ's own type, in plain loops over slices that vectorise. A step allocates nothing and
//! never panics: a diverging run carries infinities and NaN, which its owner sees and reports.

#![warn(missing_docs)]
// Elementary functions have the same bits everywhere, see `thetaflow_math::real`, and nothing panics.
#![cfg_attr(
    not(test),
    warn(
        clippy::disallowed_methods,
        clippy::expect_used,
        clippy::panic,
        clippy::unwrap_used
    )
)]

mod config;
mod groups;
mod hyper;
mod oracle;
#[cfg(test)]
mod properties;
mod real;
mod rule;
pub mod rules;
#[cfg(test)]
mod testing;
pub mod wrappers;

pub use config::{OptimizerConfig, WrapperConfig};
pub use groups::{Groups, GroupsError};
pub use hyper::Hyper;
pub use oracle::Oracle;
pub use real::Real;
pub use rule::{Internal, Rule};
pub use rules::RuleConfig;
pub use wrappers::{Averaging, Schedule};

/// Copies as many entries as both slices have. Unlike `copy_from_slice` it cannot panic.
fn copy<T: Copy>(from: &[T], to: &mut [T]) {
    for (to, &from) in to.iter_mut().zip(from) {
        *to = from;
    }
}
