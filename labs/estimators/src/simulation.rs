//! A run: one batch of estimates a step, and whatever the chosen figure needs beside it.

use super::families::cost::MOST_CLASSES;
use super::families::gaussian::Parameter;
use super::frame::{EstimatorFrame, GumbelMax};
use super::methods::Exact;
use super::race::{Racing, race};
use super::sampler::{Sampling, batch_size, exact, sampler};
use super::settings::{AnyProblem, Family, Figure, Settings};
use super::simplex::Simplex;
use super::sweep::Sweep;
use thetaflow::lab::Simulation;
use thetaflow::math::chi_squared::chi_squared_tail;

/// The estimator lab's simulation. At step n it has drawn n + 1 batches: an empty histogram would show nothing.
pub struct EstimatorSimulation {
    settings: Settings,
    stands_in: bool,
    range: [f64; 2],
    sampler: Box<dyn Sampling>,
    sweep: Option<Sweep>,
    simplex: Option<Simplex>,
    race: Vec<Box<dyn Racing>>,
    step: u64,
}

/// Estimates a step.
const BATCH: usize = 200;

impl EstimatorSimulation {
    pub fn new(settings: Settings, stands_in: bool, before: Option<&Self>) -> Self {
        let range = range(&settings);
        let is_swept = matches!(
            settings.figure,
            Figure::Variance | Figure::Temperature | Figure::Simplex
        );
        let sweep_before = before.and_then(|before| before.sweep.as_ref());
        let mut simulation = Self {
            stands_in,
            range,
            sampler: sampler(&settings, batch_size(&settings, BATCH), range),
            sweep: is_swept.then(|| Sweep::new(&settings, sweep_before)),
            simplex: (settings.figure == Figure::Simplex)
                .then(|| Simplex::new(&settings))
                .flatten(),
            race: if settings.figure == Figure::Race {
                race(&settings)
            } else {
                Vec::new()
            },
            step: 0,
            settings,
        };
        simulation.draw();
        simulation
    }

    fn draw(&mut self) {
        self.sampler.advance();
        if let Some(sweep) = &mut self.sweep {
            sweep.advance();
        }
        if let Some(simplex) = &mut self.simplex {
            simplex.advance();
        }
    }

    fn gumbel_max(&self) -> Option<GumbelMax> {
        let AnyProblem::Discrete(problem) = self.settings.problem() else {
            return None;
        };
        let classes = problem.classes();
        let probabilities = &problem.probabilities()[0][..classes];
        let counts = &self.sampler.counts()[..classes];
        let total: u64 = counts.iter().sum();
        let expected = |p: &f64| p * total as f64;
        let chi_squared = probabilities.iter().all(|p| expected(p) >= 5.0).then(|| {
            let terms = counts.iter().zip(probabilities).map(|(count, p)| {
                let expected = expected(p);
                (*count as f64 - expected).powi(2) / expected
            });
            terms.sum()
        });
        let degrees = classes as u64 - 1;
        Some(GumbelMax {
            counts: counts.to_vec(),
            probabilities: probabilities.to_vec(),
            chi_squared,
            degrees,
            p_value: chi_squared.map(|x| chi_squared_tail(x, degrees as u32)),
        })
    }
}

/// The range of the histograms. It does not depend on σ or τ: whoever moves these should see estimates spread, not numbers
/// change beside a picture that stays the same. It is four standard deviations of the widest estimator at σ = 1, τ = ½.
fn range(settings: &Settings) -> [f64; 2] {
    let still = Settings {
        sigma: 1.0,
        tau: 0.5,
        ..settings.clone()
    };
    let (all, centre) = exact(&still);
    let widest = |of: fn(&Exact) -> f64| {
        all.iter()
            .map(of)
            .filter(|variance| variance.is_finite())
            .fold(0.0, f64::max)
    };
    let centre = if centre.is_finite() { centre } else { 0.0 };
    let reach = 4.0 * widest(|exact| exact.variance).sqrt();
    let reach = if reach > 1e-9 * centre.abs() && reach > 1e-300 {
        reach
    } else {
        centre.abs().max(1.0)
    };
    let (mut low, mut high) = (centre - reach, centre + reach);
    let (_, gradient) = exact(settings);
    if gradient.is_finite() {
        low = low.min(gradient - 0.1 * reach);
        high = high.max(gradient + 0.1 * reach);
    }
    [low, high]
}

impl Simulation for EstimatorSimulation {
    type Frame = EstimatorFrame;

    fn step(&self) -> u64 {
        self.step
    }

    fn last_step(&self) -> u64 {
        self.settings.steps
    }

    fn has_ended(&self) -> bool {
        self.step >= self.settings.steps
    }

    fn advance(&mut self) {
        if self.has_ended() {
            return;
        }
        self.draw();
        for runner in &mut self.race {
            runner.advance();
        }
        self.step += 1;
    }

    fn refine(&mut self) -> bool {
        self.sweep.as_mut().is_none_or(Sweep::refine)
    }

    fn frame(&self) -> EstimatorFrame {
        let parameter: Option<Parameter> =
            (self.settings.family == Family::Gaussian).then_some(self.settings.parameter);
        EstimatorFrame {
            step: self.step,
            last_step: self.settings.steps,
            figure: self.settings.figure,
            family: self.settings.family,
            parameter,
            stands_in: self.stands_in,
            samples: self.settings.samples,
            classes: self.settings.classes.min(MOST_CLASSES as u64),
            exact: Some(self.sampler.gradient()).filter(|gradient| gradient.is_finite()),
            range: self.range,
            estimators: self.sampler.rows(),
            sweep: self.sweep.as_ref().map(Sweep::frame),
            simplex: self.simplex.as_ref().map(Simplex::frame),
            race: self.race.iter().map(|runner| runner.run()).collect(),
            gumbel_max: self.gumbel_max(),
        }
    }
}
