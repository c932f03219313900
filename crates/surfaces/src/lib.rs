//! Loss surfaces on the plane, written once over a generic number, so that gradient and Hessian are exact.
//!
//! A [`Surface`] is one file, with its formula, where it is usually looked at, its minima and a start that shows its
//! character, and one row in the table of `surfaces/mod.rs`. [`Landscape`] is the choice among them:
//!
//! ```
//! use thetaflow_surfaces::Landscape;
//!
//! let surface = Landscape::Himmelblau;
//! assert_eq!(surface.value(3.0, 2.0), 0.0);
//! assert_eq!(surface.gradient([3.0, 2.0]), [0.0, 0.0]);
//! assert_eq!(surface.minima().len(), 4);
//!
//! let formula = Landscape::custom("(1-x)^2 + 100(y-x^2)^2")?;
//! assert_eq!(formula.hessian([1.0, 1.0])[1][1], 200.0);
//! # Ok::<(), thetaflow_math::expression::ExpressionError>(())
//! ```

#![warn(missing_docs)]
// Elementary functions have the same bits everywhere: see `thetaflow_math::real`.
#![cfg_attr(not(test), warn(clippy::disallowed_methods))]

mod block;
mod minima;
pub mod python;
mod search;
mod surface;
mod surfaces;
#[cfg(test)]
mod tests;

pub use surface::{Known, Surface, ViewBox};
pub use surfaces::*;
