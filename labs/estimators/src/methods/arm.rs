//! ARM, augment-REINFORCE-merge: [f(1[u > σ(−a)]) − f(1[u < σ(a)])] (u − ½), u uniform (Yin & Zhou 2019, theorem 1).
//!
//! Two antithetic samples, no relaxation, no baseline to tune; 0 whenever both agree. For two classes.

use super::{Estimates, Estimator, Exact, Kind, Obstacle};
use crate::families::discrete::{Discrete, DiscreteBatch};
use crate::families::discrete_moments::DiscreteMoments;
use thetaflow::math::real::exp;

pub struct Arm;

impl Estimator<Discrete> for Arm {
    fn id(&self) -> &'static str {
        "arm"
    }

    fn symbol(&self) -> &'static str {
        "ARM"
    }

    fn kind(&self) -> Kind {
        Kind::Other
    }

    fn obstacle(&self, problem: &Discrete, _: usize) -> Option<Obstacle> {
        (problem.classes() > 2).then_some(Obstacle::MoreThanTwoClasses)
    }

    fn evaluations(&self) -> u64 {
        2
    }

    fn exact(&self, _: &Discrete, moments: &DiscreteMoments, samples: usize) -> Exact {
        if moments.classes > 2 {
            return Exact::UNKNOWN;
        }
        // The samples differ where u lies within r = min(p, 1 − p) of an end: E(u − ½)² over it is r/2 − r² + 2r³/3.
        let [p, rest] = moments.probabilities;
        let r = p[0].min(rest[0]);
        let gap = moments.f[0] - moments.f[1];
        let mean = moments.gradient(0);
        let square = gap * gap * r * (0.5 - r + r * r * 2.0 / 3.0);
        let variance = square - mean * mean;
        Exact {
            mean,
            variance,
            trace: moments.parameters as f64 * variance,
        }
        .averaged(samples)
    }

    fn estimate(
        &self,
        _: &Discrete,
        _: &DiscreteMoments,
        batch: &DiscreteBatch,
        estimates: &mut Estimates,
    ) {
        let p = batch.probabilities[0];
        let f = |is_first: bool| batch.f[usize::from(!is_first)];
        estimates.average(|parameter, sample| {
            // The u of which the sample is a function: the logistic variable's own.
            let gumbel = &batch.gumbel[sample];
            let u = 1.0 / (1.0 + exp(gumbel[1] - gumbel[0]));
            let estimate = (f(u > p[1]) - f(u < p[0])) * (u - 0.5);
            if parameter == 0 { estimate } else { -estimate }
        });
    }
}
