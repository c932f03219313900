//! The best learning rate of a rule on a surface, by trying.
//!
//! Rates on a logarithmic grid are tried first, then the neighbourhood of the best on a finer one. The best reaches the
//! goal with the fewest gradients; if none does, it ends lowest. Long trials are made in pieces.

use crate::divergence::has_diverged;
use thetaflow::math::real::powf;
use thetaflow::optim::{OptimizerConfig, Rule};
use thetaflow_surfaces::Landscape;

/// The grid: 10^−4 to 10^1, in this many steps a decade.
const LOWEST_DECADE: i32 = -4;
const DECADES: usize = 5;
const PER_DECADE: usize = 6;
const GRID: usize = DECADES * PER_DECADE + 1;
/// The fine grid divides the two cells around the best into this many parts.
const FINE: usize = 8;
/// Steps of a piece of a trial: a millisecond or so.
const PIECE: u32 = 2000;

/// What a trial is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Task {
    pub landscape: Landscape,
    /// The rule with its wrappers; its learning rate is what the sweep replaces.
    pub config: OptimizerConfig,
    pub start: [f64; 2],
    /// Steps that a trial may take.
    pub steps: u32,
    /// The goal is a loss below this.
    pub goal: f64,
}

/// How one learning rate did.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trial {
    pub learning_rate: f64,
    /// Gradients asked for until the goal was reached; None where it was not.
    pub gradients: Option<usize>,
    /// The last loss; infinite where the run diverged.
    pub loss: f64,
}

impl Trial {
    /// Fewer gradients, else a lower loss.
    fn is_better_than(&self, other: &Self) -> bool {
        match (self.gradients, other.gradients) {
            (Some(ours), Some(theirs)) if ours != theirs => ours < theirs,
            (Some(_), None) => true,
            (None, Some(_)) => false,
            _ => self.loss < other.loss,
        }
    }
}

/// A trial on its way.
struct Attempt {
    learning_rate: f64,
    rule: Box<dyn Rule<f64>>,
    theta: [f64; 2],
    step: u32,
    gradients: usize,
}

/// A sweep in the making. Its work is bounded: at most 46 trials.
pub struct Sweep {
    task: Task,
    trials: Vec<Trial>,
    /// The index of the best trial so far.
    best: usize,
    /// The best rate of the coarse grid.
    centre: f64,
    attempt: Option<Attempt>,
}

impl Clone for Sweep {
    /// A trial under way begins again.
    fn clone(&self) -> Self {
        Self {
            task: self.task.clone(),
            trials: self.trials.clone(),
            attempt: None,
            ..*self
        }
    }
}

impl Sweep {
    /// A sweep that has tried nothing yet.
    pub fn new(task: Task) -> Self {
        Self {
            task,
            trials: Vec::new(),
            best: 0,
            centre: 0.0,
            attempt: None,
        }
    }

    /// Goes on with a trial, or begins the next. Whether the sweep is finished.
    pub fn advance(&mut self) -> bool {
        if self.is_finished() {
            return true;
        }
        let mut attempt = match self.attempt.take() {
            Some(attempt) => attempt,
            None => self.begin(),
        };
        let Some(trial) = self.go_on(&mut attempt) else {
            self.attempt = Some(attempt);
            return false;
        };
        self.trials.push(trial);
        if trial.is_better_than(&self.trials[self.best]) {
            self.best = self.trials.len() - 1;
        }
        self.is_finished()
    }

    fn begin(&mut self) -> Attempt {
        let tried = self.trials.len();
        if tried == GRID {
            self.centre = self.trials[self.best].learning_rate;
        }
        let cell = 1.0 / PER_DECADE as f64;
        let learning_rate = if tried < GRID {
            powf(10.0_f64, f64::from(LOWEST_DECADE) + cell * tried as f64)
        } else {
            // From −1 to 1 cell, ends and middle left out: they are tried already.
            let k = tried - GRID + 1;
            let k = if k >= FINE / 2 { k + 1 } else { k };
            self.centre * powf(10.0_f64, cell * (2.0 * k as f64 / FINE as f64 - 1.0))
        };
        let config = OptimizerConfig {
            learning_rate,
            ..self.task.config.clone()
        };
        Attempt {
            learning_rate,
            // Groups of whole vectors fit any vector, so building does not fail; were it to, the bare rule would run.
            rule: (config.build(2)).unwrap_or_else(|_| config.rule.build(learning_rate, 2)),
            theta: self.task.start,
            step: 0,
            gradients: 0,
        }
    }

    /// Whether every rate has been tried.
    pub fn is_finished(&self) -> bool {
        self.trials.len() >= GRID + FINE - 2
    }

    /// The best so far; None before the first trial and while every rate has diverged.
    pub fn best(&self) -> Option<Trial> {
        self.trials
            .get(self.best)
            .copied()
            .filter(|trial| trial.loss.is_finite())
    }

