//! The regularised incomplete beta function with one parameter ½, in the logarithm: caps and bands of spheres.

use super::gamma::half_step_ratio;
use crate::real::{cos, exp, ln, ln_1p, sin, sin_cos};
use std::f64::consts::{FRAC_PI_2, FRAC_PI_4, PI};

/// Terms of a series or a fraction; both converge long before.
const MOST_TERMS: usize = 20_000;

/// ln I_{cos²δ}(a, ½) for a > 0 and 0 ≤ δ ≤ π/2: the share of a sphere in 2a + 1 dimensions that lies further than the
/// angle δ from an equator. To about 1e-13 relative in I itself; the logarithm goes on where I underflows.
///
/// Near the equator as 1 − I_{sin²δ}(½, a) by the series DLMF 8.17.8. Further out DLMF 8.17.7 and 15.8.1 give
/// cos²ᵃδ/(a B(a, ½) sin δ) · ₂F₁(½, 1; a + 1; −cot²δ), and Gauss's continued fraction of it has positive terms only: the
/// usual fraction in x = cos²δ would lose the digits of 1 − x, which for a = 5·10⁵ is 10⁻⁵.
pub fn ln_cap(a: f64, delta: f64) -> f64 {
    /// From here on, in terms of a sin²δ, the share is small enough for the fraction to converge soon.
    const FAR: f64 = 2.0;
    if delta <= 0.0 {
        return 0.0;
    }
    if delta >= FRAC_PI_2 {
        return f64::NEG_INFINITY;
    }
    let (sin, cos) = sin_cos(delta);
    let y = sin * sin;
    let ln_power = 2.0 * a * ln_cos(delta);
    // 1/B(a, ½)
    let inverse_beta = half_step_ratio(a) / PI.sqrt();
    if y < 0.5 && y * (a + 1.0) < FAR {
        return ln_1p(-(2.0 * inverse_beta * sin * exp(ln_power) * series(a, y)));
    }
    ln_power + ln(inverse_beta / (a * sin)) - ln(fraction(a, cos * cos / y))
}

/// ln cos δ for |δ| ≤ π/2, without the cancellation that the logarithm has near δ = 0 and 1 − sin² near π/2.
pub fn ln_cos(delta: f64) -> f64 {
    if delta.abs() < FRAC_PI_4 {
        0.5 * ln_1p(-sin(delta).powi(2))
    } else {
        ln(cos(delta).max(0.0))
    }
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

/// 1/₂F₁(½, 1; a + 1; −w) = 1 + e₁w/(1 + e₂w/(1 + …)) for w ≥ 0 (DLMF 15.7.5), by Lentz's method.
fn fraction(a: f64, w: f64) -> f64 {
    let (mut value, mut c, mut d) = (1.0, 1.0, 0.0);
    for k in 1..MOST_TERMS {
        let m = (k / 2) as f64;
        let odd = k % 2 == 1;
        let twice = a + 2.0 * m;
        let coefficient = if odd {
            (0.5 + m) * (a + m) / (twice * (twice + 1.0))
        } else {
            m * (a - 0.5 + m) / ((twice - 1.0) * twice)
        };
        d = 1.0 / (1.0 + coefficient * w * d);
        c = 1.0 + coefficient * w / c;
        value *= c * d;
        if (c * d - 1.0).abs() < 4.0 * f64::EPSILON {
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
