//! The shape most rules share: one gradient, taken at θ, and every coordinate treated alike and alone.
//!
//! Such a rule never mixes coordinates, so a block of starting points laid end to end in one long vector runs exactly as
//! the points would one by one, and vectorises.

use crate::{Internal, Oracle, Real, Rule};
use thetaflow_math::real::powf;

/// Which update this is, and how large.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    /// 1 for the first update.
    pub n: u64,
    /// γ of this update.
    pub learning_rate: f64,
}

impl Clock {
    /// 1 − βⁿ, the weight that an exponential average started at zero has gathered after n updates.
    pub fn gathered(self, beta: f64) -> f64 {
        1.0 - powf(beta, self.n as f64)
    }
}

/// The formula of an elementwise rule with `STATES` state vectors.
pub trait Elementwise<const STATES: usize>: Send + 'static {
    /// The names of the state vectors in the formula.
    const STATE: [&'static str; STATES];

    /// Moves `theta` and the state vectors by one update. All slices have one entry per parameter; states start at zero.
    fn update<T: Real>(
        &mut self,
        clock: Clock,
        theta: &mut [T],
        gradient: &[T],
        state: [&mut [T]; STATES],
    );

    /// What each state vector is divided by in the formula to undo its start at zero.
    fn corrections(&self, _clock: Clock) -> [f64; STATES] {
        [1.0; STATES]
    }

    /// Forgets scalars carried from step to step.
    fn reset(&mut self) {}
}

/// The rule of a formula.
pub fn elementwise<T: Real, E: Elementwise<STATES>, const STATES: usize>(
    formula: E,
    learning_rate: f64,
    parameters: usize,
) -> Box<dyn Rule<T>> {
    Box::new(ElementwiseRule::new(formula, learning_rate, parameters))
}

/// An elementwise formula together with the vectors it works on.
#[derive(Clone, Debug)]
pub struct ElementwiseRule<T, E, const STATES: usize> {
    formula: E,
    clock: Clock,
    gradient: Vec<T>,
    state: [Vec<T>; STATES],
}

impl<T: Real, E: Elementwise<STATES>, const STATES: usize> ElementwiseRule<T, E, STATES> {
    /// The rule for `parameters` parameters.
    pub fn new(formula: E, learning_rate: f64, parameters: usize) -> Self {
        let zeros = || vec![T::zero(); parameters];
        Self {
            formula,
            clock: Clock {
                n: 0,
                learning_rate,
            },
            gradient: zeros(),
            state: std::array::from_fn(|_| zeros()),
        }
    }
}

impl<T: Real, E: Elementwise<STATES>, const STATES: usize> Rule<T>
    for ElementwiseRule<T, E, STATES>
{
    fn step(&mut self, theta: &mut [T], oracle: &mut dyn Oracle<T>) {
        self.clock.n += 1;
        oracle.gradient(theta, &mut self.gradient);
        let state = self.state.each_mut().map(Vec::as_mut_slice);
        self.formula
            .update(self.clock, theta, &self.gradient, state);
    }

    fn learning_rate(&self) -> f64 {
        self.clock.learning_rate
    }

    fn set_learning_rate(&mut self, learning_rate: f64) {
        self.clock.learning_rate = learning_rate;
    }

    fn reset(&mut self) {
        self.clock.n = 0;
        self.formula.reset();
        self.state
            .iter_mut()
            .for_each(|state| state.fill(T::zero()));
    }

    fn internals(&self) -> Vec<Internal<'_, T>> {
        // Before the first update 1 − βⁿ is 0; the states are 0 as well, and stay so when divided by any other number.
        let corrections = self.formula.corrections(Clock {
            n: self.clock.n.max(1),
            ..self.clock
        });
        let states = E::STATE.into_iter().zip(&self.state).zip(corrections);
        states
            .map(|((name, values), correction)| Internal {
                name,
                values,
                correction,
            })
            .collect()
    }

    fn each_state(&mut self, visit: &mut dyn FnMut(&mut [T])) {
        self.state.iter_mut().for_each(|state| visit(state));
    }
}
