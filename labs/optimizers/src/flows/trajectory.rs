//! From an equation to a curve: what all families share.

use super::Flow;
use thetaflow::math::ode::{Dopri5, OdeError, Tolerance};

/// Local error per step; the flows are then good to about 1e-8.
pub(super) const RELATIVE: f64 = 1e-10;
pub(super) const ABSOLUTE: f64 = 1e-12;

/// A flow as a system of first order in D numbers, of which the first two are θ.
pub(super) trait Equation<const D: usize> {
    fn slope(&self, time: f64, state: &[f64; D]) -> [f64; D];

    /// The time that the system runs in, for a flow whose start is smooth in another power of t.
    fn clock(&self, t: f64) -> f64 {
        t
    }

    /// The inverse of [`clock`](Self::clock).
    fn time(&self, clock: f64) -> f64 {
        clock
    }

    /// The point that the iterates are compared with.
    fn theta(&self, _time: f64, state: &[f64; D]) -> [f64; 2] {
        [state[0], state[1]]
    }

    /// Whether θ will not move any more, as far as anybody can see, although the equation may become ever stiffer.
    fn rests(&self, _state: &[f64; D]) -> bool {
        false
    }
}

/// The solution of an equation through one state.
pub(super) struct Trajectory<E, const D: usize> {
    equation: E,
    start: f64,
    solution: Dopri5<D>,
    rest: Option<[f64; 2]>,
}

impl<E: Equation<D>, const D: usize> Trajectory<E, D> {
    /// `start` is a time of the equation's own clock.
    pub(super) fn new(equation: E, start: f64, state: [f64; D], tolerance: Tolerance<D>) -> Self {
        Self {
            equation,
            start,
            solution: Dopri5::new(start, state, tolerance),
            rest: None,
        }
    }
}

impl<E: Equation<D>, const D: usize> Flow for Trajectory<E, D> {
    fn advance_to(&mut self, t: f64) -> Result<[f64; 2], OdeError> {
        let asked = self.equation.clock(t);
        // Systems that are singular at 0 start a little later; until then θ has not moved. (`max` would hide a NaN.)
        let time = if asked < self.start {
            self.start
        } else {
            asked
        };
        if let Some(rest) = self.rest {
            return if time.is_nan() {
                Err(OdeError::NonFinite { t })
            } else {
                Ok(rest)
            };
        }
        let equation = &self.equation;
        let advanced = self
            .solution
            .advance_to(time, &|time, state| equation.slope(time, state))
            .map_err(|error| error.in_time(|clock| equation.time(clock)));
        let (time, state) = match advanced {
            Ok(state) => (time, state),
            // What has been reached when the budget is spent may be all there is to reach.
            Err(OdeError::TooStiff { .. }) => self.solution.reached(),
            Err(error) => return Err(error),
        };
        let theta = equation.theta(time, &state);
        if equation.rests(&state) {
            self.rest = Some(theta);
            return Ok(theta);
        }
        advanced.map(|_| theta)
    }
}
