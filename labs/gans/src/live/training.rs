//! What decides a training.

use super::losses::Losses;
use super::penalty::Penalty;
use crate::objectives::Objective;
use thetaflow::optim::OptimizerConfig;
use thetaflow::optim::rules::Sgd;
use thetaflow_nets::activation::Activation;
use thetaflow_nets::network::{Network, Shape};
use thetaflow_nets::random::Latent;

/// Coordinates of a point.
pub(super) const PLANE: usize = 2;

/// All that decides a training, besides the data and the seed.
#[derive(Clone, Debug, PartialEq)]
pub struct Training {
    pub generator: Shape,
    /// Behind G's last layer.
    pub generator_output: Activation,
    pub discriminator: Shape,
    pub latent: Latent,
    /// Numbers in a latent vector.
    pub latents: usize,
    /// Points in a batch.
    pub batch: usize,
    pub losses: Losses,
    /// O-GAN: the weight of the correlation between code and latent vector. D then has as many outputs as that has numbers.
    pub encoder: Option<f64>,
    /// R1 γ, on real points.
    pub r1: f64,
    /// R2 γ, on generated points.
    pub r2: f64,
    /// Weight decay β of D: β/2 ‖ψ‖² is added to its loss.
    pub l2: f64,
    /// The standard deviation of noise on everything that D is shown.
    pub noise: f64,
    pub spectral_norm: bool,
    pub optimizers: [OptimizerConfig; 2],
}

impl Training {
    /// The penalty on points between real and generated ones, that belongs to the objective.
    pub(super) fn between(&self) -> Option<Penalty> {
        match self.losses.objective {
            Objective::WganGp {
                penalty,
                target_norm,
            } if penalty > 0.0 => Some(Penalty::Target {
                lambda: penalty,
                norm: target_norm,
            }),
            Objective::WganDiv { k, p } if k > 0.0 => Some(Penalty::Power { k, p }),
            _ => None,
        }
    }

    pub(super) fn networks(&self) -> [Network; 2] {
        let codes = if self.encoder.is_some() {
            self.latents
        } else {
            1
        };
        [
            self.generator
                .network(self.latents, PLANE, self.generator_output),
            (self.discriminator).network(PLANE, codes, Activation::Identity),
        ]
    }
}

impl Training {
    /// The configuration of GAN Lab (Kahng et al. 2019), with networks of `depth` hidden layers of `width` units.
    pub fn gan_lab(width: usize, depth: usize) -> Self {
        let shape = Shape {
            width,
            depth,
            activation: Activation::Relu,
        };
        let sgd = OptimizerConfig::new(Sgd, 0.1);
        Self {
            generator: shape,
            generator_output: Activation::Tanh,
            discriminator: shape,
            latent: Latent::Uniform,
            latents: 2,
            batch: 150,
            losses: Losses {
                objective: Objective::Nsgan,
                real_weight: 0.95,
            },
            encoder: None,
            r1: 0.0,
            r2: 0.0,
            l2: 0.0,
            noise: 0.0,
            spectral_norm: false,
            optimizers: [sgd.clone(), sgd],
        }
    }
}
