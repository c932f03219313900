//! A GAN under training: both players, and their steps.

use super::batch::{LANES, tiles};
use super::court::Court;
use super::losses::distance;
use super::network::{Activations, Adjoints, Network, Tangents};
use super::penalty::Penalty;
use super::random::{Generator, add_noise, draw_latent, uniform};
use super::scalar::Scalar;
use super::spectral::Spectral;
use super::training::{PLANE, Training};
use crate::math::random::generator;
use crate::optim::{OptimizerConfig, Rule};
use rand::SeedableRng;

/// A GAN under training.
pub struct Gan<T: Scalar> {
    pub(super) training: Training,
    pub(super) generator: Player<T>,
    pub(super) discriminator: Player<T>,
    pub(super) court: Court<T>,
    pub(super) random: Generator,
}

/// A network, its parameters and what moves them.
pub(super) struct Player<T: Scalar> {
    pub network: Network,
    pub theta: Vec<T>,
    optimizer: Box<dyn Rule<T>>,
    pub activations: Activations<T>,
    pub adjoints: Adjoints<T>,
}

impl<T: Scalar> Player<T> {
    fn new(network: Network, theta: Vec<T>, optimizer: &OptimizerConfig, tiles: usize) -> Self {
        let parameters = network.parameters();
        let optimizer = optimizer.build(parameters).unwrap_or_else(|_| {
            // No wrapper of a training groups parameters, so none can misfit.
            optimizer.rule.build(optimizer.learning_rate, parameters)
        });
        Self {
            activations: network.batches(tiles),
            adjoints: network.batches(tiles),
            network,
            theta,
            optimizer,
        }
    }
}

impl<T: Scalar> Gan<T> {
    pub fn new(training: Training, seed: u64) -> Self {
        let batch_tiles = tiles(training.batch);
        let [of_generator, of_discriminator] = training.networks();
        // Initial weights and batches have random numbers of their own, so that one does not shift the other.
        let mut random = generator(seed);
        let theta = of_generator.initial(&mut random);
        let psi: Vec<T> = of_discriminator.initial(&mut random);
        let range = |k: usize| k * batch_tiles..(k + 1) * batch_tiles;
        let mut penalties = Vec::new();
        for (gamma, k) in [(training.r1, 0), (training.r2, 1)] {
            if gamma > 0.0 {
                penalties.push((Penalty::Square { gamma }, range(k)));
            }
        }
        penalties.extend(training.between().map(|penalty| (penalty, range(2))));
        let all = if training.between().is_some() { 3 } else { 2 } * batch_tiles;
        let share = |point| {
            if point < training.batch {
                T::of(1.0 / training.batch as f64)
            } else {
                T::zero()
            }
        };
        let court = Court {
            tiles: batch_tiles,
            shares: (0..batch_tiles)
                .map(|tile| std::array::from_fn(|lane| share(tile * LANES + lane)))
                .collect(),
            distances: vec![[T::one(); LANES]; batch_tiles],
            units: (!penalties.is_empty()).then(|| {
                (
                    of_discriminator.batches(all),
                    Tangents::new(&of_discriminator, all),
                )
            }),
            penalties,
            spectral: training
                .spectral_norm
                .then(|| Spectral::new(&of_discriminator, &psi)),
        };
        let [rule_of_generator, rule_of_discriminator] = &training.optimizers;
        Self {
            generator: Player::new(of_generator, theta, rule_of_generator, batch_tiles),
            discriminator: Player::new(of_discriminator, psi, rule_of_discriminator, all),
            court,
            random: Generator::seed_from_u64(seed),
            training,
        }
    }

    pub fn training(&self) -> &Training {
        &self.training
    }

    /// The parameters of G and of D.
    pub fn parameters(&self) -> [&[T]; 2] {
        [&self.generator.theta, &self.discriminator.theta]
    }

    pub fn parameters_mut(&mut self) -> [&mut Vec<T>; 2] {
        [&mut self.generator.theta, &mut self.discriminator.theta]
    }

    /// The networks of G and of D, with the parameters that they work with.
    pub fn networks(&self) -> [(&Network, &[T]); 2] {
        let discriminator = &self.discriminator;
        let spectral = self.court.spectral.as_ref();
        [
            (&self.generator.network, &self.generator.theta),
            (
                &discriminator.network,
                spectral.map_or(&discriminator.theta, |spectral| spectral.effective()),
            ),
        ]
    }

