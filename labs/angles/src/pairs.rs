//! Angles of pairs of vectors, drawn component by component, [`WIDTH`] pairs side by side.

use super::components::{Distribution, Shared};
use thetaflow::math::lanes::{Lanes, WIDTH};
use thetaflow::math::random::Generator;
use thetaflow::math::real::{acos, atan2};

/// Draws pairs of n-component vectors and measures their angles. Can be interrupted within a vector.
#[derive(Clone, Debug)]
pub struct PairSampler {
    distribution: Distribution,
    n: u64,
    lanes: Lanes,
    shared: Shared,
    /// How many components the pairs under way have so far.
    drawn: u64,
    dot: [f64; WIDTH],
    x_square: [f64; WIDTH],
    y_square: [f64; WIDTH],
    /// The first two components of x and of y, from which the azimuth follows.
    first: [[[f32; 2]; 2]; WIDTH],
    ready: Vec<Direction>,
}

/// Where y points, seen from x.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Direction {
    /// The angle between them, in [0, π].
    pub angle: f64,
    /// The direction around x, in (−π, π]: from the first coordinate axis towards the second, as far as they stand at
    /// right angles to x. In the plane 0 and π are the two sides of x.
    pub azimuth: f64,
}

impl PairSampler {
    pub fn new(distribution: Distribution, n: u64, generator: &mut Generator) -> Self {
        let mut lanes = Lanes::new(generator);
        Self {
            distribution,
            n,
            shared: Shared::draw(distribution, &mut lanes),
            lanes,
            drawn: 0,
            dot: [0.0; WIDTH],
            x_square: [0.0; WIDTH],
            y_square: [0.0; WIDTH],
            first: [[[0.0; 2]; 2]; WIDTH],
            ready: Vec::with_capacity(WIDTH),
        }
    }

    /// A pair that has been measured; `None` when [`PairSampler::work`] has to come first.
    #[inline]
    pub fn direction(&mut self) -> Option<Direction> {
        self.ready.pop()
    }

    /// Draws up to `budget` components of all pairs under way, at most to the end of these pairs. Returns how many.
    pub fn work(&mut self, budget: u64) -> u64 {
        let count = budget.min(self.n - self.drawn);
        // The law is chosen outside the loop, so that each has a loop of its own.
        match self.distribution {
            Distribution::Rademacher => {
                // Words of 32 signs: a budget that ends within one is stretched to its end.
                let end = (self.drawn + count).next_multiple_of(32).min(self.n);
                self.signs(self.drawn, end);
                let count = end - self.drawn;
                self.advance(count);
                return count;
            }
            Distribution::Gaussian | Distribution::Sphere => {
                self.components(count, Distribution::Gaussian);
            }
            Distribution::UniformCube => self.components(count, Distribution::UniformCube),
            Distribution::Positive => self.components(count, Distribution::Positive),
            other => self.components(count, other),
        }
        self.advance(count);
        count
    }

    #[inline(always)]
    fn components(&mut self, count: u64, distribution: Distribution) {
        let shared = self.shared;
        let mixes = matches!(distribution, Distribution::Correlated(_));
        let (mut dot, mut x_square, mut y_square) = (self.dot, self.x_square, self.y_square);
        for k in self.drawn..self.drawn + count {
            let (mut x, mut y) = distribution.components(&mut self.lanes);
            if mixes {
                (x, y) = shared.mix(x, y);
            }
            if k < 2 {
                for i in 0..WIDTH {
                    self.first[i][0][k as usize] = x[i];
                    self.first[i][1][k as usize] = y[i];
                }
            }
            for i in 0..WIDTH {
                // Products of single precision are exact in double.
                let (x, y) = (f64::from(x[i]), f64::from(y[i]));
                dot[i] += x * y;
                x_square[i] += x * x;
                y_square[i] += y * y;
            }
        }
        (self.dot, self.x_square, self.y_square) = (dot, x_square, y_square);
    }

    /// Signs are bits: x·y = n − 2 · (how many differ), and both squares are n.
    fn signs(&mut self, from: u64, to: u64) {
        let mut at = from;
        while at < to {
            let count = 32.min(to - at);
            let (x, y) = (self.lanes.bits(), self.lanes.bits());
            let mask = u32::MAX >> (32 - count);
            for i in 0..WIDTH {
                if at == 0 {
                    self.first[i] = [x[i], y[i]].map(|word| [sign(word), sign(word >> 1)]);
                }
                let differ = ((x[i] ^ y[i]) & mask).count_ones();
                self.dot[i] += count as f64 - 2.0 * f64::from(differ);
                self.x_square[i] += count as f64;
                self.y_square[i] += count as f64;
            }
            at += count;
        }
    }

    fn advance(&mut self, count: u64) {
        self.drawn += count;
        if self.drawn < self.n {
            return;
        }
        self.drawn = 0;
        // Backwards, because they are taken from the end.
        for i in (0..WIDTH).rev() {
            // A zero vector has no direction: the pair is drawn again.
            if self.x_square[i] > 0.0 && self.y_square[i] > 0.0 {
                let lengths = [self.x_square[i].sqrt(), self.y_square[i].sqrt()];
                let cos = self.dot[i] / (lengths[0] * lengths[1]);
                self.ready.push(Direction {
                    angle: acos(cos.clamp(-1.0, 1.0)),
                    azimuth: if self.n == 2 {
                        side(self.first[i])
                    } else {
                        azimuth(self.first[i], lengths[0], self.dot[i] / lengths[0])
                    },
                });
            }
        }
        self.dot = [0.0; WIDTH];
        self.x_square = [0.0; WIDTH];
        self.y_square = [0.0; WIDTH];
        self.shared = Shared::draw(self.distribution, &mut self.lanes);
    }
}

