//! The parameters of the GAN lab, in the order in which a reader meets them.

mod dirac;
mod live;

pub use live::{SCHEDULE_D, SCHEDULE_G};

use crate::dirac::settings::{Compare, MethodName};
use crate::live::options::Trains;
use crate::objectives::ObjectiveName;
use thetaflow::blocks::rule;
use thetaflow::optim::Hyper;
use thetaflow::params::{Choices, Condition, Param, Scale, Schema, Value, choice, integer, number};

/// The options of `view`.
pub const LIVE: &str = "live";
pub const DIRAC: &str = "dirac";

/// The lab's parameters.
pub fn schema() -> Schema {
    let default = |param: Param, value| param.default_when(live(), value);
    let mut params = vec![
        choice("view", "", &[LIVE, DIRAC]),
        live::data(),
        live::drawn(),
        default(
            choice("objective", "", ObjectiveName::IDS),
            Value::Choice(live::OBJECTIVE.id()),
        ),
    ];
    params.extend(only(DIRAC, dirac::comparison()));
    params.extend([
        default(
            linear("clip", "c", [0.0, 3.0], 0.0).relevant_when(plays(ObjectiveName::Wgan)),
            Value::Number(live::CLIP),
        ),
        default(
            linear("penalty", "λ", [0.0, 40.0], 1.0).relevant_when(plays(ObjectiveName::WganGp)),
            Value::Number(live::PENALTY),
        ),
        linear("target_norm", "g₀", [0.0, 2.0], 1.0).relevant_when(plays(ObjectiveName::WganGp)),
        linear("div_k", "k", [0.0, 4.0], 2.0).relevant_when(plays(ObjectiveName::WganDiv)),
        linear("div_p", "p", [2.0, 10.0], 6.0).relevant_when(plays(ObjectiveName::WganDiv)),
        number("qp_lambda", "λ", Scale::Log, [0.1, 10.0], 1.0)
            .relevant_when(plays(ObjectiveName::GanQp)),
    ]);
    params.extend(only(DIRAC, dirac::method()));
    params.extend(only(LIVE, live::rules()));
    params.extend(turns());
    params.extend(rule_settings());
    params.extend(only(LIVE, live::schedules()));
    params.push(default(
        linear("r1", "γ", [0.0, 3.0], 0.0),
        Value::Number(live::R1),
    ));
    params.extend(regularisers());
    params.extend(only(LIVE, live::networks()));
    params.extend(only(DIRAC, dirac::display()));
    params.extend(only(LIVE, live::display()));
    params.extend([
        default(
            integer("steps", "N", Scale::Log, [1, 100_000], 200),
            Value::Integer(live::STEPS),
        ),
        integer("seed", "", Scale::Linear, [0, 4_294_967_295], 1).relevant_when(live()),
    ]);
    Schema {
        lab: "gans",
        steps_per_second: 40.0,
        params,
    }
}

/// Whose turn it is.
fn turns() -> [Param; 2] {
    let alternates = Condition::is("method", &[MethodName::Alternating]);
    let both_train = || Condition::All(vec![live(), Condition::is("trains", &[Trains::Both])]);
    [
        integer("n_d", "n_D", Scale::Linear, [1, 20], 1).relevant_when(Condition::Any(vec![
            Condition::All(vec![dirac(), alternates]),
            both_train(),
        ])),
        integer("n_g", "n_G", Scale::Linear, [1, 20], 1).relevant_when(both_train()),
    ]
}

/// The numbers of rules that both players share.
pub const SHARED: [Hyper; 4] = [Hyper::Momentum, Hyper::Decay, Hyper::Beta1, Hyper::Beta2];

/// What belongs to a rule: of the Dirac-GAN's method, or of either player.
fn rule_settings() -> [Param; 4] {
    SHARED.map(|hyper| {
        let id = hyper.id();
        let (method, param) = match hyper {
            Hyper::Momentum => (
                MethodName::Momentum,
                linear(id, hyper.symbol(), [-0.9, 0.9], 0.0),
            ),
            Hyper::Decay => (
                MethodName::RmsProp,
                rule::number_of(hyper, id, 0.99).symbol("β"),
            ),
            Hyper::Beta1 => (MethodName::Adam, rule::number_of(hyper, id, 0.5)),
            _ => (MethodName::Adam, rule::number_of(hyper, id, 0.999)),
        };
        let of_rule = |id| Condition::Is(id, rule::rules_with(hyper));
        let relevant = Condition::Any(vec![
            Condition::All(vec![dirac(), Condition::is("method", &[method])]),
            Condition::All(vec![
                live(),
                Condition::Any(vec![of_rule("rule_d"), of_rule("rule_g")]),
            ]),
        ]);
        let param = param.relevant_when(relevant);
        match hyper {
            Hyper::Beta1 => param.default_when(live(), Value::Number(live::BETA1)),
            Hyper::Beta2 => param.default_when(live(), Value::Number(live::BETA2)),
            _ => param,
        }
    })
}

fn regularisers() -> Vec<Param> {
    let mut params = only(LIVE, live::regularisers());
    params.extend(only(DIRAC, [linear("consensus", "γ_c", [0.0, 2.0], 0.0)]));
    params.extend([
        linear("instance_noise", "s", [0.0, 1.0], 0.0),
        linear("l2", "β", [0.0, 1.0], 0.0),
    ]);
    let grouped = params
        .into_iter()
        .map(|param| param.grouped("regularisers"));
    grouped.collect()
}

fn linear(id: &'static str, symbol: &'static str, range: [f64; 2], default: f64) -> Param {
    number(id, symbol, Scale::Linear, range, default)
}

fn live() -> Condition {
    Condition::Is("view", vec![LIVE])
}

fn dirac() -> Condition {
    Condition::Is("view", vec![DIRAC])
}

/// Parameters that have an effect in one view only.
fn only(view: &'static str, params: impl IntoIterator<Item = Param>) -> Vec<Param> {
    let in_view = |mut param: Param| {
        let own = param.relevant.take();
        let view = Condition::Is("view", vec![view]);
        param.relevant_when(match own {
            Some(own) => Condition::All(vec![view, own]),
            None => view,
        })
    };
    params.into_iter().map(in_view).collect()
}

/// This objective is played, as the first or as the second.
fn plays(objective: ObjectiveName) -> Condition {
    Condition::Any(vec![
        Condition::is("objective", &[objective]),
        Condition::All(vec![
            dirac(),
            Condition::is("compare", &[Compare::Objective]),
            Condition::is("objective2", &[objective]),
        ]),
    ])
}
