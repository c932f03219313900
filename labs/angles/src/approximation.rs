//! Normal approximations of the angle law, and how far they are from it.

use super::law::AngleLaw;
use std::f64::consts::FRAC_PI_2;
use thetaflow::math::interval::bisect;
use thetaflow::math::normal;
use thetaflow::math::real::{cos, sin};

/// A normal law in the place of the exact one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Approximation {
    /// θ ≈ N(π/2, 1/(n − 2)), from the Taylor expansion of log sin θ. For n ≥ 3.
    Angle,
    /// √n cos θ ≈ N(0, 1).
    Cosine,
}

impl Approximation {
    /// How many standard deviations π/2 + δ is away; `None` where there is no approximation (n = 2 has no curvature).
    fn score(self, law: &AngleLaw, delta: f64) -> Option<f64> {
        let n = law.dimension();
        match self {
            Approximation::Angle => (n > 2.0).then(|| delta * (n - 2.0).sqrt()),
            Approximation::Cosine => Some(sin(delta) * n.sqrt()),
        }
    }

    /// The approximate density of θ at π/2 + δ.
    pub fn density_beside(self, law: &AngleLaw, delta: f64) -> Option<f64> {
        let n = law.dimension();
        let slope = match self {
            Approximation::Angle => (n - 2.0).sqrt(),
            Approximation::Cosine => n.sqrt() * cos(delta),
        };
        Some(slope * normal::density(self.score(law, delta)?))
    }

    /// sup |F − Φ| over all angles.
    ///
    /// The difference is extreme where the densities cross, or at the end of the law. Both are even about π/2, so one side
    /// is enough.
    pub fn distance(self, law: &AngleLaw) -> Option<f64> {
        /// Points of the grid on which crossings are looked for, out to 12 standard deviations.
        const GRID: u32 = 600;
        let end = FRAC_PI_2.min(12.0 / law.dimension().sqrt());
        let excess =
            |delta: f64| Some(self.density_beside(law, delta)? - law.density_beside(delta));
        let gap = |delta: f64| {
            let exact = law.distribution_beside(delta);
            Some((exact - normal::cumulative(self.score(law, delta)?)).abs())
        };
        let mut largest = gap(end)?;
        let mut before = (0.0, excess(0.0)?);
        for k in 1..=GRID {
            let delta = end * f64::from(k) / f64::from(GRID);
            let now = (delta, excess(delta)?);
            if before.1 * now.1 < 0.0 {
                let [low, _] = bisect([before.0, now.0], 40, |delta| {
                    excess(delta).is_some_and(|excess| excess * before.1 > 0.0)
                });
                largest = largest.max(gap(low)?);
            }
            before = now;
        }
        Some(largest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn by_brute_force(kind: Approximation, law: &AngleLaw) -> f64 {
        (1..20_000)
            .filter_map(|k| {
                let delta = FRAC_PI_2 * (f64::from(k) / 20_000.0).powi(2);
                let exact = law.distribution_beside(delta);
                Some((exact - normal::cumulative(kind.score(law, delta)?)).abs())
            })
            .fold(0.0, f64::max)
    }

    #[test]
    fn the_distance_is_the_largest_gap() {
        for kind in [Approximation::Angle, Approximation::Cosine] {
            for n in [3, 5, 10, 100, 1000] {
                let law = AngleLaw::new(n);
                let distance = kind.distance(&law).unwrap_or(f64::NAN);
                let expected = by_brute_force(kind, &law);
                assert!(
                    (distance - expected).abs() < 1e-3 * expected,
                    "{kind:?} {n}"
                );
            }
        }
        assert_eq!(Approximation::Angle.distance(&AngleLaw::new(2)), None);
    }

    /// Both corrections of the Edgeworth expansion begin with 1/n.
    #[test]
    fn the_distance_falls_like_one_over_n() {
        for kind in [Approximation::Angle, Approximation::Cosine] {
            let at = |n| kind.distance(&AngleLaw::new(n)).unwrap_or(f64::NAN);
            let slope = (at(10_000) / at(1000)).log10();
            assert!((slope + 1.0).abs() < 0.01, "{kind:?} {slope}");
        }
    }
}
