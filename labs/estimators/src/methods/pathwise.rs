//! The pathwise or reparameterised estimator: z = μ + σε moves with the parameter, so f′(z) ∂z/∂φ (Kingma & Welling 2014).
//!
//! It differentiates under the integral sign, which is wrong where f jumps: for a step it is 0 wherever it is defined, and
//! automatic differentiation returns that 0 without a word.

use super::{Estimates, Estimator, Exact, Kind, Obstacle};
use crate::families::gaussian::{Gaussian, GaussianBatch};
use crate::families::gaussian_moments::GaussianMoments;

pub struct Pathwise;

impl Estimator<Gaussian> for Pathwise {
    fn id(&self) -> &'static str {
        "pathwise"
    }

    fn symbol(&self) -> &'static str {
        "f′(z)·∂z"
    }

    fn kind(&self) -> Kind {
        Kind::Derivative
    }

    fn obstacle(&self, problem: &Gaussian, _: usize) -> Option<Obstacle> {
        problem.phi.jump().map(|_| Obstacle::NoDerivative)
    }

    fn exact(&self, _: &Gaussian, moments: &GaussianMoments, samples: usize) -> Exact {
        let [mean, square] = moments.pathwise;
        Exact::single(mean, square - mean * mean).averaged(samples)
    }

    fn estimate(
        &self,
        problem: &Gaussian,
        _: &GaussianMoments,
        batch: &GaussianBatch,
        estimates: &mut Estimates,
    ) {
        estimates.average(|_, sample| {
            let epsilon = batch.epsilon[sample];
            let z = problem.mu + problem.sigma * epsilon;
            problem.phi.derivative(z) * problem.sensitivity(epsilon)
        });
    }
}
