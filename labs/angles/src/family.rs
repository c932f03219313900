//! Many vectors at once: the smallest of all their angles, and how many can be nearly orthogonal.

use super::law::AngleLaw;
use std::f64::consts::{FRAC_PI_2, LN_2, LN_10};
use thetaflow::math::interval::bisect;
use thetaflow::math::real::{exp, exp_m1, ln, ln_1p, log10};

/// m(m − 1)/2.
pub fn pairs_of(vectors: u64) -> f64 {
    let m = vectors as f64;
    0.5 * m * (m - 1.0)
}

/// The law of the smallest angle among `vectors` isotropic vectors, as if their pairs were independent:
/// 1 − (1 − F_n(θ))^{m(m−1)/2}. They are so two at a time, which makes it very close.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SmallestAngle {
    pub law: AngleLaw,
    pub vectors: u64,
}

impl SmallestAngle {
    /// ln(1 − F_n(π/2 + δ)).
    fn ln_above(&self, delta: f64) -> f64 {
        let below = self.law.distribution_beside(delta);
        if delta < 0.0 {
            ln_1p(-below)
        } else {
            self.law.ln_tail(delta) - LN_2
        }
    }

    /// P(the smallest angle ≤ π/2 + δ).
    pub fn distribution_beside(&self, delta: f64) -> f64 {
        -exp_m1(pairs_of(self.vectors) * self.ln_above(delta))
    }

    /// Its density in 1/rad.
    pub fn density_beside(&self, delta: f64) -> f64 {
        let pairs = pairs_of(self.vectors);
        let others = if pairs > 1.0 {
            exp((pairs - 1.0) * self.ln_above(delta))
        } else {
            1.0
        };
        pairs * others * self.law.density_beside(delta)
    }

    /// The δ at which the distribution reaches `share`, to 1e-9 of the law's width.
    pub fn quantile_beside(&self, share: f64) -> f64 {
        let [low, high] = bisect([-FRAC_PI_2, FRAC_PI_2], 60, |delta| {
            self.distribution_beside(delta) < share
        });
        0.5 * (low + high)
    }
}

/// log₁₀ of how many vectors keep all their angles within δ of a right angle with probability ½:
/// ½(1 + √(1 + 8 ln 2/−ln(1 − tail))), before it is rounded down.
pub fn log10_orthogonal_count(law: &AngleLaw, delta: f64) -> f64 {
    let ln_tail = law.ln_tail(delta);
    let tail = exp(ln_tail);
    if tail > 1e-200 {
        return log10(orthogonal_vectors(tail));
    }
    // −ln(1 − tail) is the tail itself, and the ones are lost.
    0.5 * (ln(2.0 * LN_2) - ln_tail) / LN_10
}

fn orthogonal_vectors(tail: f64) -> f64 {
    0.5 * (1.0 + (1.0 + 8.0 * LN_2 / -ln_1p(-tail)).sqrt())
}

/// The same as a whole number; `None` where it is too large for one that is exact.
pub fn orthogonal_count(law: &AngleLaw, delta: f64) -> Option<f64> {
    const EXACT: f64 = 9e15;
    let count = orthogonal_vectors(law.tail(delta)).floor();
    (count < EXACT).then_some(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smallest_angle_of_one_pair_is_the_angle() {
        let law = AngleLaw::new(7);
        let smallest = SmallestAngle { law, vectors: 2 };
        for delta in [-1.2, -0.1, 0.0, 0.7, 1.5] {
            let (ours, theirs) = (
                smallest.distribution_beside(delta),
                law.distribution_beside(delta),
            );
            assert!((ours - theirs).abs() < 1e-14);
            assert!((smallest.density_beside(delta) - law.density_beside(delta)).abs() < 1e-14);
        }
    }

    #[test]
    fn density_is_the_slope_and_quantile_the_inverse() {
        for (n, vectors) in [(2, 5), (200, 60), (1_000_000, 256)] {
            let smallest = SmallestAngle {
                law: AngleLaw::new(n),
                vectors,
            };
            for share in [1e-6, 0.1, 0.5, 0.99] {
                let delta = smallest.quantile_beside(share);
                let again = smallest.distribution_beside(delta);
                assert!(
                    (again / share - 1.0).abs() < 1e-6,
                    "{n} {vectors}: {again}, not {share}"
                );
                if share < 0.01 {
                    // In the plane the end of the law is too near.
                    continue;
                }
                let h = 1e-4 / (n as f64).sqrt() / (vectors as f64);
                let slope = (smallest.distribution_beside(delta + h)
                    - smallest.distribution_beside(delta - h))
                    / (2.0 * h);
                assert!((slope / smallest.density_beside(delta) - 1.0).abs() < 1e-3);
            }
        }
    }

    /// With one vector more than the count, the probability falls below ½.
    #[test]
    fn the_count_is_the_last_above_one_half() {
        for (n, delta) in [(3, 0.3), (100, 0.2), (1000, 0.1), (10_000, 0.05)] {
            let law = AngleLaw::new(n);
            let count = orthogonal_count(&law, delta).unwrap_or(f64::NAN);
            let all_within = |m: f64| (0.5 * m * (m - 1.0) * (-law.tail(delta)).ln_1p()).exp();
            assert!(
                all_within(count) >= 0.5 && all_within(count + 1.0) < 0.5,
                "{n}"
            );
            let log = log10_orthogonal_count(&law, delta);
            assert!(log >= count.log10() && log < (count + 1.0).log10());
        }
        let law = AngleLaw::new(1_000_000);
        assert_eq!(orthogonal_count(&law, 0.1), None);
        // The tail is e^{−5000} or so: about 10^1088 vectors.
        assert!((log10_orthogonal_count(&law, 0.1) - 1090.0).abs() < 5.0);
        assert_eq!(orthogonal_count(&law, 0.0), Some(1.0));
        assert_eq!(log10_orthogonal_count(&law, 0.0), 0.0);
    }

    #[test]
    fn both_ways_to_the_logarithm_agree() {
        let law = AngleLaw::new(10_000);
        let ln_tail = law.ln_tail(0.3);
        assert!(ln_tail.exp() > 1e-200 && ln_tail.exp() < 1e-150);
        let direct = 0.5 * ((2.0 * LN_2).ln() - ln_tail) / LN_10;
        assert!((log10_orthogonal_count(&law, 0.3) / direct - 1.0).abs() < 1e-14);
    }
}
