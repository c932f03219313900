//! The exact law of the angle between two independent isotropic vectors in n dimensions.
//!
//! p_n(θ) = Γ(n/2)/(√π Γ((n−1)/2)) sinⁿ⁻²θ on [0, π] (Muller 1959; Cai, Fan and Jiang 2013, eq. 5). Everything is computed
//! from δ = θ − π/2, because for large n all of the law lies near a right angle.

use std::f64::consts::{FRAC_PI_2, PI};
use thetaflow::math::gamma::{half_step_ratio, trigamma};
use thetaflow::math::incomplete_beta::{ln_cap, ln_cos};
use thetaflow::math::real::{exp, ln_1p};

/// The law of one dimension n ≥ 2.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AngleLaw {
    n: f64,
    /// p_n(π/2).
    peak: f64,
}

impl AngleLaw {
    pub fn new(n: u64) -> Self {
        let n = n.max(2) as f64;
        Self {
            n,
            peak: half_step_ratio(0.5 * (n - 1.0)) / PI.sqrt(),
        }
    }

    pub fn dimension(&self) -> f64 {
        self.n
    }

    /// p_n(π/2), the greatest value of the density for n > 2.
    pub fn peak(&self) -> f64 {
        self.peak
    }

    /// p_n at π/2 + δ for |δ| ≤ π/2, in 1/rad.
    pub fn density_beside(&self, delta: f64) -> f64 {
        if self.n == 2.0 {
            self.peak
        } else {
            self.peak * exp((self.n - 2.0) * ln_cos(delta))
        }
    }

    /// p_n(θ) for 0 ≤ θ ≤ π, in 1/rad.
    pub fn density(&self, theta: f64) -> f64 {
        self.density_beside(theta - FRAC_PI_2)
    }

    /// The density of c = cos θ: ∝ (1 − c²)^((n−3)/2), uniform for n = 3 (Archimedes). For |c| < 1.
    pub fn density_of_cosine(&self, c: f64) -> f64 {
        self.peak * exp(0.5 * (self.n - 3.0) * ln_1p(-c * c))
    }

    /// ln P(|θ − π/2| > δ) for 0 ≤ δ < π/2; −∞ from π/2 on.
    pub fn ln_tail(&self, delta: f64) -> f64 {
        ln_cap(0.5 * (self.n - 1.0), delta)
    }

    /// P(|θ − π/2| > δ) = I_{cos²δ}((n−1)/2, ½); 0 where that underflows.
    pub fn tail(&self, delta: f64) -> f64 {
        exp(self.ln_tail(delta))
    }

    /// F_n = P(θ ≤ π/2 + δ) for |δ| ≤ π/2.
    pub fn distribution_beside(&self, delta: f64) -> f64 {
        let half = 0.5 * self.tail(delta.abs());
        if delta < 0.0 { half } else { 1.0 - half }
    }

    /// F_n(θ) = P(θ' ≤ θ) for 0 ≤ θ ≤ π.
    pub fn distribution(&self, theta: f64) -> f64 {
        self.distribution_beside(theta - FRAC_PI_2)
    }

    /// The variance of θ about its mean π/2: ½ ψ₁(n/2), about 1/n for large n.
    pub fn variance(&self) -> f64 {
        0.5 * trigamma(0.5 * self.n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn archimedes() {
        let sphere = AngleLaw::new(3);
        for c in [-0.99, 0.0, 0.3] {
            assert!((sphere.density_of_cosine(c) - 0.5).abs() < 1e-15);
        }
        assert!((sphere.density(1.0) - 0.5 * 1.0_f64.sin()).abs() < 1e-15);
    }

    /// The derivative of F is p, on both sides of π/2.
    #[test]
    fn distribution_and_density_belong_together() {
        for n in [2, 3, 4, 10, 200, 100_000, 1_000_000] {
            let law = AngleLaw::new(n);
            let h = 1e-4 / (n as f64).sqrt();
            for z in [-1.4, -0.5, 0.0, 0.2, 1.3] {
                let delta = z / (n as f64).sqrt();
                let slope = (law.distribution_beside(delta + h)
                    - law.distribution_beside(delta - h))
                    / (2.0 * h);
                let density = law.density_beside(delta);
                assert!((slope / density - 1.0).abs() < 1e-6, "{n} {delta}");
            }
        }
    }

    #[test]
    fn nothing_overflows() {
        for n in [2, 3, 1_000_000] {
            let law = AngleLaw::new(n);
            for theta in [0.0, 1e-300, FRAC_PI_2, 3.0, PI] {
                assert!(law.density(theta).is_finite());
                assert!((0.0..=1.0).contains(&law.distribution(theta)));
            }
            assert_eq!(law.tail(FRAC_PI_2), 0.0);
            assert_eq!(law.tail(0.0), 1.0);
        }
        assert!(AngleLaw::new(1_000_000).ln_tail(1.5) < -1e6);
    }
}
