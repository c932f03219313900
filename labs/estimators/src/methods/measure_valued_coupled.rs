//! The measure-valued (weak) derivative with coupled samples: c (f(z₊) − f(z₋)), where ∂p = c (p₊ − p₋) splits the
//! derivative of the density into its positive and negative parts (Heidergott & Vázquez-Abad 2000; Mohamed et al. 2020,
//! section 6).
//!
//! For μ: c = 1/(σ √(2π)), z± = μ ± σW with the same Weibull variable W (shape 2, scale √2) on both sides.
//! For σ: c = 1/σ, z₊ = μ + σM with M double-sided Maxwell, z₋ = μ + σUM with U uniform, which is normal.
//! The other coordinates are the same on both sides and cancel.

use super::{Estimates, Estimator, Exact, Kind};
use crate::families::Needs;
use crate::families::gaussian::{Gaussian, GaussianBatch};
use crate::families::gaussian_moments::GaussianMoments;

pub struct MeasureValuedCoupled;

impl Estimator<Gaussian> for MeasureValuedCoupled {
    fn id(&self) -> &'static str {
        "measure_valued_coupled"
    }

    fn symbol(&self) -> &'static str {
        "c(f₊−f₋)"
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
        let mean = c * (moments.plus[0] - moments.minus[0]);
        Exact::single(mean, c * c * moments.coupled2 - mean * mean).averaged(samples)
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
        estimates.average(|_, sample| c * (pairs.plus[sample] - pairs.coupled[sample]));
    }
}
