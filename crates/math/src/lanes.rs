//! Random numbers many at a time, for simulations that need billions: [`WIDTH`] generators side by side, in loops that
//! compilers turn into SIMD instructions.
//!
//! Only integer arithmetic and the five IEEE operations are used, elementary functions being polynomials: the numbers are
//! the same to the bit on every machine and in every browser. They are single precision, with 24 random bits or more.

use super::random::Generator;
use rand::Rng;
use std::f32::consts::{FRAC_PI_4, LOG2_E};

/// How many numbers are made at a time.
pub const WIDTH: usize = 16;

/// One number of each generator.
pub type Lane = [f32; WIDTH];

/// xoshiro128++ (Blackman and Vigna 2021) in every lane; the lanes start at independent random states.
#[derive(Clone, Debug)]
pub struct Lanes {
    state: [[u32; WIDTH]; 4],
}

impl Lanes {
    /// Starts the lanes from numbers of `generator`.
    pub fn new(generator: &mut Generator) -> Self {
        let mut word = || [(); WIDTH].map(|()| generator.next_u32());
        let mut state = [word(), word(), word(), word()];
        // All zeros would stay zeros.
        state[0].iter_mut().for_each(|word| *word |= 1);
        Self { state }
    }

    /// 32 random bits of each lane.
    #[inline(always)]
    pub fn bits(&mut self) -> [u32; WIDTH] {
        let [s0, s1, s2, s3] = &mut self.state;
        let mut out = [0; WIDTH];
        for i in 0..WIDTH {
            out[i] = s0[i].wrapping_add(s3[i]).rotate_left(7).wrapping_add(s0[i]);
            let shifted = s1[i] << 9;
            s2[i] ^= s0[i];
            s3[i] ^= s1[i];
            s1[i] ^= s2[i];
            s0[i] ^= s3[i];
            s2[i] ^= shifted;
            s3[i] = s3[i].rotate_left(11);
        }
        out
    }

    /// Two independent standard normal numbers in each lane, by Box and Muller (1958). Their tails end at 6.6, beyond
    /// which lies a share of 4·10⁻¹¹.
    #[inline(always)]
    pub fn normals(&mut self) -> (Lane, Lane) {
        let (radius, angle) = (self.bits(), self.bits());
        let (mut first, mut second) = ([0.0; WIDTH], [0.0; WIDTH]);
        for i in 0..WIDTH {
            let r = (-2.0 * ln(positive_unit(radius[i]))).abs().sqrt();
            let (cos, sin) = direction(angle[i]);
            first[i] = r * cos;
            second[i] = r * sin;
        }
        (first, second)
    }

    /// Numbers uniform in [−1, 1).
    #[inline(always)]
    pub fn signed_units(&mut self) -> Lane {
        self.bits()
            .map(|bits| bits as i32 as f32 * (1.0 / 2_147_483_648.0))
    }

    /// Numbers of Student's law with `freedom` ≥ 1 degrees of freedom, by Bailey's (1994) polar method:
    /// √(ν (U^{−2/ν} − 1)) cos 2πV.
    #[inline(always)]
    pub fn students(&mut self, freedom: f32) -> Lane {
        let (radius, angle) = (self.bits(), self.bits());
        let mut out = [0.0; WIDTH];
        for i in 0..WIDTH {
            let exponent = (-2.0 / freedom * ln(positive_unit(radius[i]))).abs();
            let (cos, _) = direction(angle[i]);
            out[i] = (freedom * exp_m1(exponent)).sqrt() * cos;
        }
        out
    }
}

/// A number in (0, 1], spread evenly, with more digits the smaller it is.
#[inline(always)]
fn positive_unit(bits: u32) -> f32 {
    ((bits >> 1) as i32 as f32 + 0.5) * (1.0 / 2_147_483_648.0)
}

/// Cosine and sine of an angle uniform on the circle: of twice an angle below π/4, the cosine's sign by a bit of its own.
#[inline(always)]
fn direction(bits: u32) -> (f32, f32) {
    let x = ((bits >> 8) as i32 as f32 - 8_388_607.5) * (FRAC_PI_4 / 8_388_608.0);
    let z = x * x;
    let sin = ((-1.951_529_6e-4 * z + 8.332_161e-3) * z - 0.166_666_55) * z * x + x;
    let cos = ((2.443_315_7e-5 * z - 1.388_731_6e-3) * z + 4.166_664_6e-2) * z * z - 0.5 * z + 1.0;
    let cos_of_twice = 1.0 - 2.0 * sin * sin;
    let sign = (bits & 1) << 31;
    (
        f32::from_bits(cos_of_twice.to_bits() ^ sign),
        2.0 * sin * cos,
    )
}

