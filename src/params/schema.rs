//! The declaration of a lab's parameters.

use super::{Param, ParamError, SEED, seed, steps};
use serde::Serialize;

/// The parameters of a lab, in the order in which a reader meets them.
///
/// ```
/// use thetaflow::params::{Condition, Key, Params, Scale, Schema, choice, number, steps};
///
/// thetaflow::choices! {
///     /// How a step is made.
///     pub enum Method {
///         Descent = "descent",
///         Momentum = "momentum",
///     }
/// }
/// const METHOD: Key<Method> = Key::new("method");
/// const LEARNING_RATE: Key<f64> = Key::new("lr");
/// const MOMENTUM: Key<f64> = Key::new("momentum");
///
/// let schema: &'static Schema = Box::leak(Box::new(Schema::new("descent", 10.0, vec![
///     choice(METHOD, ""),
///     number(LEARNING_RATE, "γ", Scale::Log, [1e-4, 1.0], 0.1),
///     number(MOMENTUM, "μ", Scale::Linear, [0.0, 0.999], 0.9)
///         .relevant_when(Condition::is(METHOD, &[Method::Momentum])),
///     steps(1000, 100),
/// ])));
/// let mut params = Params::new(schema);
/// // A refused value is data for a sentence, and the last good one stays.
/// let refused = params.load("method=momentum&lr=50&steps=20");
/// assert_eq!(refused[0].code, "out_of_range");
/// assert_eq!((params.get(LEARNING_RATE), params.steps()), (0.1, 20));
/// assert_eq!(params.query(), "method=momentum&steps=20");
/// ```
#[derive(Debug, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[non_exhaustive]
pub struct Schema {
    /// The name of the lab.
    pub lab: &'static str,
    /// How many steps a second are played at normal speed.
    pub steps_per_second: f64,
    /// The parameters.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "ParamSpec[]"))]
    pub params: Vec<Param>,
}

impl Schema {
    /// The parameters of a lab. Where a reader meets [`steps`] and [`seed`], which every lab has, they stand in the list. One
    /// that does not name them has runs of a usual length, and a seed that changes nothing, behind all others.
    pub fn new(lab: &'static str, steps_per_second: f64, mut params: Vec<Param>) -> Self {
        for usual in [steps(10_000, 1000), seed().never_relevant()] {
            if params.iter().all(|param| param.id != usual.id) {
                params.push(usual);
            }
        }
        Self {
            lab,
            steps_per_second,
            params,
        }
    }

    /// Whether the seed decides anything.
    pub fn is_random(&self) -> bool {
        self.param(SEED.id()).is_some_and(Param::is_ever_relevant)
    }

    /// The place of a parameter in the list.
    pub fn index(&self, id: &str) -> Option<usize> {
        self.params.iter().position(|param| param.id == id)
    }

    /// A parameter by its name.
    pub fn param(&self, id: &str) -> Option<&Param> {
        Some(&self.params[self.index(id)?])
    }

    pub(super) fn unknown_key(&self, id: &str) -> ParamError {
        let codes = ["unknown_key", "unknown_key_suggestion"];
        ParamError::not_among(
            codes,
            vec![("id", id.to_owned())],
            id,
            self.params.iter().map(|param| param.id),
        )
    }
}
