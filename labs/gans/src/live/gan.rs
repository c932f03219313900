//! A GAN under training: both players, and their steps.

use super::court::Court;
use super::losses::distance;
use super::penalty::Penalty;
use super::training::{PLANE, Training};
use rand::SeedableRng;
use thetaflow::math::random::generator;
use thetaflow::optim::{OptimizerConfig, Rule};
use thetaflow_nets::batch::{LANES, tiles};
use thetaflow_nets::network::{Activations, Adjoints, Network, Tangents};
use thetaflow_nets::random::{Generator, add_noise, draw_latent, uniform};
use thetaflow_nets::scalar::Scalar;
use thetaflow_nets::spectral::Spectral;

/// A GAN under training.
pub struct Gan<T: Scalar> {
    pub(super) training: Training,
    pub(super) generator: Player<T>,
    pub(super) discriminator: Player<T>,
    pub(super) court: Court<T>,
    pub(super) random: Generator,
    /// As it was before the noise of G's present step.
    before_noise: Generator,
}

/// A network, its parameters and what moves them.
pub(super) struct Player<T: Scalar> {
    pub network: Network,
    pub theta: Vec<T>,
    optimizer: Box<dyn Rule<T>>,
    pub activations: Activations<T>,
    pub adjoints: Adjoints<T>,
    sum: Sum<T>,
}

/// The gradient at the beginning of a step, summed piece by piece.
struct Sum<T> {
    /// The parameters at which it is taken.
    at: Vec<T>,
    gradient: Vec<T>,
    /// Pieces that are in it.
    done: usize,
}

impl<T: Scalar> Sum<T> {
    /// Answers an optimizer that asks for the gradient there; false if it asks for another.
    fn answers(&self, at: &[T], answer: &mut [T]) -> bool {
        let is_known = self.at == at;
        if is_known {
            answer.copy_from_slice(&self.gradient);
        }
        is_known
    }
}

impl<T: Scalar> Player<T> {
    fn begin(&mut self) {
        self.sum.at.copy_from_slice(&self.theta);
        self.sum.gradient.fill(T::zero());
        self.sum.done = 0;
    }

    fn new(network: Network, theta: Vec<T>, optimizer: &OptimizerConfig, tiles: usize) -> Self {
        let parameters = network.parameters();
        let optimizer = optimizer.build(parameters).unwrap_or_else(|_| {
            // No wrapper of a training groups parameters, so none can misfit.
            optimizer.rule.build(optimizer.learning_rate, parameters)
        });
        Self {
            activations: network.batches(tiles),
            adjoints: network.batches(tiles),
            sum: Sum {
                at: vec![T::zero(); parameters],
                gradient: vec![T::zero(); parameters],
                done: 0,
            },
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
        let mut penalties = Vec::new();
        for (gamma, k) in [(training.r1, 0), (training.r2, 1)] {
            if gamma > 0.0 {
                penalties.push((Penalty::Square { gamma }, k));
            }
        }
        penalties.extend(training.between().map(|penalty| (penalty, 2)));
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
            before_noise: Generator::seed_from_u64(seed),
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
        self.begin_discriminator();
        while !self.continue_discriminator() {}
    }

    /// One step of G on the latent vectors drawn last, and on the real points drawn last if its loss sees them.
    pub fn step_generator(&mut self) {
        self.begin_generator();
        while !self.continue_generator() {}
    }

    /// A step of D, to be made in pieces: nothing has changed until the last of them.
    pub fn begin_discriminator(&mut self) {
        self.generate();
        self.show();
        self.discriminator.begin();
    }

    /// Does a piece of D's step; true if it was the last one.
    pub fn continue_discriminator(&mut self) -> bool {
        let pieces = self.pieces();
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
            sum,
        } = discriminator;
        let game = (&*training, &*network, &generator.activations[0]);
        let tiles = court.piece(sum.done, pieces);
        let room = (&mut *activations, &mut *adjoints);
        court.add_discriminator_gradient(game, theta, room, &tiles, &mut sum.gradient);
        sum.done += 1;
        if sum.done < pieces {
            return false;
        }
        court.finish_discriminator_gradient(training, network, theta, &mut sum.gradient);
        let mut oracle = |at: &[T], answer: &mut [T]| {
            if !sum.answers(at, answer) {
                court.discriminator_gradient(game, at, activations, adjoints, answer);
            }
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
            spectral.follow(network, theta);
            spectral.normalise(network, theta);
        }
        true
    }

    /// A step of G, to be made in pieces: nothing has changed until the last of them.
    pub fn begin_generator(&mut self) {
        self.before_noise = self.random.clone();
        self.generator.begin();
    }

    /// Does a piece of G's step; true if it was the last one.
    pub fn continue_generator(&mut self) -> bool {
        let pieces = self.pieces();
        let Self {
            training,
            generator,
            discriminator,
            court,
            random,
            before_noise,
        } = self;
        let Player {
            network,
            theta,
            optimizer,
            activations,
            adjoints,
            sum,
        } = generator;
        let tiles = court.piece(sum.done, pieces);
        let player = (&*network, &mut *activations, &mut *adjoints);
        let part = (&tiles, &mut *random);
        let gradient = &mut sum.gradient;
        court.add_generator_gradient(training, player, theta, discriminator, part, gradient);
        sum.done += 1;
        if sum.done < pieces {
            return false;
        }
        let mut oracle = |at: &[T], answer: &mut [T]| {
            if !sum.answers(at, answer) {
                // Noise must be the same wherever the optimizer asks.
                *random = before_noise.clone();
                let player = (&*network, &mut *activations, &mut *adjoints);
                court.generator_gradient(training, player, at, discriminator, random, answer);
            }
        };
        optimizer.step(theta, &mut oracle);
        true
    }

    /// In how many pieces a step is made.
    fn pieces(&self) -> usize {
        let networks = [&self.generator.network, &self.discriminator.network];
        self.court.pieces(networks)
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
            ..
        } = self;
        let all = 0..court.tiles;
        let activations = &generator.activations;
        court.hand_over(training, activations, discriminator, (&all, &mut *random));
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