/// The natural logarithm of a positive normal number (Moshier's Cephes, `logf`), to 1e-7.
#[inline(always)]
fn ln(x: f32) -> f32 {
    const ROOT_HALF: u32 = 0x3f35_04f3;
    let bits = x.to_bits();
    let exponent = (bits.wrapping_sub(ROOT_HALF) as i32) >> 23;
    let f = f32::from_bits(bits.wrapping_sub((exponent as u32) << 23)) - 1.0;
    let e = exponent as f32;
    let z = f * f;
    let mut y = 7.037_683_6e-2_f32;
    for coefficient in [
        -0.115_146_1,
        0.116_769_98,
        -0.124_201_41,
        0.142_493_23,
        -0.166_680_58,
        0.200_007_15,
        -0.249_999_94,
        0.333_333_3,
    ] {
        y = y * f + coefficient;
    }
    y = y * f * z - 2.121_944_4e-4 * e - 0.5 * z;
    f + y + 0.693_359_4 * e
}

/// eˣ − 1 for 0 ≤ x < 80 (Moshier's Cephes, `expf`), to 2e-7 relative.
#[inline(always)]
fn exp_m1(x: f32) -> f32 {
    // Adding it leaves the nearest whole number in the lowest bits.
    const ROUND: f32 = 12_582_912.0;
    let shifted = x * LOG2_E + ROUND;
    let k = shifted - ROUND;
    let power = f32::from_bits((shifted.to_bits() << 23).wrapping_add(0x3f80_0000));
    let r = x - k * 0.693_359_4 + k * 2.121_944_4e-4;
    let mut y = 1.987_569_1e-4_f32;
    for coefficient in [1.398_2e-3, 8.333_452e-3, 4.166_579_6e-2, 0.166_666_66, 0.5] {
        y = y * r + coefficient;
    }
    (y * r * r + r) * power + (power - 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normal::cumulative;
    use crate::random::generator;

    /// The first numbers from the state 1, 2, 3, 4, as published with the crate rand_xoshiro.
    #[test]
    fn every_lane_is_xoshiro128_plus_plus() {
        let mut lanes = Lanes {
            state: [1, 2, 3, 4].map(|word| [word; WIDTH]),
        };
        for expected in [
            641,
            1_573_767,
            3_222_811_527,
            3_517_856_514,
            836_907_274,
            4_247_214_768,
            3_867_114_732,
            1_355_841_295,
        ] {
            assert_eq!(lanes.bits(), [expected; WIDTH]);
        }
    }

    #[test]
    fn polynomials_are_close_to_the_functions() {
        for k in 0..100_000_u32 {
            let bits = k.wrapping_mul(2_654_435_761);
            let x = positive_unit(bits);
            let exact = f64::from(x).ln();
            assert!(
                (f64::from(ln(x)) - exact).abs() <= 2e-7 * exact.abs().max(1e-30),
                "{x}"
            );
            let x = k as f32 * 4.4e-4;
            let exact = f64::from(x).exp_m1();
            assert!((f64::from(exp_m1(x)) - exact).abs() <= 4e-7 * exact, "{x}");
            let (cos, sin) = direction(bits);
            assert!((cos * cos + sin * sin - 1.0).abs() < 5e-7);
        }
    }

    /// The largest distance between the distribution of a sample and `exact`.
    fn kolmogorov_smirnov(mut sample: Vec<f32>, exact: impl Fn(f64) -> f64) -> f64 {
        sample.sort_unstable_by(f32::total_cmp);
        let n = sample.len() as f64;
        let gap = |(i, &x): (usize, &f32)| {
            let f = exact(f64::from(x));
            (f - i as f64 / n).abs().max((f - (i + 1) as f64 / n).abs())
        };
        sample.iter().enumerate().map(gap).fold(0.0, f64::max)
    }

    fn draw(count: usize, mut next: impl FnMut(&mut Lanes) -> Lane) -> Vec<f32> {
        let mut lanes = Lanes::new(&mut generator(5));
        (0..count / WIDTH).flat_map(|_| next(&mut lanes)).collect()
    }

    /// 1.95/√N is exceeded once in a thousand samples.
    const COUNT: usize = 1 << 20;
    const LIMIT: f64 = 1.95 / 1024.0;

    #[test]
    fn samples_follow_their_laws() {
        let first = draw(COUNT, |lanes| lanes.normals().0);
        let second = draw(COUNT, |lanes| lanes.normals().1);
        let product: f64 = (first.iter().zip(&second))
            .map(|(x, y)| f64::from(*x) * f64::from(*y))
            .sum();
        assert!(product.abs() < 5.0 * 1024.0, "the two are independent");
        assert!(kolmogorov_smirnov(first, cumulative) < LIMIT);
        assert!(kolmogorov_smirnov(second, cumulative) < LIMIT);
        let units = draw(COUNT, Lanes::signed_units);
        assert!(kolmogorov_smirnov(units, |x| 0.5 + 0.5 * x) < LIMIT);
        let cauchy = draw(COUNT, |lanes| lanes.students(1.0));
        assert!(kolmogorov_smirnov(cauchy, |x| 0.5 + x.atan() / std::f64::consts::PI) < LIMIT);
        let three = |x: f64| {
            let x = x / 3.0_f64.sqrt();
            0.5 + (x.atan() + x / (1.0 + x * x)) / std::f64::consts::PI
        };
        assert!(kolmogorov_smirnov(draw(COUNT, |lanes| lanes.students(3.0)), three) < LIMIT);
    }
}
