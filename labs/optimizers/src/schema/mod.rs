//! The parameters of the optimizer lab.

mod contender;
mod learning_rate;

use super::frame::Chart;
use super::ids::{CONTENDERS, NO_RULE};
use super::settings::{Map, Resolution};
use thetaflow::blocks::flow::Flows;
use thetaflow::blocks::rule::choice_of_rule;
use thetaflow::params::{
    Choices, Condition, Param, Scale, Schema, Value, choice, expression, flag, integer, number,
    point,
};
use thetaflow_surfaces::{Custom, Landscape, Quadratic, Rosenbrock};

/// The parameters, in the order in which a reader meets them.
pub fn schema() -> Schema {
    let [first, others @ ..] = &CONTENDERS;
    let mut params = surface_params();
    params.extend(contender::settings(first));
    params.extend(contender::wrappers(first));
    params.extend(noise_params());
    for (before, ids) in CONTENDERS.iter().zip(others) {
        params.extend(contender::entry(ids, before));
        params.extend(contender::settings(ids));
        params.extend(contender::wrappers(ids));
    }
    params.extend(race_params());
    // Last, because what can be drawn depends on all the rest. Controls without a section stand in front all the same.
    params.extend(figure_params());
    Schema {
        lab: "optimizers",
        steps_per_second: 60.0,
        params,
    }
}

fn surface_params() -> Vec<Param> {
    let Quadratic { kappa, angle } = Quadratic::default();
    let Rosenbrock { b } = Rosenbrock::default();
    let degrees = [0.0, 180.0];
    vec![
        choice("landscape", "L", Landscape::IDS),
        expression("f", "L(x, y)", &["x", "y"], Custom::FORMULA)
            .relevant_when(landscape(&["custom"])),
        number("kappa", "κ", Scale::Log, [1.0, 1000.0], kappa)
            .relevant_when(landscape(&["quadratic"])),
        number("angle", "φ", Scale::Linear, degrees, angle.to_degrees())
            .relevant_when(landscape(&["quadratic"])),
        number("b", "b", Scale::Log, [0.1, 1000.0], b).relevant_when(landscape(&["rosenbrock"])),
        start(),
        choice_of_rule("rule"),
    ]
}

/// What is drawn, and for how long.
fn figure_params() -> Vec<Param> {
    let ball = Condition::Is("rule", vec!["momentum", "nesterov"]);
    // It decides which time a step stands for, whether the flow is drawn or not.
    let alone = Condition::Is(CONTENDERS[1].rule, vec![NO_RULE]);
    let has_flow = contender::has_flow(&CONTENDERS[0]);
    vec![
        integer("steps", "N", Scale::Log, [1, 100_000], 500),
        choice("flow", "θ(t)", Flows::IDS).relevant_when(has_flow.clone()),
        flag("overdamped", "", false).relevant_when(Condition::All(vec![ball, alone])),
        choice("chart", "", Chart::IDS),
        choice("map", "", Map::IDS),
        choice("resolution", "", Resolution::IDS)
            .relevant_when(Condition::is("map", &[Map::Basins])),
        flag("arrows", "−∇L", false),
    ]
}

fn noise_params() -> Vec<Param> {
    let data = landscape(&["logistic_regression"]);
    let batches = Condition::All(vec![data.clone(), Condition::Above("batch", 0.0)]);
    let noisy = || Condition::Any(vec![Condition::Above("noise", 0.0), batches.clone()]);
    let params = [
        number("noise", "σ", Scale::Linear, [0.0, 10.0], 0.0),
        integer("batch", "B", Scale::Linear, [0, 100], 0).relevant_when(data),
        number("sparsity", "p", Scale::Linear, [0.0, 0.95], 0.0),
        integer("cloud", "", Scale::Linear, [0, 200], 0).relevant_when(Condition::All(vec![
            noisy(),
            Condition::Below("sparsity", 0.001),
        ])),
        integer("seed", "", Scale::Linear, [0, 4_294_967_295], 1).relevant_when(Condition::Any(
            vec![noisy(), Condition::Above("sparsity", 0.0)],
        )),
    ];
    params.map(|param| param.grouped("noise")).into()
}

fn race_params() -> Vec<Param> {
    let params = [
        number("tolerance", "", Scale::Log, [1e-12, 10.0], 1e-3),
        flag("best_lr", "γ*", false),
    ];
    params
        .map(|param| param.relevant_when(contender::races()).grouped("race"))
        .into()
}

fn landscape(ids: &[&'static str]) -> Condition {
    Condition::Is("landscape", ids.to_vec())
}

/// Every surface has a start of its own, from which its character shows.
fn start() -> Param {
    let usual = point("start", "θ₀", [-10.0, 10.0], Landscape::default().start());
    Landscape::all().iter().fold(usual, |param, surface| {
        param.default_when(landscape(&[surface.id()]), Value::Point(surface.start()))
    })
}
