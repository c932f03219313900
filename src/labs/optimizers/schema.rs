//! The parameters of the optimizer lab.

use super::settings::{Shape, surface};
use crate::params::{
    Condition, Param, Scale, Schema, Value, choice, expression, integer, number, point,
};

const LANDSCAPES: [&str; 13] = [
    "rosenbrock",
    "quadratic",
    "himmelblau",
    "beale",
    "booth",
    "styblinski_tang",
    "three_hump_camel",
    "rastrigin",
    "ackley",
    "saddle",
    "monkey_saddle",
    "logistic_regression",
    "custom",
];

const RULES: [&str; 19] = [
    "adam",
    "sgd",
    "momentum",
    "nesterov",
    "nesterov_convex",
    "adagrad",
    "rmsprop",
    "rmsprop_eps_inside",
    "adadelta",
    "adamw",
    "amsgrad",
    "nadam",
    "radam",
    "adamax",
    "lion",
    "sign_sgd",
    "heun",
    "rk4",
    "implicit_euler",
];

/// Rules whose step is γ times the gradient, or nearly so.
const EULER: [&str; 4] = ["sgd", "heun", "rk4", "implicit_euler"];
/// Rules that gather speed.
const BALL: [&str; 3] = ["momentum", "nesterov", "nesterov_convex"];
/// Rules that square gradients, except Adadelta, whose γ is a factor near 1.
const MEAN_SQUARE: [&str; 2] = ["rmsprop", "rmsprop_eps_inside"];
const SIGN: [&str; 2] = ["lion", "sign_sgd"];
const ADAM: [&str; 6] = ["adam", "adamw", "amsgrad", "nadam", "radam", "adamax"];

/// The parameters, in the order in which a reader meets them.
pub fn schema() -> Schema {
    let params =
        vec![
            choice("landscape", "L", &LANDSCAPES),
            expression("f", "L(x, y)", &["x", "y"], Shape::default().f)
                .relevant_when(landscape(&["custom"])),
            number(
                "kappa",
                "κ",
                Scale::Log,
                [1.0, 1000.0],
                Shape::default().kappa,
            )
            .relevant_when(landscape(&["quadratic"])),
            number(
                "angle",
                "φ",
                Scale::Linear,
                [0.0, 180.0],
                Shape::default().angle,
            )
            .relevant_when(landscape(&["quadratic"])),
            number("b", "b", Scale::Log, [0.1, 1000.0], Shape::default().b)
                .relevant_when(landscape(&["rosenbrock"])),
            start(),
            choice("rule", "", &RULES),
            learning_rate(),
            number("momentum", "μ", Scale::LogOneMinus, [0.0, 0.9999], 0.9)
                .relevant_when(rule(&["momentum", "nesterov"])),
            decay(),
            number("beta1", "β₁", Scale::LogOneMinus, [0.0, 0.9999], 0.9)
                .relevant_when(rules(&[&ADAM, &["lion"]])),
            number("beta2", "β₂", Scale::LogOneMinus, [0.0, 0.99999], 0.999)
                .relevant_when(rules(&[&ADAM, &["lion"]]))
                .default_when(rule(&["lion"]), Value::Number(0.99)),
            eps(),
            number("momentum_decay", "ψ", Scale::Log, [1e-5, 1.0], 4e-3)
                .relevant_when(rule(&["nadam"])),
            number("weight_decay", "w", Scale::Linear, [0.0, 1.0], 0.01)
                .relevant_when(rule(&["adamw"])),
            choice("flow", "θ(t)", &["both", "leading", "modified", "none"]).relevant_when(rules(
                &[&EULER, &BALL, &MEAN_SQUARE, &["adagrad", "adam", "adamw"]],
            )),
            number("noise", "σ", Scale::Linear, [0.0, 10.0], 0.0),
            integer("steps", "N", Scale::Log, [1, 5000], 500),
            integer("seed", "", Scale::Linear, [0, 4_294_967_295], 1)
                .relevant_when(Condition::Above("noise", 0.0)),
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

fn rules(groups: &[&[&'static str]]) -> Condition {
    Condition::Is("rule", groups.concat())
}

/// Every surface has a start of its own, from which its character shows.
fn start() -> Param {
    let at = |id| surface(id, &Shape::default()).default_start();
    let usual = point("start", "θ₀", [-10.0, 10.0], at(LANDSCAPES[0]));
    LANDSCAPES.iter().fold(usual, |param, id| {
        param.default_when(landscape(&[id]), Value::Point(at(id)))
    })
}

fn decay() -> Param {
    number("decay", "λ", Scale::LogOneMinus, [0.0, 0.9999], 0.99)
        .relevant_when(rules(&[&MEAN_SQUARE, &["adadelta"]]))
        .default_when(rule(&["adadelta"]), Value::Number(0.9))
}

fn eps() -> Param {
    number("eps", "ε", Scale::Log, [1e-12, 1.0], 1e-8)
        .relevant_when(rules(&[&ADAM, &MEAN_SQUARE, &["adagrad", "adadelta"]]))
        .default_when(rule(&["adagrad"]), Value::Number(1e-10))
        .default_when(rule(&["adadelta"]), Value::Number(1e-6))
        .default_when(rule(&["rmsprop_eps_inside"]), Value::Number(1e-4))
}

/// What is a good rate for one rule diverges with another, and likewise for surfaces: each pair has its own default.
fn learning_rate() -> Param {
    // Per surface: for steps along the gradient, for those that gather speed, and for those of Adam's kind.
    let table = [
        ("rosenbrock", 5e-4, 5e-4, 0.05),
        ("quadratic", 0.1, 0.02, 0.1),
        ("himmelblau", 0.01, 2e-3, 0.1),
        ("beale", 5e-3, 2e-3, 0.05),
        ("booth", 0.05, 0.01, 0.2),
        ("styblinski_tang", 0.01, 2e-3, 0.1),
        ("three_hump_camel", 0.02, 5e-3, 0.05),
        ("rastrigin", 1e-3, 5e-4, 0.1),
        ("ackley", 0.02, 5e-3, 0.1),
        ("saddle", 0.02, 5e-3, 0.02),
        ("monkey_saddle", 0.01, 5e-3, 0.02),
        ("logistic_regression", 1.0, 0.2, 0.1),
        ("custom", 5e-3, 2e-3, 0.05),
    ];
    let mut param = number("lr", "γ", Scale::Log, [1e-6, 10.0], 0.05);
    param = param.default_when(rule(&["adadelta"]), Value::Number(1.0));
    for (id, euler, ball, adam) in table {
        let groups: [(&[&str], f64); 6] = [
            (&EULER, euler),
            (&BALL, ball),
            (&ADAM, adam),
            (&MEAN_SQUARE, adam / 5.0),
            (&SIGN, adam / 2.0),
            (&["adagrad"], adam * 5.0),
        ];
        for (group, rate) in groups {
            let both = Condition::All(vec![landscape(&[id]), rule(group)]);
            param = param.default_when(both, Value::Number(rate));
        }
    }
    param
}
