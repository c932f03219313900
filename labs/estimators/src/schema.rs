//! The parameters of the estimator lab.

use super::keys::*;
use super::settings::{self, CostName, Family, Figure, PhiName, Show, WITH_OTHERS};
use super::sweep::Swept;
use thetaflow::params::{
    Condition, Param, Scale, Schema, choice, choice_among, expression, integer, number, point,
    seed, steps,
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
        choice(FIGURE, ""),
        choice(FAMILY, "")
            .relevant_when(figure(&NOT_SIMPLEX))
            .default_when(figure(&[Figure::Temperature]), Family::Bernoulli)
            .default_when(figure(&[Figure::Simplex]), Family::Categorical),
        choice(SHOW, ""),
        choice_among(AGAINST, "x", &Swept::OF_GAUSSIAN)
            .relevant_when(Condition::all([figure(&[Figure::Variance]), gaussian()])),
        choice_among(AGAINST_DISCRETE, "x", &Swept::OF_DISCRETE)
            .relevant_when(Condition::all([figure(&[Figure::Variance]), discrete()])),
    ];
    params.extend(of_gaussian());
    params.extend(of_discrete());
    params.extend([
        integer(SAMPLES, "N", Scale::Log, [1, 100], 10).default_when(figure(&[Figure::Race]), 1),
        number(BASELINE, "b", Scale::Linear, [-20.0, 20.0], 1.0)
            .relevant_when(Condition::is(SHOW, &[Show::Baselines, Show::All])),
        number(LR, "γ", Scale::Log, [1e-4, 10.0], 0.02)
            .relevant_when(figure(&[Figure::Race]))
            .default_when(discrete(), 2.0),
        steps(2000, 200),
        seed(),
    ]);
    Schema::new("estimators", 20.0, params)
}

fn of_gaussian() -> Vec<Param> {
    let phi = |phi| Condition::is(PHI, &[phi]);
    let params = [
        choice(PHI, "φ"),
        choice(WRT, ""),
        number(SIGMA, "σ", Scale::Log, [0.01, 10.0], 0.5),
        number(MU, "μ", Scale::Linear, [-5.0, 5.0], 1.0),
        integer(D, "d", Scale::Log, [1, 100], 1),
    ];
    let mut params: Vec<Param> = params
        .into_iter()
        .map(|param| param.relevant_when(gaussian()))
        .collect();
    params.insert(
        1,
        expression(F_Z, "φ(z)", &["z"], "z^4 - 2z^2")
            .relevant_when(Condition::all([gaussian(), phi(PhiName::Custom)])),
    );
    params.insert(
        2,
        number(K, "k", Scale::Linear, [-5.0, 5.0], 0.0)
            .relevant_when(Condition::all([gaussian(), Condition::is(PHI, &WITH_K)]))
            .default_when(phi(PhiName::Exponential), 0.1)
            .default_when(phi(PhiName::Cosine), 2.0)
            .default_when(phi(PhiName::Linear), 1.0),
    );
    params.push(
        number(DELTA, "δ", Scale::Log, [1e-4, 1.0], settings::DELTA).relevant_when(Condition::all(
            [gaussian(), Condition::is(SHOW, &WITH_OTHERS)],
        )),
    );
    params
}

fn of_discrete() -> Vec<Param> {
    let cost = |cost| Condition::is(COST, &[cost]);
    vec![
        choice(COST, "f").relevant_when(discrete()),
        expression(F_B, "f(b)", &["b"], "(b - 0.45)^2")
            .relevant_when(Condition::all([bernoulli(), cost(CostName::Custom)])),
        expression(F_Y, "f(y)", &settings::CLASSES, "y1*y2 + y3^2")
            .relevant_when(Condition::all([categorical(), cost(CostName::Custom)])),
        number(TAU, "τ", Scale::Log, [0.05, 10.0], 0.5).relevant_when(discrete()),
        number(LOGIT, "a", Scale::Linear, [-50.0, 50.0], 0.0).relevant_when(bernoulli()),
        integer(CLASSES, "K", Scale::Linear, [2, 8], 3)
            .relevant_when(Condition::all([categorical(), figure(&NOT_SIMPLEX)])),
        point(LOGITS, "a₁, a₂", [-50.0, 50.0], [0.5, -0.5]).relevant_when(categorical()),
        number(TARGET, "t", Scale::Linear, [0.0, 1.0], 0.45)
            .relevant_when(Condition::all([discrete(), cost(CostName::Squared)])),
        number(ETA, "η", Scale::Linear, [0.0, 2.0], settings::ETA).relevant_when(Condition::all([
            discrete(),
            Condition::is(SHOW, &WITH_OTHERS),
        ])),
    ]
}

fn figure(figures: &[Figure]) -> Condition {
    Condition::is(FIGURE, figures)
}

fn family(families: &[Family]) -> Condition {
    Condition::is(FAMILY, families)
}

/// Where a Bernoulli variable stands in for a Gaussian, its parameters are the ones that matter.
fn gaussian() -> Condition {
    Condition::all([
        family(&[Family::Gaussian]),
        figure(&[Figure::Histogram, Figure::Variance, Figure::Race]),
    ])
}

fn categorical() -> Condition {
    Condition::any([figure(&[Figure::Simplex]), family(&[Family::Categorical])])
}

fn bernoulli() -> Condition {
    let not_simplex = figure(&NOT_SIMPLEX);
    let stands_in = Condition::all([figure(&[Figure::Temperature]), family(&[Family::Gaussian])]);
    Condition::all([
        not_simplex,
        Condition::any([family(&[Family::Bernoulli]), stands_in]),
    ])
}

fn discrete() -> Condition {
    Condition::any([
        figure(&[Figure::Simplex, Figure::Temperature]),
        family(&[Family::Bernoulli, Family::Categorical]),
    ])
}
