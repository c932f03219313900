//! The families of distributions z ~ p_φ, each with the functions f whose mean L(φ) = E f(z) is differentiated.

pub mod cost;
pub mod discrete;
pub mod discrete_moments;
pub mod gaussian;
pub mod gaussian_moments;
pub mod phi;

use super::methods::Estimator;
use cost::MOST_CLASSES;
use thetaflow::math::random::{Generator, generator};

/// A family with its parameters and its function.
pub trait Problem: Clone + PartialEq + 'static {
    /// Samples side by side, a structure of arrays that is filled again and again.
    type Batch;
    /// What the exact moments of all estimators are made of.
    type Moments;

    /// How many entries the gradient has.
    fn parameters(&self) -> usize;

    /// Room for `samples` samples. Each kind of noise has a stream of its own, so that the same seed gives the same ε
    /// whichever estimators look at it.
    fn batch(&self, samples: usize, needs: Needs, seed: u64) -> Self::Batch;

    /// Fills the batch with new samples.
    fn draw(&self, batch: &mut Self::Batch);

    /// # Costs
    /// Some hundred evaluations of f for every quadrature: a tenth of a millisecond.
    fn moments(&self, needs: Needs) -> Self::Moments;

    /// ∂L/∂φ, first entry; NaN where there is none.
    fn exact_gradient(&self, moments: &Self::Moments) -> f64;

    /// θ: what an optimizer moves, with no bounds: μ, log σ or the logits.
    fn theta(&self) -> Vec<f64>;

    /// Moves to θ. Returns whether numbers this large still mean something.
    fn set_theta(&mut self, theta: &[f64]) -> bool;

    /// ∂φ/∂θ, for estimates of ∂L/∂φ.
    fn chain(&self) -> f64 {
        1.0
    }

    /// What the parameter has to do with L(φ), exactly; NaN where there is no value.
    fn objective(&self) -> f64;

    /// Counts the classes that were drawn, in a family that has classes.
    fn count(&self, _batch: &Self::Batch, _counts: &mut [u64; MOST_CLASSES]) {}

    /// Every estimator that somebody might expect here, those that do not apply included.
    fn estimators() -> &'static [&'static dyn Estimator<Self>];
}

/// What is wanted beside plain samples.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    /// Exact moments, for what no sampler in earnest would know.
    pub moments: bool,
    /// Pairs z₊, z₋ from the positive and negative parts of ∂p.
    pub pairs: bool,
    /// Samples softened at the temperature τ.
    pub relaxed: bool,
    /// Softened samples drawn anew, given the hard one.
    pub conditional: bool,
}

impl Needs {
    pub fn and(self, other: Self) -> Self {
        Self {
            moments: self.moments || other.moments,
            pairs: self.pairs || other.pairs,
            relaxed: self.relaxed || other.relaxed,
            conditional: self.conditional || other.conditional,
        }
    }
}

/// The generator of one of up to eight streams of a seed.
fn stream(seed: u64, index: u64) -> Generator {
    generator(seed.wrapping_mul(8).wrapping_add(index))
}
