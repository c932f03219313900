//! Numbers that formulas are written over.

use num_dual::DualNum;

/// A real number, or a (hyper-)dual one that carries derivatives along: a formula written once over `Number` has exact
/// derivatives.
pub trait Number: DualNum<Primitive = f64> + Copy {}

impl<N: DualNum<Primitive = f64> + Copy> Number for N {}
