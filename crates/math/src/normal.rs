//! The normal distribution over numbers that carry derivatives.

use super::number::Number;
use std::f64::consts::{FRAC_1_SQRT_2, PI};

/// φ(z) = e^{−z²/2}/√(2π).
pub fn density<N: Number>(z: N) -> N {
    (z * z * -0.5).exp() * (2.0 * PI).sqrt().recip()
}

/// Φ(z), the probability of lying below z. Derivatives up to the third are exact.
pub fn cumulative<N: Number>(z: N) -> N {
    let at = z.re();
    let value = 0.5 * libm::erfc(-at * FRAC_1_SQRT_2);
    // What z differs from its real part by is nilpotent, so the Taylor polynomial around the real part is exact.
    let beyond = z - at;
    let slope = density(at);
    let square = beyond * beyond;
    beyond * slope
        + square * (-0.5 * at * slope)
        + square * beyond * ((at * at - 1.0) / 6.0 * slope)
        + value
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::Dual;

    #[test]
    fn probabilities_are_those_of_the_tables() {
        for (z, probability) in [
            (0.0_f64, 0.5_f64),
            (1.0, 0.841_344_746_068_542_9),
            (-1.96, 0.024_997_895_148_220_435),
            (-8.0, 6.220_960_574_271_786e-16),
        ] {
            assert!((cumulative(z) - probability).abs() < 1e-15_f64.max(1e-12 * probability));
        }
    }

    #[test]
    fn the_derivatives_are_those_of_the_density() {
        for z in [-2.5_f64, -0.3, 0.0, 1.7] {
            let once = Dual::variable(z);
            let twice = Dual::variable(once);
            assert_eq!(cumulative(once).slope(), density(z));
            let second = cumulative(twice).slope().slope();
            assert!((second + z * density(z)).abs() < 1e-15);
            let third = cumulative(Dual::variable(twice)).slope().slope().slope();
            assert!((third - (z * z - 1.0) * density(z)).abs() < 1e-15);
        }
    }
}
