//! REBAR: the score function less η times what a relaxation predicts, and the prediction's own gradient added back
//! (Tucker et al. 2017, equation 6):
//!
//! [f(b) − η f(ỹ)] ∂ log p(b) + η ∂f(y) − η ∂f(ỹ), with y = softmax(z/τ), z = a + G, and ỹ the same of z̃, drawn anew from z
//! given b. Unbiased for every η and τ.

use super::{Estimates, Estimator, Exact, Kind};
use crate::families::Needs;
use crate::families::cost::MOST_CLASSES;
use crate::families::discrete::{Discrete, DiscreteBatch};
use crate::families::discrete_moments::DiscreteMoments;

pub struct Rebar;

pub(super) const NEEDS: Needs = Needs {
    moments: false,
    pairs: false,
    relaxed: true,
    conditional: true,
};

/// One estimate with the control variate c(z), given c(ỹ) and ∂c/∂y at y and ỹ.
pub(super) fn controlled(
    problem: &Discrete,
    batch: &DiscreteBatch,
    estimates: &mut Estimates,
    value: impl Fn(&[f64]) -> f64,
    slope: impl Fn(&[f64]) -> [f64; MOST_CLASSES],
) {
    let (Some(soft), Some(conditional)) = (&batch.soft, &batch.conditional) else {
        return;
    };
    let (classes, eta) = (problem.classes(), problem.eta);
    let p = &batch.probabilities[0];
    estimates.average_vectors(|sample| {
        let class = batch.class[sample];
        let (y, anew) = (&soft[sample], &conditional.soft[sample]);
        let through = problem.pull_back(y, &slope(&y[..classes]));
        let mut again = problem.pull_back(anew, &slope(&anew[..classes]));
        // ∂z̃_i/∂a_j = ω_i (δ_ij − p_j).
        let mut sum = 0.0;
        for (entry, omega) in again.iter_mut().zip(&conditional.sensitivity[sample]) {
            *entry *= omega;
            sum += *entry;
        }
        let weight = batch.f[class] - eta * value(&anew[..classes]);
        std::array::from_fn(|n| {
            let again = again[n] - p[n] * sum;
            weight * batch.score(class, n) + eta * (through[n] - again)
        })
    });
}

/// Mean and variance from what is known given each class: the part of z̃, and that of z, which is independent of it.
pub(super) fn exact_controlled(
    moments: &DiscreteMoments,
    parts: Option<[[[f64; 2]; 2]; 2]>,
    samples: usize,
) -> Exact {
    let mean = moments.gradient(0);
    let Some(parts) = parts else {
        return Exact {
            mean,
            ..Exact::UNKNOWN
        };
    };
    let given = parts.map(|[[x, x2], [y, y2]]| [x + y, x2 + 2.0 * x * y + y2]);
    moments.two_classes(given).averaged(samples)
}

impl Estimator<Discrete> for Rebar {
    fn id(&self) -> &'static str {
        "rebar"
    }

    fn symbol(&self) -> &'static str {
        "REBAR"
    }

    fn kind(&self) -> Kind {
        Kind::Difference
    }

    fn needs(&self) -> Needs {
        NEEDS
    }

    fn evaluations(&self) -> u64 {
        3
    }

    fn exact(&self, problem: &Discrete, moments: &DiscreteMoments, samples: usize) -> Exact {
        let eta = problem.eta;
        let parts = moments.given.as_ref().map(|given| {
            [0, 1].map(|class: usize| {
                let [mean, square] = given[class].gumbel_softmax;
                [given[class].rebar, [eta * mean, eta * eta * square]]
            })
        });
        exact_controlled(moments, parts, samples)
    }

    fn estimate(
        &self,
        problem: &Discrete,
        _: &DiscreteMoments,
        batch: &DiscreteBatch,
        estimates: &mut Estimates,
    ) {
        let cost = &problem.cost;
        controlled(
            problem,
            batch,
            estimates,
            |y| cost.value(y),
            |y| cost.gradient(y),
        );
    }
}
