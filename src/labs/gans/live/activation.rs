//! What stands behind every layer, and its first two derivatives.

use super::batch::Lanes;
use super::scalar::Scalar;

/// A function φ applied to each number. Its derivatives are told from its value a = φ(z), which is all that is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Activation {
    Identity,
    Relu,
    /// Slope 0.2 below zero.
    LeakyRelu,
    Tanh,
    /// log(1 + eᶻ).
    Softplus,
}

const LEAK: f64 = 0.2;

/// Calls `f` for every number of a tile and of two others beside it.
#[inline(always)]
fn each<T: Scalar>(values: &[Lanes<T>], out: &mut [Lanes<T>], f: impl Fn(T, T) -> T) {
    for (values, out) in values.iter().zip(out) {
        for (&value, out) in values.iter().zip(out) {
            *out = f(value, *out);
        }
    }
}

impl Activation {
    /// z ← φ(z).
    #[inline(always)]
    pub fn apply<T: Scalar>(self, values: &mut [Lanes<T>]) {
        let (zero, leak) = (T::zero(), T::of(LEAK));
        let all = values.iter_mut().flatten();
        match self {
            Self::Identity => {}
            // NaN compares with nothing, and must stay.
            Self::Relu => all.for_each(|z| *z = if *z < zero { zero } else { *z }),
            Self::LeakyRelu => all.for_each(|z| *z = if *z < zero { leak * *z } else { *z }),
            Self::Tanh => all.for_each(|z| *z = z.hyperbolic_tangent()),
            Self::Softplus => all.for_each(|z| *z = z.softplus()),
        }
    }

    /// `adjoints` ← φ'(z) `adjoints`.
    #[inline(always)]
    pub fn times_slope<T: Scalar>(self, activations: &[Lanes<T>], adjoints: &mut [Lanes<T>]) {
        let (zero, one, leak) = (T::zero(), T::one(), T::of(LEAK));
        match self {
            Self::Identity => {}
            Self::Relu => each(
                activations,
                adjoints,
                |a, d| if a > zero { d } else { zero },
            ),
            Self::LeakyRelu => {
                each(
                    activations,
                    adjoints,
                    |a, d| if a > zero { d } else { leak * d },
                );
            }
            Self::Tanh => each(activations, adjoints, |a, d| d * (one - a * a)),
            Self::Softplus => each(activations, adjoints, |a, d| d * (one - (-a).exponential())),
        }
    }

    /// φ''(z)/φ'(z), or None where it is zero everywhere that it exists.
    #[inline(always)]
    pub fn curvature<T: Scalar>(self) -> Option<fn(T) -> T> {
        match self {
            Self::Identity | Self::Relu | Self::LeakyRelu => None,
            Self::Tanh => Some(|a| -(a + a)),
            Self::Softplus => Some(|a| (-a).exponential()),
        }
    }

    /// The variance of weights, times the number of inputs, that keeps activations at their size: He et al. 2015 for those
    /// that cut off half, LeCun et al. 1998 for the others.
    pub fn gain(self) -> f64 {
        match self {
            Self::Relu | Self::LeakyRelu | Self::Softplus => 2.0,
            Self::Identity | Self::Tanh => 1.0,
        }
    }
}
