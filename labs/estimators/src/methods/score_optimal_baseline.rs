//! The score function with the best constant baseline, b* = E[f s²]/E[s²] where s = ∂ log p; each parameter has its own
//! (Greensmith, Bartlett & Baxter 2004). It is not E f: samples with a large score count for more.
//!
//! b* is taken as known. Whoever estimates it from the same samples pays with a bias, or leaves one out.

use super::score::{discrete, gaussian, weigh, weigh_classes};
use super::{Estimates, Estimator, Exact, Kind};
use crate::families::Needs;
use crate::families::cost::MOST_CLASSES;
use crate::families::discrete::{Discrete, DiscreteBatch};
use crate::families::discrete_moments::DiscreteMoments;
use crate::families::gaussian::{Gaussian, GaussianBatch};
use crate::families::gaussian_moments::GaussianMoments;

pub struct ScoreOptimalBaseline;

const NEEDS: Needs = Needs {
    moments: true,
    pairs: false,
    relaxed: false,
    conditional: false,
};

/// b* of f itself.
pub fn optimal_baseline(problem: &Gaussian, moments: &GaussianMoments) -> f64 {
    moments.optimal_baseline() + problem.dimension as f64 * moments.offset
}

/// b* for one logit; 0 where the score is always 0.
pub fn optimal_baseline_of_logit(moments: &DiscreteMoments, parameter: usize) -> f64 {
    let square = |class| moments.score(class, parameter).powi(2);
    let weight = moments.mean(square);
    if weight > 0.0 {
        moments.mean(|class| moments.f[class] * square(class)) / weight
    } else {
        0.0
    }
}

impl Estimator<Gaussian> for ScoreOptimalBaseline {
    fn id(&self) -> &'static str {
        "score_optimal_baseline"
    }

    fn symbol(&self) -> &'static str {
        "(f−b*)·s"
    }

    fn kind(&self) -> Kind {
        Kind::ScoreFunction
    }

    fn exact(&self, problem: &Gaussian, moments: &GaussianMoments, samples: usize) -> Exact {
        gaussian(problem, moments, optimal_baseline(problem, moments)).averaged(samples)
    }

    fn needs(&self) -> Needs {
        NEEDS
    }

    fn estimate(
        &self,
        problem: &Gaussian,
        moments: &GaussianMoments,
        batch: &GaussianBatch,
        estimates: &mut Estimates,
    ) {
        weigh(batch, optimal_baseline(problem, moments), estimates);
    }
}

impl Estimator<Discrete> for ScoreOptimalBaseline {
    fn id(&self) -> &'static str {
        "score_optimal_baseline"
    }

    fn symbol(&self) -> &'static str {
        "(f−b*)·s"
    }

    fn kind(&self) -> Kind {
        Kind::ScoreFunction
    }

    fn exact(&self, _: &Discrete, moments: &DiscreteMoments, samples: usize) -> Exact {
        discrete(moments, |parameter| {
            optimal_baseline_of_logit(moments, parameter)
        })
        .averaged(samples)
    }

    fn needs(&self) -> Needs {
        NEEDS
    }

    fn estimate(
        &self,
        _: &Discrete,
        moments: &DiscreteMoments,
        batch: &DiscreteBatch,
        estimates: &mut Estimates,
    ) {
        let mut best = [0.0; MOST_CLASSES];
        for (parameter, baseline) in best.iter_mut().enumerate().take(moments.parameters) {
            *baseline = optimal_baseline_of_logit(moments, parameter);
        }
        weigh_classes(batch, |parameter| best[parameter], estimates);
    }
}
