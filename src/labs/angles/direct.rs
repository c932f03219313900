//! The angle of two isotropic vectors without the vectors: one number a pair, whatever n is.

use crate::math::random::Generator;
use rand_distr::{Beta, Distribution, StandardUniform};
use std::f64::consts::PI;

use super::pairs::Direction;

/// Draws θ from its law: (1 + cos θ)/2 ~ Beta((n−1)/2, (n−1)/2).
#[derive(Clone, Debug)]
pub struct DirectSampler {
    law: Option<Beta<f64>>,
    generator: Generator,
}

impl DirectSampler {
    pub fn new(n: u64, generator: Generator) -> Self {
        let shape = 0.5 * (n.max(2) - 1) as f64;
        // In the plane the angle itself is uniform.
        let law = (n > 2).then(|| Beta::new(shape, shape).ok()).flatten();
        Self { law, generator }
    }

    /// Angle and azimuth of one pair: they are independent.
    pub fn direction(&mut self) -> Direction {
        let angle = match &self.law {
            Some(law) => {
                let cos: f64 = 2.0 * law.sample(&mut self.generator) - 1.0;
                cos.clamp(-1.0, 1.0).acos()
            }
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
