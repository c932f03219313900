//! Families of m vectors: all their angles at once, of which the smallest is kept.

use super::components::Distribution;
use thetaflow::math::lanes::{Lanes, WIDTH};
use thetaflow::math::random::Generator;
use thetaflow::math::real::{acos, exp_m1, ln_1p};

/// Components are drawn in blocks of at most so many for all vectors, so that memory does not grow with n.
const LARGEST_BLOCK: usize = 64;

/// Draws families of m vectors and measures the smallest of their m(m − 1)/2 angles. Can be interrupted between blocks.
#[derive(Clone, Debug)]
pub struct CrowdSampler {
    distribution: Distribution,
    n: u64,
    m: usize,
    lanes: Lanes,
    drawn: u64,
    /// √ρ z₀ of each vector, for correlated components.
    common: Vec<f32>,
    /// For sparse components the place of each vector's first one that is not zero. Nearly every large family of sparse vectors
    /// has one that is zero, so waiting for a family without would be in vain.
    first: Vec<u64>,
    /// How many components a block has room for.
    width: usize,
    /// m rows of a block of components.
    block: Vec<f32>,
    /// The lower triangle of the Gram matrix, in rows.
    gram: Vec<f64>,
    ready: Option<f64>,
}

impl CrowdSampler {
    pub fn new(
        distribution: Distribution,
        n: u64,
        vectors: u64,
        generator: &mut Generator,
    ) -> Self {
        let m = vectors.max(2) as usize;
        let width = LARGEST_BLOCK.min((n as usize).next_multiple_of(WIDTH));
        let mut sampler = Self {
            distribution,
            n,
            m,
            lanes: Lanes::new(generator),
            drawn: 0,
            common: vec![0.0; m],
            first: vec![0; m],
            width,
            block: vec![0.0; m * width],
            gram: vec![0.0; m * (m + 1) / 2],
            ready: None,
        };
        sampler.start();
        sampler
    }

    /// The smallest angle of a family, in [0, π]; `None` when [`CrowdSampler::work`] has to come first.
    pub fn angle(&mut self) -> Option<f64> {
        self.ready.take()
    }

    /// Draws one block of components of all vectors. Returns how many multiplications that took.
    pub fn work(&mut self) -> u64 {
        let left = (self.n - self.drawn).min(self.width as u64) as usize;
        self.fill();
        let mut entries = self.gram.iter_mut();
        for (i, row) in self.block.chunks_exact(self.width).enumerate() {
            for other in self.block.chunks_exact(self.width).take(i + 1) {
                if let Some(entry) = entries.next() {
                    *entry += dot(&row[..left], &other[..left]);
                }
            }
        }
        self.drawn += left as u64;
        if self.drawn == self.n {
            self.ready = self.smallest();
            self.gram.fill(0.0);
            self.drawn = 0;
            self.start();
        }
        (self.m * self.m / 2 * left) as u64
    }

    fn start(&mut self) {
        if let Distribution::Correlated(correlation) = self.distribution {
            let scale = correlation.sqrt() as f32;
            for chunk in self.common.chunks_mut(WIDTH) {
                let (normals, _) = self.lanes.normals();
                (chunk.iter_mut().zip(normals)).for_each(|(common, z)| *common = scale * z);
            }
        }
        if let Distribution::Sparse(keep) = self.distribution {
            // That the first k components are zero has the probability qᵏ; all n of them must not be.
            let log_q = ln_1p(-keep);
            let some = -exp_m1(self.n as f64 * log_q);
            for chunk in self.first.chunks_mut(WIDTH) {
                for (first, bits) in chunk.iter_mut().zip(self.lanes.bits()) {
                    let share = (f64::from(bits) + 0.5) / 4_294_967_296.0;
                    *first = ((ln_1p(-some * share) / log_q) as u64).min(self.n - 1);
                }
            }
        }
    }

    fn fill(&mut self) {
        for pair in self.block.chunks_mut(2 * WIDTH) {
            let (x, y) = self.distribution.components(&mut self.lanes);
            let (first, second) = pair.split_at_mut(WIDTH.min(pair.len()));
            first.iter_mut().zip(x).for_each(|(to, from)| *to = from);
            second.iter_mut().zip(y).for_each(|(to, from)| *to = from);
        }
        if let Distribution::Correlated(correlation) = self.distribution {
            let own = (1.0 - correlation).sqrt() as f32;
            for (row, common) in self.block.chunks_exact_mut(self.width).zip(&self.common) {
                row.iter_mut().for_each(|x| *x = own * *x + common);
            }
        }
        if let Distribution::Sparse(_) = self.distribution {
            for (row, first) in self.block.chunks_exact_mut(self.width).zip(&self.first) {
                let Some(before) = first.checked_sub(self.drawn) else {
                    continue;
                };
                let zeros = row.len().min(before as usize);
                let (zero, rest) = row.split_at_mut(zeros);
                zero.fill(0.0);
                if let Some(x) = rest.first_mut() {
                    let ([normal, ..], _) = self.lanes.normals();
                    *x = normal;
                }
            }
        }
    }

