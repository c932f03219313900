//! The parameters of the optimizer lab.

mod contender;
mod learning_rate;

use super::keys::*;
use super::settings::{Map, Surface};
use thetaflow::blocks::rule;
use thetaflow::optim::RuleConfig;
use thetaflow::params::{
    Choices, Condition, Param, Scale, Schema, choice, choice_among, expression, flag, integer,
    number, point, seed, steps,
};
use thetaflow_surfaces::{Custom, Landscape, Quadratic, Rosenbrock};

/// The parameters, in the order in which a reader meets them.
pub fn schema() -> Schema {
    let [first, others @ ..] = &CONTENDERS;
    let mut params = surface_params();
    params.extend(contender::settings(first));
    params.extend(contender::wrappers(first));
    params.extend(noise_params());
    for (before, keys) in CONTENDERS.iter().zip(others) {
        params.extend(contender::entry(keys, before));
        params.extend(contender::settings(keys));
        params.extend(contender::wrappers(keys));
    }
    params.extend(race_params());
    // Last, because what can be drawn depends on all the rest. Controls without a section stand in front all the same.
    params.extend(figure_params());
    Schema::new("optimizers", 60.0, params)
}

fn surface_params() -> Vec<Param> {
    let Quadratic { kappa, angle } = Quadratic::default();
    let Rosenbrock { b } = Rosenbrock::default();
    let degrees = [0.0, 180.0];
    vec![
        choice(LANDSCAPE, "L"),
        expression(F, "L(x, y)", &["x", "y"], Custom::FORMULA)
            .relevant_when(on(Landscape::Custom(Custom::default()))),
        number(KAPPA, "κ", Scale::Log, [1.0, 1000.0], kappa)
            .relevant_when(on(Landscape::Quadratic(Quadratic::default()))),
        number(ANGLE, "φ", Scale::Linear, degrees, angle.to_degrees())
            .relevant_when(on(Landscape::Quadratic(Quadratic::default()))),
        number(B, "b", Scale::Log, [0.1, 1000.0], b)
            .relevant_when(on(Landscape::Rosenbrock(Rosenbrock::default()))),
        start(),
        // The first rule always runs.
        choice_among(CONTENDERS[0].rule, "", &Option::all()[1..]),
    ]
}

/// What is drawn, and for how long.
fn figure_params() -> Vec<Param> {
    let is_ball = |rule| matches!(rule, RuleConfig::Momentum(_) | RuleConfig::Nesterov(_));
    let ball = rule::is(CONTENDERS[0].rule, is_ball);
    // It decides which time a step stands for, whether the flow is drawn or not.
    let alone = contender::is_alone();
    let has_flow = contender::has_flow(&CONTENDERS[0]);
    vec![
        steps(100_000, 500).symbol("N"),
        choice(FLOW, "θ(t)").relevant_when(has_flow.clone()),
        flag(OVERDAMPED, "", false).relevant_when(Condition::all([ball, alone])),
        choice(CHART, ""),
        choice(MAP, ""),
        choice(RESOLUTION, "").relevant_when(Condition::is(MAP, &[Map::Basins])),
        flag(ARROWS, "−∇L", false),
    ]
}

fn noise_params() -> Vec<Param> {
    let data = on(Landscape::LogisticRegression);
    let batches = Condition::all([data.clone(), Condition::above(BATCH, 0.0)]);
    let noisy = || Condition::any([Condition::above(NOISE, 0.0), batches.clone()]);
    let params = [
        number(NOISE, "σ", Scale::Linear, [0.0, 10.0], 0.0),
        integer(BATCH, "B", Scale::Linear, [0, 100], 0).relevant_when(data),
        number(SPARSITY, "p", Scale::Linear, [0.0, 0.95], 0.0),
        integer(CLOUD, "", Scale::Linear, [0, 200], 0)
            .relevant_when(Condition::all([noisy(), Condition::below(SPARSITY, 0.001)])),
        seed().relevant_when(Condition::any([noisy(), Condition::above(SPARSITY, 0.0)])),
    ];
    params.map(|param| param.grouped("noise")).into()
}

fn race_params() -> Vec<Param> {
    let params = [
        number(TOLERANCE, "", Scale::Log, [1e-12, 10.0], 1e-3),
        flag(BEST_LR, "γ*", false),
    ];
    params
        .map(|param| param.relevant_when(contender::races()).grouped("race"))
        .into()
}

fn on(surface: Landscape) -> Condition {
    Condition::is(LANDSCAPE, &[Surface(surface)])
}

/// Every surface has a start of its own, from which its character shows.
fn start() -> Param {
    let usual = point(START, "θ₀", [-10.0, 10.0], Landscape::default().start());
    Landscape::all().into_iter().fold(usual, |param, surface| {
        let start = surface.start();
        param.default_when(on(surface), start)
    })
}
