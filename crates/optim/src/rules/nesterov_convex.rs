//! Nesterov's method for convex functions: yₙ = xₙ + (n−1)/(n+2) (xₙ − xₙ₋₁), xₙ₊₁ = yₙ − γ ∇L(yₙ), n from 0, x₋₁ = x₀.
//!
//! Nesterov 1983 in the form of Su, Boyd & Candès 2014, equation 1. With time step √γ it follows θ'' + (3/t) θ' + ∇L = 0.
//! θ is xₙ; the gradient is asked for at yₙ.

use super::{Family, Settings};
use crate::{Internal, Oracle, Real, Rule};

/// Nesterov's method with momentum (n−1)/(n+2). It has no settings besides the learning rate.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct NesterovConvex;

impl Settings for NesterovConvex {
    const ID: &'static str = "nesterov_convex";
    const FAMILY: Family = Family::Ball;

    fn build<T: Real>(self, learning_rate: f64, parameters: usize) -> Box<dyn Rule<T>> {
        Box::new(NesterovConvexRule::new(learning_rate, parameters))
    }
}
/// The rule at work.
#[derive(Clone, Debug)]
struct NesterovConvexRule<T> {
    n: u64,
    learning_rate: f64,
    /// xₙ − xₙ₋₁. Kept instead of xₙ₋₁ because it starts at zero wherever θ starts.
    displacement: Vec<T>,
    y: Vec<T>,
    gradient: Vec<T>,
}

impl<T: Real> NesterovConvexRule<T> {
    fn new(learning_rate: f64, parameters: usize) -> Self {
        let zeros = || vec![T::zero(); parameters];
        Self {
            n: 0,
            learning_rate,
            displacement: zeros(),
            y: zeros(),
            gradient: zeros(),
        }
    }
}

impl<T: Real> Rule<T> for NesterovConvexRule<T> {
    fn step(&mut self, theta: &mut [T], oracle: &mut dyn Oracle<T>) {
        let n = self.n as f64;
        let (learning_rate, momentum) = (T::of(self.learning_rate), T::of((n - 1.0) / (n + 2.0)));
        for ((y, &x), &displacement) in self.y.iter_mut().zip(&*theta).zip(&self.displacement) {
            *y = x + momentum * displacement;
        }
        oracle.gradient(&self.y, &mut self.gradient);
        let answers = self.y.iter().zip(&self.gradient);
        for ((x, displacement), (&y, &g)) in
            theta.iter_mut().zip(&mut self.displacement).zip(answers)
        {
            let next = y - learning_rate * g;
            *displacement = next - *x;
            *x = next;
        }
        self.n += 1;
    }

    fn learning_rate(&self) -> f64 {
        self.learning_rate
    }

    fn set_learning_rate(&mut self, learning_rate: f64) {
        self.learning_rate = learning_rate;
    }

    fn reset(&mut self) {
        self.n = 0;
        self.displacement.fill(T::zero());
    }

    fn internals(&self) -> Vec<Internal<'_, T>> {
        vec![Internal {
            name: "displacement",
            values: &self.displacement,
            correction: 1.0,
        }]
    }

    fn each_state(&mut self, visit: &mut dyn FnMut(&mut [T])) {
        visit(&mut self.displacement);
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::NesterovConvex;
    use crate::testing::path;

    #[test]
    fn the_iterates_are_those_of_the_recursion_in_x() {
        let iterates = path(NesterovConvex, 0.1, 2.0, 30, |x| 3.0 * x);
        let mut previous = 2.0;
        for (n, pair) in iterates.windows(2).enumerate() {
            let (n, x) = (n as f64, pair[0]);
            let y = x + (n - 1.0) / (n + 2.0) * (x - previous);
            assert!((pair[1] - (y - 0.1 * 3.0 * y)).abs() < 1e-14);
            previous = x;
        }
    }

    #[test]
    fn the_loss_stays_below_the_convergence_bound() {
        // Beck & Teboulle 2009, Theorem 4.4: L(xₙ) − L* ≤ 2 ‖x₀ − x*‖² / (γ (n + 1)²) for γ at most 1/λ.
        let iterates = path(NesterovConvex, 0.01, 1.0, 200, |x| x);
        for (n, x) in iterates.iter().enumerate().skip(1) {
            assert!(0.5 * x * x <= 2.0 / (0.01 * (n as f64 + 1.0).powi(2)));
        }
    }
}
