//! A surface that the reader writes: an expression in x and y, differentiated exactly.
//!
//! Nothing is known of its minima or its scale: the view is [−3, 3]² and the start off the diagonal.

use serde::{Deserialize, Deserializer, de};

use super::landscape::ViewBox;
use thetaflow::math::expression::{Expression, ExpressionError};

pub(super) const START: [f64; 2] = [-1.5, 2.0];
pub(super) const VIEW: ViewBox = ViewBox::new([-3.0, 3.0], [-3.0, 3.0]);

pub(super) fn parse(source: &str) -> Result<Expression, ExpressionError> {
    Expression::parse(source, &["x", "y"])
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Expression, D::Error> {
    let source = String::deserialize(deserializer)?;
    parse(&source).map_err(de::Error::custom)
}
