//! What a lab lets the reader set: one schema, one parser and one canonical text for URL, element, command line and tests.
//!
//! A lab declares its parameters once, as a [`Schema`]. Sliders, permalinks, flags and validation all come from it. What a
//! parameter is called stands in a [`Key`], which knows the type of its values; whoever means the parameter names its key.
//! [`Params`] is a state that always holds a valid value for every parameter: a refused text leaves the last good value
//! in place and comes back as a [`ParamError`], which is data; its sentences live with the other texts for people.

mod choices;
mod condition;
mod effect;
mod error;
mod expression;
mod key;
mod kind;
mod numeral;
mod param;
mod points;
mod query;
mod scale;
mod schema;
#[cfg(any(feature = "tables", not(target_arch = "wasm32")))]
mod tables;
mod value;

pub use choices::Choices;
pub use condition::Condition;
pub use error::ParamError;
pub use expression::{ExpressionKind, expression};
pub use key::{Formula, Key, Quantity, SEED, STEPS, Values};
pub use kind::Kind;
pub use numeral::{NoNumber, read_number};
pub use param::{Param, choice, choice_among, flag, integer, number, point, seed, steps};
pub use points::{Points, PointsKind, points};
pub use query::{Link, join_pairs, split_pairs};
pub use scale::Scale;
pub use schema::Schema;
pub use value::{Value, number_text};

#[cfg(doc)]
use crate::math::expression::Expression;

/// A valid value for every parameter of a schema.
///
/// A value that equals its default is not stored: the state is exactly what its canonical text says, so a link, a reload
/// and the state itself can never differ. Defaults may depend on choices (another surface has another start), and a
/// parameter that the reader has not touched follows them.
#[derive(Clone, Debug)]
pub struct Params {
    schema: &'static Schema,
    chosen: Vec<Option<Value>>,
}

impl PartialEq for Params {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.schema, other.schema) && self.chosen == other.chosen
    }
}

impl Params {
    /// Every parameter at its default.
    pub fn new(schema: &'static Schema) -> Self {
        Self {
            schema,
            chosen: vec![None; schema.params.len()],
        }
    }

