//! Gumbel-softmax, or Concrete relaxation: f at the soft sample y = softmax((a + G)/τ) instead of the hard one, and its
//! derivative (Jang et al. 2017; Maddison et al. 2017).
//!
//! An exact gradient of another objective: biased unless τ → 0, where its variance grows like 1/τ.

use super::{Estimates, Estimator, Exact, Kind};
use crate::families::Needs;
use crate::families::discrete::{Discrete, DiscreteBatch};
use crate::families::discrete_moments::DiscreteMoments;

pub struct GumbelSoftmax;

impl Estimator<Discrete> for GumbelSoftmax {
    fn id(&self) -> &'static str {
        "gumbel_softmax"
    }

    fn symbol(&self) -> &'static str {
        "∂f(y)"
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
        moments
            .two_classes(given.map(|given| given.gumbel_softmax))
            .averaged(samples)
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
            let y = &soft[sample];
            problem.pull_back(y, &problem.cost.gradient(&y[..problem.classes()]))
        });
    }
}
