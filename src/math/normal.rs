//! The standard normal law.

use std::f64::consts::PI;

/// φ(z), the density.
pub fn density(z: f64) -> f64 {
    (-0.5 * z * z).exp() / (2.0 * PI).sqrt()
}

/// Φ(z), the distribution function, to 1e-15: Φ − ½ = φ(z) (z + z³/3 + z⁵/15 + …), whose terms do not cancel.
pub fn distribution(z: f64) -> f64 {
    // Beyond it, Φ is 0 or 1 to rounding.
    const FAR: f64 = 9.0;
    if z.abs() > FAR {
        return if z > 0.0 { 1.0 } else { 0.0 };
    }
    let (mut term, mut sum, mut odd) = (z, z, 1.0);
    while term.abs() > 1e-17 * sum.abs() {
        odd += 2.0;
        term *= z * z / odd;
        sum += term;
    }
    0.5 + density(z) * sum
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Values of SciPy's `norm.cdf`.
    #[test]
    fn distribution_is_known() {
        for (z, value) in [
            (0.0, 0.5),
            (1.0, 0.841_344_746_068_542_9),
            (-2.0, 0.022_750_131_948_179_195),
            (3.5, 0.999_767_370_920_964_5),
            (40.0, 1.0),
        ] {
            assert!((distribution(z) - value).abs() < 1e-15, "{z}");
        }
    }
}
