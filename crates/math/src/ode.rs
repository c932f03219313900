//! Initial value problems y' = f(t, y) by the explicit Runge-Kutta pair of Dormand and Prince, order 5(4).
//!
//! The integrator keeps its own step between calls and interpolates inside the last one, so asking at t = h, 2h, 3h ...
//! costs no more evaluations than asking once at the end. The state is an array: nothing is allocated.
//!
//! Sources: Dormand & Prince 1980; Hairer, Nørsett & Wanner, *Solving Ordinary Differential Equations I*, 2nd ed.,
//! II.4 (step control, starting step), II.5 (the pair), II.6 (dense output of order 4), IV.2 of volume II (PI controller).

use crate::larger_or_nan;
use crate::real::powf;

/// The local error that a step may make in component i: `absolute[i] + relative * |y_i|`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tolerance<const D: usize> {
    /// Relative to the larger of |y_i| at both ends of the step.
    pub relative: f64,
    /// In the units of y, one a component: a component that is squared elsewhere needs the square root of the accuracy.
    pub absolute: [f64; D],
}

impl<const D: usize> Tolerance<D> {
    /// The same absolute tolerance for every component.
    pub fn uniform(relative: f64, absolute: f64) -> Self {
        Self {
            relative,
            absolute: [absolute; D],
        }
    }
}

/// Why a solution stops; `t` is how far it is known.
#[derive(Clone, Copy, Debug, PartialEq)]
#[expect(missing_docs, reason = "the fields are told of with their variants")]
pub enum OdeError {
    /// The right-hand side is not finite however short the step, or the time asked for is not finite.
    NonFinite { t: f64 },
    /// The step fell below the resolution of `t`: a solution that blows up in finite time, or a jump in f.
    Singular { t: f64 },
    /// The evaluations allowed for one call are spent. Nothing is lost: another call carries on from `t`.
    TooStiff { t: f64 },
    /// The time asked for lies before the last step, `t` is its left end: solutions only go forwards.
    Passed { t: f64 },
}

impl OdeError {
    /// The same error for a solution whose time is a function of the integrator's.
    pub fn in_time(self, time: impl FnOnce(f64) -> f64) -> Self {
        match self {
            Self::NonFinite { t } => Self::NonFinite { t: time(t) },
            Self::Singular { t } => Self::Singular { t: time(t) },
            Self::TooStiff { t } => Self::TooStiff { t: time(t) },
            Self::Passed { t } => Self::Passed { t: time(t) },
        }
    }
}

/// Evaluations of f that one call of [`Dopri5::advance_to`] may spend, unless [`Dopri5::with_budget`] says otherwise.
pub const DEFAULT_BUDGET: usize = 30_000;

/// The right side f(t, y) of an equation. Behind a reference: the integrator is compiled once a dimension, not once an equation.
pub type Slope<'a, const D: usize> = dyn Fn(f64, &[f64; D]) -> [f64; D] + 'a;

/// A solution of y' = f(t, y) that is extended on demand.
///
/// ```
/// use thetaflow_math::ode::{Dopri5, Tolerance};
///
/// let decay = |_t: f64, y: &[f64; 1]| [-y[0]];
/// let mut solution = Dopri5::new(0.0, [1.0], Tolerance::uniform(1e-10, 1e-12));
/// // Asked at many times on the way, it makes the same steps as asked once at the end.
/// for n in 1..=200 {
///     let t = 0.01 * f64::from(n);
///     let [y] = solution.advance_to(t, &decay)?;
///     assert!((y - (-t).exp()).abs() < 1e-9);
/// }
/// # Ok::<(), thetaflow_math::ode::OdeError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Dopri5<const D: usize> {
    tolerance: Tolerance<D>,
    budget: usize,
    t: f64,
    y: [f64; D],
    /// f(t, y), which the last stage of a step leaves for the next ("first same as last"), and the next step to try;
    /// None before the first call.
    ahead: Option<([f64; D], f64)>,
    /// Error ratio of the last accepted step, for the integral part of the controller.
    last_error: f64,
    /// The last accepted step, for dense output.
    last: Dense<D>,
}

impl<const D: usize> Dopri5<D> {
    /// The solution through `y0` at time `t0`.
    pub fn new(t0: f64, y0: [f64; D], tolerance: Tolerance<D>) -> Self {
        Self {
            tolerance,
            budget: DEFAULT_BUDGET,
            t: t0,
            y: y0,
            ahead: None,
            last_error: 1e-4,
            last: Dense::constant(t0, y0),
        }
    }

    /// Allows `evaluations` of f in one call of [`advance_to`](Self::advance_to) (at least one step is always tried).
    pub fn with_budget(mut self, evaluations: usize) -> Self {
        self.budget = evaluations;
        self
    }

