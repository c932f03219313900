//! Learning-rate schedules: the rule steps with γ s(n), n counted from 0.

use super::Wrapper;
use crate::{Oracle, Real, Rule};
use std::f64::consts::PI;
use thetaflow_math::real::{cos, powf};

/// The factor s(n) on the learning rate at step n, counted from 0.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the fields are told of with their variants")]
pub enum Schedule {
    /// s = 1.
    Constant,
    /// Straight lines through the points (n, s), in order of n; constant before the first and after the last.
    PiecewiseLinear(Vec<(f64, f64)>),
    /// `factor` once more every `every` steps; 0 means never.
    Step { every: u64, factor: f64 },
    /// From 1 down to `floor` along half a cosine wave of `steps` steps, and on at `floor` (Loshchilov & Hutter 2017, eq. 5).
    Cosine { steps: u64, floor: f64 },
    /// s = 1/(1 + n/`half`): half the rate after `half` steps. Its sum diverges and the sum of its squares does not, as
    /// Robbins & Monro 1951 ask.
    InverseTime { half: f64 },
    /// Up to the full rate in `steps` equal increments, the first step at 1/`steps`; then `then`, from its beginning.
    WarmUp { steps: u64, then: Box<Schedule> },
}

impl Schedule {
    /// s(n).
    pub fn factor(&self, n: u64) -> f64 {
        let time = n as f64;
        match self {
            Self::Constant => 1.0,
            Self::PiecewiseLinear(points) => piecewise_linear(points, time),
            Self::Step { every, factor } => {
                powf(*factor, n.checked_div(*every).unwrap_or(0) as f64)
            }
            Self::Cosine { steps, floor } => {
                let progress = (time / *steps as f64).min(1.0);
                floor + (1.0 - floor) * 0.5 * (1.0 + cos(PI * progress))
            }
            Self::InverseTime { half } => 1.0 / (1.0 + time / half),
            Self::WarmUp { steps, then } => {
                ((time + 1.0) / *steps as f64).min(1.0) * then.factor(n.saturating_sub(*steps))
            }
        }
    }
}

fn piecewise_linear(points: &[(f64, f64)], time: f64) -> f64 {
    let next = points
        .iter()
        .position(|&(t, _)| t > time)
        .unwrap_or(points.len());
    let before = next.checked_sub(1).and_then(|last| points.get(last));
    match (before, points.get(next)) {
        (Some(&(t0, s0)), Some(&(t1, s1))) => s0 + (s1 - s0) * (time - t0) / (t1 - t0),
        (Some(&(_, s)), None) | (None, Some(&(_, s))) => s,
        (None, None) => 1.0,
    }
}

/// Sets the learning rate of the rule inside before each step.
#[derive(Clone, Debug)]
pub struct ScheduledRate {
    schedule: Schedule,
    base: f64,
    n: u64,
}

impl ScheduledRate {
    /// Multiplies the learning rate that `inner` has now, and gives it the rate of the first step.
    pub fn new<T: Real>(schedule: Schedule, inner: &mut dyn Rule<T>) -> Self {
        let scheduled = Self {
            schedule,
            base: inner.learning_rate(),
            n: 0,
        };
        scheduled.apply(inner);
        scheduled
    }

    fn apply<T: Real>(&self, inner: &mut dyn Rule<T>) {
        inner.set_learning_rate(self.base * self.schedule.factor(self.n));
    }
}

impl<T: Real> Wrapper<T> for ScheduledRate {
    fn step(&mut self, inner: &mut dyn Rule<T>, theta: &mut [T], oracle: &mut dyn Oracle<T>) {
        self.apply(inner);
        self.n += 1;
        inner.step(theta, oracle);
    }

    /// Sets the rate that the schedule multiplies.
    fn set_learning_rate(&mut self, inner: &mut dyn Rule<T>, learning_rate: f64) {
        self.base = learning_rate;
        self.apply(inner);
    }

    fn reset(&mut self, inner: &mut dyn Rule<T>) {
        self.n = 0;
        self.apply(inner);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Sgd;
    use crate::{OptimizerConfig, WrapperConfig, testing::wrapped_path};

    #[test]
    fn factors_follow_their_formulas() {
        let factors = |schedule: Schedule| [0, 1, 2, 3, 4, 5].map(|n| schedule.factor(n));
        assert_eq!(factors(Schedule::Constant), [1.0; 6]);
        let corners = vec![(1.0, 1.0), (3.0, 0.5), (4.0, 0.0)];
        assert_eq!(
            factors(Schedule::PiecewiseLinear(corners)),
            [1.0, 1.0, 0.75, 0.5, 0.0, 0.0]
        );
        assert_eq!(
            factors(Schedule::Step {
                every: 2,
                factor: 0.5
            }),
            [1.0, 1.0, 0.5, 0.5, 0.25, 0.25]
        );
        assert_eq!(factors(Schedule::InverseTime { half: 4.0 })[4], 0.5);
        let cosine = factors(Schedule::Cosine {
            steps: 4,
            floor: 0.2,
        });
        for (factor, expected) in cosine.iter().zip([
            1.0,
            0.6 + 0.4 * 0.5_f64.sqrt(),
            0.6,
            0.6 - 0.4 * 0.5_f64.sqrt(),
            0.2,
            0.2,
        ]) {
            assert!((factor - expected).abs() < 1e-15);
        }
        let then = Box::new(Schedule::Step {
            every: 1,
            factor: 0.5,
        });
        assert_eq!(
            factors(Schedule::WarmUp { steps: 4, then }),
            [0.25, 0.5, 0.75, 1.0, 1.0, 0.5]
        );
    }

    #[test]
    fn degenerate_schedules_stay_finite() {
        assert_eq!(Schedule::PiecewiseLinear(vec![]).factor(3), 1.0);
        assert_eq!(
            Schedule::Step {
                every: 0,
                factor: 0.1
            }
            .factor(9),
            1.0
        );
        assert_eq!(
            Schedule::Cosine {
                steps: 0,
                floor: 0.1
            }
            .factor(0),
            0.1
        );
        assert_eq!(
            Schedule::WarmUp {
                steps: 0,
                then: Box::new(Schedule::Constant)
            }
            .factor(0),
            1.0
        );
    }

    #[test]
    fn each_step_uses_its_own_rate() {
        let halving = Schedule::Step {
            every: 1,
            factor: 0.5,
        };
        let config = OptimizerConfig::new(Sgd, 1.0).with(WrapperConfig::Schedule(halving));
        assert_eq!(
            wrapped_path(&config, 0.0, 3, |_| -1.0),
            [0.0, 1.0, 1.5, 1.75]
        );
    }

    #[test]
    fn a_new_base_rate_keeps_the_schedule_running() {
        let halving = Schedule::Step {
            every: 1,
            factor: 0.5,
        };
        let config = OptimizerConfig::new(Sgd, 1.0).with(WrapperConfig::Schedule(halving));
        let mut rule = config.build::<f64>(1).unwrap();
        let mut down = |_: &[f64], gradient: &mut [f64]| gradient.fill(0.0);
        rule.step(&mut [0.0], &mut down);
        rule.set_learning_rate(8.0);
        rule.step(&mut [0.0], &mut down);
        assert_eq!(rule.learning_rate(), 4.0);
        rule.reset();
        assert_eq!(rule.learning_rate(), 8.0);
    }
}
