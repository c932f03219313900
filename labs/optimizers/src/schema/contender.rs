//! The parameters of one rule, of which a race has several.

use super::learning_rate::learning_rate;
use crate::contender::Average;
use crate::flows::Rule as FlowRule;
use crate::keys::{CONTENDERS, RuleKeys};
use thetaflow::blocks::{rule, schedule};
use thetaflow::optim::{Hyper, RuleConfig};
use thetaflow::params::{Condition, Param, Scale, choice, flag, integer, number};

/// There are at least two rules.
pub fn races() -> Condition {
    takes_part(&CONTENDERS[1])
}

/// There is one.
pub fn is_alone() -> Condition {
    Condition::is(CONTENDERS[1].rule, &[None])
}

/// The contender has a rule.
fn takes_part(keys: &RuleKeys) -> Condition {
    rule::is(keys.rule, |_| true)
}

/// The rule discretises a flow, and is alone.
pub fn has_flow(keys: &RuleKeys) -> Condition {
    let discretises = |rule: RuleConfig| FlowRule::from_id(rule.id()).is_some();
    Condition::all([rule::is(keys.rule, discretises), is_alone()])
}

/// Whether a further rule takes part, and which: once the one `before` does.
pub fn entry(keys: &'static RuleKeys, before: &RuleKeys) -> Vec<Param> {
    let mut entry = choice(keys.rule, "")
        .another(CONTENDERS[0].rule.id(), keys.number)
        .grouped(keys.section);
    if before.number > 1 {
        entry = entry.relevant_when(takes_part(before));
    }
    vec![entry]
}

/// The settings of a rule that belong to it.
pub fn settings(keys: &'static RuleKeys) -> Vec<Param> {
    let mut params = vec![learning_rate(keys)];
    // Weight decay is something that any rule can have.
    let own = (Hyper::ALL.into_iter()).filter(|hyper| *hyper != Hyper::WeightDecay);
    params.extend(own.map(|hyper| {
        let param = rule::hyper(hyper, keys.hyper(hyper), keys.rule);
        if hyper != Hyper::Eps {
            return param;
        }
        // Compared with the square of a gradient, which is small near a minimum.
        let inside = rule::is(keys.rule, |rule| {
            matches!(rule, RuleConfig::RmsPropEpsInside(_))
        });
        param.default_when(inside, 1e-4)
    }));
    named(params, keys, keys.section)
}

/// What can be put around any rule.
pub fn wrappers(keys: &'static RuleKeys) -> Vec<Param> {
    let decays = Condition::above(keys.weight_decay, 0.0);
    let not_adamw = rule::is(keys.rule, |rule| rule.hyper(Hyper::WeightDecay).is_none());
    let [schedule, schedule_steps, schedule_factor] = schedule::params(&keys.schedule, 100);
    let params = vec![
        number(keys.weight_decay, "w", Scale::Linear, [0.0, 1.0], 0.0)
            .default_when(rule::has(keys.rule, Hyper::WeightDecay), 0.01),
        flag(keys.decoupled, "", false).relevant_when(Condition::all([decays, not_adamw])),
        number(keys.clip_norm, "c", Scale::Linear, [0.0, 20.0], 0.0),
        integer(keys.accumulate, "k", Scale::Linear, [1, 64], 1),
        integer(keys.lookahead_k, "k", Scale::Linear, [1, 50], 1),
        number(keys.lookahead_alpha, "α", Scale::Linear, [0.0, 1.0], 0.5)
            .relevant_when(Condition::above(keys.lookahead_k, 1.0)),
        flag(keys.layer_adaptation, "‖θ‖/‖u‖", false),
        flag(keys.lazy, "", false),
        schedule,
        schedule_steps,
        schedule_factor,
        choice(keys.average, "θ̄"),
        number(
            keys.average_decay,
            "d",
            Scale::LogOneMinus,
            [0.0, 0.9999],
            0.95,
        )
        .relevant_when(Condition::is(keys.average, &[Average::Exponential])),
    ];
    named(params, keys, keys.wrappers)
}

/// Puts the parameters into their section (those of the first rule itself stand outside), with the texts of the first
/// rule's. A rule that does not take part has none of them.
fn named(params: Vec<Param>, keys: &'static RuleKeys, section: &'static str) -> Vec<Param> {
    let place = |mut param: Param| {
        if section != CONTENDERS[0].section {
            param = param.grouped(section);
        }
        if keys.number == 1 {
            return param;
        }
        let name = param.id.rsplit_once('_').map_or(param.id, |(name, _)| name);
        param.another(name, keys.number).only_when(takes_part(keys))
    };
    params.into_iter().map(place).collect()
}
