//! Where the players meet: D is shown real and generated points, and both learn from what it says of them.

use super::encoder::{add_correlation_gradient, score};
use super::gan::Player;
use super::losses::Pairs;
use super::penalty::Penalty;
use super::training::Training;
use std::ops::Range;
use thetaflow_nets::batch::{Batch, LANES, Lanes};
use thetaflow_nets::network::{Activations, Adjoints, Network, Tangents};
use thetaflow_nets::random::{Generator, add_noise};
use thetaflow_nets::scalar::Scalar;
use thetaflow_nets::spectral::Spectral;

/// What D's step needs besides the player: D is shown the real points, the generated ones, and those between, in this order.
pub(super) struct Court<T: Scalar> {
    /// Tiles of a batch.
    pub tiles: usize,
    /// 1/batch in lanes that hold a point, 0 in those to spare.
    pub shares: Vec<Lanes<T>>,
    pub distances: Vec<Lanes<T>>,
    /// Each on one kind of points: real, generated, between.
    pub penalties: Vec<(Penalty, usize)>,
    /// Adjoints of D's score itself, and the tangents of both passes; only with penalties.
    pub units: Option<(Adjoints<T>, Tangents<T>)>,
    pub spectral: Option<Spectral<T>>,
}

impl<T: Scalar> Court<T> {
    /// Puts some tiles of generated points before D, with noise if there is any.
    pub fn hand_over(
        &self,
        training: &Training,
        generated: &Activations<T>,
        discriminator: &mut Player<T>,
        (tiles, random): (&Range<usize>, &mut Generator),
    ) {
        let Some(points) = generated.last() else {
            return;
        };
        let inputs = &mut discriminator.activations[0];
        for tile in tiles.clone() {
            inputs
                .tile_mut(tile + self.tiles)
                .copy_from_slice(points.tile(tile));
        }
        let first = self.tiles * LANES;
        let (start, end) = (tiles.start * LANES, (tiles.end * LANES).min(training.batch));
        add_noise(inputs, first + start..first + end, training.noise, random);
    }

    /// The pieces of a batch of which a gradient is the sum: so many tiles that each takes some milliseconds at most.
    pub fn pieces(&self, networks: [&Network; 2]) -> usize {
        /// Multiply-adds.
        const AFFORDABLE: usize = 60_000_000;
        /// Forward, backward and products, for real, generated and other points, and for penalties.
        const PASSES: usize = 9;
        let weights = networks.map(Network::parameters).into_iter().max();
        let of_a_tile = PASSES * LANES * weights.unwrap_or(0).max(1);
        self.tiles.div_ceil((AFFORDABLE / of_a_tile).max(1)).max(1)
    }

    /// The tiles of the k-th of some pieces.
    pub fn piece(&self, k: usize, pieces: usize) -> Range<usize> {
        let end = |k: usize| k * self.tiles / pieces.max(1);
        end(k)..end(k + 1)
    }

    /// The gradient of D's loss, penalties included, on the points before D.
    pub fn discriminator_gradient(
        &mut self,
        (training, network, latent): (&Training, &Network, &Batch<T>),
        theta: &[T],
        activations: &mut Activations<T>,
        adjoints: &mut Adjoints<T>,
        gradient: &mut [T],
    ) {
        gradient.fill(T::zero());
        let game = (training, network, latent);
        let all = 0..self.tiles;
        self.add_discriminator_gradient(game, theta, (activations, adjoints), &all, gradient);
        self.finish_discriminator_gradient(training, network, theta, gradient);
    }

    /// What some tiles of every kind of points add to that gradient.
    pub fn add_discriminator_gradient(
        &mut self,
        (training, network, latent): (&Training, &Network, &Batch<T>),
        theta: &[T],
        (activations, adjoints): (&mut Activations<T>, &mut Adjoints<T>),
        tiles: &Range<usize>,
        gradient: &mut [T],
    ) {
        let psi = match &mut self.spectral {
            Some(spectral) => spectral.normalise(network, theta),
            None => theta,
        };
        let has_between = training.between().is_some();
        let kind = |k: usize| tiles.start + k * self.tiles..tiles.end + k * self.tiles;
        // A whole batch is one range, and its products are larger and fewer.
        let ranges = |kinds: usize| {
            if tiles.len() == self.tiles {
                [0..kinds * self.tiles, 0..0, 0..0]
            } else {
                [0, 1, 2].map(|k| if k < kinds { kind(k) } else { 0..0 })
            }
        };
        let (players, all) = (ranges(2), ranges(if has_between { 3 } else { 2 }));
        for range in &all {
            network.forward(psi, activations, range);
        }
        let last = network.layers().len();
        for tile in tiles.clone() {
            let codes = [tile, tile + self.tiles].map(|tile| activations[last].tile(tile));
            let slopes = training.losses.slopes(Pairs {
                real: &score(codes[0]),
                fake: &score(codes[1]),
                distance: &self.distances[tile],
            });
            let shares = &self.shares[tile];
            for (slopes, tile) in slopes.iter().zip([tile, tile + self.tiles]) {
                seed(adjoints[last].tile_mut(tile), slopes, shares);
            }
            if let Some(weight) = training.encoder {
                let seeds = adjoints[last].tile_mut(tile + self.tiles);
                for (lane, &share) in shares.iter().enumerate().filter(|(_, s)| **s > T::zero()) {
                    let factor = -T::of(weight) * share;
                    add_correlation_gradient(codes[1], latent.tile(tile), lane, factor, seeds);
                }
            }
        }
        for range in &players {
            network.backward(psi, activations, adjoints, range, false);
        }
        if let Some((units, tangents)) = &mut self.units {
            if has_between {
                for tile in kind(2) {
                    for adjoints in adjoints.iter_mut() {
                        adjoints.tile_mut(tile).fill([T::zero(); LANES]);
                    }
                }
            }
            for &(penalty, k) in &self.penalties {
                let range = &kind(k);
                for tile in range.clone() {
                    seed(
                        units[last].tile_mut(tile),
                        &[T::one(); LANES],
                        &[T::one(); LANES],
                    );
                }
                network.backward(psi, activations, units, range, true);
                for tile in range.clone() {
                    let slope = units[0].tile(tile);
                    let shares = &self.shares[tile % self.tiles];
                    let derivative = penalty.derivative(&slope[0], &slope[1]);
                    let directions = tangents.activations[0].tile_mut(tile);
                    for (direction, derivative) in directions.iter_mut().zip(derivative) {
                        *direction = std::array::from_fn(|lane| derivative[lane] * shares[lane]);
                    }
                }
                network.tangent(psi, activations, units, tangents, range);
                for (adjoints, tangents) in adjoints.iter_mut().zip(&tangents.adjoints).skip(1) {
                    for tile in range.clone() {
                        add(adjoints.tile_mut(tile), tangents.tile(tile));
                    }
                }
                network.add_gradient(&tangents.activations, units, range, false, gradient);
            }
        }
        for range in &all {
            network.add_gradient(activations, adjoints, range, true, gradient);
        }
    }

