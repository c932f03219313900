//! An update rule and its settings.

use crate::optim::{Hyper, RuleConfig};
use crate::params::{Choices, Condition, Key, Param, Params, Scale, number};

/// Rules are chosen with their usual numbers: [`with_numbers`] has those of the reader.
impl Choices for RuleConfig {
    fn all() -> Vec<Self> {
        Self::all()
    }

    fn id(&self) -> &'static str {
        Self::id(*self)
    }
}

/// What a key of a rule is of: a rule, or one that may be none.
pub trait Choice: Choices + From<RuleConfig> {}

impl<R: Choices + From<RuleConfig>> Choice for R {}

/// The rule is one that is wanted.
pub fn is<R: Choice>(rule: Key<R>, is_wanted: impl Fn(RuleConfig) -> bool) -> Condition {
    let all = RuleConfig::all().into_iter();
    let wanted: Vec<R> = all.filter(|rule| is_wanted(*rule)).map(R::from).collect();
    Condition::is(rule, &wanted)
}

/// The rule has this number.
pub fn has<R: Choice>(rule: Key<R>, hyper: Hyper) -> Condition {
    is(rule, |rule| rule.hyper(hyper).is_some())
}

/// A number of the rule that is chosen: there where the rule has it, with the default that the rule has.
pub fn hyper<R: Choice>(hyper: Hyper, key: Key<f64>, rule: Key<R>) -> Param {
    let all = RuleConfig::all().into_iter();
    let mut defaults = all.filter_map(|rule| Some((rule, rule.hyper(hyper)?)));
    let first = defaults.next().map_or(0.0, |(_, default)| default);
    let param = number_of(hyper, key, first).relevant_when(has(rule, hyper));
    let others = defaults.filter(|(_, default)| *default != first);
    others.fold(param, |param, (other, default)| {
        param.default_when(Condition::is(rule, &[R::from(other)]), default)
    })
}

/// The slider of a rule's number.
pub fn number_of(hyper: Hyper, key: Key<f64>, default: f64) -> Param {
    let share = |highest| (Scale::LogOneMinus, [0.0, highest]);
    let (scale, range) = match hyper {
        Hyper::Momentum | Hyper::Decay | Hyper::Beta1 => share(0.9999),
        Hyper::Beta2 => share(0.99999),
        Hyper::Eps => (Scale::Log, [1e-12, 1.0]),
        Hyper::MomentumDecay => (Scale::Log, [1e-5, 1.0]),
        Hyper::WeightDecay => (Scale::Linear, [0.0, 1.0]),
    };
    number(key, hyper.symbol(), scale, range, default)
}

/// The rule with the numbers for which there are parameters; the others stay at their defaults.
pub fn with_numbers(
    rule: RuleConfig,
    params: &Params,
    key_of: impl Fn(Hyper) -> Option<Key<f64>>,
) -> RuleConfig {
    rule.with(|hyper| Some(params.get(key_of(hyper)?)))
}
