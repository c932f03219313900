//! Activation functions by the formulas of torch.nn.

use thetaflow::choices;
use thetaflow::math::normal;
use thetaflow::math::real::{exp, exp_m1, tanh};

choices! {
    /// What a layer does to each of its sums.
    pub enum Activation {
        Relu = "relu",
        Linear = "linear",
        Tanh = "tanh",
        /// x Φ(x) (Hendrycks and Gimpel 2016), exact.
        Gelu = "gelu",
        /// Klambauer et al. 2017.
        Selu = "selu",
        Sigmoid = "sigmoid",
    }
}

impl Activation {
    pub fn apply(self, x: f64) -> f64 {
        const SCALE: f64 = 1.050_700_987_355_480_5;
        const ALPHA: f64 = 1.673_263_242_354_377_2;
        match self {
            Activation::Linear => x,
            Activation::Relu => x.max(0.0),
            Activation::Tanh => tanh(x),
            Activation::Gelu => x * normal::cumulative(x),
            Activation::Selu if x > 0.0 => SCALE * x,
            Activation::Selu => SCALE * ALPHA * exp_m1(x),
            Activation::Sigmoid => 1.0 / (1.0 + exp(-x)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The formulas of torch.nn's documentation at 0.7 and −1.3, by mpmath.
    #[test]
    fn values_are_those_of_pytorch() {
        for (activation, values) in [
            (Activation::Relu, [0.7, 0.0]),
            (
                Activation::Tanh,
                [0.604_367_777_117_163_5, -0.861_723_159_313_306_3],
            ),
            (
                Activation::Gelu,
                [0.530_625_443_443_848_9, -0.125_840_629_961_293_44],
            ),
            (
                Activation::Selu,
                [0.735_490_691_148_836_3, -1.278_961_375_154_325_6],
            ),
            (
                Activation::Sigmoid,
                [0.668_187_772_168_166, 0.214_165_016_957_441_4],
            ),
        ] {
            for (x, value) in [0.7, -1.3].into_iter().zip(values) {
                let ours = activation.apply(x);
                assert!((ours - value).abs() < 1e-14, "{activation:?}({x}) = {ours}");
            }
        }
    }
}
