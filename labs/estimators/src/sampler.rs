//! Draws estimates with every estimator that is shown, side by side from the same samples, and keeps their statistics.

use super::families::cost::MOST_CLASSES;
use super::families::{Needs, Problem};
use super::frame::{EstimatorRow, Histogram};
use super::methods::{Estimates, Estimator, Exact, Kind, Obstacle};
use super::settings::{AnyProblem, Family, Settings, Show};
use thetaflow::math::moments::Moments;

/// A [`Sampler`] with its family hidden.
pub trait Sampling {
    /// Draws one batch of estimates.
    fn advance(&mut self);
    fn rows(&self) -> Vec<EstimatorRow>;
    /// ∂L/∂φ, first entry.
    fn gradient(&self) -> f64;
    /// How often each class was drawn.
    fn counts(&self) -> [u64; MOST_CLASSES];
}

/// What is shown of each estimator of a problem.
pub fn shown<P: Problem>(show: Show) -> Vec<&'static dyn Estimator<P>> {
    let is_shown = |estimator: &&&'static dyn Estimator<P>| {
        let is_score = estimator.kind() == Kind::ScoreFunction;
        match show {
            Show::Pair => matches!(estimator.id(), "score" | "pathwise" | "gumbel_softmax"),
            Show::Baselines => is_score,
            Show::Others => !is_score,
            Show::All => true,
        }
    };
    P::estimators().iter().filter(is_shown).copied().collect()
}

/// What all of them need.
pub fn needs<P: Problem>(estimators: &[&'static dyn Estimator<P>]) -> Needs {
    let needs = estimators.iter().map(|estimator| estimator.needs());
    needs.fold(Needs::default(), Needs::and)
}

/// The sampler of `settings`, its histograms over `range`.
pub fn sampler(settings: &Settings, batch: usize, range: [f64; 2]) -> Box<dyn Sampling> {
    match settings.problem() {
        AnyProblem::Gaussian(problem) => Box::new(Sampler::new(problem, settings, batch, range)),
        AnyProblem::Discrete(problem) => Box::new(Sampler::new(problem, settings, batch, range)),
    }
}

/// Exact mean and variance of each estimator that is shown, unknown where it does not apply; and the gradient.
pub fn exact(settings: &Settings) -> (Vec<Exact>, f64) {
    fn of<P: Problem>(problem: &P, settings: &Settings) -> (Vec<Exact>, f64) {
        let estimators = shown::<P>(settings.show);
        let moments = problem.moments(needs(&estimators));
        let samples = settings.samples as usize;
        let exact = |estimator: &&'static dyn Estimator<P>| {
            if estimator.obstacle(problem, samples).is_some() {
                Exact::UNKNOWN
            } else {
                estimator.exact(problem, &moments, samples).cleaned()
            }
        };
        let all = estimators.iter().map(exact).collect();
        (all, problem.exact_gradient(&moments))
    }
    match settings.problem() {
        AnyProblem::Gaussian(problem) => of(&problem, settings),
        AnyProblem::Discrete(problem) => of(&problem, settings),
    }
}

/// How many estimates a batch may have so that a step stays below a few milliseconds, `most` at most.
pub fn batch_size(settings: &Settings, most: usize) -> usize {
    const VALUES: u64 = 4000;
    let width = if settings.family == Family::Gaussian {
        settings.dimension
    } else {
        settings.classes
    };
    (VALUES / (settings.samples * width).max(1)).clamp(2, most as u64) as usize
}

pub struct Sampler<P: Problem> {
    problem: P,
    moments: P::Moments,
    batch: P::Batch,
    estimates: Estimates,
    tallies: Vec<Tally<P>>,
    counts: [u64; MOST_CLASSES],
}

struct Tally<P: Problem> {
    estimator: &'static dyn Estimator<P>,
    obstacle: Option<Obstacle>,
    exact: Exact,
    /// Of each entry of the gradient.
    moments: Vec<Moments>,
    histogram: Histogram,
}

impl<P: Problem> Sampler<P> {
    pub fn new(problem: P, settings: &Settings, batch: usize, range: [f64; 2]) -> Self {
        let estimators = shown::<P>(settings.show);
        let needs = needs(&estimators);
        let samples = settings.samples.max(1) as usize;
        let moments = problem.moments(needs);
        let parameters = problem.parameters();
        let tally = |estimator: &'static dyn Estimator<P>| Tally {
            estimator,
            obstacle: estimator.obstacle(&problem, samples),
            exact: estimator.exact(&problem, &moments, samples).cleaned(),
            moments: vec![Moments::default(); parameters],
            histogram: Histogram::over(range),
        };
        Self {
            tallies: estimators.into_iter().map(tally).collect(),
            batch: problem.batch(batch * samples, needs, settings.seed),
            estimates: Estimates::new(batch, samples, parameters),
            moments,
            problem,
            counts: [0; MOST_CLASSES],
        }
    }
}

impl<P: Problem> Sampling for Sampler<P> {
    fn advance(&mut self) {
        self.problem.draw(&mut self.batch);
        self.problem.count(&self.batch, &mut self.counts);
        for tally in &mut self.tallies {
            // Without a second sample there is nothing to divide by; what others return without applying is worth seeing.
            if tally.obstacle.is_some_and(|obstacle| !obstacle.has_value()) {
                continue;
            }
            tally.estimator.estimate(
                &self.problem,
                &self.moments,
                &self.batch,
                &mut self.estimates,
            );
            for (parameter, moments) in tally.moments.iter_mut().enumerate() {
                for estimate in self.estimates.of(parameter) {
                    moments.add(*estimate);
                }
            }
            for estimate in self.estimates.of(0) {
                tally.histogram.add(*estimate);
            }
        }
    }

    fn rows(&self) -> Vec<EstimatorRow> {
        let gradient = self.gradient();
        let samples = self.estimates.samples as u64;
        let row = |tally: &Tally<P>| {
            EstimatorRow::of(
                tally.estimator,
                samples,
                tally.obstacle,
                gradient,
                tally.exact,
                &tally.moments,
                tally.histogram.clone(),
            )
        };
        self.tallies.iter().map(row).collect()
    }

    fn gradient(&self) -> f64 {
        self.problem.exact_gradient(&self.moments)
    }

    fn counts(&self) -> [u64; MOST_CLASSES] {
        self.counts
    }
}
