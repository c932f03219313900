//! What a rule may ask of the function it minimises.

/// Answers for a differentiable function L of a parameter vector θ.
///
/// Any closure `FnMut(&[T], &mut [T])` that writes ∇L(θ) into its second argument is an oracle. A noisy oracle (a
/// mini-batch, added noise) may answer differently each time.
pub trait Oracle<T> {
    /// Writes ∇L(θ) into `gradient`. Both slices have one entry per parameter.
    fn gradient(&mut self, theta: &[T], gradient: &mut [T]);

    /// Writes ∇²L(θ) v into `product` and returns true, or returns false when it has no second derivatives; the caller
    /// then makes do with differences of gradients.
    fn hessian_vector(&mut self, _theta: &[T], _v: &[T], _product: &mut [T]) -> bool {
        false
    }
}

impl<T, F: FnMut(&[T], &mut [T])> Oracle<T> for F {
    fn gradient(&mut self, theta: &[T], gradient: &mut [T]) {
        self(theta, gradient);
    }
}
