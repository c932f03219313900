//! The smallest GAN there is (Mescheder et al. 2018): data at 0, a generator at θ, a discriminator D(x) = ψ x.
//!
//! [`field`] turns an objective's losses into a vector field, [`game`] adds the regularisers; [`method`] steps, [`flow`] has
//! the differential equations that the steps imitate, [`linear`] the eigenvalues of both, and [`verdict`] says what becomes
//! of a run and why.

mod backdrop;
pub mod field;
pub mod flow;
pub mod frame;
pub mod game;
mod layout;
pub mod linear;
pub mod method;
pub mod portrait;
pub mod runner;
pub(super) mod scene;
pub(super) mod settings;
pub(super) mod simulation;
mod track;
pub mod verdict;
