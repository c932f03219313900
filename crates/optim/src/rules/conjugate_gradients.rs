//! Solves A x = b for a symmetric A that is known only by its products, definite or not.
//!
//! Conjugate gradients on the normal equations (CGLS: Hestenes & Stiefel 1952; Björck 1996, Algorithm 7.4.1). It costs two
//! products an iteration where plain conjugate gradients cost one, but does not break down when A is indefinite, as
//! I + γ∇²L is near a maximum; in two dimensions it ends after two iterations either way.

use crate::groups::norm;
use crate::{Real, copy};

/// The vectors that the iteration works on.
#[derive(Clone, Debug)]
pub struct ConjugateGradients<T> {
    residual: Vec<T>,
    normal_residual: Vec<T>,
    direction: Vec<T>,
    product: Vec<T>,
}

impl<T: Real> ConjugateGradients<T> {
    pub fn new(parameters: usize) -> Self {
        let zeros = || vec![T::zero(); parameters];
        Self {
            residual: zeros(),
            normal_residual: zeros(),
            direction: zeros(),
            product: zeros(),
        }
    }

    /// Writes x into `solution`, to a relative residual of `tolerance` or as near as `iterations` lead.
    /// `multiply(v, product)` writes A v.
    pub fn solve(
        &mut self,
        mut multiply: impl FnMut(&[T], &mut [T]),
        right_side: &[T],
        solution: &mut [T],
        tolerance: f64,
        iterations: usize,
    ) {
        solution.fill(T::zero());
        copy(right_side, &mut self.residual);
        let goal = tolerance * norm(self.residual.iter().copied());
        multiply(&self.residual, &mut self.normal_residual);
        copy(&self.normal_residual, &mut self.direction);
        let mut energy = square(&self.normal_residual);
        for _ in 0..iterations {
            multiply(&self.direction, &mut self.product);
            let curvature = square(&self.product);
            if !(energy > 0.0 && curvature > 0.0) {
                return;
            }
            let step = T::of(energy / curvature);
            for (x, &p) in solution.iter_mut().zip(&self.direction) {
                *x += step * p;
            }
            for (r, &q) in self.residual.iter_mut().zip(&self.product) {
                *r -= step * q;
            }
            if norm(self.residual.iter().copied()) <= goal {
                return;
            }
            multiply(&self.residual, &mut self.normal_residual);
            let previous = std::mem::replace(&mut energy, square(&self.normal_residual));
            let turn = T::of(energy / previous);
            for (p, &s) in self.direction.iter_mut().zip(&self.normal_residual) {
                *p = s + turn * *p;
            }
        }
    }
}

/// The sum of squares.
fn square<T: Real>(values: &[T]) -> f64 {
    values
        .iter()
        .map(|value| value.widen() * value.widen())
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_indefinite_system_is_solved_in_as_many_iterations_as_it_has_dimensions() {
        let multiply = |v: &[f64], product: &mut [f64]| {
            product.copy_from_slice(&[2.0 * v[0] + v[1], v[0] - 3.0 * v[1]]);
        };
        let mut x = [0.0; 2];
        ConjugateGradients::new(2).solve(multiply, &[7.0, -7.0], &mut x, 0.0, 2);
        assert!(
            (x[0] - 2.0).abs() < 1e-14 && (x[1] - 3.0).abs() < 1e-14,
            "{x:?}"
        );
    }
}
