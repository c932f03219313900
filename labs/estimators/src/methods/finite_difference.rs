//! The central finite difference with common random numbers, (f(z(φ + δ)) − f(z(φ − δ)))/2δ, for comparison.
//!
//! Its bias is δ²/6 of the third derivative of L. Where f is smooth it is nearly the pathwise estimator; where f jumps it is
//! almost always 0 and now and then 1/2δ, so that its variance grows like 1/δ.

use super::{Estimates, Estimator, Exact, Kind};
use crate::families::gaussian::{Gaussian, GaussianBatch};
use crate::families::gaussian_moments::GaussianMoments;

pub struct FiniteDifference;

impl Estimator<Gaussian> for FiniteDifference {
    fn id(&self) -> &'static str {
        "finite_difference"
    }

    fn symbol(&self) -> &'static str {
        "Δf/2δ"
    }

    fn kind(&self) -> Kind {
        Kind::Other
    }

    fn evaluations(&self) -> u64 {
        2
    }

    fn exact(&self, _: &Gaussian, moments: &GaussianMoments, samples: usize) -> Exact {
        let [mean, square] = moments.difference;
        Exact::single(mean, square - mean * mean).averaged(samples)
    }

    fn estimate(
        &self,
        problem: &Gaussian,
        _: &GaussianMoments,
        batch: &GaussianBatch,
        estimates: &mut Estimates,
    ) {
        estimates.average(|_, sample| problem.difference(batch.epsilon[sample]));
    }
}
