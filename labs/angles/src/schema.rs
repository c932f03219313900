//! The parameters of the angle lab.

use super::activation::Activation;
use super::settings::{DistributionName, Figure, Normal, Sampler};
use super::weights::Init;
use thetaflow::params::{Choices, Condition, Scale, Schema, Value, choice, flag, integer, number};

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
    let law = |id| Condition::All(vec![of_pairs(), Condition::is("distribution", &[id])]);
    let isotropic = Condition::is(
        "distribution",
        &[DistributionName::Gaussian, DistributionName::Sphere],
    );
    let params = vec![
        choice("figure", "", Figure::IDS),
        integer("n", "n", Scale::Log, [2, 1_000_000], 10)
            .relevant_when(of_pairs())
            .default_when(figure(&[Figure::Sphere]), Value::Integer(3)),
        choice("distribution", "", DistributionName::IDS).relevant_when(of_pairs()),
        number("keep", "p", Scale::Linear, [0.05, 1.0], 0.2)
            .relevant_when(law(DistributionName::Sparse)),
        number("rho", "ρ", Scale::Linear, [0.0, 0.99], 0.5)
            .relevant_when(law(DistributionName::Correlated)),
        number("freedom", "ν", Scale::Log, [1.0, 100.0], 2.0)
            .relevant_when(law(DistributionName::StudentT)),
        integer("vectors", "m", Scale::Log, [2, 256], 2).relevant_when(figure(&[Figure::Density])),
        number("delta", "δ", Scale::Log, [0.001, 1.5], 0.1).relevant_when(of_pairs()),
        choice("normal", "", Normal::IDS).relevant_when(Condition::All(vec![
            figure(&[Figure::Density]),
            Condition::Below("vectors", 2.5),
        ])),
        flag("zoom", "", false)
            .relevant_when(figure(&[Figure::Density]))
            .default_when(Condition::Above("n", WIDE), Value::Flag(true)),
        choice("sampler", "", Sampler::IDS).relevant_when(Condition::All(vec![
            of_pairs(),
            isotropic,
            Condition::Any(vec![
                figure(&[Figure::Sphere, Figure::Dimensions]),
                Condition::Below("vectors", 2.5),
            ]),
        ])),
        integer("samples", "N", Scale::Log, [1, 100_000_000], 20_000)
            .relevant_when(of_pairs())
            .default_when(figure(&[Figure::Sphere]), Value::Integer(2000)),
        integer("fan_in", "n", Scale::Log, [2, 512], 128).relevant_when(of_weights()),
        integer("fan_out", "m", Scale::Log, [2, 256], 64)
            .relevant_when(of_weights())
            .default_when(figure(&[Figure::Signal]), Value::Integer(128)),
        choice("init", "", Init::IDS)
            .relevant_when(of_weights())
            .default_when(
                figure(&[Figure::Gram]),
                Value::Choice(Init::LecunNormal.id()),
            ),
        number("gain", "g", Scale::Log, [0.1, 4.0], 1.0).relevant_when(of_weights()),
        choice("activation", "φ", Activation::IDS).relevant_when(figure(&[Figure::Signal])),
        integer("layers", "L", Scale::Log, [1, 50], 20).relevant_when(figure(&[Figure::Signal])),
        number("input_angle", "θ₀", Scale::Linear, [0.0, 180.0], 90.0)
            .relevant_when(figure(&[Figure::Signal])),
        number("yaw", "", Scale::Linear, [-180.0, 180.0], 30.0).relevant_when(turned()),
        number("pitch", "", Scale::Linear, [-90.0, 90.0], 20.0).relevant_when(turned()),
        integer("steps", "", Scale::Log, [1, 100_000], 100_000)
            .default_when(figure(&[Figure::Signal]), Value::Integer(200)),
        integer("seed", "", Scale::Linear, [0, 4_294_967_295], 1),
    ];
    Schema {
        lab: "angles",
        steps_per_second: 60.0,
        params,
    }
}

fn figure(figures: &[Figure]) -> Condition {
    Condition::is("figure", figures)
}

/// In the plane there is nothing to turn.
fn turned() -> Condition {
    Condition::All(vec![figure(&[Figure::Sphere]), Condition::Above("n", 2.5)])
}
