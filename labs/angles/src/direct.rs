//! The angle of two isotropic vectors without the vectors: one number a pair, whatever n is.

use rand::distr::{Distribution, Open01, StandardUniform};
use rand::{Rng, RngExt};
use std::f64::consts::PI;
use thetaflow::math::random::Generator;
use thetaflow::math::real::{acos, exp, ln};

use super::pairs::Direction;

/// Draws θ from its law: (1 + cos θ)/2 ~ Beta((n−1)/2, (n−1)/2).
#[derive(Clone, Debug)]
pub struct DirectSampler {
    law: Option<SymmetricBeta>,
    generator: Generator,
}

impl DirectSampler {
    pub fn new(n: u64, generator: Generator) -> Self {
        // In the plane the angle itself is uniform.
        let law = (n > 2).then(|| SymmetricBeta {
            shape: 0.5 * (n - 1) as f64,
        });
        Self { law, generator }
    }

    /// Angle and azimuth of one pair: they are independent.
    pub fn direction(&mut self) -> Direction {
        let angle = match &self.law {
            Some(law) => acos((2.0 * self.generator.sample(law) - 1.0).clamp(-1.0, 1.0)),
            None => {
                let share: f64 = StandardUniform.sample(&mut self.generator);
                PI * share
            }
        };
        let share: f64 = StandardUniform.sample(&mut self.generator);
        let azimuth = if self.law.is_some() {
            PI * (2.0 * share - 1.0)
        } else if share < 0.5 {
            0.0
        } else {
            PI
        };
        Direction { angle, azimuth }
    }
}

/// Beta(a, a) for a ≥ 1, by the algorithm BB of Cheng 1978: Beta distributions beside a logistic one, rejected where they differ.
#[derive(Clone, Copy, Debug)]
struct SymmetricBeta {
    shape: f64,
}

impl Distribution<f64> for &SymmetricBeta {
    fn sample<R: Rng + ?Sized>(&self, random: &mut R) -> f64 {
        let a = self.shape;
        if a == 1.0 {
            return random.random();
        }
        let slope = a.sqrt().recip();
        loop {
            let [u, height]: [f64; 2] = [random.sample(Open01), random.sample(Open01)];
            let logit = slope * ln(u / (1.0 - u));
            let (w, z) = (a * exp(logit), u * u * height);
            let rest = (a + a.sqrt()) * logit - ln(4.0);
            // The first comparison is a cheaper one that most pairs pass, which implies the second.
            if a + rest - w + 1.0 + ln(5.0) >= 5.0 * z
                || rest + 2.0 * a * ln(2.0 * a / (a + w)) >= ln(z)
            {
                return a / (a + w);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use thetaflow::math::random::generator;

    #[test]
    fn draws_are_those_of_rand_distr() {
        for shape in [1.5, 7.0, 500.0, 5e5] {
            let [mut ours, mut theirs] = [3, 3].map(generator);
            let law = rand_distr::Beta::new(shape, shape).unwrap();
            for _ in 0..20_000 {
                let found: f64 = ours.sample(&SymmetricBeta { shape });
                let expected: f64 = theirs.sample(law);
                assert!(
                    (found - expected).abs() < 1e-13,
                    "{shape}: {found} {expected}"
                );
            }
        }
    }
}
