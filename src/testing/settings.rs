//! Settings of a lab: random ones, and one for every option.

use super::Subject;
use super::runs::loaded;
use crate::lab::AnyLab;
use crate::params::{Kind, Param, Params};
use proptest::prelude::*;
use std::env;

/// Values by id, as texts.
pub type Setting = Vec<(String, String)>;

/// Where random numbers come from.
#[derive(Clone, Copy)]
pub enum Numbers {
    /// The places of a slider, and its ends more often than the others.
    FromSliders,
    /// Anywhere between the bounds.
    Typed,
}

/// How many random settings are tried. `npm run test:soak` asks for many more than `npm test`.
pub fn count(few: u32) -> u32 {
    let asked = env::var("THETAFLOW_SETTINGS").ok();
    asked.map_or(few, |text| {
        text.parse().expect("THETAFLOW_SETTINGS is a number")
    })
}

/// Random values for all parameters.
pub fn of_all(lab: &'static dyn AnyLab) -> impl Strategy<Value = Setting> {
    let texts: Vec<_> = (lab.schema().params.iter())
        .map(|param| {
            (
                Just(param.id.to_owned()),
                text(lab, param, Numbers::FromSliders),
            )
        })
        .collect();
    texts
}

/// Random values for some of the parameters.
pub fn of_some(lab: &'static dyn AnyLab) -> impl Strategy<Value = Setting> {
    let params: Vec<&'static Param> = lab.schema().params.iter().collect();
    let count = params.len();
    prop::sample::subsequence(params, 0..=count).prop_flat_map(|chosen| {
        chosen
            .into_iter()
            .map(|param| (Just(param.id.to_owned()), text(lab, param, Numbers::Typed)))
            .collect::<Vec<_>>()
    })
}

/// A text that the parameter accepts.
fn text(
    lab: &'static dyn AnyLab,
    param: &'static Param,
    numbers: Numbers,
) -> BoxedStrategy<String> {
    match (&param.kind, numbers) {
        (Kind::Number { min, max, .. }, Numbers::Typed) => {
            (*min..=*max).prop_map(|number| number.to_string()).boxed()
        }
        (Kind::Integer { min, max, .. }, Numbers::Typed) => (*min..=*max)
            .prop_map(|integer| integer.to_string())
            .boxed(),
        (Kind::Number { positions, .. } | Kind::Integer { positions, .. }, _) => {
            let params = lab.params();
            prop_oneof![Just(0), Just(*positions), 0..=*positions]
                .prop_map(move |position| params.text_at(param.id, position).unwrap_or_default())
                .boxed()
        }
        (Kind::Choice { options }, _) => prop::sample::select(options.clone())
            .prop_map(str::to_owned)
            .boxed(),
        (Kind::Flag, _) => prop::sample::select(vec!["on", "off", "true", "0"])
            .prop_map(str::to_owned)
            .boxed(),
        (Kind::Point { min, max }, _) => (*min..=*max, *min..=*max)
            .prop_map(|(x, y)| format!("{x}, {y}"))
            .boxed(),
        (Kind::Expression(kind), _) => formula(kind.variables),
        (Kind::Points(kind), _) => {
            let point = (kind.min..=kind.max, kind.min..=kind.max);
            prop::collection::vec(point.prop_map(|(x, y)| format!("{x},{y};")), 0..20)
                .prop_map(|points| points.concat())
                .boxed()
        }
    }
}

/// Formulas that are nowhere, or not everywhere, what one hopes for.
fn formula(variables: &[&'static str]) -> BoxedStrategy<String> {
    let formulas = [
        "X^2+Y^2",
        "X*Y + 1",
        "max(X, Y)",
        "log(X)",
        "1/X",
        "sqrt(-Y)",
        "X^X",
        "abs(X)-1e300*Y^9",
        "tan(X*Y)",
        "0/0",
        "exp(exp(X))",
        "floor(X)/sign(Y)",
        "asin(X)acos(Y)",
        "∛(X)^Y - log10|X|",
        "atan2(Y, X)sinh(9X)",
    ];
    let [first, last] = [variables[0], variables[variables.len() - 1]];
    prop::sample::select(formulas.to_vec())
        .prop_map(move |formula| formula.replace('X', first).replace('Y', last))
        .boxed()
}

/// Every option of every choice and both sides of every switch, by id. Of parameters of the same name the first stands for all.
pub fn every_option(
    lab: &'static dyn AnyLab,
) -> impl Iterator<Item = (&'static str, &'static str)> {
    let params = lab.schema().params.iter();
    let first = params.filter(|param| param.index.is_none());
    first.flat_map(|param| {
        options(&param.kind)
            .iter()
            .map(|option| (param.id, *option))
    })
}

/// The defaults; each option with all else at its default; and what the lab names besides.
pub fn of_every_option(subject: &Subject) -> Vec<Params> {
    let options = every_option(subject.lab).map(|(id, option)| {
        let mut params = subject.lab.params();
        params.set(id, option).expect("an option");
        params
    });
    let named = subject.views.iter();
    let named = named.map(|query| loaded(subject.lab, query));
    std::iter::once(subject.lab.params())
        .chain(options)
        .chain(named)
        .collect()
}

/// What can be chosen of a choice or a switch.
pub fn options(kind: &Kind) -> &[&'static str] {
    match kind {
        Kind::Choice { options } => options,
        Kind::Flag => &["off", "on"],
        _ => &[],
    }
}
