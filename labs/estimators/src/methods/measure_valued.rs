//! The measure-valued derivative with two independent samples: c (f(z₊) − f(z₋)), as coupled but nothing shared.
//!
//! Also the other coordinates are drawn anew for each side, so its variance grows with d: what coupling is for.

use super::{Estimates, Estimator, Exact, Kind};
use crate::families::Needs;
use crate::families::gaussian::{Gaussian, GaussianBatch};
use crate::families::gaussian_moments::GaussianMoments;

pub struct MeasureValued;

impl Estimator<Gaussian> for MeasureValued {
    fn id(&self) -> &'static str {
        "measure_valued"
    }

    fn symbol(&self) -> &'static str {
        "c(f₊−f₋′)"
    }

    fn kind(&self) -> Kind {
        Kind::Difference
    }

    fn needs(&self) -> Needs {
        Needs {
            pairs: true,
            ..Needs::default()
        }
    }

    fn evaluations(&self) -> u64 {
        2
    }

    fn exact(&self, problem: &Gaussian, moments: &GaussianMoments, samples: usize) -> Exact {
        let c = problem.mass();
        let [[plus, spread_plus], [minus, spread_minus]] = [moments.plus, moments.minus];
        let spread = spread_plus + spread_minus + 2.0 * moments.others[1];
        Exact::single(c * (plus - minus), c * c * spread).averaged(samples)
    }

    fn estimate(
        &self,
        problem: &Gaussian,
        _: &GaussianMoments,
        batch: &GaussianBatch,
        estimates: &mut Estimates,
    ) {
        let Some(pairs) = &batch.pairs else { return };
        let c = problem.mass();
        estimates.average(|_, sample| c * (pairs.plus[sample] - pairs.independent[sample]));
    }
}