    /// What is not a sum over points.
    pub fn finish_discriminator_gradient(
        &self,
        training: &Training,
        network: &Network,
        theta: &[T],
        gradient: &mut [T],
    ) {
        if let Some(spectral) = &self.spectral {
            spectral.pull_back(network, gradient);
        }
        if training.l2 > 0.0 {
            let decay = T::of(training.l2);
            for (gradient, &theta) in gradient.iter_mut().zip(theta) {
                *gradient += decay * theta;
            }
        }
    }

    /// D's adjoints on generated points, of what G minimises.
    fn generator_seeds(
        &self,
        training: &Training,
        latent: &Batch<T>,
        discriminator: &mut Player<T>,
        tiles: &Range<usize>,
    ) {
        let Player {
            network,
            theta,
            activations,
            adjoints,
            ..
        } = discriminator;
        let psi = self
            .spectral
            .as_ref()
            .map_or(&theta[..], |spectral| spectral.effective());
        let generated = tiles.start + self.tiles..tiles.end + self.tiles;
        if training.losses.generator_sees_real() {
            network.forward(psi, activations, tiles);
        }
        network.forward(psi, activations, &generated);
        let last = network.layers().len();
        for tile in tiles.clone() {
            let codes = [tile, tile + self.tiles].map(|tile| activations[last].tile(tile));
            let slopes = training
                .losses
                .generator_slopes(&score(codes[0]), &score(codes[1]));
            let (shares, seeds) = (
                &self.shares[tile],
                adjoints[last].tile_mut(tile + self.tiles),
            );
            seed(seeds, &slopes, shares);
            if let Some(weight) = training.encoder {
                for (lane, &share) in shares.iter().enumerate().filter(|(_, s)| **s > T::zero()) {
                    let factor = -T::of(weight) * share;
                    add_correlation_gradient(codes[1], latent.tile(tile), lane, factor, seeds);
                }
            }
        }
        network.backward(psi, activations, adjoints, &generated, true);
    }

    /// The gradient of G's loss.
    pub fn generator_gradient(
        &self,
        training: &Training,
        player: (&Network, &mut Activations<T>, &mut Adjoints<T>),
        theta: &[T],
        discriminator: &mut Player<T>,
        random: &mut Generator,
        gradient: &mut [T],
    ) {
        gradient.fill(T::zero());
        let all = (&(0..self.tiles), random);
        self.add_generator_gradient(training, player, theta, discriminator, all, gradient);
    }

    /// What some tiles add to that gradient; noise is drawn for them.
    pub fn add_generator_gradient(
        &self,
        training: &Training,
        (network, activations, adjoints): (&Network, &mut Activations<T>, &mut Adjoints<T>),
        theta: &[T],
        discriminator: &mut Player<T>,
        (tiles, random): (&Range<usize>, &mut Generator),
        gradient: &mut [T],
    ) {
        network.forward(theta, activations, tiles);
        self.hand_over(training, activations, discriminator, (tiles, random));
        self.generator_seeds(training, &activations[0], discriminator, tiles);
        let to = network.layers().len();
        for tile in tiles.clone() {
            let slopes = discriminator.adjoints[0].tile(tile + self.tiles);
            adjoints[to].tile_mut(tile).copy_from_slice(slopes);
        }
        network.backward(theta, activations, adjoints, tiles, false);
        network.add_gradient(activations, adjoints, tiles, true, gradient);
    }
}

/// Spreads the derivative with respect to the score over the code of which it is the mean.
#[inline(always)]
pub(super) fn seed<T: Scalar>(seeds: &mut [Lanes<T>], slopes: &Lanes<T>, shares: &Lanes<T>) {
    let part = T::of(1.0 / seeds.len().max(1) as f64);
    for seeds in seeds {
        for ((seed, &slope), &share) in seeds.iter_mut().zip(slopes).zip(shares) {
            *seed = slope * share * part;
        }
    }
}

fn add<T: Scalar>(to: &mut [Lanes<T>], from: &[Lanes<T>]) {
    for (to, from) in to.iter_mut().zip(from) {
        for (to, &from) in to.iter_mut().zip(from) {
            *to += from;
        }
    }
}
