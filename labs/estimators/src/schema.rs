//! The parameters of the estimator lab.

use super::settings::{CLASSES, DELTA, ETA};
use thetaflow::params::{
    Condition, Param, Scale, Schema, Value, choice, expression, integer, number, point,
};

/// The parameters, in the order in which a reader meets them.
pub fn schema() -> Schema {
    let mut params = vec![
        choice(
            "figure",
            "",
            &["histogram", "variance", "temperature", "simplex", "race"],
        ),
        choice("family", "", &["gaussian", "bernoulli", "categorical"])
            .relevant_when(figure(&["histogram", "variance", "temperature", "race"]))
            .default_when(figure(&["temperature"]), Value::Choice("bernoulli"))
            .default_when(figure(&["simplex"]), Value::Choice("categorical")),
        choice("show", "", &["pair", "baselines", "others", "all"]),
        choice("against", "x", &["sigma", "mu", "k", "d", "samples"])
            .relevant_when(all([figure(&["variance"]), gaussian()])),
        choice("against_discrete", "x", &["tau", "logit", "samples"])
            .relevant_when(all([figure(&["variance"]), discrete()])),
    ];
    params.extend(of_gaussian());
    params.extend(of_discrete());
    params.extend([
        integer("samples", "N", Scale::Log, [1, 100], 10)
            .default_when(figure(&["race"]), Value::Integer(1)),
        number("baseline", "b", Scale::Linear, [-20.0, 20.0], 1.0)
            .relevant_when(Condition::Is("show", vec!["baselines", "all"])),
        number("lr", "γ", Scale::Log, [1e-4, 10.0], 0.02)
            .relevant_when(figure(&["race"]))
            .default_when(discrete(), Value::Number(2.0)),
        integer("steps", "", Scale::Log, [1, 2000], 200),
        integer("seed", "", Scale::Linear, [0, 4_294_967_295], 1),
    ]);
    Schema {
        lab: "estimators",
        steps_per_second: 20.0,
        params,
    }
}

fn of_gaussian() -> Vec<Param> {
    let phi = |id: &'static str| Condition::Is("phi", vec![id]);
    let params = [
        choice(
            "phi",
            "φ",
            &[
                "quadratic",
                "exponential",
                "cosine",
                "step",
                "linear",
                "custom",
            ],
        ),
        choice("wrt", "", &["mu", "sigma"]),
        number("sigma", "σ", Scale::Log, [0.01, 10.0], 0.5),
        number("mu", "μ", Scale::Linear, [-5.0, 5.0], 1.0),
        integer("d", "d", Scale::Log, [1, 100], 1),
    ];
    let mut params: Vec<Param> = params
        .into_iter()
        .map(|param| param.relevant_when(gaussian()))
        .collect();
    params.insert(
        1,
        expression("f_z", "φ(z)", &["z"], "z^4 - 2z^2")
            .relevant_when(all([gaussian(), phi("custom")])),
    );
    params.insert(
        2,
        number("k", "k", Scale::Linear, [-5.0, 5.0], 0.0)
            .relevant_when(all([
                gaussian(),
                Condition::Is(
                    "phi",
                    vec!["quadratic", "exponential", "cosine", "step", "linear"],
                ),
            ]))
            .default_when(phi("exponential"), Value::Number(0.1))
            .default_when(phi("cosine"), Value::Number(2.0))
            .default_when(phi("linear"), Value::Number(1.0)),
    );
    params.push(
        number("delta", "δ", Scale::Log, [1e-4, 1.0], DELTA).relevant_when(all([
            gaussian(),
            Condition::Is("show", vec!["others", "all"]),
        ])),
    );
    params
}

fn of_discrete() -> Vec<Param> {
    let cost = |id: &'static str| Condition::Is("cost", vec![id]);
    vec![
        choice("cost", "f", &["squared", "linear", "custom"]).relevant_when(discrete()),
        expression("f_b", "f(b)", &["b"], "(b - 0.45)^2")
            .relevant_when(all([bernoulli(), cost("custom")])),
        expression("f_y", "f(y)", &CLASSES, "y1*y2 + y3^2")
            .relevant_when(all([categorical(), cost("custom")])),
        number("tau", "τ", Scale::Log, [0.05, 10.0], 0.5).relevant_when(discrete()),
        number("logit", "a", Scale::Linear, [-50.0, 50.0], 0.0).relevant_when(bernoulli()),
        integer("classes", "K", Scale::Linear, [2, 8], 3).relevant_when(all([
            categorical(),
            figure(&["histogram", "variance", "temperature", "race"]),
        ])),
        point("logits", "a₁, a₂", [-50.0, 50.0], [0.5, -0.5]).relevant_when(categorical()),
        number("target", "t", Scale::Linear, [0.0, 1.0], 0.45)
            .relevant_when(all([discrete(), cost("squared")])),
        number("eta", "η", Scale::Linear, [0.0, 2.0], ETA).relevant_when(all([
            discrete(),
            Condition::Is("show", vec!["others", "all"]),
        ])),
    ]
}

fn figure(ids: &[&'static str]) -> Condition {
    Condition::Is("figure", ids.to_vec())
}

/// Where a Bernoulli variable stands in for a Gaussian, its parameters are the ones that matter.
fn gaussian() -> Condition {
    all([
        Condition::Is("family", vec!["gaussian"]),
        figure(&["histogram", "variance", "race"]),
    ])
}

fn categorical() -> Condition {
    Condition::Any(vec![
        figure(&["simplex"]),
        Condition::Is("family", vec!["categorical"]),
    ])
}

fn bernoulli() -> Condition {
    let not_simplex = figure(&["histogram", "variance", "temperature", "race"]);
    let stands_in = all([
        figure(&["temperature"]),
        Condition::Is("family", vec!["gaussian"]),
    ]);
    all([
        not_simplex,
        Condition::Any(vec![Condition::Is("family", vec!["bernoulli"]), stands_in]),
    ])
}

fn discrete() -> Condition {
    Condition::Any(vec![
        figure(&["simplex", "temperature"]),
        Condition::Is("family", vec!["bernoulli", "categorical"]),
    ])
}

fn all<const N: usize>(conditions: [Condition; N]) -> Condition {
    Condition::All(conditions.into())
}
