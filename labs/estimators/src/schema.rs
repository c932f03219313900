//! The parameters of the estimator lab.

use super::families::gaussian::Parameter;
use super::settings::{CLASSES, CostName, DELTA, ETA, Family, Figure, PhiName, Show, WITH_OTHERS};
use super::sweep::Swept;
use thetaflow::params::{
    Choices, Condition, Param, Scale, Schema, Value, choice, expression, integer, number, point,
};

/// Figures of every family.
const NOT_SIMPLEX: [Figure; 4] = [
    Figure::Histogram,
    Figure::Variance,
    Figure::Temperature,
    Figure::Race,
];

/// Functions with a number k.
const WITH_K: [PhiName; 5] = [
    PhiName::Quadratic,
    PhiName::Exponential,
    PhiName::Cosine,
    PhiName::Step,
    PhiName::Linear,
];

/// The parameters, in the order in which a reader meets them.
pub fn schema() -> Schema {
    let mut params = vec![
        choice("figure", "", Figure::IDS),
        choice("family", "", Family::IDS)
            .relevant_when(figure(&NOT_SIMPLEX))
            .default_when(
                figure(&[Figure::Temperature]),
                Value::Choice(Family::Bernoulli.id()),
            )
            .default_when(
                figure(&[Figure::Simplex]),
                Value::Choice(Family::Categorical.id()),
            ),
        choice("show", "", Show::IDS),
        choice("against", "x", &Swept::OF_GAUSSIAN.map(Swept::id))
            .relevant_when(all([figure(&[Figure::Variance]), gaussian()])),
        choice("against_discrete", "x", &Swept::OF_DISCRETE.map(Swept::id))
            .relevant_when(all([figure(&[Figure::Variance]), discrete()])),
    ];
    params.extend(of_gaussian());
    params.extend(of_discrete());
    params.extend([
        integer("samples", "N", Scale::Log, [1, 100], 10)
            .default_when(figure(&[Figure::Race]), Value::Integer(1)),
        number("baseline", "b", Scale::Linear, [-20.0, 20.0], 1.0)
            .relevant_when(Condition::is("show", &[Show::Baselines, Show::All])),
        number("lr", "γ", Scale::Log, [1e-4, 10.0], 0.02)
            .relevant_when(figure(&[Figure::Race]))
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
    let phi = |phi| Condition::is("phi", &[phi]);
    let params = [
        choice("phi", "φ", PhiName::IDS),
        choice("wrt", "", Parameter::IDS),
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
            .relevant_when(all([gaussian(), phi(PhiName::Custom)])),
    );
    params.insert(
        2,
        number("k", "k", Scale::Linear, [-5.0, 5.0], 0.0)
            .relevant_when(all([gaussian(), Condition::is("phi", &WITH_K)]))
            .default_when(phi(PhiName::Exponential), Value::Number(0.1))
            .default_when(phi(PhiName::Cosine), Value::Number(2.0))
            .default_when(phi(PhiName::Linear), Value::Number(1.0)),
    );
    params.push(
        number("delta", "δ", Scale::Log, [1e-4, 1.0], DELTA)
            .relevant_when(all([gaussian(), Condition::is("show", &WITH_OTHERS)])),
    );
    params
}

fn of_discrete() -> Vec<Param> {
    let cost = |cost| Condition::is("cost", &[cost]);
    vec![
        choice("cost", "f", CostName::IDS).relevant_when(discrete()),
        expression("f_b", "f(b)", &["b"], "(b - 0.45)^2")
            .relevant_when(all([bernoulli(), cost(CostName::Custom)])),
        expression("f_y", "f(y)", &CLASSES, "y1*y2 + y3^2")
            .relevant_when(all([categorical(), cost(CostName::Custom)])),
        number("tau", "τ", Scale::Log, [0.05, 10.0], 0.5).relevant_when(discrete()),
        number("logit", "a", Scale::Linear, [-50.0, 50.0], 0.0).relevant_when(bernoulli()),
        integer("classes", "K", Scale::Linear, [2, 8], 3)
            .relevant_when(all([categorical(), figure(&NOT_SIMPLEX)])),
        point("logits", "a₁, a₂", [-50.0, 50.0], [0.5, -0.5]).relevant_when(categorical()),
        number("target", "t", Scale::Linear, [0.0, 1.0], 0.45)
            .relevant_when(all([discrete(), cost(CostName::Squared)])),
        number("eta", "η", Scale::Linear, [0.0, 2.0], ETA)
            .relevant_when(all([discrete(), Condition::is("show", &WITH_OTHERS)])),
    ]
}

fn figure(figures: &[Figure]) -> Condition {
    Condition::is("figure", figures)
}

fn family(families: &[Family]) -> Condition {
    Condition::is("family", families)
}

/// Where a Bernoulli variable stands in for a Gaussian, its parameters are the ones that matter.
fn gaussian() -> Condition {
    all([
        family(&[Family::Gaussian]),
        figure(&[Figure::Histogram, Figure::Variance, Figure::Race]),
    ])
}

fn categorical() -> Condition {
    Condition::Any(vec![
        figure(&[Figure::Simplex]),
        family(&[Family::Categorical]),
    ])
}

fn bernoulli() -> Condition {
    let not_simplex = figure(&NOT_SIMPLEX);
    let stands_in = all([figure(&[Figure::Temperature]), family(&[Family::Gaussian])]);
    all([
        not_simplex,
        Condition::Any(vec![family(&[Family::Bernoulli]), stands_in]),
    ])
}

fn discrete() -> Condition {
    Condition::Any(vec![
        figure(&[Figure::Simplex, Figure::Temperature]),
        family(&[Family::Bernoulli, Family::Categorical]),
    ])
}

fn all<const N: usize>(conditions: [Condition; N]) -> Condition {
    Condition::All(conditions.into())
}
