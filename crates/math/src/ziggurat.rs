//! Normal and exponential random numbers by the ziggurat of Marsaglia and Tsang 2000.
//!
//! These are the draws of rand_distr, from the same random words. Its tables are 8 kB of digits that no compression
//! makes smaller; here a recurrence finds them when the first number is drawn.

use crate::real::{exp, ln};
use rand::distr::{Distribution, Open01};
use rand::{Rng, RngExt};
use std::sync::LazyLock;

/// N(0, 1).
#[derive(Clone, Copy, Debug)]
pub struct StandardNormal;

/// The exponential distribution of rate 1.
#[derive(Clone, Copy, Debug)]
pub struct Exp1;

const LAYERS: usize = 256;

/// A density on x ≥ 0, its peak 1, covered by layers of equal area.
struct Ziggurat {
    /// Where each layer ends; the lowest, which has the tail, stands for a wider one without.
    ends: [f64; LAYERS + 1],
    /// The density there.
    heights: [f64; LAYERS + 1],
}

impl Ziggurat {
    /// `tail` is where the tail begins, `base` the width of a rectangle as high as the density there, of a layer's area.
    fn new(tail: f64, base: f64, density: fn(f64) -> f64, inverse: fn(f64) -> f64) -> Self {
        let area = base * density(tail);
        let mut ends = [0.0; LAYERS + 1];
        (ends[0], ends[1]) = (base, tail);
        for layer in 2..LAYERS {
            let below = ends[layer - 1];
            ends[layer] = inverse(area / below + density(below));
        }
        Self {
            ends,
            heights: ends.map(density),
        }
    }

    /// Whether a height, given as a `share` of a layer's, lies below the density.
    fn is_below(&self, layer: usize, share: f64, density: f64) -> bool {
        let [lower, upper] = [layer, layer + 1].map(|layer| self.heights[layer]);
        upper + (lower - upper) * share < density
    }
}

const NORMAL_TAIL: f64 = 3.654_152_885_361_009;
const EXPONENTIAL_TAIL: f64 = 7.697_117_470_131_05;

fn normal_density(x: f64) -> f64 {
    exp(-x * x / 2.0)
}

fn exponential_density(x: f64) -> f64 {
    exp(-x)
}

static NORMAL: LazyLock<Ziggurat> = LazyLock::new(|| {
    let inverse = |height: f64| (-2.0 * ln(height)).sqrt();
    Ziggurat::new(NORMAL_TAIL, 3.910_757_959_537_09, normal_density, inverse)
});

static EXPONENTIAL: LazyLock<Ziggurat> = LazyLock::new(|| {
    let inverse = |height: f64| -ln(height);
    Ziggurat::new(
        EXPONENTIAL_TAIL,
        8.697_117_470_131_053,
        exponential_density,
        inverse,
    )
});

impl Distribution<f64> for StandardNormal {
    fn sample<R: Rng + ?Sized>(&self, random: &mut R) -> f64 {
        let ziggurat = &*NORMAL;
        loop {
            let word = random.next_u64();
            let layer = word as usize & (LAYERS - 1);
            // In [-1, 1): the upper 52 bits as the digits of a number in [2, 4).
            let side = f64::from_bits(word >> 12 | 1024 << 52) - 3.0;
            let x = side * ziggurat.ends[layer];
            if x.abs() < ziggurat.ends[layer + 1] {
                return x;
            }
            if layer == 0 {
                let beyond = NORMAL_TAIL + beyond_normal_tail(random);
                return if side < 0.0 { -beyond } else { beyond };
            }
            if ziggurat.is_below(layer, random.random(), normal_density(x)) {
                return x;
            }
        }
    }
}

/// How far a normal number lies in the tail (Marsaglia 1964).
fn beyond_normal_tail<R: Rng + ?Sized>(random: &mut R) -> f64 {
    loop {
        let [x, y]: [f64; 2] = [random.sample(Open01), random.sample(Open01)];
        let (beyond, height) = (-ln(x) / NORMAL_TAIL, -ln(y));
        if 2.0 * height >= beyond * beyond {
            return beyond;
        }
    }
}

impl Distribution<f64> for Exp1 {
    fn sample<R: Rng + ?Sized>(&self, random: &mut R) -> f64 {
        let ziggurat = &*EXPONENTIAL;
        loop {
            let word = random.next_u64();
            let layer = word as usize & (LAYERS - 1);
            // In (0, 1): the upper 52 bits as the digits of a number in [1, 2).
            let share = f64::from_bits(word >> 12 | 1023 << 52) - (1.0 - f64::EPSILON / 2.0);
            let x = share * ziggurat.ends[layer];
            if x < ziggurat.ends[layer + 1] {
                return x;
            }
            if layer == 0 {
                return EXPONENTIAL_TAIL - ln(random.random::<f64>());
            }
            if ziggurat.is_below(layer, random.random(), exponential_density(x)) {
                return x;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::generator;

    const DRAWS: usize = 1_000_000;

    #[test]
    fn normal_numbers_are_those_of_rand_distr() {
        let [mut ours, mut theirs] = [7, 7].map(generator);
        for _ in 0..DRAWS {
            let (found, expected): (f64, f64) = (
                ours.sample(StandardNormal),
                theirs.sample(rand_distr::StandardNormal),
            );
            assert!((found - expected).abs() < 1e-14, "{found} {expected}");
        }
    }

    #[test]
    fn exponential_numbers_are_those_of_rand_distr() {
        let [mut ours, mut theirs] = [8, 8].map(generator);
        for _ in 0..DRAWS {
            let (found, expected): (f64, f64) =
                (ours.sample(Exp1), theirs.sample(rand_distr::Exp1));
            assert!((found - expected).abs() < 1e-14, "{found} {expected}");
        }
    }
}
