//! When something about a parameter holds: conditions on the values of others.

use super::{Choices, Key, Params, Quantity, Value};
use serde::Serialize;

/// A condition on the values of earlier parameters. Those about one of them are made from its key.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// See [`Condition::is`].
    #[non_exhaustive]
    Is(&'static str, Vec<&'static str>),
    /// See [`Condition::above`].
    #[non_exhaustive]
    Above(&'static str, f64),
    /// See [`Condition::below`].
    #[non_exhaustive]
    Below(&'static str, f64),
    /// See [`Condition::on`].
    #[non_exhaustive]
    On(&'static str),
    /// All of these hold.
    All(Vec<Condition>),
    /// At least one of these holds.
    Any(Vec<Condition>),
}

impl Condition {
    /// The choice is one of these options.
    pub fn is<C: Choices>(key: Key<C>, options: &[C]) -> Self {
        Self::Is(key.id(), options.iter().map(C::id).collect())
    }

    /// The number is above a value.
    pub fn above<Q: Quantity>(key: Key<Q>, bound: f64) -> Self {
        Self::Above(key.id(), bound)
    }

    /// The number is below a value.
    pub fn below<Q: Quantity>(key: Key<Q>, bound: f64) -> Self {
        Self::Below(key.id(), bound)
    }

    /// The switch is on.
    pub fn on(key: Key<bool>) -> Self {
        Self::On(key.id())
    }

    /// All of these hold.
    pub fn all<const N: usize>(conditions: [Self; N]) -> Self {
        Self::All(conditions.into())
    }

    /// At least one of these holds.
    pub fn any<const N: usize>(conditions: [Self; N]) -> Self {
        Self::Any(conditions.into())
    }

    /// Whether these parameters meet it.
    pub fn holds(&self, params: &Params) -> bool {
        match self {
            Condition::Is(id, options) => {
                matches!(params.value(id), Some(Value::Choice(chosen)) if options.contains(chosen))
            }
            Condition::Above(id, bound) => {
                quantity(params, id).is_some_and(|quantity| quantity > *bound)
            }
            Condition::Below(id, bound) => {
                quantity(params, id).is_some_and(|quantity| quantity < *bound)
            }
            Condition::On(id) => params.value(id) == Some(&Value::Flag(true)),
            Condition::All(conditions) => {
                conditions.iter().all(|condition| condition.holds(params))
            }
            Condition::Any(conditions) => {
                conditions.iter().any(|condition| condition.holds(params))
            }
        }
    }

    pub(super) fn collect_ids(&self, ids: &mut Vec<&'static str>) {
        match self {
            Condition::Is(id, _)
            | Condition::Above(id, _)
            | Condition::Below(id, _)
            | Condition::On(id) => ids.push(id),
            Condition::All(conditions) | Condition::Any(conditions) => {
                conditions.iter().for_each(|c| c.collect_ids(ids))
            }
        }
    }
}

/// The value of a number or an integer.
fn quantity(params: &Params, id: &str) -> Option<f64> {
    match params.value(id)? {
        Value::Number(number) => Some(*number),
        Value::Integer(integer) => Some(*integer as f64),
        _ => None,
    }
}
