//! Two inputs through random networks: mean square and angle after each layer.

use super::activation::Activation;
use super::limit::{self, Signal};
use super::weights::{BLOCK, Init, Weights, dot, entries, orthonormalise, vector};
use thetaflow::math::lanes::Lanes;
use thetaflow::math::moments::Moments;
use thetaflow::math::random::generator;
use thetaflow::math::real::{acos, cos, sin_cos};

/// A network whose hidden widths alternate between fan_in and fan_out, as blocks of transformers do.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Network {
    pub weights: Weights,
    pub activation: Activation,
    pub layers: u64,
    /// The angle between the two inputs, in radians.
    pub input_angle: f64,
}

impl Network {
    /// The weights of a layer, counted from 0.
    fn layer(&self, index: u64) -> Weights {
        if index.is_multiple_of(2) {
            self.weights
        } else {
            self.weights.reversed()
        }
    }

    /// Mean square and cosine after 0, 1, …, L layers of infinite width.
    pub fn limit(&self) -> Vec<Signal> {
        let mut signal = Signal {
            mean_square: 1.0,
            cosine: cos(self.input_angle),
        };
        let mut signals = vec![signal];
        for index in 0..self.layers {
            let weights = self.layer(index);
            let variance = match weights.init {
                // Rows or columns of unit length: a matrix that narrows keeps the mean square, one that widens thins it out.
                Init::Orthogonal => {
                    weights.gain.powi(2) * (weights.fan_in as f64 / weights.fan_out as f64).min(1.0)
                }
                _ => weights.std().powi(2) * weights.fan_in as f64,
            };
            signal = limit::layer(self.activation, variance, signal);
            signals.push(signal);
        }
        signals
    }
}

/// What all networks so far came to, layer by layer; the inputs are layer 0.
#[derive(Clone, Debug, Default)]
pub struct Depth {
    pub mean_square: Moments,
    /// Of the networks in which neither signal has died.
    pub cosine: Moments,
    pub angle: Moments,
}

/// Draws networks and sends two inputs through each.
#[derive(Clone, Debug)]
pub struct Ensemble {
    network: Network,
    lanes: Lanes,
    /// The layer at which the present network has arrived.
    layer: u64,
    signals: [Vec<f64>; 2],
    pub depths: Vec<Depth>,
    /// How many networks are complete.
    pub networks: u64,
    /// The mean square through the last complete network.
    pub last: Vec<f64>,
    /// Mean square and cosine through the present one, up to the layer at which it has arrived.
    current: Vec<[f64; 2]>,
}

impl Ensemble {
    pub fn new(network: Network, seed: u64) -> Self {
        let mut ensemble = Self {
            network,
            lanes: Lanes::new(&mut generator(seed)),
            layer: 0,
            signals: [Vec::new(), Vec::new()],
            depths: vec![Depth::default(); network.layers as usize + 1],
            networks: 0,
            last: Vec::new(),
            current: Vec::new(),
        };
        ensemble.draw_inputs();
        ensemble
    }

    /// Goes on by one layer. Returns whether a network is complete.
    pub fn advance(&mut self) -> bool {
        if self.layer == 0 {
            self.measure();
        }
        let weights = self.network.layer(self.layer);
        let sums = match weights.init {
            Init::Orthogonal => self.rotate(&weights),
            _ => self.multiply(&weights),
        };
        self.signals = sums.map(|sums| {
            let apply = |sum: f64| self.network.activation.apply(sum);
            sums.into_iter().map(apply).collect()
        });
        self.layer += 1;
        self.measure();
        if self.layer < self.network.layers {
            return false;
        }
        self.networks += 1;
        self.last.clear();
        for (depth, [square, cosine]) in self.depths.iter_mut().zip(self.current.drain(..)) {
            self.last.push(square);
            depth.mean_square.add(square);
            if cosine.is_finite() {
                let cosine = cosine.clamp(-1.0, 1.0);
                depth.cosine.add(cosine);
                depth.angle.add(acos(cosine));
            }
        }
        self.layer = 0;
        self.draw_inputs();
        true
    }

