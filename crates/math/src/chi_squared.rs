//! The tail of the χ² law, for tests of frequencies.

use crate::real::exp;

/// P(χ²_ν ≥ x) for ν degrees of freedom, to about 10⁻¹².
///
/// Γ(ν/2, x/2)/Γ(ν/2) by the recurrence Q(s + 1, y) = Q(s, y) + y^s e^(−y)/Γ(s + 1) (DLMF 8.8.6), from Q(1, y) = e^(−y) or
/// Q(1/2, y) = erfc √y.
pub fn chi_squared_tail(x: f64, degrees: u32) -> f64 {
    if x <= 0.0 || x.is_nan() || degrees == 0 {
        return 1.0;
    }
    let y = 0.5 * x;
    // `term` is y^s e^(−y)/Γ(s + 1).
    let (mut s, mut term, mut tail) = if degrees.is_multiple_of(2) {
        (1.0, y * exp(-y), exp(-y))
    } else {
        let root = y.sqrt();
        let term = 2.0 * root * exp(-y) / std::f64::consts::PI.sqrt();
        (0.5, term, erfc(root))
    };
    while s + 0.25 < 0.5 * f64::from(degrees) {
        tail += term;
        s += 1.0;
        term *= y / s;
    }
    tail.min(1.0)
}

/// 1 − erf(x) for x ≥ 0: the series of Kummer's form below 2 (DLMF 7.6.2), the continued fraction above (DLMF 7.9.2).
fn erfc(x: f64) -> f64 {
    let root_pi = std::f64::consts::PI.sqrt();
    if x < 2.0 {
        let (mut term, mut sum, mut n) = (x, x, 0.5);
        while term > 1e-17 * sum {
            n += 1.0;
            term *= x * x / n;
            sum += term;
        }
        1.0 - 2.0 / root_pi * exp(-x * x) * sum
    } else {
        let fraction = (1..=60)
            .rev()
            .fold(x, |below, n| x + 0.5 * f64::from(n) / below);
        exp(-x * x) / (root_pi * fraction)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tables of quantiles, and the closed forms for one and three degrees, e^(−x/2) (1 + x/2) for four.
    #[test]
    fn agrees_with_tables_and_closed_forms() {
        for (x, degrees, tail) in [
            (1.0, 1, 0.317_310_507_862_914_1),
            (3.841_458_820_694_124, 1, 0.05),
            (5.991_464_547_107_979, 2, 0.05),
            (14.067_140_449_340_169, 7, 0.05),
            (2.0, 4, 0.735_758_882_342_884_6),
            (40.0, 3, 1.065_509_033_425_586_3e-8),
        ] {
            let found = chi_squared_tail(x, degrees);
            assert!((found / tail - 1.0).abs() < 1e-9, "{x} {degrees}: {found}");
        }
        assert!((erfc(2.0 - 1e-13) / erfc(2.0) - 1.0).abs() < 1e-12);
        assert_eq!(chi_squared_tail(0.0, 3), 1.0);
    }
}
