//! Bias and variance of every estimator as one setting runs over its range: exact curves, and dots that were sampled.

use super::frame::{Dots, ExactCurve, SweepFrame};
use super::methods::Exact;
use super::sampler::{Sampling, batch_size, exact, sampler};
use super::settings::{Family, Figure, Settings};
use serde::{Deserialize, Serialize};
use thetaflow::choices;
use thetaflow::math::real::powf;

choices! {
    /// The setting on the horizontal axis.
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum Swept {
        Sigma = "sigma",
        Mu = "mu",
        K = "k",
        Dimension = "d",
        Samples = "samples",
        Tau = "tau",
        Logit = "logit",
    }
}

impl Swept {
    /// What can run over its range where z is Gaussian.
    pub const OF_GAUSSIAN: [Self; 5] = [
        Self::Sigma,
        Self::Mu,
        Self::K,
        Self::Dimension,
        Self::Samples,
    ];
    /// What can where it is discrete.
    pub const OF_DISCRETE: [Self; 3] = [Self::Tau, Self::Logit, Self::Samples];

    pub fn range(self) -> [f64; 2] {
        match self {
            Swept::Sigma => [0.01, 10.0],
            Swept::Mu | Swept::K => [-5.0, 5.0],
            Swept::Dimension | Swept::Samples => [1.0, 100.0],
            Swept::Logit => [-8.0, 8.0],
            Swept::Tau => [0.05, 10.0],
        }
    }

    pub fn is_logarithmic(self) -> bool {
        matches!(
            self,
            Swept::Sigma | Swept::Dimension | Swept::Samples | Swept::Tau
        )
    }

    fn is_whole(self) -> bool {
        matches!(self, Swept::Dimension | Swept::Samples)
    }

    /// `count` values from one end of the range to the other, in equal steps of the axis; fewer if they are whole numbers.
    fn points(self, count: usize) -> Vec<f64> {
        let [min, max] = self.range();
        let mut points: Vec<f64> = (0..count)
            .map(|n| {
                let share = n as f64 / (count as f64 - 1.0);
                let value = if self.is_logarithmic() {
                    min * powf(max / min, share)
                } else {
                    min + share * (max - min)
                };
                if self.is_whole() {
                    value.round()
                } else {
                    value
                }
            })
            .collect();
        points.dedup();
        points
    }

    fn of(self, settings: &Settings) -> f64 {
        match self {
            Swept::Sigma => settings.sigma,
            Swept::Mu => settings.mu,
            Swept::K => settings.k,
            Swept::Dimension => settings.dimension as f64,
            Swept::Samples => settings.samples as f64,
            Swept::Logit if settings.family == Family::Bernoulli => settings.logit,
            Swept::Logit => settings.logits[0],
            Swept::Tau => settings.tau,
        }
    }

    fn set(self, settings: &Settings, value: f64) -> Settings {
        let mut settings = settings.clone();
        match self {
            Swept::Sigma => settings.sigma = value,
            Swept::Mu => settings.mu = value,
            Swept::K => settings.k = value,
            Swept::Dimension => settings.dimension = value as u64,
            Swept::Samples => settings.samples = value as u64,
            Swept::Logit => {
                settings.logit = value;
                settings.logits[0] = value;
            }
            Swept::Tau => settings.tau = value,
        }
        settings
    }
}

const POINTS: usize = 61;
const DOTS: usize = 9;
/// Where no curve is known, dots are all there is.
const DOTS_ALONE: usize = 25;
/// Estimates a step and dot.
const BATCH: usize = 32;

pub struct Sweep {
    settings: Settings,
    points: Vec<f64>,
    /// At as many points as are done: each estimator, and the gradient.
    exact: Vec<(Vec<Exact>, f64)>,
    dots: Vec<(f64, Box<dyn Sampling>)>,
}

impl Sweep {
    pub fn new(settings: &Settings, before: Option<&Sweep>) -> Self {
        let swept = settings.swept;
        let is_sampled_only = swept == Swept::Tau && settings.classes > 2;
        let count = if is_sampled_only { DOTS_ALONE } else { DOTS };
        let dot = |value: f64| {
            let settings = swept.set(settings, value);
            let batch = batch_size(&settings, BATCH);
            (value, sampler(&settings, batch, [0.0, 1.0]))
        };
        let kept = before.filter(|before| {
            before.points == swept.points(POINTS) && before.curve_key() == key(settings)
        });
        Self {
            points: swept.points(POINTS),
            exact: kept.map(|before| before.exact.clone()).unwrap_or_default(),
            dots: swept.points(count).into_iter().map(dot).collect(),
            settings: settings.clone(),
        }
    }

    fn curve_key(&self) -> Settings {
        key(&self.settings)
    }

    pub fn advance(&mut self) {
        for (_, sampler) in &mut self.dots {
            sampler.advance();
        }
    }

    /// Adds some points to the exact curves. Returns whether all are there.
    pub fn refine(&mut self) -> bool {
        const A_FEW: usize = 4;
        let left = self.points.iter().skip(self.exact.len()).take(A_FEW);
        let more: Vec<_> = left
            .map(|value| exact(&self.settings.swept.set(&self.settings, *value)))
            .collect();
        self.exact.extend(more);
        self.exact.len() >= self.points.len()
    }

    pub fn frame(&self) -> SweepFrame {
        let finite = |value: f64| Some(value).filter(|value| value.is_finite());
        let estimators = self.exact.first().map_or(0, |(all, _)| all.len());
        let curve = |index: usize| {
            let each = |of: fn(&Exact, f64) -> f64| {
                let at = |(all, gradient): &(Vec<Exact>, f64)| {
                    all.get(index)
                        .and_then(|exact| finite(of(exact, *gradient)))
                };
                self.exact.iter().map(at).collect()
            };
            ExactCurve {
                bias: each(|exact, gradient| exact.mean - gradient),
                variance: each(|exact, _| exact.variance),
            }
        };
        let rows: Vec<_> = self.dots.iter().map(|(_, dot)| dot.rows()).collect();
        let sampled = |index: usize| {
            let each = |of: &dyn Fn(&super::frame::EstimatorRow) -> Option<f64>| {
                rows.iter()
                    .map(|rows| rows.get(index).and_then(of))
                    .collect()
            };
            Dots {
                squared_bias: each(&|row| {
                    // The square of a mean that is off by its standard error would be too large by the square of that.
                    let (bias, error) = (row.bias?, row.standard_error?);
                    Some((bias * bias - error * error).max(0.0)).filter(|square| square.is_finite())
                }),
                variance: each(&|row| row.variance),
                mse: each(&|row| row.mse),
            }
        };
        SweepFrame {
            swept: self.settings.swept,
            at: self.settings.swept.of(&self.settings),
            points: self.points[..self.exact.len()].to_vec(),
            exact: (0..estimators).map(curve).collect(),
            dots_at: self.dots.iter().map(|(value, _)| *value).collect(),
            dots: (0..rows.first().map_or(0, Vec::len)).map(sampled).collect(),
        }
    }
}

/// What the exact curves depend on: everything but the swept setting itself and what has to do with sampling.
fn key(settings: &Settings) -> Settings {
    Settings {
        seed: 0,
        steps: 0,
        figure: Figure::Variance,
        ..settings.swept.set(settings, 1.0)
    }
}
