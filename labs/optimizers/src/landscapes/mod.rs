//! Loss surfaces on the plane, written once over a generic number, so that gradient and Hessian are exact.
//!
//! One file a surface: its formula, where it is usually looked at, its minima and a start that shows its character.
//! [`Landscape`] is the choice among them; `exact` differentiates, `minima` finds the last digits of minima.

mod ackley;
mod beale;
mod block;
mod booth;
mod custom;
mod exact;
mod himmelblau;
mod landscape;
pub mod logistic_regression;
mod minima;
mod monkey_saddle;
mod quadratic;
mod rastrigin;
mod rosenbrock;
mod saddle;
mod search;
mod styblinski_tang;
mod three_hump_camel;

pub use landscape::{Landscape, ViewBox};

#[cfg(test)]
mod tests;
