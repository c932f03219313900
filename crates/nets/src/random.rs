//! Random numbers of the training: many, and from a generator that is fast in every browser.

use super::batch::{Batch, tiles};
use super::scalar::Scalar;
use rand::{Rng, RngExt};
use std::ops::Range;
use thetaflow_math::ziggurat::StandardNormal;

/// PCG XSH RR 64/32 (O'Neill 2014).
pub type Generator = rand_pcg::Pcg32;

/// How latent vectors are drawn, each number of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Latent {
    /// From −1 to 1.
    Uniform,
    /// Standard normal.
    Normal,
}

/// A number from −1 to 1.
#[inline(always)]
pub fn uniform(random: &mut Generator) -> f32 {
    const HALF_RANGE: f32 = 8_388_608.0;
    (random.next_u32() >> 8) as f32 / HALF_RANGE - 1.0
}

/// Draws latent vectors for some points.
pub fn draw_latent<T: Scalar>(
    latent: Latent,
    random: &mut Generator,
    vectors: &mut Batch<T>,
    points: usize,
) {
    for tile in 0..tiles(points) {
        for lanes in vectors.tile_mut(tile) {
            for value in lanes {
                *value = match latent {
                    Latent::Uniform => T::of(f64::from(uniform(random))),
                    Latent::Normal => T::of(random.sample::<f64, _>(StandardNormal)),
                };
            }
        }
    }
}

/// Adds normal noise to both coordinates of some points.
pub fn add_noise<T: Scalar>(
    points: &mut Batch<T>,
    range: Range<usize>,
    deviation: f64,
    random: &mut Generator,
) {
    if deviation <= 0.0 {
        return;
    }
    for point in range {
        for axis in 0..points.units() {
            let normal: f64 = random.sample(StandardNormal);
            let moved = points.get(point, axis) + T::of(deviation * normal);
            points.set(point, axis, moved);
        }
    }
}
