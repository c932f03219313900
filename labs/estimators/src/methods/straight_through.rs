//! The plain straight-through estimator: f′(b) ∂p/∂a, as if the sample were its probability (Bengio, Léonard & Courville
//! 2013). Exact for linear f, biased for any other.

use super::{Estimates, Estimator, Exact, Kind};
use crate::families::cost::MOST_CLASSES;
use crate::families::discrete::{Discrete, DiscreteBatch};
use crate::families::discrete_moments::DiscreteMoments;

pub struct StraightThrough;

/// p_j (f′_j − Σ p_i f′_i).
fn pull_back(
    [p, rest]: &[[f64; MOST_CLASSES]; 2],
    slope: &[f64; MOST_CLASSES],
    parameter: usize,
) -> f64 {
    let others: f64 = (0..MOST_CLASSES)
        .filter(|class| *class != parameter)
        .map(|class| p[class] * slope[class])
        .sum();
    p[parameter] * (rest[parameter] * slope[parameter] - others)
}

impl Estimator<Discrete> for StraightThrough {
    fn id(&self) -> &'static str {
        "straight_through"
    }

    fn symbol(&self) -> &'static str {
        "f′(b)·∂p"
    }

    fn kind(&self) -> Kind {
        Kind::Derivative
    }

    fn exact(&self, _: &Discrete, moments: &DiscreteMoments, samples: usize) -> Exact {
        moments
            .enumerate(|class, parameter| {
                pull_back(&moments.probabilities, &moments.slope[class], parameter)
            })
            .averaged(samples)
    }

    fn estimate(
        &self,
        _: &Discrete,
        _: &DiscreteMoments,
        batch: &DiscreteBatch,
        estimates: &mut Estimates,
    ) {
        estimates.average(|parameter, sample| {
            let slope = &batch.slope[batch.class[sample]];
            pull_back(&batch.probabilities, slope, parameter)
        });
    }
}
