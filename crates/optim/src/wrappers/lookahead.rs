//! Look-ahead: after every k steps of the inner rule, φ ← φ + α (θ − φ), θ ← φ.
//!
//! Zhang, Lucas, Hinton & Ba 2019, Algorithm 1. The slow weights φ start at θ₀; the inner rule keeps its state at a sync.

use super::Wrapper;
use crate::{Internal, Oracle, Real, Rule, copy};

/// k fast steps forward, one slow step back.
#[derive(Clone, Debug)]
pub struct Lookahead<T> {
    k: usize,
    alpha: T,
    slow: Vec<T>,
    /// Fast steps since the last sync; none before the first step of all.
    since_sync: Option<usize>,
}

impl<T: Real> Lookahead<T> {
    /// Syncs after every `k` steps, moving the slow weights by the share `alpha` of the way.
    pub fn new(k: usize, alpha: f64, parameters: usize) -> Self {
        Self {
            k,
            alpha: T::of(alpha),
            slow: vec![T::zero(); parameters],
            since_sync: None,
        }
    }
}

impl<T: Real> Wrapper<T> for Lookahead<T> {
    fn step(&mut self, inner: &mut dyn Rule<T>, theta: &mut [T], oracle: &mut dyn Oracle<T>) {
        if self.since_sync.is_none() {
            copy(theta, &mut self.slow);
        }
        inner.step(theta, oracle);
        let since_sync = self.since_sync.unwrap_or(0) + 1;
        if since_sync >= self.k {
            for (slow, theta) in self.slow.iter_mut().zip(theta) {
                *slow += self.alpha * (*theta - *slow);
                *theta = *slow;
            }
            self.since_sync = Some(0);
        } else {
            self.since_sync = Some(since_sync);
        }
    }

    fn reset(&mut self, _inner: &mut dyn Rule<T>) {
        self.since_sync = None;
    }

    fn internal(&self) -> Option<Internal<'_, T>> {
        Some(Internal {
            name: "slow",
            values: &self.slow,
            correction: 1.0,
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::Sgd;
    use crate::{OptimizerConfig, WrapperConfig, testing::wrapped_path};

    #[test]
    fn every_kth_step_is_pulled_back_towards_the_last_sync() {
        let config = OptimizerConfig::new(Sgd, 1.0);
        let config = config.with(WrapperConfig::Lookahead { k: 3, alpha: 0.5 });
        let iterates = wrapped_path(&config, 0.0, 6, |_| -1.0);
        assert_eq!(iterates, [0.0, 1.0, 2.0, 1.5, 2.5, 3.5, 3.0]);
    }
}
