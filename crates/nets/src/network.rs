//! Fully connected networks on batches, with first derivatives and the derivative of a gradient along a direction.

use super::activation::Activation;
use super::batch::{Batch, LANES, Lanes};
use super::products::{add_outer, halves, leaking, times, times_transposed};
use super::scalar::Scalar;
use rand::RngExt;
use std::ops::Range;
use thetaflow_math::random::Generator;
use thetaflow_math::ziggurat::StandardNormal;

/// One affine map within the vector of all parameters: weights row by row, then biases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layer {
    /// Units that feed it.
    pub inputs: usize,
    /// Units that it feeds.
    pub outputs: usize,
    /// Where its parameters begin.
    start: usize,
}

impl Layer {
    /// Where its weights lie in θ, `outputs` rows of `inputs` numbers.
    pub fn weights(&self) -> Range<usize> {
        self.start..self.start + self.inputs * self.outputs
    }

    /// Where its biases lie in θ, `outputs` numbers.
    pub fn biases(&self) -> Range<usize> {
        let end = self.weights().end;
        end..end + self.outputs
    }

    /// Weights and biases in a vector of parameters.
    fn of<'a, T>(&self, theta: &'a [T]) -> (&'a [T], &'a [T]) {
        (&theta[self.weights()], &theta[self.biases()])
    }

    fn of_mut<'a, T>(&self, theta: &'a mut [T]) -> (&'a mut [T], &'a mut [T]) {
        let all = &mut theta[self.start..self.biases().end];
        all.split_at_mut(self.inputs * self.outputs)
    }
}

/// A multilayer perceptron; its parameters are kept apart from it, as one vector θ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Network {
    layers: Vec<Layer>,
    hidden: Activation,
    output: Activation,
}

/// The hidden layers of a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Units of each.
    pub width: usize,
    /// How many there are.
    pub depth: usize,
    /// What stands behind each.
    pub activation: Activation,
}

impl Shape {
    /// The network with these hidden layers.
    pub fn network(&self, inputs: usize, outputs: usize, output: Activation) -> Network {
        let mut widths = vec![self.width; self.depth + 2];
        widths[0] = inputs;
        widths[self.depth + 1] = outputs;
        Network::new(&widths, self.activation, output)
    }
}

/// What a network computes for a batch: the activations of every layer, the input first.
pub type Activations<T> = Vec<Batch<T>>;

/// The derivatives of a number with respect to each layer's sums z, the input first.
pub type Adjoints<T> = Vec<Batch<T>>;

impl Network {
    /// A network whose layers have these widths, from input to output.
    pub fn new(widths: &[usize], hidden: Activation, output: Activation) -> Self {
        let mut start = 0;
        let layers = widths
            .windows(2)
            .map(|ends| {
                let layer = Layer {
                    inputs: ends[0],
                    outputs: ends[1],
                    start,
                };
                start = layer.biases().end;
                layer
            })
            .collect();
        Self {
            layers,
            hidden,
            output,
        }
    }

    /// The affine maps, from input to output.
    pub fn layers(&self) -> &[Layer] {
        &self.layers
    }

    /// How many parameters there are.
    pub fn parameters(&self) -> usize {
        self.layers.last().map_or(0, |layer| layer.biases().end)
    }

    /// Numbers that come out for each point.
    pub fn outputs(&self) -> usize {
        self.layers.last().map_or(0, |layer| layer.outputs)
    }

    /// Numbers that go in for each point.
    pub fn inputs(&self) -> usize {
        self.layers.first().map_or(0, |layer| layer.inputs)
    }

    /// Weights drawn from N(0, gain/inputs), biases zero.
    pub fn initial<T: Scalar>(&self, random: &mut Generator) -> Vec<T> {
        let mut theta = vec![T::zero(); self.parameters()];
        for (index, layer) in self.layers.iter().enumerate() {
            let deviation = (self.activation(index).gain() / layer.inputs.max(1) as f64).sqrt();
            for weight in &mut theta[layer.weights()] {
                let normal: f64 = random.sample(StandardNormal);
                *weight = T::of(deviation * normal);
            }
        }
        theta
    }

    /// Room for a value of every unit at every point.
    pub fn batches<T: Scalar>(&self, tiles: usize) -> Vec<Batch<T>> {
        let widths = std::iter::once(self.inputs());
        widths
            .chain(self.layers.iter().map(|layer| layer.outputs))
            .map(|units| Batch::new(units, tiles))
            .collect()
    }

    fn activation(&self, layer: usize) -> Activation {
        if layer + 1 == self.layers.len() {
            self.output
        } else {
            self.hidden
        }
    }

    /// Computes the activations of some tiles, whose inputs are given.
    pub fn forward<T: Scalar>(
        &self,
        theta: &[T],
        activations: &mut Activations<T>,
        tiles: &Range<usize>,
    ) {
        for tile in tiles.clone() {
            for (index, layer) in self.layers.iter().enumerate() {
                let (weights, biases) = layer.of(theta);
                let (before, after) = activations.split_at_mut(index + 1);
                let out = after[0].tile_mut(tile);
                let activation = self.activation(index);
                times(
                    weights,
                    before[index].tile(tile),
                    biases,
                    activation.leak(),
                    out,
                );
                activation.bend(out);
            }
        }
    }