fn sign(bit: u32) -> f32 {
    if bit & 1 == 0 { 1.0 } else { -1.0 }
}

/// On which side of x the vector y stands in the plane: 0 or π.
fn side([[x1, x2], [y1, y2]]: [[f32; 2]; 2]) -> f64 {
    if x1 * y2 < x2 * y1 {
        std::f64::consts::PI
    } else {
        0.0
    }
}

/// The azimuth of y about x from their first two components, the length of x and the part of y along x.
///
/// The axes e₁ and e₂ less their parts along x have the products 1 − x̂₁², −x̂₁x̂₂, 1 − x̂₂², which is all that Gram and
/// Schmidt's method needs.
fn azimuth([x, y]: [[f32; 2]; 2], length: f64, along: f64) -> f64 {
    let unit = x.map(|x| f64::from(x) / length);
    let [a, b] = [0, 1].map(|i| f64::from(y[i]) - unit[i] * along);
    let first = 1.0 - unit[0] * unit[0];
    if first <= 0.0 {
        return 0.0;
    }
    let slope = -unit[0] * unit[1] / first;
    let second = 1.0 - unit[1] * unit[1] - slope * slope * first;
    if second <= 0.0 {
        return 0.0;
    }
    atan2((b - slope * a) / second.sqrt(), a / first.sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;
    use thetaflow::math::random::generator;

    fn angles(distribution: Distribution, n: u64, count: usize, budget: u64) -> Vec<f64> {
        let mut sampler = PairSampler::new(distribution, n, &mut generator(3));
        let mut angles = Vec::new();
        while angles.len() < count {
            match sampler.direction() {
                Some(Direction { angle, .. }) => angles.push(angle),
                None => {
                    sampler.work(budget);
                }
            }
        }
        angles
    }

    #[test]
    fn interruptions_leave_no_trace() {
        for distribution in [
            Distribution::Gaussian,
            Distribution::Rademacher,
            Distribution::Sparse(0.2),
            Distribution::Correlated(0.5),
            Distribution::StudentT(2.5),
        ] {
            let at_once = angles(distribution, 100, 50, 1000);
            assert_eq!(at_once, angles(distribution, 100, 50, 7));
        }
    }

    /// In space, x, y and the two numbers are what they are on a globe with x at its pole.
    #[test]
    fn azimuths_are_uniform_and_independent_of_the_angle() {
        let mut sampler = PairSampler::new(Distribution::Gaussian, 3, &mut generator(8));
        let (mut sums, mut count) = ([0.0; 4], 0.0_f64);
        while count < 20_000.0 {
            let Some(Direction { angle, azimuth }) = sampler.direction() else {
                sampler.work(3);
                continue;
            };
            count += 1.0;
            sums[0] += azimuth.cos();
            sums[1] += azimuth.sin();
            sums[2] += (2.0 * azimuth).sin();
            sums[3] += azimuth.cos() * angle.cos();
        }
        // Each term has a variance of at most ½.
        assert!(
            sums.iter()
                .all(|sum| sum.abs() < 5.0 * (0.5 * count).sqrt()),
            "{sums:?}"
        );
        // x = e₃, y = e₂: a quarter turn from e₁.
        let azimuth = azimuth([[0.0, 0.0], [0.0, 1.0]], 1.0, 0.0);
        assert!((azimuth - std::f64::consts::FRAC_PI_2).abs() < 1e-15);
    }

    /// For components that are independent, alike and as often positive as negative, E cos²θ = 1/n exactly, whatever
    /// their law: each x_i²/|x|² has mean 1/n by symmetry, and so has each y_i²/|y|².
    #[test]
    fn the_mean_square_of_the_cosine_is_one_over_n() {
        for distribution in [
            Distribution::Gaussian,
            Distribution::UniformCube,
            Distribution::Rademacher,
            Distribution::Sparse(0.3),
            Distribution::StudentT(3.0),
        ] {
            for n in [2, 5, 33, 64] {
                let squares: Vec<f64> = angles(distribution, n, 20_000, 64)
                    .into_iter()
                    .map(|angle| angle.cos().powi(2))
                    .collect();
                let mean = squares.iter().sum::<f64>() / 20_000.0;
                let square = squares.iter().map(|x| x * x).sum::<f64>() / 20_000.0;
                let error = ((square - mean * mean) / 20_000.0).sqrt();
                assert!(
                    (mean - 1.0 / n as f64).abs() <= 5.0 * error,
                    "{distribution:?} {n}"
                );
            }
        }
    }

    /// cos θ → 2/π for positive components; and it stays spread out for correlated ones.
    #[test]
    fn what_is_not_isotropic_is_not_orthogonal() {
        let moments = |distribution| {
            let cosines: Vec<f64> = angles(distribution, 2000, 2000, 4096)
                .into_iter()
                .map(f64::cos)
                .collect();
            let mean = cosines.iter().sum::<f64>() / 2000.0;
            let square = cosines.iter().map(|x| x * x).sum::<f64>() / 2000.0;
            (mean, (square - mean * mean).sqrt())
        };
        let (mean, deviation) = moments(Distribution::Positive);
        assert!(
            (mean - 2.0 / std::f64::consts::PI).abs() < 2e-3 && deviation < 0.02,
            "{mean} {deviation}"
        );
        let (_, deviation) = moments(Distribution::Correlated(0.5));
        assert!(deviation > 0.3, "{deviation}");
    }
}