    /// Where the last step ended: the largest time that is known without further evaluations, and y there.
    pub fn reached(&self) -> (f64, [f64; D]) {
        (self.t, self.y)
    }

    /// The solution at `t`, which may lie inside the last step or ahead of it.
    ///
    /// # Errors
    ///
    /// See [`OdeError`]. After an error the solution up to the time it names is kept.
    pub fn advance_to(&mut self, t: f64, f: &Slope<D>) -> Result<[f64; D], OdeError> {
        if !t.is_finite() || !self.t.is_finite() {
            return Err(OdeError::NonFinite { t: self.t });
        }
        if t < self.last.t {
            return Err(OdeError::Passed { t: self.last.t });
        }
        let mut spent = 0;
        while self.t < t {
            if spent > 0 && spent + STAGES > self.budget {
                return Err(OdeError::TooStiff { t: self.t });
            }
            spent += STAGES;
            self.try_step(f)?;
        }
        Ok(self.last.at(t))
    }

    /// One attempt: moves on if the error allows it, and chooses the next step in either case.
    fn try_step(&mut self, f: &Slope<D>) -> Result<(), OdeError> {
        let (k1, h) = match self.ahead {
            Some(ahead) => ahead,
            None => {
                let k1 = f(self.t, &self.y);
                (k1, self.starting_step(&k1, f))
            }
        };
        if !finite(&k1) {
            return Err(OdeError::NonFinite { t: self.t });
        }
        if !self.resolves(h) {
            return Err(OdeError::Singular { t: self.t });
        }
        let (y, k, error) = self.stages(k1, h, f);
        let k7 = k[6];
        if !(error.is_finite() && finite(&y) && finite(&k7)) {
            self.ahead = Some((k1, 0.1 * h));
            return match self.resolves(0.1 * h) {
                true => Ok(()),
                false => Err(OdeError::NonFinite { t: self.t }),
            };
        }
        if error > 1.0 {
            let shrunk = h * (SAFETY * powf(error, -0.2)).max(MIN_FACTOR);
            self.ahead = Some((k1, shrunk));
            return Ok(());
        }
        // An error of zero (a solution at rest) must not make the factor infinite.
        let error = error.max(1e-10);
        let factor = SAFETY * powf(error, -PROPORTIONAL) * powf(self.last_error, INTEGRAL);
        let next = (h * factor.clamp(MIN_FACTOR, MAX_FACTOR)).min(MAX_STEP);
        self.last = Dense::new(self.t, h, &self.y, &y, &k);
        self.last_error = error.max(1e-4);
        self.t += h;
        self.y = y;
        self.ahead = Some((k7, next));
        Ok(())
    }

    /// y after a step of h, the seven slopes, and the largest ratio of estimated error to tolerance.
    fn stages(&self, k1: [f64; D], h: f64, f: &Slope<D>) -> ([f64; D], [[f64; D]; 7], f64) {
        let mut k = [[0.0; D]; 7];
        k[0] = k1;
        let mut y = self.y;
        for stage in 0..6 {
            for i in 0..D {
                let slope: f64 = (0..=stage).map(|j| A[stage][j] * k[j][i]).sum();
                y[i] = self.y[i] + h * slope;
            }
            k[stage + 1] = f(self.t + C[stage] * h, &y);
        }
        let mut worst = 0.0_f64;
        for i in 0..D {
            let error = h * (0..7).map(|j| E[j] * k[j][i]).sum::<f64>();
            // A component that is exactly at rest has no error, whatever its tolerance.
            if error != 0.0 {
                let ratio = error.abs() / self.allowed(i, self.y[i].abs().max(y[i].abs()));
                worst = larger_or_nan(worst, ratio);
            }
        }
        (y, k, worst)
    }

    /// Whether the nodes inside a step of h are different times.
    fn resolves(&self, h: f64) -> bool {
        0.1 * h > f64::EPSILON * self.t.abs()
    }

    fn allowed(&self, i: usize, size: f64) -> f64 {
        self.tolerance.absolute[i] + self.tolerance.relative * size
    }

    /// Hairer, Nørsett & Wanner I, II.4 "Starting Step Size": a step whose first- and second-order terms are modest.
    fn starting_step(&self, k1: &[f64; D], f: &Slope<D>) -> f64 {
        let size = |v: &[f64; D]| {
            (0..D).fold(0.0_f64, |worst, i| {
                let ratio = v[i].abs() / self.allowed(i, self.y[i].abs());
                if ratio.is_nan() {
                    worst
                } else {
                    worst.max(ratio)
                }
            })
        };
        let (d0, d1) = (size(&self.y), size(k1));
        let smallest = 1e-12 * self.t.abs().max(1e-3);
        let h0 = if d0 < 1e-5 || d1 < 1e-5 {
            1e-6
        } else {
            0.01 * d0 / d1
        }
        .max(smallest);
        let euler = std::array::from_fn(|i| self.y[i] + h0 * k1[i]);
        let k2 = f(self.t + h0, &euler);
        let d2 = size(&std::array::from_fn(|i| k2[i] - k1[i])) / h0;
        let h1 = powf(0.01 / d1.max(d2).max(1e-15), 0.2);
        let h = (100.0 * h0).min(h1).max(smallest);
        if h.is_finite() { h } else { smallest }
    }
}