    /// `None` if a vector is too short to have a direction: then the family is drawn again.
    fn smallest(&self) -> Option<f64> {
        let at = |i: usize, j: usize| self.gram.get(i * (i + 1) / 2 + j).copied();
        let lengths: Vec<f64> = (0..self.m).filter_map(|i| Some(at(i, i)?.sqrt())).collect();
        if lengths.iter().any(|length| *length <= 0.0) {
            return None;
        }
        let mut largest = -1.0_f64;
        for (i, x) in lengths.iter().enumerate() {
            for (j, y) in lengths.iter().enumerate().take(i) {
                largest = largest.max(at(i, j)? / (x * y));
            }
        }
        Some(acos(largest.clamp(-1.0, 1.0)))
    }
}

/// x·y of short rows, products of a block in single precision.
#[inline]
fn dot(x: &[f32], y: &[f32]) -> f64 {
    let mut sums = [0.0_f32; WIDTH];
    let (xs, ys) = (x.chunks_exact(WIDTH), y.chunks_exact(WIDTH));
    let rest: f32 = (xs.remainder().iter().zip(ys.remainder()))
        .map(|(x, y)| x * y)
        .sum();
    for (x, y) in xs.zip(ys) {
        for i in 0..WIDTH {
            sums[i] += x[i] * y[i];
        }
    }
    sums.iter().map(|sum| f64::from(*sum)).sum::<f64>() + f64::from(rest)
}

#[cfg(test)]
mod tests {
    use super::super::law::AngleLaw;
    use super::super::pairs::PairSampler;
    use super::*;
    use thetaflow::math::random::generator;

    fn angles(distribution: Distribution, n: u64, vectors: u64, count: usize) -> Vec<f64> {
        let mut sampler = CrowdSampler::new(distribution, n, vectors, &mut generator(11));
        let mut angles = Vec::new();
        while angles.len() < count {
            sampler.work();
            angles.extend(sampler.angle());
        }
        angles
    }

    /// A family of two is a pair.
    #[test]
    fn two_vectors_have_the_exact_law() {
        for n in [2, 3, 70] {
            let law = AngleLaw::new(n);
            let angles = angles(Distribution::Gaussian, n, 2, 20_000);
            let below = angles.iter().filter(|angle| **angle < 1.4).count() as f64 / 20_000.0;
            let exact = law.distribution(1.4);
            let error = (exact * (1.0 - exact) / 20_000.0).sqrt();
            assert!((below - exact).abs() < 5.0 * error, "{n}: {below} {exact}");
        }
    }

    /// Pairs of vectors that are drawn again until neither is zero have the same law.
    #[test]
    fn sparse_vectors_are_those_that_are_not_zero() {
        const COUNT: usize = 40_000;
        for (keep, n) in [(0.2, 3), (0.05, 2), (0.05, 70), (0.6, 4), (1.0, 5)] {
            let distribution = Distribution::Sparse(keep);
            let ours = angles(distribution, n, 2, COUNT);
            let mut pairs = PairSampler::new(distribution, n, &mut generator(12));
            let mut theirs = Vec::new();
            while theirs.len() < COUNT {
                match pairs.direction() {
                    Some(direction) => theirs.push(direction.angle),
                    None => _ = pairs.work(10_000),
                }
            }
            // Sparse vectors are often at right angles, or parallel: thresholds beside these.
            for bound in [0.01, 0.8, 1.57, 1.58, 2.4, 3.1] {
                let share = |angles: &[f64]| {
                    angles.iter().filter(|angle| **angle < bound).count() as f64 / COUNT as f64
                };
                let (ours, theirs) = (share(&ours), share(&theirs));
                let error = (2.0 * theirs * (1.0 - theirs) / COUNT as f64).sqrt();
                assert!(
                    (ours - theirs).abs() <= 5.0 * error,
                    "{keep}, {n}, {bound}: {ours} {theirs}"
                );
            }
        }
    }

    #[test]
    fn large_sparse_families_are_drawn_at_once() {
        let mut sampler = CrowdSampler::new(Distribution::Sparse(0.05), 2, 256, &mut generator(1));
        for _ in 0..100 {
            sampler.work();
            assert!(sampler.angle().is_some_and(f64::is_finite));
        }
    }
}
