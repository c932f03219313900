//! Leave-one-out: each of N samples has the mean of the others as its baseline (RLOO; Kool, van Hoof & Welling 2019).
//!
//! 1/N Σ_j (f_j − mean of f_i, i ≠ j) s_j = 1/(N − 1) Σ_j (f_j − f̄) s_j, the unbiased sample covariance of f and s = ∂ log p.
//! Its variance is therefore classical: μ₂₂/N − (N − 2)/(N (N − 1)) μ₁₁² + μ₂₀ μ₀₂/(N (N − 1)), with μ_kl = E[(f − E f)^k s^l].

use super::{Estimates, Estimator, Exact, Kind, Obstacle};
use crate::families::discrete::{Discrete, DiscreteBatch};
use crate::families::discrete_moments::DiscreteMoments;
use crate::families::gaussian::{Gaussian, GaussianBatch};
use crate::families::gaussian_moments::GaussianMoments;

pub struct LeaveOneOut;

fn obstacle(samples: usize) -> Option<Obstacle> {
    (samples < 2).then_some(Obstacle::OneSample)
}

/// The variance of a sample covariance.
fn covariance_variance([m11, m20, m02, m22]: [f64; 4], samples: usize) -> f64 {
    let n = samples as f64;
    if samples < 2 {
        return f64::NAN;
    }
    m22 / n + (m20 * m02 - (n - 2.0) * m11 * m11) / (n * (n - 1.0))
}

/// The sample covariance of f and s over a group.
fn covariance(
    group: std::ops::Range<usize>,
    f: impl Fn(usize) -> f64,
    s: impl Fn(usize) -> f64,
) -> f64 {
    let n = group.len() as f64;
    let mean = group.clone().map(&f).sum::<f64>() / n;
    group
        .map(|sample| (f(sample) - mean) * s(sample))
        .sum::<f64>()
        / (n - 1.0).max(1.0)
}

impl Estimator<Gaussian> for LeaveOneOut {
    fn id(&self) -> &'static str {
        "score_leave_one_out"
    }

    fn symbol(&self) -> &'static str {
        "(f−f̄₋ⱼ)·s"
    }

    fn kind(&self) -> Kind {
        Kind::ScoreFunction
    }

    fn obstacle(&self, _: &Gaussian, samples: usize) -> Option<Obstacle> {
        obstacle(samples)
    }

    fn exact(&self, _: &Gaussian, moments: &GaussianMoments, samples: usize) -> Exact {
        let [mean, variance] = moments.of_f();
        let central = [
            moments.f_score,
            variance,
            moments.score2,
            moments.second_moment(mean),
        ];
        Exact::single(moments.f_score, covariance_variance(central, samples))
    }

    fn estimate(
        &self,
        _: &Gaussian,
        _: &GaussianMoments,
        batch: &GaussianBatch,
        estimates: &mut Estimates,
    ) {
        estimates.each_group(|_, group| {
            covariance(
                group,
                |sample| batch.f[sample],
                |sample| batch.score[sample],
            )
        });
    }
}

impl Estimator<Discrete> for LeaveOneOut {
    fn id(&self) -> &'static str {
        "rloo"
    }

    fn symbol(&self) -> &'static str {
        "(f−f̄₋ⱼ)·s"
    }

    fn kind(&self) -> Kind {
        Kind::ScoreFunction
    }

    fn obstacle(&self, _: &Discrete, samples: usize) -> Option<Obstacle> {
        obstacle(samples)
    }

    fn exact(&self, _: &Discrete, moments: &DiscreteMoments, samples: usize) -> Exact {
        let mean = moments.mean_f();
        let centred = |class: usize| moments.f[class] - mean;
        let of = |parameter: usize| {
            let score = |class: usize| moments.score(class, parameter);
            let central = [
                moments.gradient(parameter),
                moments.mean(|class| centred(class).powi(2)),
                moments.mean(|class| score(class).powi(2)),
                moments.mean(|class| (centred(class) * score(class)).powi(2)),
            ];
            covariance_variance(central, samples)
        };
        Exact {
            mean: moments.gradient(0),
            variance: of(0),
            trace: (0..moments.parameters).map(of).sum(),
        }
    }

    fn estimate(
        &self,
        _: &Discrete,
        _: &DiscreteMoments,
        batch: &DiscreteBatch,
        estimates: &mut Estimates,
    ) {
        estimates.each_group(|parameter, group| {
            covariance(
                group,
                |sample| batch.f[batch.class[sample]],
                |sample| batch.score(batch.class[sample], parameter),
            )
        });
    }
}
