//! Elementary functions of `f32`: polynomials without branches, so that loops over them vectorise, with the same bits on every
//! machine.

/// eˣ with a relative error below 2·10⁻⁷ for |x| ≤ 87; held at e^±87 beyond.
#[inline(always)]
pub fn exp(x: f32) -> f32 {
    const LIMIT: f32 = 87.0;
    /// Added and taken away again, it rounds to a whole number, which then stands in the lowest bits.
    const ROUNDER: f32 = 12_582_912.0;
    // ln 2 in two parts, the first short enough that its multiples are exact.
    const LN_2: [f32; 2] = [0.693_359_4, -2.121_944_4e-4];
    // Comparisons instead of `clamp`, which would need branches; a NaN passes both.
    let x = if x > LIMIT { LIMIT } else { x };
    let x = if x < -LIMIT { -LIMIT } else { x };
    let shifted = x * std::f32::consts::LOG2_E + ROUNDER;
    let power = shifted - ROUNDER;
    let rest = x - power * LN_2[0] - power * LN_2[1];
    // Cephes' minimax polynomial for |rest| ≤ ½ ln 2 (Moshier 1992).
    let mut sum = 1.987_569_1e-4_f32;
    for coefficient in [
        1.398_199_9e-3,
        8.333_452e-3,
        4.166_579_6e-2,
        1.666_666_5e-1,
        5e-1,
    ] {
        sum = sum * rest + coefficient;
    }
    let value = sum * rest * rest + rest + 1.0;
    let two_to_power = f32::from_bits((shifted.to_bits() << 23).wrapping_add(1.0_f32.to_bits()));
    value * two_to_power
}

/// tanh x with an absolute error below 5·10⁻⁷.
#[inline(always)]
pub fn tanh(x: f32) -> f32 {
    // A rational minimax approximation on [−9, 9], where the rest rounds to ±1; the coefficients are those of Eigen.
    const LIMIT: f32 = 9.0;
    let x = if x > LIMIT { LIMIT } else { x };
    let x = if x < -LIMIT { -LIMIT } else { x };
    let square = x * x;
    let mut above = -2.760_768_5e-16_f32;
    for coefficient in [
        2.000_188e-13,
        -8.604_672e-11,
        5.122_297e-8,
        1.485_722_4e-5,
        6.372_619e-4,
        4.893_525e-3,
    ] {
        above = above * square + coefficient;
    }
    let mut below = 1.198_258_4e-6_f32;
    for coefficient in [1.185_347e-4, 2.268_434_6e-3, 4.893_525e-3] {
        below = below * square + coefficient;
    }
    x * above / below
}

/// ln(1 + y) for 0 ≤ y ≤ 1, with an absolute error below 2·10⁻⁷.
#[inline(always)]
pub fn ln_1p(y: f32) -> f32 {
    // 2 artanh(y/(2 + y)), whose series ends quickly for an argument of at most ⅓.
    let argument = y / (2.0 + y);
    let square = argument * argument;
    let mut sum = 1.0_f32 / 13.0;
    for denominator in [11.0, 9.0, 7.0, 5.0, 3.0, 1.0] {
        sum = sum * square + 1.0 / denominator;
    }
    2.0 * argument * sum
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(limit: f64) -> impl Iterator<Item = f32> {
        (-20_000..=20_000).map(move |k| (limit * f64::from(k) / 20_000.0) as f32)
    }

    #[test]
    fn the_stated_errors_hold() {
        for x in points(87.0) {
            let relative = f64::from(exp(x)) / libm::exp(f64::from(x)) - 1.0;
            assert!(relative.abs() < 2e-7, "exp {x}: {relative:e}");
        }
        for x in points(12.0) {
            let error = f64::from(tanh(x)) - libm::tanh(f64::from(x));
            assert!(error.abs() < 5e-7, "tanh {x}: {error:e}");
        }
        for y in points(1.0).filter(|y| *y >= 0.0) {
            let error = f64::from(ln_1p(y)) - libm::log1p(f64::from(y));
            assert!(error.abs() < 2e-7, "log(1 + y) {y}: {error:e}");
        }
    }

    #[test]
    fn far_out_there_is_no_surprise() {
        assert!(exp(1e30) > 1e37 && exp(f32::INFINITY).is_finite());
        assert!(exp(-1e30) < 1e-37);
        assert!((tanh(f32::INFINITY) - 1.0).abs() < 5e-7);
        assert!(exp(f32::NAN).is_nan() && tanh(f32::NAN).is_nan());
    }
}
