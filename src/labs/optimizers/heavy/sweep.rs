//! The best learning rate of a rule on a surface, by trying.
//!
//! Rates on a logarithmic grid are tried first, then the neighbourhood of the best on a finer one. The best reaches the
//! goal with the fewest gradients; if none does, it ends lowest.

use crate::labs::optimizers::divergence::has_diverged;
use crate::labs::optimizers::landscapes::Landscape;
use crate::optim::OptimizerConfig;

/// The grid: 10^−4 to 10^1, in this many steps a decade.
const LOWEST_DECADE: i32 = -4;
const DECADES: usize = 5;
const PER_DECADE: usize = 6;
const GRID: usize = DECADES * PER_DECADE + 1;
/// The fine grid divides the two cells around the best into this many parts.
const FINE: usize = 8;

/// What a trial is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Task {
    pub landscape: Landscape,
    /// The rule with its wrappers; its learning rate is what the sweep replaces.
    pub config: OptimizerConfig,
    pub start: [f64; 2],
    /// Steps that a trial may take.
    pub steps: u32,
    /// The goal is L − L* below this, where L* is known.
    pub tolerance: f64,
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

/// A sweep in the making. Its work is bounded: at most 46 trials.
#[derive(Clone, Debug)]
pub struct Sweep {
    task: Task,
    /// L* + tolerance.
    goal: Option<f64>,
    trials: Vec<Trial>,
    /// The index of the best trial so far.
    best: usize,
    /// The best rate of the coarse grid.
    centre: f64,
}

impl Sweep {
    /// A sweep that has tried nothing yet.
    pub fn new(task: Task) -> Self {
        let least = task.landscape.reference_loss();
        Self {
            goal: least.map(|least| least + task.tolerance),
            task,
            trials: Vec::new(),
            best: 0,
            centre: 0.0,
        }
    }

    /// Tries one more learning rate. Whether the sweep is finished.
    pub fn advance(&mut self) -> bool {
        if self.is_finished() {
            return true;
        }
        let tried = self.trials.len();
        if tried == GRID {
            self.centre = self.trials[self.best].learning_rate;
        }
        let cell = 1.0 / PER_DECADE as f64;
        let learning_rate = if tried < GRID {
            10.0_f64.powf(f64::from(LOWEST_DECADE) + cell * tried as f64)
        } else {
            // From −1 to 1 cell, ends and middle left out: they are tried already.
            let k = tried - GRID + 1;
            let k = if k >= FINE / 2 { k + 1 } else { k };
            self.centre * 10.0_f64.powf(cell * (2.0 * k as f64 / FINE as f64 - 1.0))
        };
        let trial = self.attempt(learning_rate);
        self.trials.push(trial);
        if trial.is_better_than(&self.trials[self.best]) {
            self.best = tried;
        }
        self.is_finished()
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

    fn attempt(&self, learning_rate: f64) -> Trial {
        let Task {
            landscape,
            config,
            start,
            steps,
            ..
        } = &self.task;
        let diverged = Trial {
            learning_rate,
            gradients: None,
            loss: f64::INFINITY,
        };
        let config = OptimizerConfig {
            learning_rate,
            ..config.clone()
        };
        let Ok(mut rule) = config.build::<f64>(2) else {
            return diverged;
        };
        // A run that needs more gradients than the best does not have to end.
        let most = self.best().and_then(|best| best.gradients);
        let mut theta = *start;
        let mut gradients = 0_usize;
        let mut oracle = |theta: &[f64], gradient: &mut [f64]| landscape.gradients(theta, gradient);
        for _ in 0..*steps {
            rule.step(&mut theta, &mut oracle);
            gradients = gradients.saturating_add(rule.gradients_per_step());
            let [x, y] = theta;
            if has_diverged(theta) {
                return diverged;
            }
            let loss = landscape.value(x, y);
            if self.goal.is_some_and(|goal| loss < goal) {
                return Trial {
                    learning_rate,
                    gradients: Some(gradients),
                    loss,
                };
            }
            if most.is_some_and(|most| gradients > most) {
                break;
            }
        }
        let loss = landscape.value(theta[0], theta[1]);
        Trial {
            loss: if loss.is_nan() { f64::INFINITY } else { loss },
            ..diverged
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::optim::RuleConfig;

    fn swept(rule: RuleConfig, landscape: Landscape, tolerance: f64) -> Sweep {
        let mut sweep = Sweep::new(Task {
            start: landscape.default_start(),
            landscape,
            config: OptimizerConfig::new(rule, f64::NAN),
            steps: 500,
            tolerance,
        });
        assert_eq!(sweep.best(), None);
        while !sweep.advance() {}
        sweep
    }

    #[test]
    fn the_best_rate_of_gradient_descent_on_a_bowl_is_near_the_optimal_one() {
        let bowl = Landscape::Quadratic {
            kappa: 10.0,
            angle: 0.0,
        };
        let best = swept(RuleConfig::Sgd, bowl, 1e-8).best().unwrap();
        // The asymptotically best rate is 2/11; to a finite accuracy from one start a bit less may do.
        assert!((0.15..0.19).contains(&best.learning_rate), "{best:?}");
        // ρ = 9/11: about 50 steps from L = 13 to 1e-8.
        assert!((35..70).contains(&best.gradients.unwrap()), "{best:?}");
    }

    #[test]
    fn no_other_rate_that_was_tried_is_better() {
        for rule in RuleConfig::all() {
            let sweep = swept(rule, Landscape::Rosenbrock { b: 10.0 }, 1e-3);
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
    fn where_no_least_loss_is_known_the_lowest_end_counts() {
        let best = swept(RuleConfig::Sgd, Landscape::Saddle, 1e-3)
            .best()
            .unwrap();
        assert_eq!(best.gradients, None);
        assert!(best.loss < 0.0);
        let nothing = swept(
            RuleConfig::Sgd,
            Landscape::custom("log(-1-x^2)").unwrap(),
            1e-3,
        );
        assert_eq!(nothing.best(), None);
    }
}