    /// Carries the derivatives with respect to the network's outputs, given in the last of `adjoints`, back to every layer's
    /// sums, and to the inputs if wanted.
    pub fn backward<T: Scalar>(
        &self,
        theta: &[T],
        activations: &Activations<T>,
        adjoints: &mut Adjoints<T>,
        tiles: &Range<usize>,
        to_inputs: bool,
    ) {
        for tile in tiles.clone() {
            for (index, layer) in self.layers.iter().enumerate().rev() {
                let (before, after) = adjoints.split_at_mut(index + 1);
                let d = after[0].tile_mut(tile);
                let is_last = index + 1 == self.layers.len();
                if is_last || self.hidden.is_curved() {
                    self.activation(index)
                        .times_slope(activations[index + 1].tile(tile), d);
                }
                let (weights, out) = (layer.of(theta).0, before[index].tile_mut(tile));
                if index > 0 && !self.hidden.is_curved() {
                    // With the slopes of the layer below, while its sums are at hand.
                    let a = activations[index].tile(tile);
                    let leak = T::four([self.hidden.leak(); 4]);
                    let finish = |unit: usize, sum| leaking::<T>(halves::<T>(&a[unit]), leak, sum);
                    times_transposed(weights, d, finish, out);
                } else if index > 0 || to_inputs {
                    times_transposed(weights, d, |_, sum| sum, out);
                }
            }
        }
    }

    /// Adds Σ δ aᵀ to the gradient with respect to the parameters: δ of some layers' sums, a the activations before them.
    pub fn add_gradient<T: Scalar>(
        &self,
        activations: &Activations<T>,
        adjoints: &Adjoints<T>,
        tiles: &Range<usize>,
        biases_too: bool,
        gradient: &mut [T],
    ) {
        for (index, layer) in self.layers.iter().enumerate() {
            let (weights, biases) = layer.of_mut(gradient);
            let (x, y) = (&activations[index], &adjoints[index + 1]);
            add_outer(
                (y.range(tiles), layer.outputs, y.stride()),
                (x.range(tiles), layer.inputs, x.stride()),
                weights,
                if biases_too { biases } else { &mut [] },
            );
        }
    }

    /// Differentiates a forward and a backward pass along directions in the inputs (Pearlmutter 1994).
    ///
    /// Given: the activations and adjoints of the passes, and the directions in the first of `tangents.activations`. Computed:
    /// how the activations change, and how the adjoints do. If the adjoints are those of a linear output D, its slope along
    /// the direction, ⟨v, ∇D⟩, has the gradient Σ (δ̇ aᵀ + δ ȧᵀ) with respect to the weights, and Σ δ̇ to the biases.
    pub fn tangent<T: Scalar>(
        &self,
        theta: &[T],
        activations: &Activations<T>,
        adjoints: &Adjoints<T>,
        tangents: &mut Tangents<T>,
        tiles: &Range<usize>,
    ) {
        for tile in tiles.clone() {
            for (index, layer) in self.layers.iter().enumerate() {
                let (before, after) = tangents.activations.split_at_mut(index + 1);
                let out = after[0].tile_mut(tile);
                times(
                    layer.of(theta).0,
                    before[index].tile(tile),
                    &[],
                    T::one(),
                    out,
                );
                tangents.sums[index + 1].tile_mut(tile).copy_from_slice(out);
                self.activation(index)
                    .times_slope(activations[index + 1].tile(tile), out);
            }
            for index in (1..=self.layers.len()).rev() {
                let (before, after) = tangents.adjoints.split_at_mut(index + 1);
                let out = before[index].tile_mut(tile);
                match (after.first(), self.layers.get(index)) {
                    (Some(later), Some(layer)) => {
                        times_transposed(layer.of(theta).0, later.tile(tile), |_, sum| sum, out);
                    }
                    // The outputs' own adjoints are given, and do not change.
                    _ => out.fill([T::zero(); LANES]),
                }
                let (activation, a) = (self.activation(index - 1), activations[index].tile(tile));
                activation.times_slope(a, out);
                if let Some(curvature) = activation.curvature::<T>() {
                    let (d, sums) = (adjoints[index].tile(tile), tangents.sums[index].tile(tile));
                    add_bend(a, d, sums, curvature, out);
                }
            }
        }
    }
}

/// `out` += φ''/φ' δ ż.
fn add_bend<T: Scalar>(
    a: &[Lanes<T>],
    d: &[Lanes<T>],
    sums: &[Lanes<T>],
    curvature: fn(T) -> T,
    out: &mut [Lanes<T>],
) {
    for (((a, d), sums), out) in a.iter().zip(d).zip(sums).zip(out) {
        for (((&a, &d), &sum), out) in a.iter().zip(d).zip(sums).zip(out) {
            *out += curvature(a) * d * sum;
        }
    }
}

/// How everything in a forward and a backward pass changes when the inputs move along given directions.
#[derive(Clone, Debug)]
pub struct Tangents<T> {
    /// ȧ; the first are the directions.
    pub activations: Vec<Batch<T>>,
    /// ż.
    sums: Vec<Batch<T>>,
    /// δ̇.
    pub adjoints: Vec<Batch<T>>,
}

impl<T: Scalar> Tangents<T> {
    /// Room for the derivatives of all layers at so many tiles of points.
    pub fn new(network: &Network, tiles: usize) -> Self {
        Self {
            activations: network.batches(tiles),
            sums: network.batches(tiles),
            adjoints: network.batches(tiles),
        }
    }
}
