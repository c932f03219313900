//! O-GAN (Su 2019): D's output is a code E(x), which is scored by its mean and correlates with the latent vector.

use thetaflow_nets::batch::{LANES, Lanes};
use thetaflow_nets::scalar::Scalar;

/// Spreads below this count as this much, where one is divided by.
const SMALLEST: f64 = 1e-6;

/// T(x), the mean of the code: D's score of a point. For a code of one number that number itself.
#[inline(always)]
pub fn score<T: Scalar>(code: &[Lanes<T>]) -> Lanes<T> {
    let mut sum = [T::zero(); LANES];
    for unit in code {
        for (sum, &value) in sum.iter_mut().zip(unit) {
            *sum += value;
        }
    }
    let share = T::of(1.0 / code.len().max(1) as f64);
    sum.map(|sum| sum * share)
}

/// The mean and the norm of what is left without it, of a vector in one lane.
fn spread<T: Scalar>(vector: &[Lanes<T>], lane: usize) -> (T, T) {
    let mean = score(vector)[lane];
    let squares = vector.iter().fold(T::zero(), |sum, unit| {
        sum + (unit[lane] - mean) * (unit[lane] - mean)
    });
    (mean, squares.sqrt().larger(T::of(SMALLEST)))
}

/// Pearson's correlation of code and latent vector, for one lane.
pub fn correlation<T: Scalar>(code: &[Lanes<T>], latent: &[Lanes<T>], lane: usize) -> T {
    let ((mean, norm), (latent_mean, latent_norm)) = (spread(code, lane), spread(latent, lane));
    let products = code.iter().zip(latent).fold(T::zero(), |sum, (e, z)| {
        sum + (e[lane] - mean) * (z[lane] - latent_mean)
    });
    products / (norm * latent_norm)
}

/// Adds `factor` times the gradient of the correlation in the code, for one lane.
pub fn add_correlation_gradient<T: Scalar>(
    code: &[Lanes<T>],
    latent: &[Lanes<T>],
    lane: usize,
    factor: T,
    gradient: &mut [Lanes<T>],
) {
    let ((mean, norm), (latent_mean, latent_norm)) = (spread(code, lane), spread(latent, lane));
    let correlation = correlation(code, latent, lane);
    for ((gradient, e), z) in gradient.iter_mut().zip(code).zip(latent) {
        let (e, z) = (
            (e[lane] - mean) / norm,
            (z[lane] - latent_mean) / latent_norm,
        );
        gradient[lane] += factor * (z - correlation * e) / norm;
    }
}

/// The code without its mean, in units of its standard deviation: what G is given to reconstruct a point.
pub fn normalised<T: Scalar>(code: &[T]) -> Vec<T> {
    let share = T::of(1.0 / code.len().max(1) as f64);
    let mean = code.iter().fold(T::zero(), |sum, &e| sum + e) * share;
    let variance = code
        .iter()
        .fold(T::zero(), |sum, &e| sum + (e - mean) * (e - mean))
        * share;
    let deviation = variance.sqrt().larger(T::of(SMALLEST));
    code.iter().map(|&e| (e - mean) / deviation).collect()
}
