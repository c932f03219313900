//! The parameters of the angle lab.

use thetaflow::params::{Condition, Scale, Schema, Value, choice, flag, integer, number};

const FIGURES: [&str; 5] = ["density", "sphere", "dimensions", "gram", "signal"];
/// Figures of sampled angles.
const PAIRS: [&str; 3] = ["density", "sphere", "dimensions"];
/// Figures of random matrices.
const WEIGHTS: [&str; 2] = ["gram", "signal"];

const DISTRIBUTIONS: [&str; 8] = [
    "gaussian",
    "sphere",
    "uniform_cube",
    "rademacher",
    "sparse",
    "correlated",
    "positive",
    "student_t",
];

/// Up to this dimension the whole range from 0 to π shows what there is to see.
const WIDE: f64 = 2000.0;

/// The parameters, in the order in which a reader meets them.
pub fn schema() -> Schema {
    let of_pairs = || figure(&PAIRS);
    let of_weights = || figure(&WEIGHTS);
    let law = |id| Condition::All(vec![of_pairs(), Condition::Is("distribution", vec![id])]);
    let isotropic = Condition::Is("distribution", vec!["gaussian", "sphere"]);
    let params = vec![
        choice("figure", "", &FIGURES),
        integer("n", "n", Scale::Log, [2, 1_000_000], 10)
            .relevant_when(of_pairs())
            .default_when(figure(&["sphere"]), Value::Integer(3)),
        choice("distribution", "", &DISTRIBUTIONS).relevant_when(of_pairs()),
        number("keep", "p", Scale::Linear, [0.05, 1.0], 0.2).relevant_when(law("sparse")),
        number("rho", "ρ", Scale::Linear, [0.0, 0.99], 0.5).relevant_when(law("correlated")),
        number("freedom", "ν", Scale::Log, [1.0, 100.0], 2.0).relevant_when(law("student_t")),
        integer("vectors", "m", Scale::Log, [2, 256], 2).relevant_when(figure(&["density"])),
        number("delta", "δ", Scale::Log, [0.001, 1.5], 0.1).relevant_when(of_pairs()),
        choice("normal", "", &["none", "angle", "cosine"]).relevant_when(Condition::All(vec![
            figure(&["density"]),
            Condition::Below("vectors", 2.5),
        ])),
        flag("zoom", "", false)
            .relevant_when(figure(&["density"]))
            .default_when(Condition::Above("n", WIDE), Value::Flag(true)),
        choice("sampler", "", &["auto", "vectors", "law"]).relevant_when(Condition::All(vec![
            of_pairs(),
            isotropic,
            Condition::Any(vec![
                figure(&["sphere", "dimensions"]),
                Condition::Below("vectors", 2.5),
            ]),
        ])),
        integer("samples", "N", Scale::Log, [1, 100_000_000], 20_000)
            .relevant_when(of_pairs())
            .default_when(figure(&["sphere"]), Value::Integer(2000)),
        integer("fan_in", "n", Scale::Log, [2, 512], 128).relevant_when(of_weights()),
        integer("fan_out", "m", Scale::Log, [2, 256], 64)
            .relevant_when(of_weights())
            .default_when(figure(&["signal"]), Value::Integer(128)),
        choice(
            "init",
            "",
            &[
                "kaiming_normal",
                "lecun_normal",
                "xavier_normal",
                "orthogonal",
                "kaiming_uniform",
                "lecun_uniform",
                "xavier_uniform",
            ],
        )
        .relevant_when(of_weights())
        .default_when(figure(&["gram"]), Value::Choice("lecun_normal")),
        number("gain", "g", Scale::Log, [0.1, 4.0], 1.0).relevant_when(of_weights()),
        choice(
            "activation",
            "φ",
            &["relu", "linear", "tanh", "gelu", "selu", "sigmoid"],
        )
        .relevant_when(figure(&["signal"])),
        integer("layers", "L", Scale::Log, [1, 50], 20).relevant_when(figure(&["signal"])),
        number("input_angle", "θ₀", Scale::Linear, [0.0, 180.0], 90.0)
            .relevant_when(figure(&["signal"])),
        number("yaw", "", Scale::Linear, [-180.0, 180.0], 30.0).relevant_when(turned()),
        number("pitch", "", Scale::Linear, [-90.0, 90.0], 20.0).relevant_when(turned()),
        integer("steps", "", Scale::Log, [1, 100_000], 100_000)
            .default_when(figure(&["signal"]), Value::Integer(200)),
        integer("seed", "", Scale::Linear, [0, 4_294_967_295], 1),
    ];
    Schema {
        lab: "angles",
        steps_per_second: 60.0,
        params,
    }
}

fn figure(ids: &[&'static str]) -> Condition {
    Condition::Is("figure", ids.to_vec())
}

/// In the plane there is nothing to turn.
fn turned() -> Condition {
    Condition::All(vec![figure(&["sphere"]), Condition::Above("n", 2.5)])
}
