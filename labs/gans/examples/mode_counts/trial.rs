//! One objective with its settings, and what its generator captures after a training.

use rand::SeedableRng;
use thetaflow::optim::rules::Adam;
use thetaflow::optim::{OptimizerConfig, RuleConfig, Schedule, WrapperConfig};
use thetaflow_gans::live::gan::Gan;
use thetaflow_gans::live::losses::Losses;
use thetaflow_gans::live::training::Training;
use thetaflow_gans::objectives::Objective;
use thetaflow_nets::activation::Activation;
use thetaflow_nets::batch::tiles;
use thetaflow_nets::data::Data;
use thetaflow_nets::metrics::{Capture, capture};
use thetaflow_nets::network::Shape;
use thetaflow_nets::random::{Generator, Latent, draw_latent};

/// Points that D is shown, again and again in the same order.
const REAL_POINTS: usize = 100_000;
/// Generated points that are counted, as in Srivastava et al. 2017.
const COUNTED: usize = 2500;
/// Keeps the latent vectors that are counted apart from those of the training.
const FRESH: u64 = 1 << 32;

/// Steps of a training: 25 modes take longer than 8.
pub fn steps(data: &Data) -> u64 {
    if *data == Data::Ring { 2000 } else { 5000 }
}

/// An objective and its settings.
pub struct Trial {
    /// Its name in the tables.
    pub id: &'static str,
    objective: Objective,
    r1: f64,
    /// O-GAN's weight of the correlation of code and latent vector.
    encoder: Option<f64>,
}

impl Trial {
    fn new(id: &'static str, objective: Objective) -> Self {
        Self {
            id,
            objective,
            r1: 0.0,
            encoder: None,
        }
    }

    /// With R1, for objectives that bound D's slope by nothing.
    fn damped(self) -> Self {
        Self { r1: 0.03, ..self }
    }

    /// Every objective, with settings that serve it.
    pub fn all() -> Vec<Self> {
        let gan_qp = Objective::GanQp { lambda: 2.0 };
        let wgan_gp = Objective::WganGp {
            penalty: 0.1,
            target_norm: 1.0,
        };
        vec![
            Self::new("sgan", Objective::Sgan).damped(),
            Self::new("nsgan", Objective::Nsgan).damped(),
            Self::new("rsgan", Objective::Rsgan).damped(),
            Self::new("lsgan", Objective::Lsgan).damped(),
            Self::new("hinge", Objective::Hinge).damped(),
            Self::new("wgan", Objective::Wgan { clip: Some(0.3) }),
            Self::new("wgan_gp", wgan_gp),
            Self::new("wgan_div", Objective::WganDiv { k: 0.1, p: 2.0 }),
            Self::new("gan_qp", gan_qp),
            Self {
                encoder: Some(0.5),
                ..Self::new("ogan", gan_qp)
            },
        ]
    }

    fn training(&self, steps: u64) -> Training {
        let shape = Shape {
            width: 32,
            depth: 3,
            activation: Activation::Tanh,
        };
        let rule = RuleConfig::Adam(Adam {
            beta1: 0.5,
            ..Adam::default()
        });
        let all = steps as f64;
        let schedule = Schedule::PiecewiseLinear(vec![(0.5 * all, 1.0), (all, 0.05)]);
        let optimizer = OptimizerConfig::new(rule, 0.002).with(WrapperConfig::Schedule(schedule));
        Training {
            generator: shape,
            generator_output: Activation::Identity,
            discriminator: shape,
            latent: Latent::Normal,
            latents: 4,
            batch: 64,
            losses: Losses {
                objective: self.objective,
                real_weight: 1.0,
            },
            encoder: self.encoder,
            r1: self.r1,
            r2: 0.0,
            l2: 0.0,
            noise: 0.0,
            spectral_norm: false,
            optimizers: [optimizer.clone(), optimizer],
        }
    }

    /// What is captured of some data after its steps of both players in turn; None where the data have no modes.
    pub fn capture(&self, data: &Data, seed: u64) -> Option<Capture> {
        let steps = steps(data);
        let real = data.sample(seed, REAL_POINTS);
        let mut real = real.iter().map(|point| point.map(|x| x as f32)).cycle();
        let mut gan = Gan::<f32>::new(self.training(steps), seed);
        for _ in 0..steps {
            gan.draw_real(|| real.next().unwrap_or_default());
            gan.draw_latent();
            gan.step_discriminator();
            gan.draw_latent();
            gan.step_generator();
        }
        capture(data, &generated(&gan, seed + FRESH))
    }
}

/// A fresh sample of G's.
fn generated(gan: &Gan<f32>, seed: u64) -> Vec<[f64; 2]> {
    let [(network, theta), _] = gan.networks();
    let tiles = tiles(COUNTED);
    let mut activations = network.batches(tiles);
    let mut random = Generator::seed_from_u64(seed);
    let latent = gan.training().latent;
    draw_latent(latent, &mut random, &mut activations[0], COUNTED);
    network.forward(theta, &mut activations, &(0..tiles));
    let points = &activations[network.layers().len()];
    (0..COUNTED)
        .map(|point| [0, 1].map(|axis| f64::from(points.get(point, axis))))
        .collect()
}
