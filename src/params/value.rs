//! A value of a parameter and its canonical text.

use super::{Choices, Points};
use crate::math::decimal;

/// A value; which variant is decided by the parameter's [`super::Kind`].
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Of a [`super::Kind::Number`].
    Number(f64),
    /// Of a [`super::Kind::Integer`].
    Integer(u64),
    /// Of a [`super::Kind::Choice`].
    Choice(&'static str),
    /// Of a [`super::Kind::Flag`].
    Flag(bool),
    /// Of a [`super::Kind::Point`].
    Point([f64; 2]),
    /// Of a [`super::Kind::Expression`], as it was typed.
    Expression(String),
    /// Of a [`super::Kind::Points`].
    Points(Points),
}

impl Value {
    /// The canonical text: parsing it gives the same value back, bit for bit.
    pub fn text(&self) -> String {
        match self {
            Value::Number(number) => number_text(*number),
            Value::Integer(integer) => integer.to_string(),
            Value::Choice(option) => (*option).to_owned(),
            Value::Flag(flag) => if *flag { "on" } else { "off" }.to_owned(),
            Value::Point([x, y]) => number_text(*x) + "," + &number_text(*y),
            Value::Expression(source) => source.clone(),
            Value::Points(points) => points.text().to_owned(),
        }
    }
}

/// The shortest decimal text that reads back as the same number, as people write it: `0.0005`, `1e-8`.
pub fn number_text(number: f64) -> String {
    decimal::brief(number)
}

/// Numbers, switches and points of the plane are values as they are.
macro_rules! plain {
    ($($T:ty => $Kind:ident),+) => {$(
        impl From<$T> for Value {
            fn from(value: $T) -> Self {
                Self::$Kind(value)
            }
        }
    )+};
}

plain!(f64 => Number, u64 => Integer, bool => Flag, [f64; 2] => Point);

impl<C: Choices> From<C> for Value {
    fn from(option: C) -> Self {
        Self::Choice(option.id())
    }
}
