//! b one of K classes with probabilities p = softmax(a). A Bernoulli variable is the first of two classes with logits (a, 0).
//!
//! Hard samples are argmax(a + G) with independent Gumbel variables G (the Gumbel-max trick), soft ones softmax((a + G)/τ)
//! (Jang et al. 2017; Maddison et al. 2017). With two classes G₁ − G₂ is logistic, and all that is said of binary Concrete
//! variables comes out as the case K = 2.

use super::cost::{Cost, MOST_CLASSES};
use super::discrete_moments::DiscreteMoments;
use super::{Needs, Problem, stream};
use crate::methods::{self, Estimator};
use rand::distr::Distribution;
use thetaflow::math::random::Generator;
use thetaflow::math::real::{exp, ln};
use thetaflow::math::ziggurat::Exp1;

#[derive(Clone, Debug, PartialEq)]
pub struct Discrete {
    pub cost: Cost,
    /// a, one a class; for a Bernoulli variable (a, 0), of which only the first is a parameter.
    pub logits: Vec<f64>,
    pub bernoulli: bool,
    /// b, the constant baseline.
    pub baseline: f64,
    /// τ.
    pub tau: f64,
    /// η, the weight of the control variate in REBAR and RELAX.
    pub eta: f64,
}

impl Discrete {
    pub fn classes(&self) -> usize {
        self.logits.len()
    }

    /// p, and 1 − p without the loss of digits where p is close to 1.
    pub fn probabilities(&self) -> [[f64; MOST_CLASSES]; 2] {
        let mut p = [0.0; MOST_CLASSES];
        softmax(self.logits.iter().copied(), 1.0, &mut p);
        let mut rest = [0.0; MOST_CLASSES];
        for (class, rest) in rest.iter_mut().enumerate().take(self.classes()) {
            *rest = (0..self.classes())
                .filter(|other| *other != class)
                .map(|other| p[other])
                .sum();
        }
        [p, rest]
    }

    /// The corner of a class.
    pub fn corner(&self, class: usize) -> [f64; MOST_CLASSES] {
        std::array::from_fn(|n| f64::from(u8::from(n == class)))
    }

    /// ∂f(y)/∂a where y = softmax(z/τ): y_j (f′_j − Σ y_i f′_i)/τ, for each entry of z.
    pub fn pull_back(
        &self,
        y: &[f64; MOST_CLASSES],
        slope: &[f64; MOST_CLASSES],
    ) -> [f64; MOST_CLASSES] {
        let mean: f64 = y.iter().zip(slope).map(|(y, slope)| y * slope).sum();
        std::array::from_fn(|n| y[n] * (slope[n] - mean) / self.tau)
    }
}

/// softmax(z/τ) of up to eight entries; the others stay 0.
pub fn softmax(z: impl Iterator<Item = f64> + Clone, tau: f64, y: &mut [f64; MOST_CLASSES]) {
    let highest = z.clone().fold(f64::NEG_INFINITY, f64::max);
    let mut sum = 0.0;
    for (y, z) in y.iter_mut().zip(z.clone()) {
        *y = exp((z - highest) / tau);
        sum += *y;
    }
    for y in y.iter_mut().take(z.count()) {
        *y /= sum;
    }
}

/// Samples of a [`Discrete`], one entry each.
pub struct DiscreteBatch {
    pub class: Vec<usize>,
    /// G, of every class.
    pub gumbel: Vec<[f64; MOST_CLASSES]>,
    /// p, and 1 − p.
    pub probabilities: [[f64; MOST_CLASSES]; 2],
    /// f and ∂f/∂y at the corner of each class.
    pub f: [f64; MOST_CLASSES],
    pub slope: [[f64; MOST_CLASSES]; MOST_CLASSES],
    pub soft: Option<Vec<[f64; MOST_CLASSES]>>,
    pub conditional: Option<Conditional>,
    streams: [Generator; 2],
}

/// Soft samples drawn anew, given the class.
pub struct Conditional {
    /// ỹ = softmax(z̃/τ).
    pub soft: Vec<[f64; MOST_CLASSES]>,
    /// ω_i in ∂z̃_i/∂a_j = ω_i (δ_ij − p_j).
    pub sensitivity: Vec<[f64; MOST_CLASSES]>,
}

impl DiscreteBatch {
    /// ∂ log p(b)/∂a_j = 1[b = j] − p_j.
    pub fn score(&self, class: usize, parameter: usize) -> f64 {
        if class == parameter {
            self.probabilities[1][parameter]
        } else {
            -self.probabilities[0][parameter]
        }
    }
}