    /// The schema that these parameters obey.
    pub fn schema(&self) -> &'static Schema {
        self.schema
    }

    /// Starts again from the defaults and applies `id=text` pairs joined by `&`, percent-decoded.
    /// Refused pairs change nothing and are returned, in the order in which they stand.
    pub fn load(&mut self, query: &str) -> Vec<ParamError> {
        let (pairs, mut errors) = split_pairs(query);
        errors.extend(self.load_pairs(&pairs));
        errors
    }

    /// [`Params::load`] for pairs that are already split and decoded.
    pub fn load_pairs(&mut self, pairs: &[(String, String)]) -> Vec<ParamError> {
        self.chosen.fill(None);
        let mut errors = Vec::new();
        let mut seen: Vec<&str> = Vec::new();
        for (id, text) in pairs {
            if seen.contains(&id.as_str()) {
                errors.push(ParamError::new("repeated_key", [("id", id.clone())]));
                continue;
            }
            seen.push(id);
            match self.parse(id, text) {
                Ok((index, value)) => self.chosen[index] = Some(value),
                Err(error) => errors.push(error),
            }
        }
        self.forget_defaults();
        errors
    }

    /// Sets one parameter from its text.
    ///
    /// # Errors
    /// The text is not a value of this parameter; the last good value stays.
    pub fn set(&mut self, id: &str, text: &str) -> Result<(), ParamError> {
        let (index, value) = self.parse(id, text)?;
        self.chosen[index] = Some(value);
        self.forget_defaults();
        Ok(())
    }

    /// How a table of points would be read: which columns, which rows not, what its commas mean. These remarks are data as
    /// refusals are, for the same kind of sentences; of a table that would be refused, the refusal is the only one.
    #[cfg(any(feature = "tables", not(target_arch = "wasm32")))]
    pub fn remarks(&self, id: &str, text: &str) -> Vec<ParamError> {
        let Some(Kind::Points(kind)) = self.schema.param(id).map(|param| &param.kind) else {
            return Vec::new();
        };
        let reading = kind.read(id, text);
        reading.map_or_else(|refusal| vec![refusal], |(_, remarks)| remarks)
    }

    /// Puts one parameter back to its default. An unknown id changes nothing.
    pub fn reset(&mut self, id: &str) {
        if let Some(index) = self.schema.index(id) {
            self.chosen[index] = None;
            self.forget_defaults();
        }
    }

    /// The canonical text: `id=text` pairs in schema order, defaults left out.
    pub fn query(&self) -> String {
        join_pairs(
            self.schema
                .params
                .iter()
                .zip(&self.chosen)
                .filter_map(|(param, chosen)| Some((param.id, chosen.as_ref()?.text()))),
        )
    }

    /// Whether the parameter stands at its default.
    pub fn is_default(&self, id: &str) -> bool {
        self.schema
            .index(id)
            .is_none_or(|index| self.chosen[index].is_none())
    }

    /// Whether the parameter has any effect under the present values of the others.
    pub fn is_relevant(&self, param: &Param) -> bool {
        param
            .relevant
            .as_ref()
            .is_none_or(|condition| condition.holds(self))
    }

    /// The present value, or `None` for an id that the schema does not have.
    pub fn value(&self, id: &str) -> Option<&Value> {
        let index = self.schema.index(id)?;
        Some(
            self.chosen[index]
                .as_ref()
                .unwrap_or_else(|| self.schema.params[index].default_in(self)),
        )
    }

    /// Where the slider of a number or integer stands, from 0 to its `positions`.
    pub fn position(&self, id: &str) -> Option<u32> {
        match (&self.schema.param(id)?.kind, self.value(id)?) {
            (
                Kind::Number {
                    min, max, scale, ..
                },
                Value::Number(number),
            ) => Some(scale.position_of(*number, *min, *max)),
            (
                Kind::Integer {
                    min, max, scale, ..
                },
                Value::Integer(integer),
            ) => Some(scale.integer_position_of(*integer, *min, *max)),
            _ => None,
        }
    }

    /// The text of the value at a slider position; `None` for a parameter without a slider.
    pub fn text_at(&self, id: &str, position: u32) -> Option<String> {
        match &self.schema.param(id)?.kind {
            Kind::Number {
                min, max, scale, ..
            } => Some(number_text(scale.value_at(position, *min, *max))),
            Kind::Integer {
                min, max, scale, ..
            } => Some(scale.integer_at(position, *min, *max).to_string()),
            _ => None,
        }
    }

    /// The value of a parameter.
    pub fn get<T: Values>(&self, key: Key<T>) -> T::Read<'_> {
        let value = self.value(key.id());
        let read = value.and_then(T::read);
        // A lab that lists no such parameter is a mistake in the lab: loud in tests, harmless in a reader's browser.
        debug_assert!(read.is_some(), "`{key:?}` is {value:?} in the schema");
        read.unwrap_or_else(T::missing)
    }

    /// The length of a run.
    pub fn steps(&self) -> u64 {
        self.get(STEPS)
    }

    /// What decides all that is random.
    pub fn seed(&self) -> u64 {
        self.get(SEED)
    }

    /// How the formula of an expression parameter would be read, without setting it: see [`Expression::postfix`].
    ///
    /// # Errors
    /// The text is not such a formula, or there is no such parameter.
    pub fn read_formula(&self, id: &str, text: &str) -> Result<String, ParamError> {
        match self.schema.param(id).map(|param| (param.id, &param.kind)) {
            Some((id, Kind::Expression(kind))) => kind.read(id, text.trim()),
            _ => Err(self.schema.unknown_key(id)),
        }
    }

    fn parse(&self, id: &str, text: &str) -> Result<(usize, Value), ParamError> {
        let index = self
            .schema
            .index(id)
            .ok_or_else(|| self.schema.unknown_key(id))?;
        let param = &self.schema.params[index];
        Ok((index, param.kind.parse(param.id, text)?))
    }

    /// Conditions only look at parameters that stand earlier in the schema, so one pass in order settles everything.
    fn forget_defaults(&mut self) {
        for index in 0..self.chosen.len() {
            if self.chosen[index].as_ref() == Some(self.schema.params[index].default_in(self)) {
                self.chosen[index] = None;
            }
        }
    }
}
