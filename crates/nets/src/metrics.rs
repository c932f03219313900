//! How near a generated sample is to the data.

use super::batch::{Batch, LANES, Lanes, tiles};
use super::data::Data;
use super::scalar::Scalar;
use thetaflow_math::plane::distance;

/// Within so many standard deviations of a mode a point counts as one of it (Srivastava et al. 2017).
const REACH: f64 = 3.0;

/// What is counted of a sample, where the data have modes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Capture {
    /// Modes that are the nearest one of at least one point within their reach.
    pub modes: usize,
    /// The share of points within the reach of their nearest mode.
    pub quality: f64,
}

/// Modes captured and the share of points of high quality; None where the data have no modes.
pub fn capture(data: &Data, sample: &[[f64; 2]]) -> Option<Capture> {
    let modes = data.modes();
    let reach = REACH * data.deviation();
    let mut captured = vec![false; modes.len()];
    let mut good = 0_usize;
    for &point in sample {
        let distances = modes.iter().map(|&mode| distance(point, mode));
        let nearest = distances
            .enumerate()
            .min_by(|(_, a), (_, b)| a.total_cmp(b))?;
        if nearest.1 <= reach {
            good += 1;
            captured[nearest.0] = true;
        }
    }
    Some(Capture {
        modes: captured.into_iter().filter(|&is| is).count(),
        quality: good as f64 / sample.len().max(1) as f64,
    })
}

/// A sample that others are compared with: what is needed of it each time is computed once.
pub struct Reference {
    /// Its projections onto each direction, sorted.
    projections: Vec<Vec<f64>>,
    /// The first points, for MMD².
    compared: Batch<f32>,
    /// The mean of the kernel over pairs of different ones of them.
    within: f64,
    count: usize,
}

impl Reference {
    /// Prepares a sample for the sliced Wasserstein distance along so many directions, and its first `compared` points for
    /// MMD², whose work grows with the square of their number.
    pub fn new(sample: &[[f64; 2]], directions: u32, compared: usize) -> Self {
        let first = &sample[..compared.min(sample.len())];
        let compared = in_tiles(first);
        Self {
            projections: (0..directions)
                .map(|k| project(sample, k, directions))
                .collect(),
            within: mean_within(first, &compared),
            compared,
            count: first.len(),
        }
    }

    /// The sliced Wasserstein-1 distance to a sample of the same size: W₁ of their projections, averaged over directions
    /// spread evenly over half a turn.
    pub fn sliced_wasserstein(&self, sample: &[[f64; 2]]) -> f64 {
        let directions = self.projections.len() as u32;
        let along = |(k, ours): (u32, &Vec<f64>)| {
            let theirs = project(sample, k, directions);
            let gaps = ours.iter().zip(&theirs).map(|(a, b)| (a - b).abs());
            gaps.sum::<f64>() / ours.len().max(1) as f64
        };
        (0..).zip(&self.projections).map(along).sum::<f64>() / f64::from(directions.max(1))
    }

    /// The unbiased estimate of MMD² with the kernel exp(−‖x − y‖²/2), between the points prepared for it and as many first
    /// ones of `sample` (Gretton et al. 2012, equation 3). It can be slightly below zero; absolute error below 10⁻⁶.
    pub fn mmd_squared(&self, sample: &[[f64; 2]]) -> f64 {
        let sample = &sample[..self.count.min(sample.len())];
        let across = kernel_sum(sample, &self.compared);
        let pairs = (sample.len() * self.count).max(1) as f64;
        self.within + mean_within(sample, &in_tiles(sample)) - 2.0 * across / pairs
    }
}

/// The projections onto the k-th of some directions, sorted.
fn project(sample: &[[f64; 2]], k: u32, directions: u32) -> Vec<f64> {
    let (sin, cos) =
        libm::sincos(std::f64::consts::PI * (f64::from(k) + 0.5) / f64::from(directions));
    let mut values: Vec<f64> = sample.iter().map(|[x, y]| cos * x + sin * y).collect();
    values.sort_unstable_by(f64::total_cmp);
    values
}

/// Points in tiles; lanes to spare are infinitely far away, where kernels vanish.
fn in_tiles(sample: &[[f64; 2]]) -> Batch<f32> {
    let tiles = tiles(sample.len());
    let mut batch = Batch::new(2, tiles);
    for point in 0..tiles * LANES {
        let at = sample
            .get(point)
            .map_or([f32::INFINITY; 2], |at| at.map(|x| x as f32));
        batch.set(point, 0, at[0]);
        batch.set(point, 1, at[1]);
    }
    batch
}

