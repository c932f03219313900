//! Iterate averaging: the rule runs on undisturbed, the answer is an average of where it has been.
//!
//! The plain average is Polyak & Juditsky 1992; the exponential one is PyTorch's `AveragedModel` with
//! `get_ema_multi_avg_fn`. Both begin as the first iterate after the start. θ stays the iterate; the average is
//! [`Rule::estimate`].

use super::Wrapper;
use crate::{Internal, Oracle, Real, Rule, copy};

/// Which average of θ₁ ... θₙ is kept.
#[derive(Clone, Copy, Debug, PartialEq)]
#[expect(missing_docs, reason = "the fields are told of with their variants")]
pub enum Averaging {
    /// The mean of all.
    Polyak,
    /// a ← d a + (1 − d) θ with d = `decay`.
    Exponential { decay: f64 },
}

/// Keeps an average of the iterates.
#[derive(Clone, Debug)]
pub struct Average<T> {
    averaging: Averaging,
    n: u64,
    average: Vec<T>,
}

impl<T: Real> Average<T> {
    /// An average that is empty until the first step.
    pub fn new(averaging: Averaging, parameters: usize) -> Self {
        Self {
            averaging,
            n: 0,
            average: vec![T::zero(); parameters],
        }
    }
}

impl<T: Real> Wrapper<T> for Average<T> {
    fn step(&mut self, inner: &mut dyn Rule<T>, theta: &mut [T], oracle: &mut dyn Oracle<T>) {
        inner.step(theta, oracle);
        self.n += 1;
        if self.n == 1 {
            copy(theta, &mut self.average);
            return;
        }
        let share = T::of(match self.averaging {
            Averaging::Polyak => 1.0 / self.n as f64,
            Averaging::Exponential { decay } => 1.0 - decay,
        });
        for (average, &theta) in self.average.iter_mut().zip(&*theta) {
            *average += share * (theta - *average);
        }
    }

    fn reset(&mut self, _inner: &mut dyn Rule<T>) {
        self.n = 0;
    }

    fn internal(&self) -> Option<Internal<'_, T>> {
        Some(Internal {
            name: "average",
            values: self.estimate()?,
            correction: 1.0,
        })
    }

    fn estimate(&self) -> Option<&[T]> {
        (self.n > 0).then_some(&self.average)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Sgd;
    use crate::{OptimizerConfig, WrapperConfig};

    fn estimates(averaging: Averaging) -> Vec<f64> {
        let config = OptimizerConfig::new(Sgd, 1.0).with(WrapperConfig::Average(averaging));
        let mut rule = config.build::<f64>(1).unwrap();
        let mut theta = [0.0];
        let walk = (0..4).map(|n| {
            if n > 0 {
                rule.step(&mut theta, &mut |_: &[f64], gradient: &mut [f64]| {
                    gradient.fill(-2.0)
                });
            }
            rule.estimate(&theta)[0]
        });
        walk.collect()
    }

    #[test]
    fn the_answer_is_the_average_and_before_any_step_the_start() {
        assert_eq!(estimates(Averaging::Polyak), [0.0, 2.0, 3.0, 4.0]);
        assert_eq!(
            estimates(Averaging::Exponential { decay: 0.5 }),
            [0.0, 2.0, 3.0, 4.5]
        );
    }
}
