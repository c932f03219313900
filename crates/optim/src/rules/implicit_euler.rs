//! The implicit Euler method for the gradient flow: θₙ₊₁ = θₙ − γ ∇L(θₙ₊₁).
//!
//! Such a point is stationary for φ(θ) = γ L(θ) + ½ ‖θ − θₙ‖². Where φ is convex there is only one, the proximal point
//! (Rockafellar 1976), so that on convex functions the method is stable at every learning rate. Each step solves
//! F = ∇φ = 0 by Newton's method from θₙ, damped as by Levenberg (1944) where the full update would neither come much
//! nearer to F = 0 nor descend on φ. Where L bends down by more than 1/γ there may be several solutions, or none.
//! An oracle with noise has to hold it still during a step: there is no root of a function that keeps changing.

use super::conjugate_gradients::ConjugateGradients;
use super::{Family, Settings};
use crate::groups::norm;
use crate::{Oracle, Real, Rule, copy};
use thetaflow_math::real::powf;

/// Newton updates in a step and iterations of the linear solver in an update, at most. A smooth surface needs about five
/// updates, and without rounding the linear solver ends after one iteration a parameter.
const UPDATES: usize = 100;
const LINEAR_ITERATIONS: usize = 60;

/// The implicit Euler method. It has no settings besides the learning rate, which is its time step.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ImplicitEuler;

impl Settings for ImplicitEuler {
    const ID: &'static str = "implicit_euler";
    const FAMILY: Family = Family::Euler;
    const IS_ELEMENTWISE: bool = false;

    fn build<T: Real>(self, learning_rate: f64, parameters: usize) -> Box<dyn Rule<T>> {
        Box::new(ImplicitEulerRule::new(learning_rate, parameters))
    }
}
/// The rule at work.
#[derive(Clone, Debug)]
struct ImplicitEulerRule<T> {
    learning_rate: f64,
    gradients: usize,
    start: Vec<T>,
    shortfall: Vec<T>,
    update: Vec<T>,
    trial: Vec<T>,
    trial_shortfall: Vec<T>,
    linear: ConjugateGradients<T>,
    probe: [Vec<T>; 2],
}

impl<T: Real> ImplicitEulerRule<T> {
    fn new(learning_rate: f64, parameters: usize) -> Self {
        let zeros = || vec![T::zero(); parameters];
        Self {
            learning_rate,
            gradients: 1,
            start: zeros(),
            shortfall: zeros(),
            update: zeros(),
            trial: zeros(),
            trial_shortfall: zeros(),
            linear: ConjugateGradients::new(parameters),
            probe: [zeros(), zeros()],
        }
    }
}

impl<T: Real> Rule<T> for ImplicitEulerRule<T> {
    fn step(&mut self, theta: &mut [T], oracle: &mut dyn Oracle<T>) {
        let Self {
            start,
            shortfall,
            update,
            trial,
            trial_shortfall,
            linear,
            probe,
            ..
        } = self;
        copy(theta, start);
        let mut equation = Equation {
            start,
            learning_rate: T::of(self.learning_rate),
            damping: 0.0,
            oracle,
            asked: 0,
        };
        let mut distance = equation.shortfall(theta, shortfall);
        let rounding = 4.0 * T::epsilon().widen() * (norm(theta.iter().copied()) + distance);
        let tolerance = T::epsilon().widen().sqrt();
        let iterations = LINEAR_ITERATIONS.min(2 * theta.len());

        for _ in 0..UPDATES {
            if distance <= rounding || distance.is_nan() {
                break;
            }
            let multiply =
                |v: &[T], product: &mut [T]| equation.derivative(theta, v, product, probe);
            linear.solve(multiply, shortfall, update, tolerance, iterations);
            let length = norm(update.iter().copied());
            add_scaled(theta, T::one(), update, trial);
            let trial_distance = equation.shortfall(trial, trial_shortfall);
            let nearer = trial_distance <= 0.5 * distance;
            // φ itself is not at hand: the trapezoidal rule over its slopes tells how far the update goes down.
            let (down, further_down) = (dot(shortfall, update), dot(trial_shortfall, update));
            let lower = down > 0.0 && 0.5 * (down + further_down) >= 1e-4 * down;
            if nearer || lower || length <= rounding {
                copy(trial, theta);
                copy(trial_shortfall, shortfall);
                distance = trial_distance;
                equation.relax();
            } else {
                equation.stiffen();
            }
            if length <= rounding {
                break;
            }
        }

        self.gradients = equation.asked;
        if !distance.is_finite() {
            // Not even the slope at θₙ is finite: the explicit step shows the divergence, standing still would hide it.
            add_scaled(&self.start, T::one(), &self.shortfall, theta);
        }
    }

