//! What stands behind every layer, and its first two derivatives.

use super::batch::Lanes;
use super::scalar::Scalar;

/// A function φ applied to each number. Its derivatives are told from its value a = φ(z), which is all that is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Activation {
    /// φ(z) = z.
    Identity,
    /// φ(z) = max(z, 0), with slope 0 at 0.
    Relu,
    /// Slope 0.2 below zero.
    LeakyRelu,
    /// φ(z) = tanh z.
    Tanh,
    /// log(1 + eᶻ).
    Softplus,
}

const LEAK: f64 = 0.2;

/// Replaces every number of a tile by `f` of it. Whole arrays of lanes: over single numbers, compilers to WebAssembly make no
/// vectors of the loop.
#[inline(always)]
fn map<T: Scalar>(values: &mut [Lanes<T>], f: impl Fn(T) -> T) {
    for values in values {
        *values = std::array::from_fn(|lane| f(values[lane]));
    }
}

/// Replaces every number of a tile by `f` of the one in the other tile and itself.
#[inline(always)]
fn each<T: Scalar>(values: &[Lanes<T>], out: &mut [Lanes<T>], f: impl Fn(T, T) -> T) {
    for (values, out) in values.iter().zip(out) {
        *out = std::array::from_fn(|lane| f(values[lane], out[lane]));
    }
}

impl Activation {
    /// The slope below zero of those that have a kink there, and 1 for the others. With [`Activation::bend`], φ.
    #[inline(always)]
    pub fn leak<T: Scalar>(self) -> T {
        match self {
            Self::Relu => T::zero(),
            Self::LeakyRelu => T::of(LEAK),
            Self::Identity | Self::Tanh | Self::Softplus => T::one(),
        }
    }

    /// Whether φ is more than linear on both sides of zero.
    pub fn is_curved(self) -> bool {
        matches!(self, Self::Tanh | Self::Softplus)
    }

    /// z ← φ(z), of those that are curved.
    #[inline(always)]
    pub fn bend<T: Scalar>(self, values: &mut [Lanes<T>]) {
        match self {
            Self::Identity | Self::Relu | Self::LeakyRelu => {}
            Self::Tanh => map(values, T::hyperbolic_tangent),
            Self::Softplus => map(values, T::softplus),
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
