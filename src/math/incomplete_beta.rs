//! The regularised incomplete beta function with one parameter ½, in the logarithm: caps and bands of spheres.

use super::gamma::half_step_ratio;
use std::f64::consts::{FRAC_PI_2, PI};

/// Terms of a series or a fraction; both converge long before.
const MOST_TERMS: usize = 20_000;

/// ln I_{cos²δ}(a, ½) for a > 0 and 0 ≤ δ ≤ π/2: the share of a sphere in 2a + 1 dimensions that lies further than the
/// angle δ from an equator. To about 1e-13 relative in I itself; the logarithm goes on where I underflows.
///
/// Near the equator as 1 − I_{sin²δ}(½, a) by the series DLMF 8.17.8, further out by the continued fraction DLMF 8.17.22.
pub fn ln_cap(a: f64, delta: f64) -> f64 {
    if delta <= 0.0 {
        return 0.0;
    }
    if delta >= FRAC_PI_2 {
        return f64::NEG_INFINITY;
    }
    let (sin, y) = (delta.sin(), delta.sin().powi(2));
    // ln cos²δ without the cancellation near δ = 0.
    let ln_x = (-y).ln_1p();
    // x^a (1 − x)^½ / B(a, ½)
    let factor = half_step_ratio(a) / PI.sqrt() * sin;
    if y * (a + 2.5) < 1.5 {
        return (-(2.0 * factor * (a * ln_x).exp() * series(a, y))).ln_1p();
    }
    a * ln_x + (factor / a).ln() - fraction(a, 1.0 - y).ln()
}

/// Σ (a + ½)_k / (3/2)_k y^k.
fn series(a: f64, y: f64) -> f64 {
    let (mut sum, mut term) = (1.0, 1.0);
    for k in 0..MOST_TERMS {
        let k = k as f64;
        term *= (a + 0.5 + k) / (1.5 + k) * y;
        sum += term;
        if term < 1e-17 * sum {
            break;
        }
    }
    sum
}

/// 1 + d₁/(1 + d₂/(1 + …)), by Lentz's method.
fn fraction(a: f64, x: f64) -> f64 {
    const B: f64 = 0.5;
    const TINY: f64 = 1e-300;
    let away_from_zero = |value: f64| if value.abs() < TINY { TINY } else { value };
    let (mut value, mut c, mut d) = (1.0, 1.0, 0.0);
    for k in 1..MOST_TERMS {
        let m = (k / 2) as f64;
        let even = k % 2 == 0;
        let twice = a + 2.0 * m;
        let coefficient = if even {
            m * (B - m) * x / ((twice - 1.0) * twice)
        } else {
            -(a + m) * (a + B + m) * x / (twice * (twice + 1.0))
        };
        d = 1.0 / away_from_zero(1.0 + coefficient * d);
        c = away_from_zero(1.0 + coefficient / c);
        value *= c * d;
        if (c * d - 1.0).abs() < 1e-16 {
            break;
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    /// a = ½: the circle; a = 1: Archimedes' sphere; a = 3/2: the fourth dimension.
    #[test]
    fn low_dimensions_are_elementary() {
        for k in 1..100 {
            let delta = FRAC_PI_2 * f64::from(k) / 100.0;
            for (a, share) in [
                (0.5, 1.0 - 2.0 * delta / PI),
                (1.0, 1.0 - delta.sin()),
                (1.5, 1.0 - (2.0 * delta + (2.0 * delta).sin()) / PI),
            ] {
                let ours = ln_cap(a, delta).exp();
                assert!((ours - share).abs() < 1e-14 + 1e-13 * share, "{a} {delta}");
            }
        }
    }

    /// The share shrinks with δ, also where one way of computing it takes over from the other.
    #[test]
    fn falls_with_the_angle() {
        for a in [0.5, 1.0, 4.5, 50.0, 5e3, 5e5] {
            let mut before = 0.0;
            for k in 1..4000 {
                let now = ln_cap(a, FRAC_PI_2 * (f64::from(k) / 4000.0).powi(4));
                assert!(now < before, "{a} {k}");
                before = now;
            }
        }
        assert_eq!(ln_cap(3.0, 0.0), 0.0);
        assert_eq!(ln_cap(3.0, 2.0), f64::NEG_INFINITY);
    }
}
