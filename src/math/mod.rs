//! Numerics that labs share.

pub mod decimal;
pub mod expression;
pub mod number;
pub mod ode;
pub mod random;
pub mod symmetric;
