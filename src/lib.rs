//! thetaflow shows the mathematics of machine learning: a reader moves a parameter and sees at once what the formula says.
//!
//! Everything is one pipeline, and each arrow is a plain data type:
//!
//! ```text
//! Params --> Simulation --> Frame --> Figure --> a surface
//! (schema)   (advances)     (data)    (data)     (canvas, SVG, PNG)
//! ```
//!
//! - [`params`]: what a lab lets the reader set; one parser and one canonical text for URL, element and command line.
//! - [`lab`]: the traits that a lab implements, and lists of labs.
//! - [`math`]: numerics that labs share. [`optim`]: update rules for parameter vectors of any length. [`blocks`]: parameters
//!   that labs share, those of networks and data sets with the feature `nets`.
//! - [`figure`]: what is to be seen, as data. [`draw`]: what draws it with plotters: pictures, themes, axes, contours.
//! - `render`: SVG and PNG, native only. `web`: the browser's side, WebAssembly only.
//!
//! Imports point one way: `docs/architecture.md` has the table, Cargo and `tests/order.rs` hold to it.

#![warn(missing_docs)]
// Elementary functions have the same bits everywhere, see `math::real`, and nothing panics.
#![cfg_attr(
    not(test),
    warn(
        clippy::disallowed_methods,
        clippy::expect_used,
        clippy::panic,
        clippy::unwrap_used
    )
)]

pub use thetaflow_math as math;
#[cfg(feature = "nets")]
pub use thetaflow_nets as nets;
pub use thetaflow_optim as optim;

pub mod blocks;
pub mod draw;
pub mod figure;
pub mod lab;
pub mod params;
#[cfg(not(target_arch = "wasm32"))]
pub mod render;
// Tests do.
#[allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]
#[cfg(all(not(target_arch = "wasm32"), any(test, feature = "testing")))]
pub mod testing;
pub mod texts;
#[cfg(target_arch = "wasm32")]
pub mod web;
