//! What values a parameter takes, and how they are read.

use super::numeral::{NoNumber, read_number, tidy};
use super::{ExpressionKind, ParamError, PointsKind, Scale, Value, number_text};
use serde::Serialize;

/// What values a parameter takes.
#[derive(Debug, Serialize)]
#[cfg_attr(
    target_arch = "wasm32",
    derive(tsify::Tsify),
    tsify(rename = "ParamKind")
)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Kind {
    /// A finite number in `[min, max]`.
    Number {
        /// The least value.
        min: f64,
        /// The largest value.
        max: f64,
        /// How a slider spreads them.
        scale: Scale,
        /// How many positions a slider has.
        positions: u32,
    },
    /// A whole number in `[min, max]`.
    Integer {
        /// The least value.
        min: u64,
        /// The largest value.
        max: u64,
        /// How a slider spreads them.
        scale: Scale,
        /// How many positions a slider has.
        positions: u32,
    },
    /// One of `options`.
    Choice {
        /// Their names, in the order in which they are offered.
        options: Vec<&'static str>,
    },
    /// `on` or `off`.
    Flag,
    /// A point `x,y` of the plane, both coordinates in `[min, max]`.
    Point {
        /// The least coordinate.
        min: f64,
        /// The largest coordinate.
        max: f64,
    },
    /// A formula.
    Expression(
        #[cfg_attr(target_arch = "wasm32", tsify(type = "ExpressionVariables"))] ExpressionKind,
    ),
    /// Points of the plane `x,y;x,y`, or a table of them with a line each.
    Points(#[cfg_attr(target_arch = "wasm32", tsify(type = "PointsRange"))] PointsKind),
}

impl Kind {
    /// Reads a text as a value of this kind. `id` is only for the error.
    ///
    /// # Errors
    /// What is wrong, as data for a sentence.
    pub fn parse(&self, id: &'static str, text: &str) -> Result<Value, ParamError> {
        let (whole, text) = (text, text.trim());
        let refused = |code, range: Option<(String, String)>| {
            let mut error =
                ParamError::new(code, [("id", id.to_owned()), ("got", text.to_owned())]);
            error.args.extend(
                range
                    .map(|(min, max)| [("min", min), ("max", max)])
                    .into_iter()
                    .flatten(),
            );
            error
        };
        match self {
            Kind::Number { min, max, .. } => {
                let range = || Some((number_text(*min), number_text(*max)));
                let read = read_number(text);
                let number =
                    read.map_err(|why| no_number(why, refused("not_a_number", range())))?;
                if !(*min..=*max).contains(&number) {
                    return Err(refused("out_of_range", range()));
                }
                Ok(Value::Number(number))
            }
            Kind::Integer { min, max, .. } => {
                let range = || Some((min.to_string(), max.to_string()));
                let not_an_integer = || refused("not_an_integer", range());
                let number = read_number(text).map_err(|why| no_number(why, not_an_integer()))?;
                if number.fract() != 0.0 && number.is_finite() {
                    return Err(not_an_integer());
                }
                if !(*min as f64..=*max as f64).contains(&number) {
                    return Err(refused("out_of_range", range()));
                }
                Ok(Value::Integer(number as u64))
            }
            Kind::Choice { options } => match options.iter().find(|option| **option == text) {
                Some(option) => Ok(Value::Choice(option)),
                None => Err(ParamError::not_among(
                    ["not_a_choice", "not_a_choice_suggestion"],
                    vec![("id", id.to_owned()), ("got", text.to_owned())],
                    text,
                    options.iter().copied(),
                )),
            },
            Kind::Flag => match text {
                "on" | "true" | "1" => Ok(Value::Flag(true)),
                "off" | "false" | "0" => Ok(Value::Flag(false)),
                _ => Err(refused("not_a_flag", None)),
            },
            Kind::Point { min, max } => {
                let range = || Some((number_text(*min), number_text(*max)));
                let point = read_point(text);
                let point = point.ok_or_else(|| refused("not_a_point", range()))?;
                if !point
                    .iter()
                    .all(|coordinate| (*min..=*max).contains(coordinate))
                {
                    return Err(refused("point_out_of_range", range()));
                }
                Ok(Value::Point(point))
            }
            Kind::Expression(kind) => {
                kind.read(id, text)?;
                Ok(Value::Expression(text.to_owned()))
            }
            Kind::Points(kind) => Ok(Value::Points(kind.parse(id, whole)?)),
        }
    }
}

/// The refusal of what is no number; with what could be written in its place, if that is known.
fn no_number(why: NoNumber, mut refusal: ParamError) -> ParamError {
    let (code, numbers) = match why {
        NoNumber::TwoWays { whole, decimal } => ("number_in_two_ways", [whole, decimal]),
        NoNumber::Percent(number) => ("percentage", [number, number]),
        NoNumber::Other => return refusal,
    };
    refusal.code = code;
    for (name, number) in ["number", "other"].into_iter().zip(numbers) {
        refusal.args.push((name, number_text(number)));
    }
    refusal
}

/// `x,y`, or `x;y` with decimal commas.
fn read_point(text: &str) -> Option<[f64; 2]> {
    let text = tidy(text);
    let separator = if text.contains(';') { ';' } else { ',' };
    let (x, y) = text.split_once(separator)?;
    // Three numbers with commas are not two.
    if separator == ',' && y.contains(',') {
        return None;
    }
    Some([read_number(x).ok()?, read_number(y).ok()?])
}