    fn learning_rate(&self) -> f64 {
        self.learning_rate
    }

    fn set_learning_rate(&mut self, learning_rate: f64) {
        self.learning_rate = learning_rate;
    }

    /// Those of the latest step, each product with the Hessian counted as one.
    fn gradients_per_step(&self) -> usize {
        self.gradients
    }

    fn reset(&mut self) {
        self.gradients = 1;
    }
}

/// F(θ) = θ − θₙ + γ ∇L(θ) = 0.
struct Equation<'a, T> {
    start: &'a [T],
    learning_rate: T,
    /// What is added to the diagonal of F', whose natural unit is 1.
    damping: f64,
    oracle: &'a mut dyn Oracle<T>,
    asked: usize,
}

impl<T: Real> Equation<'_, T> {
    /// Writes −F(θ) and returns its norm.
    fn shortfall(&mut self, theta: &[T], shortfall: &mut [T]) -> f64 {
        self.oracle.gradient(theta, shortfall);
        self.asked += 1;
        for ((out, &theta), &start) in shortfall.iter_mut().zip(theta).zip(self.start) {
            *out = start - theta - self.learning_rate * *out;
        }
        norm(shortfall.iter().copied())
    }

    fn relax(&mut self) {
        self.damping = if self.damping > 0.1 {
            0.125 * self.damping
        } else {
            0.0
        };
    }

    fn stiffen(&mut self) {
        self.damping = if self.damping > 0.0 {
            8.0 * self.damping
        } else {
            0.5
        };
    }

    /// Writes F'(θ) v = v + γ ∇²L(θ) v, damped.
    fn derivative(
        &mut self,
        theta: &[T],
        v: &[T],
        product: &mut [T],
        [point, behind]: &mut [Vec<T>; 2],
    ) {
        self.asked += 1;
        if !self.oracle.hessian_vector(theta, v, product) {
            self.asked += 1;
            // Central differences, where truncation and rounding errors balance.
            let reach = powf(T::epsilon().widen(), 1.0 / 3.0)
                * norm(theta.iter().copied()).max(1.0)
                / norm(v.iter().copied());
            add_scaled(theta, T::of(-reach), v, point);
            self.oracle.gradient(point, behind);
            add_scaled(theta, T::of(reach), v, point);
            self.oracle.gradient(point, product);
            let scale = T::of(0.5 / reach);
            for (product, &behind) in product.iter_mut().zip(&*behind) {
                *product = scale * (*product - behind);
            }
        }
        let diagonal = T::of(1.0 + self.damping);
        for (product, &v) in product.iter_mut().zip(v) {
            *product = diagonal * v + self.learning_rate * *product;
        }
    }
}

/// Writes `base + factor · direction`.
fn add_scaled<T: Real>(base: &[T], factor: T, direction: &[T], out: &mut [T]) {
    for ((out, &base), &direction) in out.iter_mut().zip(base).zip(direction) {
        *out = base + factor * direction;
    }
}

