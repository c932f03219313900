//! Gradients of every objective, penalty and network shape against finite differences, in `f64`.

use super::court::seed;
use super::encoder::{correlation, score};
use super::gan::Gan;
use super::losses::Losses;
use super::training::Training;
use crate::objectives::Objective;
use thetaflow_nets::activation::Activation;
use thetaflow_nets::batch::LANES;
use thetaflow_nets::data::Data;
use thetaflow_nets::network::Adjoints;
use thetaflow_nets::network::Shape;
use thetaflow_nets::random::Latent;

type T = f64;

fn training(objective: Objective) -> Training {
    let shape = |width, depth, activation| Shape {
        width,
        depth,
        activation,
    };
    Training {
        generator: shape(6, 2, Activation::Tanh),
        generator_output: Activation::Identity,
        discriminator: shape(7, 2, Activation::Tanh),
        latent: Latent::Normal,
        latents: 3,
        batch: 13,
        losses: Losses {
            objective,
            real_weight: 1.0,
        },
        ..Training::gan_lab(6, 2)
    }
}

fn gan(training: Training) -> Gan<T> {
    let mut gan = Gan::new(training, 5);
    // Biases away from zero: behind a layer that is switched off, units would stand exactly on their kinks.
    for theta in gan.parameters_mut() {
        for (k, theta) in theta.iter_mut().enumerate() {
            *theta += 0.1 * libm::sin(k as f64);
        }
    }
    let data = Data::Moons.sample(3, 64);
    let mut next = data.iter().cycle();
    gan.draw_real(|| *next.next().expect("endless"));
    gan.draw_latent();
    gan.generate();
    gan.show();
    gan
}

/// D's loss, penalties included, computed plainly on the points before it.
fn discriminator_loss(gan: &mut Gan<T>, theta: &[T]) -> T {
    let Gan {
        training,
        generator,
        discriminator,
        court,
        ..
    } = gan;
    let (network, activations) = (&discriminator.network, &mut discriminator.activations);
    let latent = &generator.activations[0];
    let psi = match &mut court.spectral {
        Some(spectral) => spectral.normalise(network, theta).to_vec(),
        None => theta.to_vec(),
    };
    let last = network.layers().len();
    let all = 0..if training.between().is_some() { 3 } else { 2 } * court.tiles;
    network.forward(&psi, activations, &all);
    let mut value = 0.0;
    for tile in 0..court.tiles {
        let codes = [tile, tile + court.tiles].map(|tile| activations[last].tile(tile));
        let (real, fake) = (score(codes[0]), score(codes[1]));
        for (lane, &share) in court.shares[tile].iter().enumerate() {
            let distance = court.distances[tile][lane];
            value += share * training.losses.values(real[lane], fake[lane], distance)[0];
            if let Some(weight) = training.encoder.filter(|_| share > 0.0) {
                let correlation = correlation(codes[1], latent.tile(tile), lane);
                value -= weight * share * correlation;
            }
        }
    }
    let mut units: Adjoints<T> = network.batches(all.end);
    for &(penalty, kind) in &court.penalties {
        let range = &(kind * court.tiles..(kind + 1) * court.tiles);
        for tile in range.clone() {
            let ones = [1.0; LANES];
            seed(units[last].tile_mut(tile), &ones, &ones);
        }
        network.backward(&psi, activations, &mut units, range, true);
        for tile in range.clone() {
            let slope = units[0].tile(tile);
            for (lane, &share) in court.shares[tile % court.tiles].iter().enumerate() {
                let norm = slope[0][lane].hypot(slope[1][lane]);
                value += share * penalty.value(norm);
            }
        }
    }
    let squares = theta.iter().fold(0.0, |sum, &x| sum + x * x);
    value + 0.5 * training.l2 * squares
}

/// What G minimises, computed plainly.
fn generator_loss(gan: &mut Gan<T>, theta: &[T]) -> T {
    let Gan {
        training,
        generator,
        discriminator,
        court,
        random,
        ..
    } = gan;
    generator
        .network
        .forward(theta, &mut generator.activations, &(0..court.tiles));
    court.hand_over(
        training,
        &generator.activations,
        discriminator,
        (&(0..court.tiles), &mut random.clone()),
    );
    let psi = court
        .spectral
        .as_ref()
        .map_or(discriminator.theta.clone(), |s| s.effective().to_vec());
    let activations = &mut discriminator.activations;
    discriminator
        .network
        .forward(&psi, activations, &(0..2 * court.tiles));
    let last = discriminator.network.layers().len();
    let mut value = 0.0;
    for point in 0..training.batch {
        let (tile, lane) = (point / LANES, point % LANES);
        let codes = [tile, tile + court.tiles].map(|tile| activations[last].tile(tile));
        let (real, fake) = (score(codes[0])[lane], score(codes[1])[lane]);
        value += training.losses.values(real, fake, 1.0)[1];
        if let Some(weight) = training.encoder {
            value -= weight * correlation(codes[1], generator.activations[0].tile(tile), lane);
        }
    }
    value / training.batch as f64
}

fn discriminator_gradient(gan: &mut Gan<T>, theta: &[T]) -> Vec<T> {
    let Gan {
        training,
        generator,
        discriminator,
        court,
        ..
    } = gan;
    let mut gradient = vec![0.0; theta.len()];
    court.discriminator_gradient(
        (training, &discriminator.network, &generator.activations[0]),
        theta,
        &mut discriminator.activations,
        &mut discriminator.adjoints,
        &mut gradient,
    );
    gradient
}