impl Problem for Discrete {
    type Batch = DiscreteBatch;
    type Moments = DiscreteMoments;

    fn parameters(&self) -> usize {
        if self.bernoulli { 1 } else { self.classes() }
    }

    fn batch(&self, samples: usize, needs: Needs, seed: u64) -> DiscreteBatch {
        let zeros = || vec![[0.0; MOST_CLASSES]; samples];
        DiscreteBatch {
            class: vec![0; samples],
            gumbel: zeros(),
            probabilities: [[0.0; MOST_CLASSES]; 2],
            f: [0.0; MOST_CLASSES],
            slope: [[0.0; MOST_CLASSES]; MOST_CLASSES],
            soft: needs.relaxed.then(zeros),
            conditional: needs.conditional.then(|| Conditional {
                soft: zeros(),
                sensitivity: zeros(),
            }),
            streams: [0, 1].map(|index| stream(seed, index)),
        }
    }

    fn draw(&self, batch: &mut DiscreteBatch) {
        let classes = self.classes();
        batch.probabilities = self.probabilities();
        for class in 0..classes {
            let corner = &self.corner(class)[..classes];
            batch.f[class] = self.cost.value(corner);
            batch.slope[class] = self.cost.gradient(corner);
        }
        let [base, anew] = &mut batch.streams;
        for (class, gumbel) in batch.class.iter_mut().zip(&mut batch.gumbel) {
            let mut best = f64::NEG_INFINITY;
            for (n, (gumbel, logit)) in gumbel.iter_mut().zip(&self.logits).enumerate() {
                *gumbel = -ln(exponential(base));
                if logit + *gumbel > best {
                    (best, *class) = (logit + *gumbel, n);
                }
            }
        }
        if let Some(soft) = &mut batch.soft {
            for (y, gumbel) in soft.iter_mut().zip(&batch.gumbel) {
                let z = self.logits.iter().zip(gumbel).map(|(a, g)| a + g);
                softmax(z, self.tau, y);
            }
        }
        if let Some(Conditional { soft, sensitivity }) = &mut batch.conditional {
            let p = &batch.probabilities[0];
            for ((class, y), omega) in batch.class.iter().zip(soft).zip(sensitivity) {
                // Tucker et al. 2017, appendix C: z̃_b = −log E_b and z̃_i = −log(E_i/p_i + E_b), E exponential variables.
                let winner = exponential(anew);
                let mut z = [0.0; MOST_CLASSES];
                for n in 0..classes {
                    let wait = if n == *class {
                        0.0
                    } else {
                        exponential(anew) / p[n]
                    };
                    z[n] = -ln(wait + winner);
                    omega[n] = if wait.is_finite() {
                        wait / (wait + winner)
                    } else {
                        1.0
                    };
                }
                softmax(z[..classes].iter().copied(), self.tau, y);
            }
        }
    }

    fn moments(&self, needs: Needs) -> DiscreteMoments {
        DiscreteMoments::of(self, needs.relaxed || needs.conditional)
    }

    fn exact_gradient(&self, moments: &DiscreteMoments) -> f64 {
        moments.gradient(0)
    }

    fn theta(&self) -> Vec<f64> {
        self.logits[..self.parameters()].to_vec()
    }

    fn set_theta(&mut self, theta: &[f64]) -> bool {
        for (logit, theta) in self.logits.iter_mut().zip(theta) {
            *logit = *theta;
        }
        self.logits.iter().all(|logit| logit.abs() < FAR)
    }

    fn objective(&self) -> f64 {
        self.moments(Needs::default()).mean_f()
    }

    fn count(&self, batch: &DiscreteBatch, counts: &mut [u64; MOST_CLASSES]) {
        for class in &batch.class {
            counts[*class] += 1;
        }
    }

    fn estimators() -> &'static [&'static dyn Estimator<Self>] {
        &[
            &methods::Score,
            &methods::ScoreBaseline,
            &methods::ScoreOptimalBaseline,
            &methods::LeaveOneOut,
            &methods::GumbelSoftmax,
            &methods::StraightThroughGumbel,
            &methods::StraightThrough,
            &methods::Rebar,
            &methods::Relax,
            &methods::Arm,
        ]
    }
}

/// A logit beyond this has run away.
const FAR: f64 = 1e4;

/// Exp(1), never 0, whose logarithm would be infinite.
fn exponential(generator: &mut Generator) -> f64 {
    let value: f64 = Exp1.sample(generator);
    value.max(f64::MIN_POSITIVE)
}
