//! The score function with a constant baseline: (f(z) − b) ∂ log p(z). Unbiased for every b, because E ∂ log p = 0.

use super::score::{discrete, gaussian, weigh, weigh_classes};
use super::{Estimates, Estimator, Exact, Kind};
use crate::families::discrete::{Discrete, DiscreteBatch};
use crate::families::discrete_moments::DiscreteMoments;
use crate::families::gaussian::{Gaussian, GaussianBatch};
use crate::families::gaussian_moments::GaussianMoments;

pub struct ScoreBaseline;

impl Estimator<Gaussian> for ScoreBaseline {
    fn id(&self) -> &'static str {
        "score_baseline"
    }

    fn symbol(&self) -> &'static str {
        "(f−b)·s"
    }

    fn kind(&self) -> Kind {
        Kind::ScoreFunction
    }

    fn exact(&self, problem: &Gaussian, moments: &GaussianMoments, samples: usize) -> Exact {
        gaussian(problem, moments, problem.baseline).averaged(samples)
    }

    fn estimate(
        &self,
        problem: &Gaussian,
        _: &GaussianMoments,
        batch: &GaussianBatch,
        estimates: &mut Estimates,
    ) {
        weigh(batch, problem.baseline, estimates);
    }
}

impl Estimator<Discrete> for ScoreBaseline {
    fn id(&self) -> &'static str {
        "score_baseline"
    }

    fn symbol(&self) -> &'static str {
        "(f−b)·s"
    }

    fn kind(&self) -> Kind {
        Kind::ScoreFunction
    }

    fn exact(&self, problem: &Discrete, moments: &DiscreteMoments, samples: usize) -> Exact {
        discrete(moments, |_| problem.baseline).averaged(samples)
    }

    fn estimate(
        &self,
        problem: &Discrete,
        _: &DiscreteMoments,
        batch: &DiscreteBatch,
        estimates: &mut Estimates,
    ) {
        weigh_classes(batch, |_| problem.baseline, estimates);
    }
}