    /// Draws real points for a step, by `next`.
    pub fn draw_real(&mut self, mut next: impl FnMut() -> [T; PLANE]) {
        let real = &mut self.discriminator.activations[0];
        for point in 0..self.training.batch {
            let [x, y] = next();
            real.set(point, 0, x);
            real.set(point, 1, y);
        }
        let noise = self.training.noise;
        add_noise(real, 0..self.training.batch, noise, &mut self.random);
    }

    /// Draws latent vectors for a step.
    pub fn draw_latent(&mut self) {
        let latent = self.training.latent;
        let random = &mut self.random;
        draw_latent(
            latent,
            random,
            &mut self.generator.activations[0],
            self.training.batch,
        );
    }

    /// Sets the latent vectors of a step.
    pub fn set_latent(&mut self, vectors: &[Vec<T>]) {
        for (point, vector) in vectors.iter().enumerate() {
            for (unit, &value) in vector.iter().enumerate() {
                self.generator.activations[0].set(point, unit, value);
            }
        }
    }

    /// One step of D on the real points and latent vectors drawn last.
    pub fn step_discriminator(&mut self) {
        self.generate();
        self.show();
        let Self {
            training,
            generator,
            discriminator,
            court,
            ..
        } = self;
        let Player {
            network,
            theta,
            optimizer,
            activations,
            adjoints,
        } = discriminator;
        if let Some(spectral) = &mut court.spectral {
            spectral.follow(network, theta);
        }
        let latent = &generator.activations[0];
        let mut oracle = |theta: &[T], gradient: &mut [T]| {
            let game = (&*training, &*network, latent);
            court.discriminator_gradient(game, theta, activations, adjoints, gradient);
        };
        optimizer.step(theta, &mut oracle);
        if let Some(clip) = training.losses.objective.clip() {
            let clip = T::of(clip);
            for weight in theta.iter_mut() {
                *weight = if *weight > clip { clip } else { *weight };
                *weight = if *weight < -clip { -clip } else { *weight };
            }
        }
        if let Some(spectral) = &mut court.spectral {
            spectral.normalise(network, theta);
        }
    }

    /// One step of G on the latent vectors drawn last, and on the real points drawn last if its loss sees them.
    pub fn step_generator(&mut self) {
        let Self {
            training,
            generator,
            discriminator,
            court,
            random,
        } = self;
        let Player {
            network,
            theta,
            optimizer,
            activations,
            adjoints,
        } = generator;
        let before = random.clone();
        let mut oracle = |theta: &[T], gradient: &mut [T]| {
            // Noise must be the same wherever the optimizer asks.
            *random = before.clone();
            let player = (&*network, &mut *activations, &mut *adjoints);
            court.generator_gradient(training, player, theta, discriminator, random, gradient);
        };
        optimizer.step(theta, &mut oracle);
    }

    /// The generated points of the latent vectors drawn last.
    pub(super) fn generate(&mut self) {
        let Player {
            network,
            theta,
            activations,
            ..
        } = &mut self.generator;
        network.forward(theta, activations, &(0..self.court.tiles));
    }

    /// Puts the generated points, and those between, before D.
    pub(super) fn show(&mut self) {
        let Self {
            training,
            generator,
            discriminator,
            court,
            random,
        } = self;
        court.hand_over(training, &generator.activations, discriminator, random);
        let inputs = &mut discriminator.activations[0];
        if training.losses.measures_distance() {
            for (tile, distances) in court.distances.iter_mut().enumerate() {
                let (real, fake) = (inputs.tile(tile), inputs.tile(tile + court.tiles));
                *distances = std::array::from_fn(|lane| {
                    distance(real[0][lane] - fake[0][lane], real[1][lane] - fake[1][lane])
                });
            }
        }
        if training.between().is_some() {
            let offset = court.tiles * LANES;
            for point in 0..training.batch {
                let share = T::of(0.5 + 0.5 * f64::from(uniform(random)));
                for axis in 0..PLANE {
                    let (real, fake) = (inputs.get(point, axis), inputs.get(point + offset, axis));
                    inputs.set(point + 2 * offset, axis, fake + share * (real - fake));
                }
            }
        }
    }
}