    /// Two vectors of mean square 1 at the wanted angle, in a random plane.
    fn draw_inputs(&mut self) {
        let width = self.network.weights.fan_in as usize;
        let [first, second] = self.frame(width);
        let (sin, cos) = sin_cos(self.network.input_angle);
        let length = (width as f64).sqrt();
        let turned = first
            .iter()
            .zip(&second)
            .map(|(a, b)| length * (cos * a + sin * b));
        self.signals = [Vec::new(), turned.collect()];
        self.signals[0] = first.into_iter().map(|a| length * a).collect();
    }

    /// Two orthonormal vectors, uniform among all.
    fn frame(&mut self, width: usize) -> [Vec<f64>; 2] {
        let shape = super::weights::Shape::Normal;
        let first = orthonormalise(vector(&mut self.lanes, shape, width, 1.0), &[]);
        let second = vector(&mut self.lanes, shape, width, 1.0);
        let second = orthonormalise(second, std::slice::from_ref(&first));
        [first, second]
    }

    /// Wx for both signals x, with a fresh W.
    fn multiply(&mut self, weights: &Weights) -> [Vec<f64>; 2] {
        let (shape, std) = (weights.shape(), weights.std());
        let mut sums = [0, 1].map(|_| Vec::with_capacity(weights.fan_out as usize));
        for _ in 0..weights.fan_out {
            let mut row = [0.0; 2];
            let [x, y] = &self.signals;
            for (x, y) in x.chunks(BLOCK).zip(y.chunks(BLOCK)) {
                let block = entries(&mut self.lanes, shape);
                let mut products = [[0.0; BLOCK]; 2];
                for (((w, x), y), i) in block.iter().zip(x).zip(y).zip(0..) {
                    products[0][i] = f64::from(*w) * x;
                    products[1][i] = f64::from(*w) * y;
                }
                for (sum, products) in row.iter_mut().zip(products) {
                    *sum += products.iter().sum::<f64>();
                }
            }
            (sums.iter_mut().zip(row)).for_each(|(sums, sum)| sums.push(std * sum));
        }
        sums
    }

    /// Wx for both signals with a fresh orthogonal W.
    ///
    /// W enters only by what it makes of the plane of the two signals, and that is a uniform pair of orthonormal vectors in
    /// the larger of the two spaces, of which a narrowing W keeps the first fan_out components. So W itself, which would
    /// take the time of a QR decomposition, is not needed.
    fn rotate(&mut self, weights: &Weights) -> [Vec<f64>; 2] {
        let larger = weights.fan_in.max(weights.fan_out) as usize;
        let [first, second] = self.frame(larger);
        let [x, y] = &self.signals;
        let length = dot(x, x).sqrt();
        let along = if length > 0.0 {
            dot(x, y) / length
        } else {
            0.0
        };
        let rest = x.iter().zip(y).map(|(x, y)| {
            let unit = if length > 0.0 { x / length } else { 0.0 };
            (y - along * unit).powi(2)
        });
        let across = rest.sum::<f64>().sqrt();
        let width = weights.fan_out as usize;
        let image = |a: f64, b: f64| {
            (first.iter().zip(&second).take(width))
                .map(|(e, f)| weights.gain * (a * e + b * f))
                .collect()
        };
        [image(length, 0.0), image(along, across)]
    }

