//! Stochastic gradient descent on L(φ) from the same start with each estimator, N samples a step.
//!
//! Of a Gaussian problem in d coordinates the first one learns; the others stay at the start, where all they do is add noise.

use super::families::Problem;
use super::frame::RaceRun;
use super::methods::{Estimates, Estimator};
use super::sampler::shown;
use super::settings::{AnyProblem, Settings};
use thetaflow::optim::Rule;
use thetaflow::optim::rules::{ElementwiseRule, Sgd};

/// A [`Runner`] with its family hidden.
pub trait Racing {
    fn advance(&mut self);
    fn run(&self) -> RaceRun;
}

/// One runner for each estimator that is shown; without samples where it does not apply.
pub fn race(settings: &Settings) -> Vec<Box<dyn Racing>> {
    fn of<P: Problem>(problem: &P, settings: &Settings) -> Vec<Box<dyn Racing>> {
        let runner = |estimator| -> Box<dyn Racing> {
            Box::new(Runner::new(problem.clone(), estimator, settings))
        };
        shown::<P>(settings.show).into_iter().map(runner).collect()
    }
    match settings.problem() {
        AnyProblem::Gaussian(problem) => of(&problem, settings),
        AnyProblem::Discrete(problem) => of(&problem, settings),
    }
}

struct Runner<P: Problem> {
    problem: P,
    estimator: &'static dyn Estimator<P>,
    moments: P::Moments,
    batch: P::Batch,
    estimates: Estimates,
    rule: ElementwiseRule<f64, Sgd, 0>,
    theta: Vec<f64>,
    run: RaceRun,
}

impl<P: Problem> Runner<P> {
    fn new(problem: P, estimator: &'static dyn Estimator<P>, settings: &Settings) -> Self {
        let samples = settings.samples.max(1) as usize;
        let (needs, theta) = (estimator.needs(), problem.theta());
        let obstacle = estimator.obstacle(&problem, samples);
        let start = Some(problem.objective()).filter(|value| value.is_finite());
        Self {
            moments: problem.moments(needs),
            batch: problem.batch(samples, needs, settings.seed),
            estimates: Estimates::new(1, samples, problem.parameters()),
            rule: ElementwiseRule::new(Sgd, settings.learning_rate, theta.len()),
            run: RaceRun {
                evaluations: estimator.evaluations() * samples as u64,
                has_stopped: start.is_none()
                    || obstacle.is_some_and(|obstacle| !obstacle.has_value()),
                objective: Vec::from_iter(start),
                theta: start.map(|_| theta[0]).into_iter().collect(),
            },
            theta,
            estimator,
            problem,
        }
    }
}

impl<P: Problem> Racing for Runner<P> {
    fn advance(&mut self) {
        if self.run.has_stopped {
            return;
        }
        self.problem.draw(&mut self.batch);
        if self.estimator.needs().moments {
            self.moments = self.problem.moments(self.estimator.needs());
        }
        self.estimator.estimate(
            &self.problem,
            &self.moments,
            &self.batch,
            &mut self.estimates,
        );
        let (chain, estimates) = (self.problem.chain(), &self.estimates);
        let mut oracle = |_: &[f64], gradient: &mut [f64]| {
            for (entry, estimate) in gradient.iter_mut().zip(estimates.first()) {
                *entry = chain * estimate;
            }
        };
        self.rule.step(&mut self.theta, &mut oracle);
        let is_near = self.problem.set_theta(&self.theta);
        let objective = if is_near {
            self.problem.objective()
        } else {
            f64::NAN
        };
        if objective.is_finite() {
            self.run.objective.push(objective);
            self.run.theta.push(self.theta[0]);
        } else {
            self.run.has_stopped = true;
        }
    }

    fn run(&self) -> RaceRun {
        self.run.clone()
    }
}
