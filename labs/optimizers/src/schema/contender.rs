//! The parameters of one rule, of which a race has several.

use super::learning_rate::learning_rate;
use crate::contender::Average;
use crate::flows::Rule as FlowRule;
use crate::ids::{CONTENDERS, Ids, NO_RULE};
use thetaflow::blocks::{rule, schedule};
use thetaflow::optim::{Hyper, RuleConfig};
use thetaflow::params::{Choices, Condition, Param, Scale, Value, choice, flag, integer, number};

/// There are at least two rules.
pub fn races() -> Condition {
    takes_part(&CONTENDERS[1])
}

/// The contender has a rule.
fn takes_part(ids: &Ids) -> Condition {
    Condition::Is(ids.rule, RuleConfig::IDS.to_vec())
}

/// The rule discretises a flow, and is alone.
pub fn has_flow(ids: &Ids) -> Condition {
    let flows = rule::rules(|rule| FlowRule::from_id(rule.id()).is_some());
    Condition::All(vec![
        Condition::Is(ids.rule, flows),
        Condition::Is(CONTENDERS[1].rule, vec![NO_RULE]),
    ])
}

/// Whether a further rule takes part, and which: once the one `before` does.
pub fn entry(ids: &'static Ids, before: &Ids) -> Vec<Param> {
    let options = [&[NO_RULE], RuleConfig::IDS].concat();
    let mut entry = choice(ids.rule, "", &options)
        .another("rule", ids.number)
        .grouped(ids.section);
    if before.number > 1 {
        entry = entry.relevant_when(takes_part(before));
    }
    vec![entry]
}

/// The settings of a rule that belong to it.
pub fn settings(ids: &'static Ids) -> Vec<Param> {
    let mut params = vec![learning_rate(ids)];
    // Weight decay is something that any rule can have.
    let own = (Hyper::ALL.into_iter()).filter(|hyper| *hyper != Hyper::WeightDecay);
    params.extend(own.map(|hyper| {
        let param = rule::hyper(hyper, ids.hyper(hyper), ids.rule);
        if hyper != Hyper::Eps {
            return param;
        }
        // Compared with the square of a gradient, which is small near a minimum.
        let inside = Condition::Is(ids.rule, vec!["rmsprop_eps_inside"]);
        param.default_when(inside, Value::Number(1e-4))
    }));
    named(params, ids, ids.section)
}

/// What can be put around any rule.
pub fn wrappers(ids: &'static Ids) -> Vec<Param> {
    let decays = Condition::Above(ids.weight_decay, 0.0);
    let not_adamw = rule::rules(|rule| rule.hyper(Hyper::WeightDecay).is_none());
    let [schedule, schedule_steps, schedule_factor] = schedule::params(&ids.schedule, 100);
    let params = vec![
        number(ids.weight_decay, "w", Scale::Linear, [0.0, 1.0], 0.0).default_when(
            Condition::Is(ids.rule, rule::rules_with(Hyper::WeightDecay)),
            Value::Number(0.01),
        ),
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
        choice(ids.average, "θ̄", Average::IDS),
        number(
            ids.average_decay,
            "d",
            Scale::LogOneMinus,
            [0.0, 0.9999],
            0.95,
        )
        .relevant_when(Condition::is(ids.average, &[Average::Exponential])),
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
        let takes_part = takes_part(ids);
        let relevant = match param.relevant.take() {
            Some(condition) => Condition::All(vec![takes_part, condition]),
            None => takes_part,
        };
        param.another(name, ids.number).relevant_when(relevant)
    };
    params.into_iter().map(place).collect()
}
