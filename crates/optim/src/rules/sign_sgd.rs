//! Sign descent: θ ← θ − γ sign(g), sign(0) = 0.
//!
//! Bernstein et al. 2018, Algorithm 1, as in optax.

use super::{Clock, Elementwise, Family, Settings, elementwise};
use crate::{Real, Rule};

/// Sign descent. It has no settings besides the learning rate.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct SignSgd;

impl Settings for SignSgd {
    const ID: &'static str = "sign_sgd";
    const FAMILY: Family = Family::Sign;

    fn build<T: Real>(self, learning_rate: f64, parameters: usize) -> Box<dyn Rule<T>> {
        elementwise(self, learning_rate, parameters)
    }
}

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
    use crate::rules::SignSgd;
    use crate::testing::path;

    #[test]
    fn steps_have_one_length_and_stop_at_the_minimum() {
        let iterates = path(SignSgd, 0.5, 1.0, 4, |theta| 2.0 * theta);
        assert_eq!(iterates, [1.0, 0.5, 0.0, 0.0, 0.0]);
    }
}
