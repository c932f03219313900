//! z ~ N(μ, σ²) in d independent coordinates, f(z) = φ(z₁) + ... + φ(z_d). Differentiated with respect to μ₁ or σ₁.

use super::gaussian_moments::{GaussianMoments, objective};
use super::phi::Phi;
use super::{Needs, Problem, stream};
use crate::methods::{self, Estimator};
use rand::distr::{Distribution, Open01};
use serde::{Deserialize, Serialize};
use std::f64::consts::PI;
use thetaflow::choices;
use thetaflow::math::random::Generator;
use thetaflow::math::real::{exp, ln};
use thetaflow::math::ziggurat::{Exp1, StandardNormal};

#[derive(Clone, Debug, PartialEq)]
pub struct Gaussian {
    pub phi: Phi,
    /// Of the first coordinate, whose parameter is differentiated.
    pub mu: f64,
    pub sigma: f64,
    /// μ and σ of the other coordinates.
    pub others: [f64; 2],
    pub dimension: usize,
    pub parameter: Parameter,
    /// b, the constant baseline.
    pub baseline: f64,
    /// The step of finite differences.
    pub delta: f64,
}

choices! {
    /// With respect to what is differentiated.
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum Parameter {
        Mu = "mu",
        Sigma = "sigma",
    }
}

impl Gaussian {
    /// ∂ log p(z)/∂φ where z = μ + σε.
    pub fn score(&self, epsilon: f64) -> f64 {
        match self.parameter {
            Parameter::Mu => epsilon / self.sigma,
            Parameter::Sigma => (epsilon * epsilon - 1.0) / self.sigma,
        }
    }

    /// ∂z/∂φ where z = μ + σε.
    pub fn sensitivity(&self, epsilon: f64) -> f64 {
        match self.parameter {
            Parameter::Mu => 1.0,
            Parameter::Sigma => epsilon,
        }
    }

    /// The constant c of ∂p = c (p₊ − p₋).
    pub fn mass(&self) -> f64 {
        match self.parameter {
            Parameter::Mu => 1.0 / (self.sigma * (2.0 * PI).sqrt()),
            Parameter::Sigma => 1.0 / self.sigma,
        }
    }

    /// (φ(z(φ + δ)) − φ(z(φ − δ)))/2δ with the same ε on both sides.
    pub fn difference(&self, epsilon: f64) -> f64 {
        let (z, shift) = (
            self.mu + self.sigma * epsilon,
            self.delta * self.sensitivity(epsilon),
        );
        (self.phi.value(z + shift) - self.phi.value(z - shift)) / (2.0 * self.delta)
    }
}

/// Samples of a [`Gaussian`], one entry each.
pub struct GaussianBatch {
    pub epsilon: Vec<f64>,
    /// ∂ log p.
    pub score: Vec<f64>,
    /// f(z), all coordinates.
    pub f: Vec<f64>,
    pub pairs: Option<Pairs>,
    z: Vec<f64>,
    streams: [Generator; 4],
}

/// f at points of the positive and the negative part of ∂p, the other coordinates left out where both sides share them.
pub struct Pairs {
    /// φ(z₊).
    pub plus: Vec<f64>,
    /// φ(z₋) where z₋ depends on z₊ as far as it can.
    pub coupled: Vec<f64>,
    /// φ(z₋) where it does not depend on z₊, plus what the others add when they are drawn anew as well.
    pub independent: Vec<f64>,
}

/// A mean or a spread beyond this, or a spread below its inverse, has run away.
const FAR: f64 = 1e6;

const BASE: usize = 0;
const OTHERS: usize = 1;
const POSITIVE: usize = 2;
const NEGATIVE: usize = 3;

impl GaussianBatch {
    fn normal(&mut self, stream: usize) -> f64 {
        StandardNormal.sample(&mut self.streams[stream])
    }

