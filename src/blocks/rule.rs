//! An update rule and its settings.

use crate::optim::{Hyper, RuleConfig};
use crate::params::{Condition, Param, Params, Scale, Value, choice, number};

/// The choice of a rule.
pub fn choice_of_rule(id: &'static str) -> Param {
    choice(id, "", RuleConfig::IDS)
}

/// The ids of the rules that have this number.
pub fn rules_with(hyper: Hyper) -> Vec<&'static str> {
    rules(|rule| rule.hyper(hyper).is_some())
}

/// The ids of these rules.
pub fn rules(is_wanted: impl Fn(RuleConfig) -> bool) -> Vec<&'static str> {
    let all = RuleConfig::all().into_iter();
    all.filter(|rule| is_wanted(*rule))
        .map(RuleConfig::id)
        .collect()
}

/// A number of the rule that the choice `rule` names: there where the rule has it, with the default that the rule has.
pub fn hyper(hyper: Hyper, id: &'static str, rule: &'static str) -> Param {
    let mut defaults =
        (RuleConfig::all().into_iter()).filter_map(|rule| Some((rule.id(), rule.hyper(hyper)?)));
    let first = defaults.next().map_or(0.0, |(_, default)| default);
    let param = number_of(hyper, id, first);
    let others = defaults.filter(|(_, default)| *default != first);
    others.fold(
        param.relevant_when(Condition::Is(rule, rules_with(hyper))),
        |param, (id, default)| {
            param.default_when(Condition::Is(rule, vec![id]), Value::Number(default))
        },
    )
}

/// The slider of a rule's number.
pub fn number_of(hyper: Hyper, id: &'static str, default: f64) -> Param {
    let share = |highest| (Scale::LogOneMinus, [0.0, highest]);
    let (scale, range) = match hyper {
        Hyper::Momentum | Hyper::Decay | Hyper::Beta1 => share(0.9999),
        Hyper::Beta2 => share(0.99999),
        Hyper::Eps => (Scale::Log, [1e-12, 1.0]),
        Hyper::MomentumDecay => (Scale::Log, [1e-5, 1.0]),
        Hyper::WeightDecay => (Scale::Linear, [0.0, 1.0]),
    };
    number(id, hyper.symbol(), scale, range, default)
}

/// The rule that is chosen, with the numbers for which there are parameters; the others stay at their defaults.
pub fn rule(
    params: &Params,
    rule: &str,
    id_of: impl Fn(Hyper) -> Option<&'static str>,
) -> RuleConfig {
    let chosen = RuleConfig::from_id(params.choice(rule));
    let rule = chosen.unwrap_or_else(|| crate::optim::rules::Adam::default().into());
    rule.with(|hyper| Some(params.number(id_of(hyper)?)))
}
