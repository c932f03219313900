//! What becomes of a signal in the limit of infinite width: sums are Gaussian, so a layer is a map of two numbers, the
//! mean square of the activations and the cosine of the angle between two inputs (Poole et al. 2016; Cho and Saul 2009).

use super::activation::Activation;
use std::f64::consts::PI;
use thetaflow::math::normal;
use thetaflow::math::real::{acos, cos, sin};

/// Mean square of the activations and cosine of the angle between two inputs of equal length.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Signal {
    pub mean_square: f64,
    pub cosine: f64,
}

/// One layer. `variance` is that of a sum for inputs of mean square 1: fan_in · std² for independent entries.
pub fn layer(activation: Activation, variance: f64, signal: Signal) -> Signal {
    let square = variance * signal.mean_square;
    let cosine = signal.cosine.clamp(-1.0, 1.0);
    match activation {
        Activation::Linear => Signal {
            mean_square: square,
            cosine,
        },
        Activation::Relu => Signal {
            mean_square: 0.5 * square,
            cosine: relu_cosine(acos(cosine)),
        },
        other => {
            let kernel = Kernel::new(other, square.sqrt());
            let mean_square = kernel.covariance(1.0);
            Signal {
                mean_square,
                cosine: if mean_square > 0.0 {
                    kernel.covariance(cosine) / mean_square
                } else {
                    cosine
                },
            }
        }
    }
}

/// cos θ' = (sin θ + (π − θ) cos θ)/π (Cho and Saul 2009, eq. 6 with n = 1).
pub fn relu_cosine(theta: f64) -> f64 {
    ((sin(theta) + (PI - theta) * cos(theta)) / PI).clamp(-1.0, 1.0)
}

/// E φ(u)φ(v) for Gaussian u and v of one standard deviation, as a function of their correlation: by Mehler's formula
/// Σ a_k² c^k with the coefficients a_k of φ in normalised Hermite polynomials.
struct Kernel {
    squares: Vec<f64>,
    /// E φ², of which the coefficients leave a little out.
    total: f64,
}

/// Terms of the expansion.
const TERMS: usize = 80;

impl Kernel {
    fn new(activation: Activation, deviation: f64) -> Self {
        // The trapezoidal rule: for smooth functions on the line it is exact to rounding, and a kink at 0 is a node.
        const STEP: f64 = 0.05;
        const NODES: i32 = 180;
        let mut coefficients = vec![0.0; TERMS];
        let mut total = 0.0;
        for k in -NODES..=NODES {
            let z = STEP * f64::from(k);
            let weight = STEP * normal::density(z);
            let value = activation.apply(deviation * z);
            total += weight * value * value;
            // He_k/√k! by their recurrence.
            let (mut before, mut now) = (0.0, 1.0);
            for (k, coefficient) in coefficients.iter_mut().enumerate() {
                *coefficient += weight * value * now;
                let k = k as f64;
                (before, now) = (now, (z * now - k.sqrt() * before) / (k + 1.0).sqrt());
            }
        }
        Self {
            squares: coefficients.into_iter().map(|a| a * a).collect(),
            total,
        }
    }

    fn covariance(&self, correlation: f64) -> f64 {
        let (mut power, mut sum, mut left) = (1.0, 0.0, self.total);
        for square in &self.squares {
            sum += square * power;
            left -= square;
            power *= correlation;
        }
        sum + left.max(0.0) * power
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The general way, applied to the cases that are known in closed form.
    #[test]
    fn the_expansion_agrees_with_closed_forms() {
        for cosine in [-1.0, -0.6, 0.0, 0.3, 0.9, 1.0] {
            let kernel = Kernel::new(Activation::Relu, 1.4);
            let exact = 0.5 * 1.96 * relu_cosine(f64::acos(cosine));
            assert!((kernel.covariance(cosine) - exact).abs() < 1e-3, "{cosine}");
            let kernel = Kernel::new(Activation::Linear, 1.4);
            assert!((kernel.covariance(cosine) - 1.96 * cosine).abs() < 1e-12);
        }
    }

    /// E Φ(u)Φ(v) = ¼ + arcsin(ρ/2)/2π for standard normal u, v: with x Φ(x) replaced by its derivative's bounded part,
    /// Stein's lemma gives E gelu(z) = E φ(z) = 1/(2√π).
    #[test]
    fn the_mean_of_gelu_is_known() {
        let kernel = Kernel::new(Activation::Gelu, 1.0);
        assert!((kernel.squares[0].sqrt() - 0.5 / PI.sqrt()).abs() < 1e-10);
    }

    /// Selu keeps mean 0 and variance 1: that is what its constants are for.
    #[test]
    fn selu_normalises_itself() {
        let signal = Signal {
            mean_square: 1.0,
            cosine: 0.0,
        };
        let next = layer(Activation::Selu, 1.0, signal);
        assert!((next.mean_square - 1.0).abs() < 1e-3, "{next:?}");
        assert!(next.cosine.abs() < 1e-3);
    }

    #[test]
    fn equal_inputs_stay_equal() {
        for &activation in Activation::ALL {
            for mean_square in [1e-30, 1.0, 1e30] {
                let signal = Signal {
                    mean_square,
                    cosine: 1.0,
                };
                let next = layer(activation, 0.7, signal);
                assert!((next.cosine - 1.0).abs() < 1e-12, "{activation:?} {next:?}");
                assert!(next.mean_square.is_finite());
            }
        }
    }
}
