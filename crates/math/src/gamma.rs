//! Functions of the gamma family for which a library's log-gamma is not enough: lnΓ(x + ½) − lnΓ(x) at x = 5·10⁵ is the
//! difference of two numbers near 6·10⁶, of which ten digits would be lost.

use crate::real::exp;

/// From here on the asymptotic series below are exact to rounding.
const LARGE: f64 = 20.0;

/// Γ(x + ½)/Γ(x) for x > 0, to a few units in the last place.
///
/// The asymptotic series of lnΓ(x + ½) − lnΓ(x) (Tricomi and Erdélyi 1951), reached from a small x by
/// Γ(x + ½)/Γ(x) = x/(x + ½) · Γ(x + 3/2)/Γ(x + 1).
pub fn half_step_ratio(x: f64) -> f64 {
    let (mut x, mut factor) = (x, 1.0);
    while x < LARGE {
        factor *= x / (x + 0.5);
        x += 1.0;
    }
    let r = 1.0 / x;
    let r2 = r * r;
    let series = -1.0 / 8.0
        + r2 * (1.0 / 192.0 + r2 * (-1.0 / 640.0 + r2 * (17.0 / 14336.0 + r2 * (-31.0 / 18432.0))));
    factor * x.sqrt() * exp(r * series)
}

/// The trigamma function ψ₁(x) = d²/dx² lnΓ(x) for x > 0 (Abramowitz and Stegun 6.4.6, 6.4.12).
pub fn trigamma(x: f64) -> f64 {
    let (mut x, mut sum) = (x, 0.0);
    while x < LARGE {
        sum += 1.0 / (x * x);
        x += 1.0;
    }
    let r = 1.0 / x;
    let r2 = r * r;
    let bernoulli =
        1.0 / 6.0 + r2 * (-1.0 / 30.0 + r2 * (1.0 / 42.0 + r2 * (-1.0 / 30.0 + r2 * (5.0 / 66.0))));
    sum + r * (1.0 + r * (0.5 + r * bernoulli))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::f64::consts::PI;

    #[test]
    fn ratios_of_small_arguments_are_known() {
        for (x, ratio) in [
            (0.5, 1.0 / PI.sqrt()),
            (1.0, PI.sqrt() / 2.0),
            (1.5, 2.0 / PI.sqrt()),
            (2.0, 0.75 * PI.sqrt()),
        ] {
            assert!((half_step_ratio(x) / ratio - 1.0).abs() < 1e-14, "{x}");
        }
    }

    /// Γ(x + ½)/Γ(x) · Γ(x + 1)/Γ(x + ½) = x.
    #[test]
    fn two_half_steps_are_a_whole_one() {
        for k in 1..400 {
            let x = 0.5 * 1.04_f64.powi(k);
            let product = half_step_ratio(x) * half_step_ratio(x + 0.5);
            assert!((product / x - 1.0).abs() < 2e-15 * 8.0, "{x}");
        }
    }

    #[test]
    fn trigamma_is_known_at_halves() {
        let square = PI * PI;
        for (x, value) in [
            (0.5, square / 2.0),
            (1.0, square / 6.0),
            (1.5, square / 2.0 - 4.0),
            (2.0, square / 6.0 - 1.0),
        ] {
            assert!((trigamma(x) / value - 1.0).abs() < 1e-14, "{x}");
        }
        for x in [3.7, 19.9, 20.0, 500.0] {
            assert!((trigamma(x) - trigamma(x + 1.0) - 1.0 / (x * x)).abs() < 1e-15);
        }
    }
}