fn generator_gradient(gan: &mut Gan<T>, theta: &[T]) -> Vec<T> {
    let Gan {
        training,
        generator,
        discriminator,
        court,
        random,
        ..
    } = gan;
    let mut gradient = vec![0.0; theta.len()];
    let player = (
        &generator.network,
        &mut generator.activations,
        &mut generator.adjoints,
    );
    let random = &mut random.clone();
    court.generator_gradient(
        training,
        player,
        theta,
        discriminator,
        random,
        &mut gradient,
    );
    gradient
}

/// Every partial derivative against a central difference.
fn check(training: Training) {
    const H: f64 = 2e-6;
    let mut gan = gan(training.clone());
    let [theta, psi] = gan.parameters().map(<[T]>::to_vec);
    type Loss = fn(&mut Gan<T>, &[T]) -> T;
    type Gradient = fn(&mut Gan<T>, &[T]) -> Vec<T>;
    let players: [(Vec<T>, Loss, Gradient); 2] = [
        (psi, discriminator_loss, discriminator_gradient),
        (theta, generator_loss, generator_gradient),
    ];
    for (theta, loss, gradient) in players {
        let gradient = gradient(&mut gan, &theta);
        let largest = gradient.iter().fold(0.0, |a: f64, b| a.max(b.abs()));
        assert!(largest > 1e-4, "nothing to learn: {training:?}");
        for (k, &derivative) in gradient.iter().enumerate() {
            let mut at = |shift| {
                let mut theta = theta.clone();
                theta[k] += shift;
                loss(&mut gan, &theta)
            };
            let difference = (at(H) - at(-H)) / (2.0 * H);
            assert!(
                (derivative - difference).abs() < 1e-6 * largest,
                "{derivative} {difference} (largest {largest}), parameter {k} of {training:?}"
            );
        }
    }
}

#[test]
fn every_objective() {
    Objective::EXAMPLES
        .map(training)
        .into_iter()
        .for_each(check);
}

#[test]
fn every_objective_on_every_shape_with_every_penalty() {
    let activations = [
        Activation::Relu,
        Activation::LeakyRelu,
        Activation::Tanh,
        Activation::Softplus,
    ];
    for (activation, depth) in activations
        .into_iter()
        .flat_map(|activation| (1..=4).map(move |depth| (activation, depth)))
    {
        let shape = |width| Shape {
            width,
            depth,
            activation,
        };
        let odd_power = Objective::WganDiv { k: 2.0, p: 2.5 };
        for objective in Objective::EXAMPLES.into_iter().chain([odd_power]) {
            check(Training {
                generator: shape(5),
                discriminator: shape(6),
                r1: 0.7,
                r2: 0.4,
                ..training(objective)
            });
        }
    }
}

#[test]
fn regularisers_and_outputs() {
    let plain = training(Objective::Nsgan);
    check(Training {
        r1: 1.0,
        ..plain.clone()
    });
    check(Training {
        r2: 1.0,
        ..plain.clone()
    });
    check(Training {
        l2: 0.3,
        ..plain.clone()
    });
    check(Training {
        noise: 0.2,
        ..plain.clone()
    });
    check(Training {
        generator_output: Activation::Tanh,
        losses: Losses {
            real_weight: 0.95,
            ..plain.losses
        },
        ..plain
    });
}

#[test]
fn spectral_normalisation_with_penalties() {
    for objective in Objective::EXAMPLES {
        check(Training {
            spectral_norm: true,
            r1: 0.3,
            ..training(objective)
        });
    }
}

#[test]
fn the_encoder_with_penalties() {
    for objective in Objective::EXAMPLES {
        check(Training {
            encoder: Some(0.5),
            latents: 4,
            r1: 0.2,
            ..training(objective)
        });
    }
}

#[test]
fn pieces_add_up_to_the_whole() {
    for objective in Objective::EXAMPLES {
        let mut gan = gan(Training {
            r1: 0.5,
            r2: 0.3,
            l2: 0.1,
            spectral_norm: true,
            batch: 45,
            ..training(objective)
        });
        let [theta, psi] = gan.parameters().map(<[T]>::to_vec);
        let (of_d, of_g) = (
            discriminator_gradient(&mut gan, &psi),
            generator_gradient(&mut gan, &theta),
        );
        let Gan {
            training,
            generator,
            discriminator,
            court,
            random,
            ..
        } = &mut gan;
        let (mut sum_d, mut sum_g) = (vec![0.0; psi.len()], vec![0.0; theta.len()]);
        for k in 0..4 {
            let tiles = court.piece(k, 4);
            let game = (
                &*training,
                &discriminator.network,
                &generator.activations[0],
            );
            let room = (&mut discriminator.activations, &mut discriminator.adjoints);
            court.add_discriminator_gradient(game, &psi, room, &tiles, &mut sum_d);
        }
        court.finish_discriminator_gradient(training, &discriminator.network, &psi, &mut sum_d);
        for k in 0..4 {
            let tiles = court.piece(k, 4);
            let player = (
                &generator.network,
                &mut generator.activations,
                &mut generator.adjoints,
            );
            let part = (&tiles, &mut *random);
            court.add_generator_gradient(training, player, &theta, discriminator, part, &mut sum_g);
        }
        for (whole, sum) in of_d.iter().chain(&of_g).zip(sum_d.iter().chain(&sum_g)) {
            assert!((whole - sum).abs() < 1e-12, "{objective:?} {whole} {sum}");
        }
    }
}
