//! Straight-through Gumbel-softmax: the hard sample forward, the soft one backward: f′ at the corner of the hard sample
//! times the Jacobian of the soft one (Jang et al. 2017, section 2.2). Biased at every τ.

use super::{Estimates, Estimator, Exact, Kind};
use crate::families::Needs;
use crate::families::discrete::{Discrete, DiscreteBatch};
use crate::families::discrete_moments::DiscreteMoments;

pub struct StraightThroughGumbel;

impl Estimator<Discrete> for StraightThroughGumbel {
    fn id(&self) -> &'static str {
        "straight_through_gumbel"
    }

    fn symbol(&self) -> &'static str {
        "f′(b)·∂y"
    }

    fn kind(&self) -> Kind {
        Kind::Derivative
    }

    fn needs(&self) -> Needs {
        Needs {
            relaxed: true,
            ..Needs::default()
        }
    }

    fn exact(&self, _: &Discrete, moments: &DiscreteMoments, samples: usize) -> Exact {
        let Some(given) = &moments.given else {
            return Exact::UNKNOWN;
        };
        let of = |class: usize| {
            let slope = moments.slope[class][0] - moments.slope[class][1];
            let [mean, square] = given[class].slope;
            [slope * mean, slope * slope * square]
        };
        moments.two_classes([of(0), of(1)]).averaged(samples)
    }

    fn estimate(
        &self,
        problem: &Discrete,
        _: &DiscreteMoments,
        batch: &DiscreteBatch,
        estimates: &mut Estimates,
    ) {
        let Some(soft) = &batch.soft else { return };
        estimates.average_vectors(|sample| {
            problem.pull_back(&soft[sample], &batch.slope[batch.class[sample]])
        });
    }
}
