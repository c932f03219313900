//! The parameters of the angle lab.

use super::keys::*;
use super::settings::{DistributionName, Figure};
use super::weights::Init;
use thetaflow::params::{Condition, Scale, Schema, choice, flag, integer, number, seed, steps};

/// Figures of sampled angles.
const PAIRS: [Figure; 3] = [Figure::Density, Figure::Sphere, Figure::Dimensions];
/// Figures of random matrices.
const WEIGHTS: [Figure; 2] = [Figure::Gram, Figure::Signal];

/// Up to this dimension the whole range from 0 to π shows what there is to see.
const WIDE: f64 = 2000.0;

/// The parameters, in the order in which a reader meets them.
pub fn schema() -> Schema {
    let of_pairs = || figure(&PAIRS);
    let of_weights = || figure(&WEIGHTS);
    let law = |id| Condition::all([of_pairs(), Condition::is(DISTRIBUTION, &[id])]);
    let isotropic = Condition::is(
        DISTRIBUTION,
        &[DistributionName::Gaussian, DistributionName::Sphere],
    );
    let params = vec![
        choice(FIGURE, ""),
        integer(N, "n", Scale::Log, [2, 1_000_000], 10)
            .relevant_when(of_pairs())
            .default_when(figure(&[Figure::Sphere]), 3),
        choice(DISTRIBUTION, "").relevant_when(of_pairs()),
        number(KEEP, "p", Scale::Linear, [0.05, 1.0], 0.2)
            .relevant_when(law(DistributionName::Sparse)),
        number(RHO, "ρ", Scale::Linear, [0.0, 0.99], 0.5)
            .relevant_when(law(DistributionName::Correlated)),
        number(FREEDOM, "ν", Scale::Log, [1.0, 100.0], 2.0)
            .relevant_when(law(DistributionName::StudentT)),
        integer(VECTORS, "m", Scale::Log, [2, 256], 2).relevant_when(figure(&[Figure::Density])),
        number(DELTA, "δ", Scale::Log, [0.001, 1.5], 0.1).relevant_when(of_pairs()),
        choice(NORMAL, "").relevant_when(Condition::all([
            figure(&[Figure::Density]),
            Condition::below(VECTORS, 2.5),
        ])),
        flag(ZOOM, "", false)
            .relevant_when(figure(&[Figure::Density]))
            .default_when(Condition::above(N, WIDE), true),
        choice(SAMPLER, "").relevant_when(Condition::all([
            of_pairs(),
            isotropic,
            Condition::any([
                figure(&[Figure::Sphere, Figure::Dimensions]),
                Condition::below(VECTORS, 2.5),
            ]),
        ])),
        integer(SAMPLES, "N", Scale::Log, [1, 100_000_000], 20_000)
            .relevant_when(of_pairs())
            .default_when(figure(&[Figure::Sphere]), 2000),
        integer(FAN_IN, "n", Scale::Log, [2, 512], 128).relevant_when(of_weights()),
        integer(FAN_OUT, "m", Scale::Log, [2, 256], 64)
            .relevant_when(of_weights())
            .default_when(figure(&[Figure::Signal]), 128),
        choice(INIT, "")
            .relevant_when(of_weights())
            .default_when(figure(&[Figure::Gram]), Init::LecunNormal),
        number(GAIN, "g", Scale::Log, [0.1, 4.0], 1.0).relevant_when(of_weights()),
        choice(ACTIVATION, "φ").relevant_when(figure(&[Figure::Signal])),
        integer(LAYERS, "L", Scale::Log, [1, 50], 20).relevant_when(figure(&[Figure::Signal])),
        number(INPUT_ANGLE, "θ₀", Scale::Linear, [0.0, 180.0], 90.0)
            .relevant_when(figure(&[Figure::Signal])),
        number(YAW, "", Scale::Linear, [-180.0, 180.0], 30.0).relevant_when(turned()),
        number(PITCH, "", Scale::Linear, [-90.0, 90.0], 20.0).relevant_when(turned()),
        steps(100_000, 100_000).default_when(figure(&[Figure::Signal]), 200),
        seed(),
    ];
    Schema::new("angles", 60.0, params)
}

fn figure(figures: &[Figure]) -> Condition {
    Condition::is(FIGURE, figures)
}

/// In the plane there is nothing to turn.
fn turned() -> Condition {
    Condition::all([figure(&[Figure::Sphere]), Condition::above(N, 2.5)])
}