    fn measure(&mut self) {
        let [x, y] = &self.signals;
        let (xx, yy, xy) = (dot(x, x), dot(y, y), dot(x, y));
        let square = xx / x.len().max(1) as f64;
        self.current.push([square, xy / (xx.sqrt() * yy.sqrt())]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ensemble(network: Network, networks: u64) -> Ensemble {
        let mut ensemble = Ensemble::new(network, 9);
        while ensemble.networks < networks {
            ensemble.advance();
        }
        ensemble
    }

    fn network(init: Init, activation: Activation, width: u64, layers: u64) -> Network {
        Network {
            weights: Weights {
                fan_in: width,
                fan_out: width,
                init,
                gain: 1.0,
            },
            activation,
            layers,
            input_angle: 1.0,
        }
    }

    fn assert_within(sums: &Moments, expected: f64, what: &str) {
        let (mean, error) = (
            sums.mean().unwrap_or(f64::NAN),
            sums.standard_error().unwrap_or(f64::NAN),
        );
        assert!(
            (mean - expected).abs() <= 5.0 * error,
            "{what}: {mean} ± {error}, not {expected}"
        );
    }

    /// In expectation, at any width.
    #[test]
    fn relu_halves_the_mean_square_and_kaiming_preserves_it() {
        for width in [4, 30] {
            for (init, factor) in [
                (Init::LecunNormal, 0.5_f64),
                (Init::KaimingNormal, 1.0),
                (Init::LecunUniform, 0.5),
                (Init::KaimingUniform, 1.0),
            ] {
                let network = network(init, Activation::Relu, width, 4);
                let ensemble = ensemble(network, 4000);
                for (layer, depth) in ensemble.depths.iter().enumerate() {
                    let expected = factor.powi(layer as i32);
                    let what = format!("{init:?} {width} layer {layer}");
                    if layer == 0 {
                        assert!((depth.mean_square.mean().unwrap_or(0.0) - 1.0).abs() < 1e-12);
                    } else {
                        assert_within(&depth.mean_square, expected, &what);
                    }
                }
            }
        }
    }

    /// Over two layers Xavier's variance gives 2·fan_in/(fan_in + fan_out) · 2·fan_out/(fan_in + fan_out).
    #[test]
    fn widths_alternate() {
        let mut network = network(Init::XavierNormal, Activation::Linear, 40, 2);
        network.weights.fan_out = 10;
        let ensemble = ensemble(network, 3000);
        assert_within(&ensemble.depths[1].mean_square, 1.6, "after one layer");
        assert_within(
            &ensemble.depths[2].mean_square,
            1.6 * 0.4,
            "after two layers",
        );
        assert!((network.limit()[2].mean_square - 0.64).abs() < 1e-12);
    }

    /// At width 8 the mean cosine still differs from the limit, at width 256 it does not.
    #[test]
    fn angles_follow_the_map_of_cho_and_saul() {
        let mut narrow = network(Init::KaimingNormal, Activation::Relu, 8, 1);
        narrow.input_angle = 1.2;
        let limit = narrow.limit()[1].cosine;
        assert!((limit - limit::relu_cosine(1.2)).abs() < 1e-15);
        let cosine = ensemble(narrow, 20_000).depths[1].cosine;
        let error = cosine.standard_error().unwrap_or(0.0);
        assert!(
            cosine.mean().unwrap_or(0.0) > limit + 3.0 * error,
            "finite widths lie above"
        );
        let mut wide = network(Init::KaimingNormal, Activation::Relu, 256, 1);
        wide.input_angle = 1.2;
        let cosine = ensemble(wide, 300).depths[1].cosine;
        assert!((cosine.mean().unwrap_or(0.0) - limit).abs() < 0.01);
    }

    /// Wide networks of every activation follow the limit.
    #[test]
    fn wide_networks_follow_the_limit() {
        for &activation in Activation::ALL {
            let network = network(Init::KaimingUniform, activation, 256, 3);
            let ensemble = ensemble(network, 60);
            for (depth, limit) in ensemble.depths.iter().zip(network.limit()) {
                let mean = depth.mean_square.mean().unwrap_or(f64::NAN);
                assert!(
                    (mean / limit.mean_square - 1.0).abs() < 0.06,
                    "{activation:?} {mean} {limit:?}"
                );
                let cosine = depth.cosine.mean().unwrap_or(f64::NAN);
                assert!(
                    (cosine - limit.cosine).abs() < 0.03,
                    "{activation:?} {cosine} {limit:?}"
                );
            }
        }
    }

    /// A linear network of square orthogonal layers changes nothing; narrowing and widening ones do so on average.
    #[test]
    fn orthogonal_layers_are_isometries() {
        let square = ensemble(network(Init::Orthogonal, Activation::Linear, 32, 10), 5);
        for depth in &square.depths {
            assert!((depth.mean_square.mean().unwrap_or(0.0) - 1.0).abs() < 1e-12);
            assert!((depth.angle.mean().unwrap_or(0.0) - 1.0).abs() < 1e-12);
        }
        let mut narrowing = network(Init::Orthogonal, Activation::Linear, 32, 2);
        narrowing.weights.fan_out = 8;
        let ensemble = ensemble(narrowing, 2000);
        assert_within(&ensemble.depths[1].mean_square, 1.0, "narrowed");
        assert_within(&ensemble.depths[2].mean_square, 0.25, "widened again");
    }
}
