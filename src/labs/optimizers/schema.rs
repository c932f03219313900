//! The parameters of the optimizer lab.

use crate::params::{Condition, Param, Scale, Schema, Value, choice, integer, number, point};

pub const LANDSCAPES: [&str; 4] = ["rosenbrock", "quadratic", "himmelblau", "saddle"];
pub const RULES: [&str; 5] = ["adam", "sgd", "momentum", "nesterov", "rmsprop"];
pub const FLOWS: [&str; 4] = ["both", "leading", "modified", "none"];

pub fn schema() -> Schema {
    let params = vec![
        choice("landscape", "L", &LANDSCAPES),
        number("kappa", "κ", Scale::Log, [1.0, 1000.0], 10.0)
            .relevant_when(landscape(&["quadratic"])),
        number("angle", "φ", Scale::Linear, [0.0, 180.0], 0.0)
            .relevant_when(landscape(&["quadratic"])),
        number("b", "b", Scale::Log, [0.1, 1000.0], 100.0)
            .relevant_when(landscape(&["rosenbrock"])),
        start(),
        choice("rule", "", &RULES),
        learning_rate(),
        number("momentum", "μ", Scale::LogOneMinus, [0.0, 0.9999], 0.9)
            .relevant_when(rule(&["momentum", "nesterov"])),
        number("decay", "λ", Scale::LogOneMinus, [0.0, 0.9999], 0.99)
            .relevant_when(rule(&["rmsprop"])),
        number("beta1", "β₁", Scale::LogOneMinus, [0.0, 0.9999], 0.9)
            .relevant_when(rule(&["adam"])),
        number("beta2", "β₂", Scale::LogOneMinus, [0.0, 0.99999], 0.999)
            .relevant_when(rule(&["adam"])),
        number("eps", "ε", Scale::Log, [1e-12, 1.0], 1e-8)
            .relevant_when(rule(&["rmsprop", "adam"])),
        choice("flow", "θ(t)", &FLOWS),
        number("noise", "σ", Scale::Linear, [0.0, 10.0], 0.0),
        integer("steps", "N", Scale::Log, [1, 5000], 500),
        integer("seed", "", Scale::Linear, [0, 4_294_967_295], 1)
            .relevant_when(Condition::Positive("noise")),
    ];
    Schema {
        lab: "optimizers",
        steps_per_second: 60.0,
        params,
    }
}

fn landscape(ids: &[&'static str]) -> Condition {
    Condition::Is("landscape", ids.to_vec())
}

fn rule(ids: &[&'static str]) -> Condition {
    Condition::Is("rule", ids.to_vec())
}

/// Every surface has a start of its own, from which its character shows.
fn start() -> Param {
    let other = [
        ("quadratic", [-4.0, 1.0]),
        ("himmelblau", [-1.0, -2.5]),
        ("saddle", [-1.5, 0.01]),
    ];
    let rosenbrock = point("start", "θ₀", [-10.0, 10.0], [-1.5, 2.0]);
    other.into_iter().fold(rosenbrock, |param, (id, at)| {
        param.default_when(landscape(&[id]), Value::Point(at))
    })
}

/// What is a good rate for one rule diverges with another: each pair has its own default.
fn learning_rate() -> Param {
    let by_landscape = [
        (
            "quadratic",
            [
                ("sgd", 0.1),
                ("momentum", 0.02),
                ("nesterov", 0.02),
                ("rmsprop", 0.05),
                ("adam", 0.1),
            ],
        ),
        (
            "rosenbrock",
            [
                ("sgd", 5e-4),
                ("momentum", 5e-4),
                ("nesterov", 5e-4),
                ("rmsprop", 0.01),
                ("adam", 0.05),
            ],
        ),
        (
            "himmelblau",
            [
                ("sgd", 0.01),
                ("momentum", 0.002),
                ("nesterov", 0.002),
                ("rmsprop", 0.05),
                ("adam", 0.1),
            ],
        ),
        (
            "saddle",
            [
                ("sgd", 0.05),
                ("momentum", 0.01),
                ("nesterov", 0.01),
                ("rmsprop", 0.02),
                ("adam", 0.05),
            ],
        ),
    ];
    let mut param = number("lr", "γ", Scale::Log, [1e-6, 10.0], 0.05);
    for (landscape_id, rates) in by_landscape {
        for (rule_id, rate) in rates {
            let both = Condition::All(vec![landscape(&[landscape_id]), rule(&[rule_id])]);
            param = param.default_when(both, Value::Number(rate));
        }
    }
    param
}
