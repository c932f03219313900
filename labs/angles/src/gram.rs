//! A random weight matrix whose columns are drawn one by one: their angles, and its singular values.

use super::law::AngleLaw;
use super::weights::{Init, Shape, Weights, dot, orthonormalise, vector};
use nalgebra::DMatrix;
use std::f64::consts::PI;
use thetaflow::math::lanes::Lanes;
use thetaflow::math::random::generator;
use thetaflow::math::spectrum::eigenvalues;

/// A matrix of fan_out columns with fan_in components each, as many of them as have been drawn.
#[derive(Clone, Debug)]
pub struct WeightMatrix {
    weights: Weights,
    lanes: Lanes,
    columns: Vec<Vec<f64>>,
    /// The orthonormal rows that a wide orthogonal matrix is made of.
    rows: Vec<Vec<f64>>,
    /// WᵀW, row by row of its lower triangle.
    gram: Vec<Vec<f64>>,
}

impl WeightMatrix {
    pub fn new(weights: Weights, seed: u64) -> Self {
        Self {
            weights,
            lanes: Lanes::new(&mut generator(seed)),
            columns: Vec::new(),
            rows: Vec::new(),
            gram: Vec::new(),
        }
    }

    /// How many columns there are.
    pub fn size(&self) -> usize {
        self.gram.len()
    }

    /// The columns drawn so far.
    pub fn columns(&self) -> &[Vec<f64>] {
        &self.columns
    }

    /// Draws one column more, or for a wide orthogonal matrix one row of those that it needs first.
    pub fn advance(&mut self) {
        let Weights {
            fan_in,
            fan_out,
            init,
            gain,
        } = self.weights;
        if self.gram.len() as u64 >= fan_out {
            return;
        }
        let wide = init == Init::Orthogonal && fan_out > fan_in;
        if wide && (self.rows.len() as u64) < fan_in {
            let row = vector(&mut self.lanes, Shape::Normal, fan_out as usize, 1.0);
            self.rows.push(orthonormalise(row, &self.rows));
            return;
        }
        let column = if wide {
            let index = self.gram.len();
            (self.rows.iter())
                .filter_map(|row| row.get(index).map(|entry| gain * entry))
                .collect()
        } else if init == Init::Orthogonal {
            let column = vector(&mut self.lanes, Shape::Normal, fan_in as usize, 1.0);
            // Kept as unit vectors until the next one is made.
            let units: Vec<Vec<f64>> = (self.columns.iter())
                .map(|column| column.iter().map(|entry| entry / gain).collect())
                .collect();
            (orthonormalise(column, &units).into_iter())
                .map(|entry| gain * entry)
                .collect()
        } else {
            let (shape, std) = (self.weights.shape(), self.weights.std());
            vector(&mut self.lanes, shape, fan_in as usize, std)
        };
        self.columns.push(column);
        let Some(newest) = self.columns.last() else {
            return;
        };
        self.gram.push(
            self.columns
                .iter()
                .map(|other| dot(other, newest))
                .collect(),
        );
    }

    fn entry(&self, i: usize, j: usize) -> f64 {
        self.gram[i.max(j)][i.min(j)]
    }

    /// cos θ of every pair of columns, row by row of the lower triangle without the diagonal. 0 where a column is zero.
    pub fn cosines(&self) -> Vec<f64> {
        let lengths: Vec<f64> = (0..self.size()).map(|i| self.entry(i, i).sqrt()).collect();
        let mut cosines = Vec::with_capacity(self.size() * self.size() / 2);
        for (i, row) in self.gram.iter().enumerate() {
            for (j, product) in row.iter().enumerate().take(i) {
                let cosine = product / (lengths[i] * lengths[j]);
                cosines.push(if cosine.is_finite() {
                    cosine.clamp(-1.0, 1.0)
                } else {
                    0.0
                });
            }
        }
        cosines
    }

    /// The singular values that are not zero by the matrix' shape, in increasing order.
    pub fn singular_values(&self) -> Vec<f64> {
        let size = self.size();
        let squares = eigenvalues(&DMatrix::from_fn(size, size, |i, j| self.entry(i, j)));
        let zeros = size.saturating_sub(self.weights.fan_in as usize);
        (squares.into_iter().skip(zeros))
            .map(|square| square.max(0.0).sqrt())
            .collect()
    }
}

