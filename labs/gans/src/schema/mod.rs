//! The parameters of the GAN lab, in the order in which a reader meets them.

mod dirac;
mod live;
mod usual;

use crate::dirac::settings::{Compare, MethodName};
use crate::keys::*;
use crate::live::options::Trains;
use crate::objectives::ObjectiveName;
use thetaflow::blocks::{dataset, rule};
use thetaflow::optim::Hyper;
use thetaflow::params::{
    Condition, Key, Param, Scale, Schema, choice, integer, number, seed, steps,
};

/// The lab's parameters.
pub fn schema() -> Schema {
    let mut params = vec![choice(VIEW, "")];
    params.extend(only(ViewName::Live, dataset::params()));
    params.push(choice(OBJECTIVE, "").default_when(live(), usual::OBJECTIVE));
    params.extend(only(ViewName::Dirac, dirac::comparison()));
    params.extend([
        linear(CLIP, "c", [0.0, 3.0], 0.0)
            .relevant_when(plays(ObjectiveName::Wgan))
            .default_when(live(), usual::CLIP),
        linear(PENALTY, "λ", [0.0, 40.0], 1.0)
            .relevant_when(plays(ObjectiveName::WganGp))
            .default_when(live(), usual::PENALTY),
        linear(TARGET_NORM, "g₀", [0.0, 2.0], 1.0).relevant_when(plays(ObjectiveName::WganGp)),
        linear(DIV_K, "k", [0.0, 4.0], 2.0).relevant_when(plays(ObjectiveName::WganDiv)),
        linear(DIV_P, "p", [2.0, 10.0], 6.0).relevant_when(plays(ObjectiveName::WganDiv)),
        number(QP_LAMBDA, "λ", Scale::Log, [0.1, 10.0], 1.0)
            .relevant_when(plays(ObjectiveName::GanQp)),
    ]);
    params.extend(only(ViewName::Dirac, dirac::method()));
    params.extend(only(ViewName::Live, live::rules()));
    params.extend(turns());
    params.extend(rule_settings());
    params.extend(only(ViewName::Live, live::schedules()));
    params.push(linear(R1, "γ", [0.0, 3.0], 0.0).default_when(live(), usual::R1));
    params.extend(regularisers());
    params.extend(only(ViewName::Live, live::networks()));
    params.extend(only(ViewName::Dirac, dirac::display()));
    params.extend(only(ViewName::Live, live::display()));
    params.extend([
        steps(100_000, 200)
            .symbol("N")
            .default_when(live(), usual::STEPS),
        seed().relevant_when(live()),
    ]);
    Schema::new("gans", 40.0, params)
}

/// Whose turn it is.
fn turns() -> [Param; 2] {
    let alternates = Condition::is(METHOD, &[MethodName::Alternating]);
    let both_train = || Condition::all([live(), Condition::is(TRAINS, &[Trains::Both])]);
    [
        integer(N_D, "n_D", Scale::Linear, [1, 20], 1).relevant_when(Condition::any([
            Condition::all([dirac(), alternates]),
            both_train(),
        ])),
        integer(N_G, "n_G", Scale::Linear, [1, 20], 1).relevant_when(both_train()),
    ]
}

/// What belongs to a rule: of the Dirac-GAN's method, or of either player.
fn rule_settings() -> [Param; 4] {
    SHARED.map(|hyper| {
        let key = shared(hyper);
        let (method, param) = match hyper {
            Hyper::Momentum => (
                MethodName::Momentum,
                linear(key, hyper.symbol(), [-0.9, 0.9], 0.0),
            ),
            Hyper::Decay => (
                MethodName::RmsProp,
                rule::number_of(hyper, key, 0.99).symbol("β"),
            ),
            Hyper::Beta1 => (MethodName::Adam, rule::number_of(hyper, key, 0.5)),
            _ => (MethodName::Adam, rule::number_of(hyper, key, 0.999)),
        };
        let relevant = Condition::any([
            Condition::all([dirac(), Condition::is(METHOD, &[method])]),
            Condition::all([
                live(),
                Condition::any([rule::has(RULE_D, hyper), rule::has(RULE_G, hyper)]),
            ]),
        ]);
        let param = param.relevant_when(relevant);
        match hyper {
            Hyper::Beta1 => param.default_when(live(), usual::BETA1),
            Hyper::Beta2 => param.default_when(live(), usual::BETA2),
            _ => param,
        }
    })
}

fn regularisers() -> Vec<Param> {
    let mut params = only(ViewName::Live, live::regularisers());
    params.extend(only(
        ViewName::Dirac,
        [linear(CONSENSUS, "γ_c", [0.0, 2.0], 0.0)],
    ));
    params.extend([
        linear(INSTANCE_NOISE, "s", [0.0, 1.0], 0.0),
        linear(L2, "β", [0.0, 1.0], 0.0),
    ]);
    let grouped = params
        .into_iter()
        .map(|param| param.grouped("regularisers"));
    grouped.collect()
}

fn linear(key: Key<f64>, symbol: &'static str, range: [f64; 2], default: f64) -> Param {
    number(key, symbol, Scale::Linear, range, default)
}

fn live() -> Condition {
    Condition::is(VIEW, &[ViewName::Live])
}

fn dirac() -> Condition {
    Condition::is(VIEW, &[ViewName::Dirac])
}

/// Parameters that have an effect in one view only.
fn only(view: ViewName, params: impl IntoIterator<Item = Param>) -> Vec<Param> {
    let view = Condition::is(VIEW, &[view]);
    let params = params.into_iter();
    params.map(|param| param.only_when(view.clone())).collect()
}

/// This objective is played, as the first or as the second.
fn plays(objective: ObjectiveName) -> Condition {
    Condition::any([
        Condition::is(OBJECTIVE, &[objective]),
        Condition::all([
            dirac(),
            Condition::is(COMPARE, &[Compare::Objective]),
            Condition::is(OBJECTIVE_2, &[objective]),
        ]),
    ])
}
