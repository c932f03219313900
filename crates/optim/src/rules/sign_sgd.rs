//! Sign descent: θ ← θ − γ sign(g), sign(0) = 0.
//!
//! Bernstein et al. 2018, Algorithm 1, as in optax.

use super::{Clock, Elementwise};
use crate::Real;

/// Sign descent. It has no settings besides the learning rate.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct SignSgd;

impl Elementwise<0> for SignSgd {
    const STATE: [&'static str; 0] = [];

    fn update<T: Real>(
        &mut self,
        clock: Clock,
        theta: &mut [T],
        gradient: &[T],
        []: [&mut [T]; 0],
    ) {
        let learning_rate = T::of(clock.learning_rate);
        for (theta, g) in theta.iter_mut().zip(gradient) {
            *theta -= learning_rate * g.sign();
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{RuleConfig, testing::path};

    #[test]
    fn steps_have_one_length_and_stop_at_the_minimum() {
        let iterates = path(RuleConfig::SignSgd, 0.5, 1.0, 4, |theta| 2.0 * theta);
        assert_eq!(iterates, [1.0, 0.5, 0.0, 0.0, 0.0]);
    }
}