/// The mean of the kernel over pairs of different points of one sample.
fn mean_within(sample: &[[f64; 2]], in_tiles: &Batch<f32>) -> f64 {
    let n = sample.len() as f64;
    (kernel_sum(sample, in_tiles) - n) / (n * (n - 1.0)).max(1.0)
}

/// exp(−‖x − y‖²/2), summed over all pairs.
fn kernel_sum(a: &[[f64; 2]], b: &Batch<f32>) -> f64 {
    let of_tile = |[px, py]: [f32; 2], tile: usize| {
        let [x, y] = [0, 1].map(|axis| b.tile(tile).get(axis).copied().unwrap_or_default());
        let kernels: Lanes<f32> = std::array::from_fn(|lane| {
            let (dx, dy) = (x[lane] - px, y[lane] - py);
            (-0.5 * (dx * dx + dy * dy)).exponential()
        });
        f64::from(kernels.iter().sum::<f32>())
    };
    a.iter()
        .map(|point| point.map(|x| x as f32))
        .flat_map(|point| (0..b.tiles()).map(move |tile| of_tile(point, tile)))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// W₁ between samples on a line, as the smallest mean distance over all ways to pair them.
    fn cheapest_pairing(a: &[f64], b: &mut Vec<f64>) -> f64 {
        fn search(a: &[f64], b: &mut Vec<f64>, from: usize) -> f64 {
            if from == a.len() {
                return 0.0;
            }
            let mut best = f64::INFINITY;
            for k in from..b.len() {
                b.swap(from, k);
                best = best.min((a[from] - b[from]).abs() + search(a, b, from + 1));
                b.swap(from, k);
            }
            best
        }
        search(a, b, 0) / a.len() as f64
    }

    #[test]
    fn sliced_wasserstein_is_the_cheapest_pairing_of_projections() {
        let (a, b) = (Data::Moons.sample(1, 6), Data::Circle.sample(2, 6));
        let directions = 5;
        let mean: f64 = (0..directions)
            .map(|k| {
                let (sin, cos) = (std::f64::consts::PI * (f64::from(k) + 0.5) / 5.0).sin_cos();
                let onto = |sample: &[[f64; 2]]| -> Vec<f64> {
                    sample.iter().map(|[x, y]| cos * x + sin * y).collect()
                };
                cheapest_pairing(&onto(&a), &mut onto(&b))
            })
            .sum::<f64>()
            / 5.0;
        let reference = Reference::new(&a, directions as u32, 0);
        assert!((reference.sliced_wasserstein(&b) - mean).abs() < 1e-12);
    }

    #[test]
    fn mmd_is_the_mean_over_all_pairs() {
        let (a, b) = (Data::Moons.sample(1, 17), Data::Circle.sample(2, 17));
        let kernel = |p: [f64; 2], q: [f64; 2]| {
            (-((p[0] - q[0]).powi(2) + (p[1] - q[1]).powi(2)) / 2.0).exp()
        };
        let mut sum = 0.0;
        for i in 0..17 {
            for j in 0..17 {
                if i != j {
                    sum += (kernel(a[i], a[j]) + kernel(b[i], b[j])) / (17.0 * 16.0);
                }
                sum -= 2.0 * kernel(a[i], b[j]) / (17.0 * 17.0);
            }
        }
        let value = Reference::new(&a, 0, 17).mmd_squared(&b);
        assert!((value - sum).abs() < 1e-6, "{value} {sum}");
    }

    #[test]
    fn a_fresh_sample_of_the_data_is_near_and_another_is_not() {
        let (a, b) = (Data::Ring.sample(1, 1000), Data::Ring.sample(2, 1000));
        let far = Data::Line.sample(3, 1000);
        let reference = Reference::new(&a, 16, 1000);
        assert!(reference.sliced_wasserstein(&b) < 0.1);
        assert!(reference.sliced_wasserstein(&far) > 0.3);
        assert!(reference.mmd_squared(&b).abs() < 0.005 && reference.mmd_squared(&far) > 0.05);
        // The same sample has no pairs of different points less.
        assert!(reference.mmd_squared(&a) < 0.0);
    }

    #[test]
    fn captures_are_counted() {
        let data = Data::Ring;
        let all = capture(&data, &data.sample(1, 2500)).expect("modes");
        // P(r ≤ 3σ) of a Gaussian in the plane is 1 − e^{−9/2} = 0.9889.
        assert!(all.modes == 8 && (all.quality - 0.9889).abs() < 0.01);
        let [x, y] = data.modes()[3];
        let one = capture(&data, &[[x + 0.059, y], [x + 0.061, y], [0.0, 0.0], [x, y]]);
        assert_eq!(
            one,
            Some(Capture {
                modes: 1,
                quality: 0.5
            })
        );
        assert_eq!(capture(&Data::Line, &[[0.0; 2]]), None);
    }
}