fn dot<T: Real>(a: &[T], b: &[T]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a.widen() * b.widen()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::path;

    /// ½ θᵀAθ for A = [[a, b], [b, c]], with second derivatives on request.
    struct Quadratic {
        matrix: [f64; 3],
        exact: bool,
    }

    impl Oracle<f64> for Quadratic {
        fn gradient(&mut self, theta: &[f64], gradient: &mut [f64]) {
            let [a, b, c] = self.matrix;
            gradient.copy_from_slice(&[a * theta[0] + b * theta[1], b * theta[0] + c * theta[1]]);
        }

        fn hessian_vector(&mut self, _theta: &[f64], v: &[f64], product: &mut [f64]) -> bool {
            if self.exact {
                self.gradient(v, product);
            }
            self.exact
        }
    }

    #[test]
    fn on_a_quadratic_the_step_is_the_proximal_point() {
        for (matrix, learning_rate) in [
            ([1.0, 0.0, 1000.0], 5.0),
            ([3.0, 1.0, 2.0], 0.1),
            ([1.0, 2.0, -3.0], 0.2),
        ] {
            for exact in [true, false] {
                let mut theta = [-4.0, 1.0];
                ImplicitEulerRule::new(learning_rate, 2)
                    .step(&mut theta, &mut Quadratic { matrix, exact });
                // (I + γA) θ₁ = θ₀ by Cramer's rule.
                let [a, b, c] = matrix.map(|entry| learning_rate * entry);
                let determinant = (1.0 + a) * (1.0 + c) - b * b;
                let proximal = [
                    (-4.0 * (1.0 + c) - b) / determinant,
                    ((1.0 + a) + 4.0 * b) / determinant,
                ];
                for (ours, exact) in theta.iter().zip(proximal) {
                    assert!(
                        (ours - exact).abs() < 1e-12,
                        "{theta:?} instead of {proximal:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn the_new_point_satisfies_the_implicit_equation() {
        let slope = |theta: f64| theta.powi(3) - theta.cos();
        for pair in path(ImplicitEuler, 2.0, 3.0, 10, slope).windows(2) {
            assert!((pair[1] - pair[0] + 2.0 * slope(pair[1])).abs() < 1e-12);
        }
    }

    #[test]
    fn a_curved_valley_is_followed_at_any_learning_rate() {
        let rosenbrock = |theta: &[f64], gradient: &mut [f64]| {
            let (x, y) = (theta[0], theta[1]);
            gradient.copy_from_slice(&[
                2.0 * (x - 1.0) - 400.0 * x * (y - x * x),
                200.0 * (y - x * x),
            ]);
        };
        for learning_rate in [1e-4, 1e-2, 1.0, 100.0] {
            let mut rule = ImplicitEulerRule::new(learning_rate, 2);
            let mut theta = [-1.5, 2.0];
            for _ in 0..200 {
                let before = theta;
                rule.step(&mut theta, &mut { rosenbrock });
                let mut gradient = [0.0; 2];
                rosenbrock(&theta, &mut gradient);
                for ((after, before), g) in theta.iter().zip(before).zip(gradient) {
                    assert!((after - before + learning_rate * g).abs() < 1e-10);
                }
            }
            assert!(learning_rate < 1.0 || (theta[0] - 1.0).hypot(theta[1] - 1.0) < 1e-9);
        }
    }

    #[test]
    fn below_a_saddle_the_step_multiplies_by_one_over_one_plus_z() {
        for learning_rate in [0.1, 0.4, 1.0, 3.0] {
            let mut theta = [1.0, 0.5];
            let mut saddle = Quadratic {
                matrix: [2.0, 0.0, -2.0],
                exact: false,
            };
            ImplicitEulerRule::new(learning_rate, 2).step(&mut theta, &mut saddle);
            let z = 2.0 * learning_rate;
            let expected = [1.0 / (1.0 + z), 0.5 / (1.0 - z)];
            assert!(
                (theta[0] - expected[0]).hypot(theta[1] - expected[1]) < 1e-12,
                "{theta:?}"
            );
        }
    }
}
