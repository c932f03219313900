//! Where the players meet: D is shown real and generated points, and both learn from what it says of them.

use super::batch::{Batch, LANES, Lanes};
use super::encoder::{add_correlation_gradient, score};
use super::gan::Player;
use super::losses::Pairs;
use super::network::{Activations, Adjoints, Network, Tangents};
use super::penalty::Penalty;
use super::random::{Generator, add_noise};
use super::scalar::Scalar;
use super::spectral::Spectral;
use super::training::Training;
use std::ops::Range;

/// What D's step needs besides the player: D is shown the real points, the generated ones, and those between, in this order.
pub(super) struct Court<T: Scalar> {
    /// Tiles of a batch.
    pub tiles: usize,
    /// 1/batch in lanes that hold a point, 0 in those to spare.
    pub shares: Vec<Lanes<T>>,
    pub distances: Vec<Lanes<T>>,
    pub penalties: Vec<(Penalty, Range<usize>)>,
    /// Adjoints of D's score itself, and the tangents of both passes; only with penalties.
    pub units: Option<(Adjoints<T>, Tangents<T>)>,
    pub spectral: Option<Spectral<T>>,
}

impl<T: Scalar> Court<T> {
    /// Puts generated points before D, with noise if there is any.
    pub fn hand_over(
        &self,
        training: &Training,
        generated: &Activations<T>,
        discriminator: &mut Player<T>,
        random: &mut Generator,
    ) {
        let Some(points) = generated.last() else {
            return;
        };
        let inputs = &mut discriminator.activations[0];
        for tile in 0..self.tiles {
            inputs
                .tile_mut(tile + self.tiles)
                .copy_from_slice(points.tile(tile));
        }
        let first = self.tiles * LANES;
        add_noise(
            inputs,
            first..first + training.batch,
            training.noise,
            random,
        );
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
        let psi = match &mut self.spectral {
            Some(spectral) => spectral.normalise(network, theta),
            None => theta,
        };
        let has_between = training.between().is_some();
        let players = 0..2 * self.tiles;
        let all = 0..if has_between { 3 } else { 2 } * self.tiles;
        network.forward(psi, activations, &all);
        let last = network.layers().len();
        for tile in 0..self.tiles {
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
        network.backward(psi, activations, adjoints, &players, false);
        if let Some((units, tangents)) = &mut self.units {
            if has_between {
                for tile in players.end..all.end {
                    for adjoints in adjoints.iter_mut() {
                        adjoints.tile_mut(tile).fill([T::zero(); LANES]);
                    }
                }
            }
            for (penalty, range) in &self.penalties {
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
        network.add_gradient(activations, adjoints, &all, true, gradient);
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
        let generated = self.tiles..2 * self.tiles;
        if training.losses.generator_sees_real() {
            network.forward(psi, activations, &(0..self.tiles));
        }
        network.forward(psi, activations, &generated);
        let last = network.layers().len();
        for tile in 0..self.tiles {
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
        (network, activations, adjoints): (&Network, &mut Activations<T>, &mut Adjoints<T>),
        theta: &[T],
        discriminator: &mut Player<T>,
        random: &mut Generator,
        gradient: &mut [T],
    ) {
        let batch = 0..self.tiles;
        network.forward(theta, activations, &batch);
        self.hand_over(training, activations, discriminator, random);
        self.generator_seeds(training, &activations[0], discriminator);
        let to = network.layers().len();
        for tile in batch.clone() {
            let slopes = discriminator.adjoints[0].tile(tile + self.tiles);
            adjoints[to].tile_mut(tile).copy_from_slice(slopes);
        }
        network.backward(theta, activations, adjoints, &batch, false);
        gradient.fill(T::zero());
        network.add_gradient(activations, adjoints, &batch, true, gradient);
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
