//! Where a run's gradients are not the surface's own: added noise, mini-batches, coordinates that get none.
//!
//! Everything is drawn once a step and held wherever the rule asks within it, as with a mini-batch.

use rand::RngExt;
use thetaflow::math::random::{Generator, generator};
use thetaflow::math::ziggurat::StandardNormal;
use thetaflow_surfaces::{Landscape, LogisticRegression};

/// What disturbs the gradients of a run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NoiseSettings {
    /// σ of the noise added to each coordinate; where mini-batches are drawn, there is none.
    pub sigma: f64,
    /// Points of a mini-batch; 0 for all of them. Only [`Landscape::LogisticRegression`] has points.
    pub batch: usize,
    /// The probability that a coordinate gets no gradient.
    pub sparsity: f64,
    pub seed: u64,
}

impl NoiseSettings {
    /// Whether runs with other seeds differ in more than coordinates left out.
    pub fn is_noisy(&self) -> bool {
        self.sigma > 0.0 || self.batch > 0
    }
}

/// The disturbance of one run, step by step.
pub struct NoiseSource {
    settings: NoiseSettings,
    /// Gradients that are averaged for one.
    answers: usize,
    random: Generator,
    added: [f64; 2],
    /// The share of the answers in which each coordinate has a gradient.
    kept: [f64; 2],
    batch: Vec<usize>,
}

impl NoiseSource {
    pub fn new(settings: NoiseSettings, answers: usize) -> Self {
        /// Enough for a mean that can hardly be told from that of all points.
        const MOST: usize = 100 * LogisticRegression::POINTS;
        Self {
            settings,
            answers,
            random: generator(settings.seed),
            added: [0.0; 2],
            kept: [1.0; 2],
            batch: vec![0; settings.batch.saturating_mul(answers).min(MOST)],
        }
    }

    /// Draws for the next step.
    pub fn draw(&mut self) {
        let NoiseSettings {
            sigma, sparsity, ..
        } = self.settings;
        let random = &mut self.random;
        if !self.batch.is_empty() {
            (self.batch).fill_with(|| random.random_range(0..LogisticRegression::POINTS));
        } else if sigma > 0.0 {
            // The mean of k independent draws is one draw with σ/√k.
            let sigma = sigma / (self.answers as f64).sqrt();
            self.added = [(); 2].map(|()| sigma * random.sample::<f64, _>(StandardNormal));
        }
        if sparsity > 0.0 {
            self.kept = [(); 2].map(|()| {
                let kept = (0..self.answers).filter(|_| random.random::<f64>() >= sparsity);
                kept.count() as f64 / self.answers as f64
            });
        }
    }

    /// What a rule hears in this step when it asks for ∇L(θ).
    pub fn gradient(&self, landscape: &Landscape, theta: [f64; 2]) -> [f64; 2] {
        let [x, y] = if self.batch.is_empty() {
            landscape.gradient(theta)
        } else {
            LogisticRegression::batch_gradient(theta, &self.batch)
        };
        [
            self.kept[0] * (x + self.added[0]),
            self.kept[1] * (y + self.added[1]),
        ]
    }
}