    /// Standardised z₊, and z₋ coupled and independent.
    ///
    /// For μ the parts are Weibull of shape 2 and scale √2 to both sides; coupled, one W serves both. For σ they are the
    /// double-sided Maxwell law M and the normal law, and U M is normal if U is uniform (Rosca et al. 2019).
    fn pair(&mut self, parameter: Parameter) -> [f64; 3] {
        match parameter {
            Parameter::Mu => {
                let [w, other] = [POSITIVE, NEGATIVE].map(|stream| {
                    let exponential: f64 = Exp1.sample(&mut self.streams[stream]);
                    (2.0 * exponential).sqrt()
                });
                [w, -w, -other]
            }
            Parameter::Sigma => {
                let [x, y, z] = [(); 3].map(|()| self.normal(POSITIVE));
                let side: f64 = Open01.sample(&mut self.streams[POSITIVE]);
                let maxwell = (x * x + y * y + z * z).sqrt().copysign(side - 0.5);
                let uniform: f64 = Open01.sample(&mut self.streams[POSITIVE]);
                [maxwell, uniform * maxwell, self.normal(NEGATIVE)]
            }
        }
    }

    /// The sum of φ over the other coordinates.
    fn others(&mut self, problem: &Gaussian, stream: usize) -> f64 {
        let [mu, sigma] = problem.others;
        (1..problem.dimension)
            .map(|_| problem.phi.value(mu + sigma * self.normal(stream)))
            .sum()
    }
}

impl Problem for Gaussian {
    type Batch = GaussianBatch;
    type Moments = GaussianMoments;

    fn parameters(&self) -> usize {
        1
    }

    fn batch(&self, samples: usize, needs: Needs, seed: u64) -> GaussianBatch {
        let zeros = || vec![0.0; samples];
        GaussianBatch {
            epsilon: zeros(),
            score: zeros(),
            f: zeros(),
            pairs: needs.pairs.then(|| Pairs {
                plus: zeros(),
                coupled: zeros(),
                independent: zeros(),
            }),
            z: zeros(),
            streams: [BASE, OTHERS, POSITIVE, NEGATIVE].map(|index| stream(seed, index as u64)),
        }
    }

    fn draw(&self, batch: &mut GaussianBatch) {
        for epsilon in &mut batch.epsilon {
            *epsilon = StandardNormal.sample(&mut batch.streams[BASE]);
        }
        for (z, epsilon) in batch.z.iter_mut().zip(&batch.epsilon) {
            *z = self.mu + self.sigma * epsilon;
        }
        for (score, epsilon) in batch.score.iter_mut().zip(&batch.epsilon) {
            *score = self.score(*epsilon);
        }
        self.phi.values(&batch.z, &mut batch.f);
        if self.dimension > 1 {
            for sample in 0..batch.f.len() {
                let others = batch.others(self, OTHERS);
                batch.f[sample] += others;
            }
        }
        if let Some(mut pairs) = batch.pairs.take() {
            let phi = |standard: f64| self.phi.value(self.mu + self.sigma * standard);
            for sample in 0..pairs.plus.len() {
                let [plus, coupled, independent] = batch.pair(self.parameter);
                pairs.plus[sample] = phi(plus);
                pairs.coupled[sample] = phi(coupled);
                pairs.independent[sample] = phi(independent);
                if self.dimension > 1 {
                    pairs.independent[sample] +=
                        batch.others(self, NEGATIVE) - batch.others(self, NEGATIVE);
                }
            }
            batch.pairs = Some(pairs);
        }
    }

    fn moments(&self, needs: Needs) -> GaussianMoments {
        GaussianMoments::of(self, needs.pairs)
    }

    fn exact_gradient(&self, moments: &GaussianMoments) -> f64 {
        moments.f_score
    }

    fn theta(&self) -> Vec<f64> {
        vec![match self.parameter {
            Parameter::Mu => self.mu,
            Parameter::Sigma => ln(self.sigma),
        }]
    }

    fn set_theta(&mut self, theta: &[f64]) -> bool {
        let theta = theta.first().copied().unwrap_or(f64::NAN);
        match self.parameter {
            Parameter::Mu => self.mu = theta,
            Parameter::Sigma => self.sigma = exp(theta),
        }
        self.mu.abs() < FAR && (1.0 / FAR..FAR).contains(&self.sigma)
    }

    fn chain(&self) -> f64 {
        match self.parameter {
            Parameter::Mu => 1.0,
            Parameter::Sigma => self.sigma,
        }
    }

    fn objective(&self) -> f64 {
        objective(self)
    }

    fn estimators() -> &'static [&'static dyn Estimator<Self>] {
        &[
            &methods::Score,
            &methods::ScoreBaseline,
            &methods::ScoreOptimalBaseline,
            &methods::LeaveOneOut,
            &methods::Pathwise,
            &methods::MeasureValuedCoupled,
            &methods::MeasureValued,
            &methods::FiniteDifference,
        ]
    }
}
