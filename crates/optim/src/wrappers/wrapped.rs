//! A rule around a rule is a rule.

use crate::{Internal, Oracle, Real, Rule};

/// What a wrapper does with the rule inside it. Everything it leaves out passes through.
///
/// ```
/// use thetaflow_optim::wrappers::{Wrapped, Wrapper};
/// use thetaflow_optim::{Oracle, Rule, rules::{Settings, Sgd}};
///
/// /// Projects each iterate onto θ ≥ 0.
/// struct NotNegative;
///
/// impl Wrapper<f64> for NotNegative {
///     fn step(&mut self, inner: &mut dyn Rule<f64>, theta: &mut [f64], oracle: &mut dyn Oracle<f64>) {
///         inner.step(theta, oracle);
///         theta.iter_mut().for_each(|coordinate| *coordinate = coordinate.max(0.0));
///     }
/// }
///
/// // ½ (θ₁ + 1)² + ½ (θ₂ − 2)² is smallest at (−1, 2), and where θ ≥ 0 at (0, 2).
/// let mut bowl = |theta: &[f64], gradient: &mut [f64]| {
///     gradient.copy_from_slice(&[theta[0] + 1.0, theta[1] - 2.0]);
/// };
/// let mut rule = Wrapped::new(NotNegative, Sgd.build(0.5, 2));
/// let mut theta = [3.0, 3.0];
/// (0..60).for_each(|_| rule.step(&mut theta, &mut bowl));
/// assert_eq!(theta, [0.0, 2.0]);
/// ```
pub trait Wrapper<T: Real>: Send {
    /// Takes one step by means of `inner`.
    fn step(&mut self, inner: &mut dyn Rule<T>, theta: &mut [T], oracle: &mut dyn Oracle<T>);

    /// Gradients per step, given those of the rule inside.
    fn gradients_per_step(&self, inner: usize) -> usize {
        inner
    }

    /// Sets γ for the steps to come.
    fn set_learning_rate(&mut self, inner: &mut dyn Rule<T>, learning_rate: f64) {
        inner.set_learning_rate(learning_rate);
    }

    /// Forgets every step; `inner` already has.
    fn reset(&mut self, _inner: &mut dyn Rule<T>) {}

    /// The wrapper's own vector worth showing.
    fn internal(&self) -> Option<Internal<'_, T>> {
        None
    }

    /// The wrapper's own answer, when it is another point than the iterate.
    fn estimate(&self) -> Option<&[T]> {
        None
    }
}

/// A wrapper together with the rule inside it.
pub struct Wrapped<T, W> {
    inner: Box<dyn Rule<T>>,
    wrapper: W,
}

impl<T: Real, W: Wrapper<T>> Wrapped<T, W> {
    /// Puts `wrapper` around `inner`.
    pub fn new(wrapper: W, inner: Box<dyn Rule<T>>) -> Self {
        Self { inner, wrapper }
    }
}

impl<T: Real, W: Wrapper<T>> Rule<T> for Wrapped<T, W> {
    fn step(&mut self, theta: &mut [T], oracle: &mut dyn Oracle<T>) {
        self.wrapper.step(self.inner.as_mut(), theta, oracle);
    }

    fn learning_rate(&self) -> f64 {
        self.inner.learning_rate()
    }

    fn set_learning_rate(&mut self, learning_rate: f64) {
        self.wrapper
            .set_learning_rate(self.inner.as_mut(), learning_rate);
    }

    fn gradients_per_step(&self) -> usize {
        self.wrapper
            .gradients_per_step(self.inner.gradients_per_step())
    }

    fn reset(&mut self) {
        self.inner.reset();
        self.wrapper.reset(self.inner.as_mut());
    }

    fn internals(&self) -> Vec<Internal<'_, T>> {
        let mut internals = self.inner.internals();
        internals.extend(self.wrapper.internal());
        internals
    }

    fn each_state(&mut self, visit: &mut dyn FnMut(&mut [T])) {
        self.inner.each_state(visit);
    }

    fn estimate<'a>(&'a self, theta: &'a [T]) -> &'a [T] {
        self.wrapper
            .estimate()
            .unwrap_or_else(|| self.inner.estimate(theta))
    }
}
