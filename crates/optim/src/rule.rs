//! What every optimizer can do.

use super::{Oracle, Real};

/// Moves a parameter vector θ downhill, one step at a time.
///
/// A rule is made for a fixed number of parameters. Given a longer θ it leaves the surplus alone.
///
/// ```
/// use thetaflow_optim::{Rule, rules::{Adam, Settings}};
///
/// // L(θ) = ½ (θ₁² + 10 θ₂²): a closure that writes ∇L(θ) is an oracle.
/// let mut valley = |theta: &[f64], gradient: &mut [f64]| {
///     gradient.copy_from_slice(&[theta[0], 10.0 * theta[1]]);
/// };
/// let mut rule: Box<dyn Rule<f64>> = Adam::default().build(0.1, 2);
/// let mut theta = [4.0, 1.0];
/// for _ in 0..200 {
///     rule.step(&mut theta, &mut valley);
/// }
/// assert!(theta[0].hypot(theta[1]) < 0.01);
/// assert_eq!(rule.internals()[0].name, "m");
/// ```
pub trait Rule<T: Real>: Send {
    /// Replaces θₙ by θₙ₊₁.
    fn step(&mut self, theta: &mut [T], oracle: &mut dyn Oracle<T>);

    /// γ as the latest step used it, or as the first step will use it.
    fn learning_rate(&self) -> f64;

    /// Sets γ for the steps to come; state vectors stay as they are.
    fn set_learning_rate(&mut self, learning_rate: f64);

    /// How many gradients the latest step asked for, so that a race can be fair by gradients instead of steps.
    /// Before the first step: what a step costs at least.
    fn gradients_per_step(&self) -> usize {
        1
    }

    /// Forgets every step, as if just built. The learning rate stays.
    fn reset(&mut self);

    /// The state vectors by their names in the literature, for display.
    fn internals(&self) -> Vec<Internal<'_, T>> {
        Vec::new()
    }

    /// Shows each state vector to `visit`, always in the same order. All of them start at zero.
    fn each_state(&mut self, _visit: &mut dyn FnMut(&mut [T])) {}

    /// The point that this optimizer offers as its answer while it stands at `theta`: an average of iterates when it
    /// keeps one, otherwise `theta` itself.
    fn estimate<'a>(&'a self, theta: &'a [T]) -> &'a [T] {
        theta
    }
}

/// One state vector of a rule.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Internal<'a, T> {
    /// Its name in the formula of the rule, such as `m` or `v`.
    pub name: &'static str,
    /// One entry per parameter.
    pub values: &'a [T],
    /// What removes the bias of having started at zero: m̂ is m divided by this. 1 where the rule corrects nothing.
    pub correction: f64,
}

impl<T: Real> Internal<'_, T> {
    /// The bias-corrected values, such as m̂ or v̂.
    pub fn corrected(&self) -> impl Iterator<Item = f64> {
        self.values
            .iter()
            .map(|value| value.widen() / self.correction)
    }
}
