//! The estimators of ∂/∂φ E f(z), one file each: formula, source, exact mean and variance.
//!
//! An estimate is the average over N samples. Everything is written over a whole batch, so that the inner loops run over
//! slices and nothing is allocated.

mod arm;
mod finite_difference;
mod gumbel_softmax;
mod leave_one_out;
mod measure_valued;
mod measure_valued_coupled;
mod pathwise;
mod rebar;
mod relax;
mod score;
mod score_baseline;
mod score_optimal_baseline;
mod straight_through;
mod straight_through_gumbel;

pub use arm::Arm;
pub use finite_difference::FiniteDifference;
pub use gumbel_softmax::GumbelSoftmax;
pub use leave_one_out::LeaveOneOut;
pub use measure_valued::MeasureValued;
pub use measure_valued_coupled::MeasureValuedCoupled;
pub use pathwise::Pathwise;
pub use rebar::Rebar;
pub use relax::Relax;
pub use score::Score;
pub use score_baseline::ScoreBaseline;
pub use score_optimal_baseline::{ScoreOptimalBaseline, optimal_baseline};
pub use straight_through::StraightThrough;
pub use straight_through_gumbel::StraightThroughGumbel;

use super::families::cost::MOST_CLASSES;
use super::families::{Needs, Problem};
use serde::{Deserialize, Serialize};

/// A way to estimate the gradient of a problem of the family `P` from samples.
pub trait Estimator<P: Problem>: Sync {
    /// Its name in frames, texts and addresses.
    fn id(&self) -> &'static str;

    /// What it averages, as a formula that every language reads.
    fn symbol(&self) -> &'static str;

    fn kind(&self) -> Kind;

    /// Why it has nothing to say here; `None` where it applies.
    fn obstacle(&self, _problem: &P, _samples: usize) -> Option<Obstacle> {
        None
    }

    /// What it needs beside plain samples.
    fn needs(&self) -> Needs {
        Needs::default()
    }

    /// How often it asks for f or its derivative for each sample.
    fn evaluations(&self) -> u64 {
        1
    }

    /// Mean and variance of an average over `samples` samples.
    fn exact(&self, problem: &P, moments: &P::Moments, samples: usize) -> Exact;

    /// Fills `estimates` from a batch of as many samples as they average over in all.
    fn estimate(
        &self,
        problem: &P,
        moments: &P::Moments,
        batch: &P::Batch,
        estimates: &mut Estimates,
    );
}

/// The idea behind an estimator; figures give each a colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// f times the derivative of log p.
    ScoreFunction,
    /// The derivative of f at samples that move with the parameter, or would if they were soft.
    Derivative,
    /// Values of f at two samples or more, or score functions with a control variate that depends on the sample.
    Difference,
    /// For comparison.
    Other,
}

impl Kind {
    /// Which of the theme's lines draws it.
    pub fn line(self) -> usize {
        match self {
            Kind::ScoreFunction => 0,
            Kind::Derivative => 1,
            Kind::Difference => 2,
            Kind::Other => 3,
        }
    }
}

/// Why an estimator does not apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Obstacle {
    /// f is a step: its derivative is 0 wherever it has one.
    NoDerivative,
    /// There is no other sample to leave one out of.
    OneSample,
    /// It is made for two classes.
    MoreThanTwoClasses,
}

impl Obstacle {
    /// Whether code that does not look would get a number all the same, and a wrong one.
    pub fn has_value(self) -> bool {
        self == Obstacle::NoDerivative
    }
}

/// E X² − (E X)² knows no more digits than this of (E X)².
const ROUNDING: f64 = 1e-13;

/// Exact mean and variance of an estimate of the first entry; NaN where they are infinite or not known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Exact {
    pub mean: f64,
    pub variance: f64,
    /// The sum of the variances of all entries.
    pub trace: f64,
}

impl Exact {
    pub const UNKNOWN: Self = Self {
        mean: f64::NAN,
        variance: f64::NAN,
        trace: f64::NAN,
    };

    /// Of a single entry.
    pub fn single(mean: f64, variance: f64) -> Self {
        Self {
            mean,
            variance,
            trace: variance,
        }
    }

    /// The same with variances that are nothing but rounding set to 0.
    pub fn cleaned(self) -> Self {
        let rounding = ROUNDING * self.mean * self.mean;
        let clean = |variance: f64| if variance < rounding { 0.0 } else { variance };
        Self {
            variance: clean(self.variance),
            trace: clean(self.trace),
            ..self
        }
    }

    /// Of the average of `samples` independent ones.
    pub fn averaged(self, samples: usize) -> Self {
        let n = samples as f64;
        Self {
            variance: self.variance / n,
            trace: self.trace / n,
            ..self
        }
    }
}

/// Estimates of a gradient, a row for each entry of the gradient.
#[derive(Clone, Debug)]
pub struct Estimates {
    /// N: how many samples are averaged.
    pub samples: usize,
    count: usize,
    values: Vec<f64>,
}

impl Estimates {
    /// Room for `count` estimates, each of a gradient with so many entries and from so many samples.
    pub fn new(count: usize, samples: usize, parameters: usize) -> Self {
        Self {
            samples: samples.max(1),
            count: count.max(1),
            values: vec![0.0; count.max(1) * parameters],
        }
    }

    /// The estimates of one entry of the gradient.
    pub fn of(&self, parameter: usize) -> &[f64] {
        self.values
            .chunks_exact(self.count)
            .nth(parameter)
            .unwrap_or_default()
    }

    /// The first estimate of each entry: all there is if there is room for one.
    pub fn first(&self) -> impl Iterator<Item = f64> {
        self.values.iter().step_by(self.count).copied()
    }

    /// Averages what `value` says of each entry and sample.
    #[inline]
    fn average(&mut self, value: impl Fn(usize, usize) -> f64) {
        let Self { samples, count, .. } = *self;
        let share = 1.0 / samples as f64;
        for (parameter, row) in self.values.chunks_exact_mut(count).enumerate() {
            if samples == 1 {
                for (sample, estimate) in row.iter_mut().enumerate() {
                    *estimate = value(parameter, sample);
                }
                continue;
            }
            for (group, estimate) in row.iter_mut().enumerate() {
                let first = group * samples;
                let sum: f64 = (first..first + samples)
                    .map(|sample| value(parameter, sample))
                    .sum();
                *estimate = share * sum;
            }
        }
    }

    /// The same for a `value` that says all entries of a sample at once.
    fn average_vectors(&mut self, value: impl Fn(usize) -> [f64; MOST_CLASSES]) {
        let Self { samples, count, .. } = *self;
        let share = 1.0 / samples as f64;
        for group in 0..count {
            let mut sum = [0.0; MOST_CLASSES];
            for sample in group * samples..(group + 1) * samples {
                for (sum, entry) in sum.iter_mut().zip(value(sample)) {
                    *sum += entry;
                }
            }
            let entries = self.values.iter_mut().skip(group).step_by(count);
            for (estimate, sum) in entries.zip(sum) {
                *estimate = share * sum;
            }
        }
    }

    /// Writes what `value` says of each entry and group of samples.
    fn each_group(&mut self, value: impl Fn(usize, std::ops::Range<usize>) -> f64) {
        let Self { samples, count, .. } = *self;
        for (parameter, row) in self.values.chunks_exact_mut(count).enumerate() {
            for (group, estimate) in row.iter_mut().enumerate() {
                *estimate = value(parameter, group * samples..(group + 1) * samples);
            }
        }
    }
}
