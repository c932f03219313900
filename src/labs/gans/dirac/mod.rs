//! The smallest GAN there is (Mescheder et al. 2018): data at 0, a generator at θ, a discriminator D(x) = ψ x.

pub mod field;
pub mod flow;
pub mod game;
pub mod linear;
pub mod method;
pub mod runner;
pub mod verdict;
