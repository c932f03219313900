//! The score function estimator, or REINFORCE: f(z) ∂ log p(z) (Williams 1992; Glynn 1990).
//!
//! It asks nothing of f but values, and pays for every part of f that has nothing to do with the parameter. For
//! f = z², d = 1 and the mean its variance is μ⁴/σ² + 14 μ² + 15 σ².

use super::{Estimates, Estimator, Exact, Kind};
use crate::families::discrete::{Discrete, DiscreteBatch};
use crate::families::discrete_moments::DiscreteMoments;
use crate::families::gaussian::{Gaussian, GaussianBatch};
use crate::families::gaussian_moments::GaussianMoments;

pub struct Score;

impl Estimator<Gaussian> for Score {
    fn id(&self) -> &'static str {
        "score"
    }

    fn symbol(&self) -> &'static str {
        "f·s"
    }

    fn kind(&self) -> Kind {
        Kind::ScoreFunction
    }

    fn exact(&self, problem: &Gaussian, moments: &GaussianMoments, samples: usize) -> Exact {
        gaussian(problem, moments, 0.0).averaged(samples)
    }

    fn estimate(
        &self,
        _: &Gaussian,
        _: &GaussianMoments,
        batch: &GaussianBatch,
        estimates: &mut Estimates,
    ) {
        weigh(batch, 0.0, estimates);
    }
}

impl Estimator<Discrete> for Score {
    fn id(&self) -> &'static str {
        "score"
    }

    fn symbol(&self) -> &'static str {
        "f·s"
    }

    fn kind(&self) -> Kind {
        Kind::ScoreFunction
    }

    fn exact(&self, _: &Discrete, moments: &DiscreteMoments, samples: usize) -> Exact {
        discrete(moments, |_| 0.0).averaged(samples)
    }

    fn estimate(
        &self,
        _: &Discrete,
        _: &DiscreteMoments,
        batch: &DiscreteBatch,
        estimates: &mut Estimates,
    ) {
        weigh_classes(batch, |_| 0.0, estimates);
    }
}

/// (f(z) − b) ∂ log p(z).
pub(super) fn weigh(batch: &GaussianBatch, baseline: f64, estimates: &mut Estimates) {
    let GaussianBatch { f, score, .. } = batch;
    let (f, score) = (f.as_slice(), score.as_slice());
    estimates.average(|_, sample| (f[sample] - baseline) * score[sample]);
}

/// The same for classes; each entry of the gradient may have a baseline of its own.
pub(super) fn weigh_classes(
    batch: &DiscreteBatch,
    baseline: impl Fn(usize) -> f64,
    estimates: &mut Estimates,
) {
    estimates.average(|parameter, sample| {
        let class = batch.class[sample];
        (batch.f[class] - baseline(parameter)) * batch.score(class, parameter)
    });
}

/// Mean and variance of one sample with the baseline b.
pub(super) fn gaussian(problem: &Gaussian, moments: &GaussianMoments, baseline: f64) -> Exact {
    let baseline = baseline - problem.dimension as f64 * moments.offset;
    let gradient = moments.f_score;
    Exact::single(
        gradient,
        moments.second_moment(baseline) - gradient * gradient,
    )
}

pub(super) fn discrete(moments: &DiscreteMoments, baseline: impl Fn(usize) -> f64) -> Exact {
    let weighed = moments.enumerate(|class, parameter| {
        (moments.f[class] - baseline(parameter)) * moments.score(class, parameter)
    });
    Exact {
        mean: moments.gradient(0),
        ..weighed
    }
}
