//! The parameters of one rule, of which a race has several.

use super::learning_rate::learning_rate;
use crate::ids::{CONTENDERS, Ids};
use thetaflow::blocks::schedule;
use thetaflow::optim::RuleConfig;
use thetaflow::params::{Condition, Param, Scale, Value, choice, flag, integer, number};

/// Rules whose step is γ times the gradient, or nearly so.
pub const EULER: [&str; 4] = ["sgd", "heun", "rk4", "implicit_euler"];
/// Rules that gather speed.
pub const BALL: [&str; 3] = ["momentum", "nesterov", "nesterov_convex"];
/// Rules that square gradients, except Adadelta, whose γ is a factor near 1.
pub const MEAN_SQUARE: [&str; 2] = ["rmsprop", "rmsprop_eps_inside"];
/// Rules whose step has the same length whatever the gradient.
pub const SIGN: [&str; 2] = ["lion", "sign_sgd"];
pub const ADAM: [&str; 6] = ["adam", "adamw", "amsgrad", "nadam", "radam", "adamax"];

/// There are at least two rules.
pub fn races() -> Condition {
    Condition::Is(CONTENDERS[1].rule, RuleConfig::IDS.to_vec())
}

/// The rule discretises a flow, and is alone.
pub fn has_flow(ids: &Ids) -> Condition {
    let flows: [&[&'static str]; 4] = [&EULER, &BALL, &MEAN_SQUARE, &["adagrad", "adam", "adamw"]];
    Condition::All(vec![
        Condition::Is(ids.rule, flows.concat()),
        Condition::Is(CONTENDERS[1].rule, vec!["none"]),
    ])
}

/// Whether a further rule takes part, and which: once the one `before` does.
pub fn entry(ids: &'static Ids, before: &Ids) -> Vec<Param> {
    let options = [&["none"], &RuleConfig::IDS[..]].concat();
    let mut rule = choice(ids.rule, "", &options)
        .another("rule", ids.number)
        .grouped(ids.section);
    if before.number > 1 {
        rule = rule.relevant_when(Condition::Is(before.rule, RuleConfig::IDS.to_vec()));
    }
    vec![rule]
}

/// The settings of a rule that belong to it.
pub fn rule(ids: &'static Ids) -> Vec<Param> {
    let only = |groups: &[&[&'static str]]| Condition::Is(ids.rule, groups.concat());
    let is = |rule: &'static str| Condition::Is(ids.rule, vec![rule]);
    let share = |id, symbol, highest, default| {
        number(id, symbol, Scale::LogOneMinus, [0.0, highest], default)
    };
    let params = vec![
        learning_rate(ids),
        share(ids.momentum, "μ", 0.9999, 0.9).relevant_when(only(&[&["momentum", "nesterov"]])),
        share(ids.decay, "λ", 0.9999, 0.99)
            .relevant_when(only(&[&MEAN_SQUARE, &["adadelta"]]))
            .default_when(is("adadelta"), Value::Number(0.9)),
        share(ids.beta1, "β₁", 0.9999, 0.9).relevant_when(only(&[&ADAM, &["lion"]])),
        share(ids.beta2, "β₂", 0.99999, 0.999)
            .relevant_when(only(&[&ADAM, &["lion"]]))
            .default_when(is("lion"), Value::Number(0.99)),
        number(ids.eps, "ε", Scale::Log, [1e-12, 1.0], 1e-8)
            .relevant_when(only(&[&ADAM, &MEAN_SQUARE, &["adagrad", "adadelta"]]))
            .default_when(is("adagrad"), Value::Number(1e-10))
            .default_when(is("adadelta"), Value::Number(1e-6))
            .default_when(is("rmsprop_eps_inside"), Value::Number(1e-4)),
        number(ids.momentum_decay, "ψ", Scale::Log, [1e-5, 1.0], 4e-3).relevant_when(is("nadam")),
    ];
    named(params, ids, ids.section)
}

/// What can be put around any rule.
pub fn wrappers(ids: &'static Ids) -> Vec<Param> {
    let decays = Condition::Above(ids.weight_decay, 0.0);
    let not_adamw = RuleConfig::IDS
        .into_iter()
        .filter(|rule| *rule != "adamw")
        .collect();
    let [schedule, schedule_steps, schedule_factor] = schedule::params(&ids.schedule, 100);
    let params = vec![
        number(ids.weight_decay, "w", Scale::Linear, [0.0, 1.0], 0.0)
            .default_when(Condition::Is(ids.rule, vec!["adamw"]), Value::Number(0.01)),
        flag(ids.decoupled, "", false).relevant_when(Condition::All(vec![
            decays,
            Condition::Is(ids.rule, not_adamw),
        ])),
        number(ids.clip_norm, "c", Scale::Linear, [0.0, 20.0], 0.0),
        integer(ids.accumulate, "k", Scale::Linear, [1, 64], 1),
        integer(ids.lookahead_k, "k", Scale::Linear, [1, 50], 1),
        number(ids.lookahead_alpha, "α", Scale::Linear, [0.0, 1.0], 0.5)
            .relevant_when(Condition::Above(ids.lookahead_k, 1.0)),
        flag(ids.layer_adaptation, "‖θ‖/‖u‖", false),
        flag(ids.lazy, "", false),
        schedule,
        schedule_steps,
        schedule_factor,
        choice(ids.average, "θ̄", &["none", "polyak", "exponential"]),
        number(
            ids.average_decay,
            "d",
            Scale::LogOneMinus,
            [0.0, 0.9999],
            0.95,
        )
        .relevant_when(Condition::Is(ids.average, vec!["exponential"])),
    ];
    named(params, ids, ids.wrappers)
}

/// Puts the parameters into their section (those of the first rule itself stand outside), with the texts of the first
/// rule's. A rule that does not take part has none of them.
fn named(params: Vec<Param>, ids: &'static Ids, section: &'static str) -> Vec<Param> {
    let place = |mut param: Param| {
        if section != CONTENDERS[0].section {
            param = param.grouped(section);
        }
        if ids.number == 1 {
            return param;
        }
        let name = param.id.rsplit_once('_').map_or(param.id, |(name, _)| name);
        let takes_part = Condition::Is(ids.rule, RuleConfig::IDS.to_vec());
        let relevant = match param.relevant.take() {
            Some(condition) => Condition::All(vec![takes_part, condition]),
            None => takes_part,
        };
        param.another(name, ids.number).relevant_when(relevant)
    };
    params.into_iter().map(place).collect()
}