/// The law of the singular values of an n×m matrix with independent entries of variance s²/n, for n and m → ∞ at a fixed
/// ratio (Marchenko and Pastur 1967).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MarchenkoPastur {
    /// m/n.
    pub ratio: f64,
    /// s.
    pub scale: f64,
}

impl MarchenkoPastur {
    /// The smallest and the largest singular value: s |1 ± √(m/n)|.
    pub fn edges(&self) -> [f64; 2] {
        let root = self.ratio.sqrt();
        [self.scale * (1.0 - root).abs(), self.scale * (1.0 + root)]
    }

    /// The density of those that are not zero: √((b² − x²)(x² − a²))/(π min(1, m/n) s² x).
    pub fn density(&self, x: f64) -> f64 {
        let [low, high] = self.edges();
        if x <= low || x >= high {
            return 0.0;
        }
        let root = ((high * high - x * x) * (x * x - low * low)).sqrt();
        root / (PI * self.ratio.min(1.0) * self.scale * self.scale * x)
    }
}

/// The density of cos θ between columns.
pub fn cosine_density(fan_in: u64, cosine: f64) -> f64 {
    AngleLaw::new(fan_in).density_of_cosine(cosine)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matrix(fan_in: u64, fan_out: u64, init: Init, gain: f64) -> WeightMatrix {
        let weights = Weights {
            fan_in,
            fan_out,
            init,
            gain,
        };
        let mut matrix = WeightMatrix::new(weights, 6);
        while (matrix.size() as u64) < fan_out {
            matrix.advance();
        }
        matrix
    }

    #[test]
    fn the_density_has_mass_one() {
        for (ratio, scale) in [(0.1, 1.0), (0.5, 2.0), (1.0, 0.3), (4.0, 1.5)] {
            let law = MarchenkoPastur { ratio, scale };
            let [low, high] = law.edges();
            // x = middle + radius sin t, which takes the square roots at the edges away.
            let (middle, radius) = (0.5 * (low + high), 0.5 * (high - low));
            let count = 20_000;
            let sum: f64 = (0..count)
                .map(|k| {
                    let t = PI * ((f64::from(k) + 0.5) / f64::from(count) - 0.5);
                    law.density(middle + radius * t.sin()) * radius * t.cos()
                })
                .sum();
            assert!(
                (sum * PI / f64::from(count) - 1.0).abs() < 1e-6,
                "{ratio} {scale}"
            );
        }
    }

    /// Fluctuations at the edges are of order n^(−2/3) (Tracy and Widom).
    #[test]
    fn singular_values_reach_the_edges() {
        for (fan_in, fan_out) in [(512, 128), (128, 256)] {
            for init in [Init::LecunNormal, Init::LecunUniform] {
                let values = matrix(fan_in, fan_out, init, 1.0).singular_values();
                assert_eq!(values.len() as u64, fan_in.min(fan_out));
                let law = MarchenkoPastur {
                    ratio: fan_out as f64 / fan_in as f64,
                    scale: 1.0,
                };
                let [low, high] = law.edges();
                let (smallest, largest) = (values[0], values[values.len() - 1]);
                assert!((smallest - low).abs() < 0.05 && (largest - high).abs() < 0.05);
                let square = values.iter().map(|x| x * x).sum::<f64>();
                // Σ σ² = ‖W‖² has mean fan_out.
                assert!((square / fan_out as f64 - 1.0).abs() < 0.05);
            }
        }
    }

    #[test]
    fn orthogonal_matrices_are_orthogonal() {
        for (fan_in, fan_out) in [(128, 128), (200, 60), (60, 200), (2, 2)] {
            let matrix = matrix(fan_in, fan_out, Init::Orthogonal, 1.5);
            for value in matrix.singular_values() {
                assert!((value - 1.5).abs() < 1e-12 * 10.0, "{value}");
            }
            let columns = matrix.columns();
            if fan_out <= fan_in {
                assert!(matrix.cosines().iter().all(|cosine| cosine.abs() < 1e-12));
            } else {
                for i in 0..fan_in as usize {
                    for j in 0..fan_in as usize {
                        let product: f64 = columns.iter().map(|c| c[i] * c[j]).sum();
                        let expected = if i == j { 2.25 } else { 0.0 };
                        assert!((product - expected).abs() < 1e-12 * 2.25 * 2.0);
                    }
                }
            }
        }
    }
}
