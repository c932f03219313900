//! RELAX: REBAR's form with any function c for the relaxed f (Grathwohl et al. 2018, equation 7), here with a fixed
//! surrogate instead of a learned one: c(z) = η Σ f(e_i) y_i, which knows f at the corners of the simplex only.
//!
//! So it also serves where f cannot be evaluated between the corners.

use super::rebar::{NEEDS, controlled, exact_controlled};
use super::{Estimates, Estimator, Exact, Kind};
use crate::families::Needs;
use crate::families::discrete::{Discrete, DiscreteBatch};
use crate::families::discrete_moments::DiscreteMoments;

pub struct Relax;

impl Estimator<Discrete> for Relax {
    fn id(&self) -> &'static str {
        "relax"
    }

    fn symbol(&self) -> &'static str {
        "RELAX"
    }

    fn kind(&self) -> Kind {
        Kind::Difference
    }

    fn needs(&self) -> Needs {
        NEEDS
    }

    fn exact(&self, problem: &Discrete, moments: &DiscreteMoments, samples: usize) -> Exact {
        let scale = problem.eta * (moments.f[0] - moments.f[1]);
        let parts = moments.given.as_ref().map(|given| {
            [0, 1].map(|class: usize| {
                let [mean, square] = given[class].slope;
                [given[class].relax, [scale * mean, scale * scale * square]]
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
        let f = batch.f;
        controlled(
            problem,
            batch,
            estimates,
            |y| y.iter().zip(&f).map(|(y, f)| y * f).sum(),
            |_| f,
        );
    }
}
