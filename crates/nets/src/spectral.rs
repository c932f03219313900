//! Spectral normalisation (Miyato et al. 2018): every weight matrix is divided by its largest singular value.
//!
//! D works with W/σ, σ = uᵀWv, u and v being followed by one step of power iteration a step of training. Held fixed, they
//! make W/σ a differentiable function of W.

use super::network::{Layer, Network};
use super::scalar::Scalar;

/// Iterations before the first step: from there on W changes little from step to step.
const FIRST: usize = 50;

/// Keeps a matrix of zeros from being divided by zero.
const SMALLEST: f64 = 1e-12;

/// The vectors u, v of every layer, and the parameters that the network works with.
#[derive(Clone, Debug)]
pub struct Spectral<T> {
    vectors: Vec<(Vec<T>, Vec<T>)>,
    sigmas: Vec<T>,
    effective: Vec<T>,
}

impl<T: Scalar> Spectral<T> {
    /// Finds the singular vectors of every layer of θ by power iteration.
    pub fn new(network: &Network, theta: &[T]) -> Self {
        // Any start does that is not orthogonal to the vector sought.
        let start = |length: usize| {
            (0..length)
                .map(|k| T::of(1.0 / (1.0 + k as f64)))
                .collect::<Vec<_>>()
        };
        let layers = network.layers();
        let mut spectral = Self {
            vectors: layers
                .iter()
                .map(|layer| (start(layer.outputs), start(layer.inputs)))
                .collect(),
            sigmas: vec![T::one(); layers.len()],
            effective: theta.to_vec(),
        };
        for _ in 0..FIRST {
            spectral.follow(network, theta);
        }
        spectral.normalise(network, theta);
        spectral
    }

    /// One step of power iteration.
    pub fn follow(&mut self, network: &Network, theta: &[T]) {
        for (layer, (u, v)) in network.layers().iter().zip(&mut self.vectors) {
            let weights = &theta[layer.weights()];
            v.fill(T::zero());
            for (row, &u) in weights.chunks_exact(layer.inputs).zip(u.iter()) {
                for (v, &weight) in v.iter_mut().zip(row) {
                    *v += weight * u;
                }
            }
            to_unit(v);
            for (row, u) in weights.chunks_exact(layer.inputs).zip(u.iter_mut()) {
                *u = dot(row, v);
            }
            to_unit(u);
        }
    }

    /// The parameters with every weight matrix divided by its σ.
    pub fn normalise(&mut self, network: &Network, theta: &[T]) -> &[T] {
        self.effective.copy_from_slice(theta);
        let layers = network.layers().iter().zip(&self.vectors);
        for ((layer, (u, v)), sigma) in layers.zip(&mut self.sigmas) {
            let weights = &mut self.effective[layer.weights()];
            *sigma = T::zero();
            for (row, &u) in weights.chunks_exact(layer.inputs).zip(u) {
                *sigma += u * dot(row, v);
            }
            if sigma.abs() < T::of(SMALLEST) {
                *sigma = T::one();
            }
            let factor = sigma.recip();
            weights.iter_mut().for_each(|weight| *weight *= factor);
        }
        &self.effective
    }

    /// What [`Spectral::normalise`] computed last.
    pub fn effective(&self) -> &[T] {
        &self.effective
    }

    /// Turns a gradient with respect to W/σ into one with respect to W: (g − ⟨g, W/σ⟩ u vᵀ)/σ.
    pub fn pull_back(&self, network: &Network, gradient: &mut [T]) {
        let layers = network.layers().iter().zip(&self.vectors);
        for ((layer, (u, v)), &sigma) in layers.zip(&self.sigmas) {
            let Layer { inputs, .. } = *layer;
            let gradient = &mut gradient[layer.weights()];
            let along = dot(gradient, &self.effective[layer.weights()]);
            for (row, &u) in gradient.chunks_exact_mut(inputs).zip(u) {
                for (gradient, &v) in row.iter_mut().zip(v) {
                    *gradient = (*gradient - along * u * v) / sigma;
                }
            }
        }
    }
}

fn dot<T: Scalar>(a: &[T], b: &[T]) -> T {
    a.iter().zip(b).fold(T::zero(), |sum, (&a, &b)| sum + a * b)
}

fn to_unit<T: Scalar>(vector: &mut [T]) {
    let norm = dot(vector, vector).sqrt();
    if norm > T::of(SMALLEST) {
        vector.iter_mut().for_each(|entry| *entry /= norm);
    }
}

#[cfg(test)]
mod tests {
    use super::super::activation::Activation;
    use super::*;
    use nalgebra::DMatrix;
    use thetaflow_math::random::generator;

    #[test]
    fn the_largest_singular_value_becomes_one() {
        let network = Network::new(&[3, 7, 5, 1], Activation::Relu, Activation::Identity);
        let theta: Vec<f64> = network.initial(&mut generator(4));
        let mut spectral = Spectral::new(&network, &theta);
        for _ in 0..300 {
            spectral.follow(&network, &theta);
        }
        let effective = spectral.normalise(&network, &theta);
        for layer in network.layers() {
            let weights =
                DMatrix::from_row_slice(layer.outputs, layer.inputs, &effective[layer.weights()]);
            let largest = weights.singular_values().max();
            assert!((largest - 1.0).abs() < 1e-9, "{largest}");
        }
    }
}