/// The last step as a polynomial of degree 4 in its fraction s (Hairer, Nørsett & Wanner I, program DOPRI5, CONTD5).
#[derive(Clone, Debug)]
struct Dense<const D: usize> {
    t: f64,
    h: f64,
    coefficients: [[f64; D]; 5],
}

impl<const D: usize> Dense<D> {
    fn constant(t: f64, y: [f64; D]) -> Self {
        let mut coefficients = [[0.0; D]; 5];
        coefficients[0] = y;
        Self {
            t,
            h: 0.0,
            coefficients,
        }
    }

    fn new(t: f64, h: f64, y0: &[f64; D], y1: &[f64; D], k: &[[f64; D]; 7]) -> Self {
        let mut coefficients = [[0.0; D]; 5];
        for i in 0..D {
            let difference = y1[i] - y0[i];
            let left = h * k[0][i] - difference;
            coefficients[0][i] = y0[i];
            coefficients[1][i] = difference;
            coefficients[2][i] = left;
            coefficients[3][i] = difference - h * k[6][i] - left;
            coefficients[4][i] = h * (0..7).map(|j| DENSE[j] * k[j][i]).sum::<f64>();
        }
        Self { t, h, coefficients }
    }

    fn at(&self, t: f64) -> [f64; D] {
        let s = if self.h > 0.0 {
            (t - self.t) / self.h
        } else {
            0.0
        };
        let rest = 1.0 - s;
        let [r1, r2, r3, r4, r5] = &self.coefficients;
        std::array::from_fn(|i| r1[i] + s * (r2[i] + rest * (r3[i] + s * (r4[i] + rest * r5[i]))))
    }
}

fn finite<const D: usize>(y: &[f64; D]) -> bool {
    y.iter().all(|c| c.is_finite())
}

const STAGES: usize = 6;
const SAFETY: f64 = 0.9;
const MIN_FACTOR: f64 = 0.2;
const MAX_FACTOR: f64 = 10.0;
/// Keeps t + h and h * k away from overflow where a solution is at rest and the step grows tenfold each time.
const MAX_STEP: f64 = 1e100;
const INTEGRAL: f64 = 0.04;
const PROPORTIONAL: f64 = 0.2 - 0.75 * INTEGRAL;

/// Nodes of the stages 2 to 7.
const C: [f64; 6] = [0.2, 0.3, 0.8, 8.0 / 9.0, 1.0, 1.0];

/// Row j combines the slopes 1..=j+1 into the argument of stage j + 2; the last row is the step itself.
#[rustfmt::skip]
const A: [[f64; 6]; 6] = [
    [0.2, 0.0, 0.0, 0.0, 0.0, 0.0],
    [3.0 / 40.0, 9.0 / 40.0, 0.0, 0.0, 0.0, 0.0],
    [44.0 / 45.0, -56.0 / 15.0, 32.0 / 9.0, 0.0, 0.0, 0.0],
    [19372.0 / 6561.0, -25360.0 / 2187.0, 64448.0 / 6561.0, -212.0 / 729.0, 0.0, 0.0],
    [9017.0 / 3168.0, -355.0 / 33.0, 46732.0 / 5247.0, 49.0 / 176.0, -5103.0 / 18656.0, 0.0],
    [35.0 / 384.0, 0.0, 500.0 / 1113.0, 125.0 / 192.0, -2187.0 / 6784.0, 11.0 / 84.0],
];

/// Weights of order 5 minus weights of order 4.
const E: [f64; 7] = [
    71.0 / 57600.0,
    0.0,
    -71.0 / 16695.0,
    71.0 / 1920.0,
    -17253.0 / 339200.0,
    22.0 / 525.0,
    -1.0 / 40.0,
];

/// The free term of the interpolant.
const DENSE: [f64; 7] = [
    -12715105075.0 / 11282082432.0,
    0.0,
    87487479700.0 / 32700410799.0,
    -10690763975.0 / 1880347072.0,
    701980252875.0 / 199316789632.0,
    -1453857185.0 / 822651844.0,
    69997945.0 / 29380423.0,
];

#[cfg(test)]
mod tests;
