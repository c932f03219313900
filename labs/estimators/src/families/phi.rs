//! φ: what is averaged over a Gaussian coordinate. The first three are those of Mohamed et al. 2020, section 3.

use thetaflow::math::expression::Expression;
use thetaflow::math::number::Dual;
use thetaflow::math::real::{cos, exp, sin};

#[derive(Clone, Debug, PartialEq)]
pub enum Phi {
    /// (z − k)²
    Quadratic { k: f64 },
    /// exp(−k z²)
    Exponential { k: f64 },
    /// cos(k z)
    Cosine { k: f64 },
    /// 1[z > k]
    Step { k: f64 },
    /// k z
    Linear { k: f64 },
    /// The reader's own formula in z.
    Custom(Expression),
}

impl Phi {
    pub fn value(&self, z: f64) -> f64 {
        match *self {
            Phi::Quadratic { k } => (z - k) * (z - k),
            Phi::Exponential { k } => exp(-k * z * z),
            Phi::Cosine { k } => cos(k * z),
            Phi::Step { k } => f64::from(u8::from(z > k)),
            Phi::Linear { k } => k * z,
            Phi::Custom(ref formula) => formula.evaluate(&[z]),
        }
    }

    /// φ′(z): what automatic differentiation returns, which for a step is 0 although E φ has another slope.
    pub fn derivative(&self, z: f64) -> f64 {
        match *self {
            Phi::Quadratic { k } => 2.0 * (z - k),
            Phi::Exponential { k } => -2.0 * k * z * exp(-k * z * z),
            Phi::Cosine { k } => -k * sin(k * z),
            Phi::Step { .. } => 0.0,
            Phi::Linear { k } => k,
            Phi::Custom(ref formula) => formula.evaluate(&[Dual::variable(z)]).slope(),
        }
    }

    /// φ of each entry.
    pub fn values(&self, z: &[f64], values: &mut [f64]) {
        fn map(z: &[f64], values: &mut [f64], f: impl Fn(f64) -> f64) {
            for (value, &z) in values.iter_mut().zip(z) {
                *value = f(z);
            }
        }
        // One loop for each formula, so that the simple ones vectorise.
        match *self {
            Phi::Quadratic { k } => map(z, values, |z| (z - k) * (z - k)),
            Phi::Step { k } => map(z, values, |z| f64::from(u8::from(z > k))),
            Phi::Linear { k } => map(z, values, |z| k * z),
            _ => map(z, values, |z| self.value(z)),
        }
    }

    /// Where φ jumps.
    pub fn jump(&self) -> Option<f64> {
        match *self {
            Phi::Step { k } => Some(k),
            _ => None,
        }
    }
}