    /// Every trial in the order in which they were made.
    pub fn trials(&self) -> &[Trial] {
        &self.trials
    }

    /// Makes a piece of a trial; the trial, if that was the last piece.
    fn go_on(&self, attempt: &mut Attempt) -> Option<Trial> {
        let Task {
            landscape,
            steps,
            goal,
            ..
        } = &self.task;
        let trial = |gradients, loss: f64| {
            Some(Trial {
                learning_rate: attempt.learning_rate,
                gradients,
                loss: if loss.is_nan() { f64::INFINITY } else { loss },
            })
        };
        // A run that needs more gradients than the best does not have to end.
        let most = self.best().and_then(|best| best.gradients);
        let Attempt {
            rule,
            theta,
            step,
            gradients,
            ..
        } = attempt;
        let end = steps.min(&step.saturating_add(PIECE)).to_owned();
        let mut oracle = |theta: &[f64], gradient: &mut [f64]| landscape.gradients(theta, gradient);
        let mut loss = f64::INFINITY;
        while *step < end {
            rule.step(theta, &mut oracle);
            *step += 1;
            *gradients = gradients.saturating_add(rule.gradients_per_step());
            if has_diverged(*theta) {
                return trial(None, f64::INFINITY);
            }
            loss = landscape.value(theta[0], theta[1]);
            if loss < *goal {
                return trial(Some(*gradients), loss);
            }
            if most.is_some_and(|most| *gradients > most) {
                return trial(None, loss);
            }
        }
        if *step < *steps {
            None
        } else {
            trial(None, loss)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use thetaflow::optim::RuleConfig;
    use thetaflow::optim::rules::Sgd;
    use thetaflow_surfaces::{Quadratic, Rosenbrock};

    fn swept(rule: RuleConfig, landscape: Landscape, tolerance: f64) -> Sweep {
        let mut sweep = Sweep::new(Task {
            start: landscape.start(),
            config: OptimizerConfig::new(rule, f64::NAN),
            steps: 500,
            goal: landscape.reference_loss().unwrap_or_default() + tolerance,
            landscape,
        });
        assert_eq!(sweep.best(), None);
        while !sweep.advance() {}
        sweep
    }

    #[test]
    fn the_best_rate_of_gradient_descent_on_a_bowl_is_near_the_optimal_one() {
        let bowl = Landscape::Quadratic(Quadratic {
            kappa: 10.0,
            angle: 0.0,
        });
        let best = swept(RuleConfig::Sgd(Sgd), bowl, 1e-8).best().unwrap();
        // The asymptotically best rate is 2/11; to a finite accuracy from one start a bit less may do.
        assert!((0.15..0.19).contains(&best.learning_rate), "{best:?}");
        // ρ = 9/11: about 50 steps from L = 13 to 1e-8.
        assert!((35..70).contains(&best.gradients.unwrap()), "{best:?}");
    }

    #[test]
    fn no_other_rate_that_was_tried_is_better() {
        for rule in RuleConfig::all() {
            let sweep = swept(rule, Landscape::Rosenbrock(Rosenbrock { b: 10.0 }), 1e-3);
            let best = sweep.best().unwrap();
            assert!(
                sweep
                    .trials()
                    .iter()
                    .all(|trial| !trial.is_better_than(&best)),
                "{}",
                rule.id()
            );
            let mut rates: Vec<f64> = sweep
                .trials()
                .iter()
                .map(|trial| trial.learning_rate)
                .collect();
            rates.sort_by(f64::total_cmp);
            assert!(rates.windows(2).all(|pair| pair[1] > pair[0] * 1.01));
        }
    }

    #[test]
    fn where_no_rate_reaches_the_goal_the_lowest_end_counts() {
        let bowl = Landscape::Quadratic(Quadratic {
            kappa: 10.0,
            angle: 0.0,
        });
        let best = swept(RuleConfig::Sgd(Sgd), bowl, -1.0).best().unwrap();
        assert_eq!(best.gradients, None);
        assert!(best.loss < 1e-20);
        let nothing = swept(
            RuleConfig::Sgd(Sgd),
            Landscape::custom("log(-1-x^2)").unwrap(),
            1e-3,
        );
        assert_eq!(nothing.best(), None);
    }

    #[test]
    fn a_long_trial_is_made_in_pieces() {
        let mut sweep = Sweep::new(Task {
            landscape: Landscape::Rosenbrock(Rosenbrock { b: 100.0 }),
            config: OptimizerConfig::new(Sgd, f64::NAN),
            start: [-1.5, 2.0],
            steps: 10 * PIECE,
            goal: 0.0,
        });
        for _ in 0..9 {
            sweep.advance();
            assert_eq!(sweep.trials(), []);
        }
        sweep.advance();
        assert_eq!(sweep.trials().len(), 1);
    }
}
