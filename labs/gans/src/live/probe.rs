//! Networks asked for their values at any number of points, apart from training.

use super::court::seed;
use thetaflow_nets::batch::{LANES, tiles};
use thetaflow_nets::network::{Activations, Network};

/// Points that are asked for at once: few enough that what is computed of them stays in the cache.
const AT_ONCE: usize = 32 * LANES;

/// A network with the parameters that it works with.
#[derive(Clone, Copy)]
pub struct Probe<'a> {
    pub network: &'a Network,
    pub theta: &'a [f32],
}

impl Probe<'_> {
    /// The outputs at inputs that follow one another.
    pub fn values(self, inputs: &[f32]) -> Vec<f32> {
        let (wide, outputs) = (self.network.inputs().max(1), self.network.outputs());
        let mut values = Vec::with_capacity(inputs.len() / wide * outputs);
        let mut activations = self.network.batches(tiles(AT_ONCE));
        for inputs in inputs.chunks(AT_ONCE * wide) {
            let points = self.forward(inputs, &mut activations);
            if let Some(last) = activations.last() {
                let value = |k| tame(last.get(k / outputs, k % outputs));
                values.extend((0..points * outputs).map(value));
            }
        }
        values
    }

    /// The slope of the mean of the outputs at points of the plane.
    pub fn slopes(self, points: &[[f32; 2]]) -> Vec<[f32; 2]> {
        let mut slopes = Vec::with_capacity(points.len());
        let (mut activations, mut adjoints) = (
            self.network.batches(tiles(AT_ONCE)),
            self.network.batches(tiles(AT_ONCE)),
        );
        for points in points.chunks(AT_ONCE) {
            let all = 0..tiles(self.forward(points.as_flattened(), &mut activations));
            if let Some(last) = adjoints.last_mut() {
                for tile in all.clone() {
                    seed(last.tile_mut(tile), &[1.0; LANES], &[1.0; LANES]);
                }
            }
            self.network
                .backward(self.theta, &activations, &mut adjoints, &all, true);
            let slope = |point| [0, 1].map(|axis| tame(adjoints[0].get(point, axis)));
            slopes.extend((0..points.len()).map(slope));
        }
        slopes
    }

    /// Computes the activations at some inputs, and returns at how many points.
    fn forward(self, inputs: &[f32], activations: &mut Activations<f32>) -> usize {
        let wide = self.network.inputs().max(1);
        for (k, &input) in inputs.iter().enumerate() {
            activations[0].set(k / wide, k % wide, input);
        }
        let points = inputs.len() / wide;
        self.network
            .forward(self.theta, activations, &(0..tiles(points)));
        points
    }
}

/// A number that can be shown: what overflowed is far away, and what is no number stands at 0.
fn tame(value: f32) -> f32 {
    const FAR: f32 = 1e9;
    if value.is_nan() {
        0.0
    } else {
        value.clamp(-FAR, FAR)
    }
}
