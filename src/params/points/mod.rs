//! Data that a reader draws or pastes: a list of points of the plane.
//!
//! The kind brings its reader along as a function: a module whose lab has no such parameter does not contain it.

mod brackets;
mod cells;
mod lines;
mod list;
mod rescale;
mod sheet;
mod table;
#[cfg(test)]
mod tests;

use super::{Kind, Param, ParamError, Value};
use serde::Serialize;

/// A list of at most `most` points with both coordinates in `[min, max]`, which are kept in thousandths.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(
    target_arch = "wasm32",
    derive(tsify::Tsify),
    tsify(rename = "PointsRange")
)]
pub struct PointsKind {
    pub min: f64,
    pub max: f64,
    pub most: usize,
    #[serde(skip)]
    read: Read,
}

type Read = fn(&PointsKind, &'static str, &str) -> Result<Reading, ParamError>;

/// What was read, and how.
struct Reading {
    points: Vec<[f64; 2]>,
    /// Sentences as data, like refusals: what was decided about a table. None about a list.
    remarks: Vec<ParamError>,
}

/// The points with their canonical text, `x,y;x,y`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Points {
    points: Vec<[f64; 2]>,
    text: String,
}

/// At most `most` points of the plane with both coordinates in `[min, max]`; none by default.
pub fn points(id: &'static str, symbol: &'static str, [min, max]: [f64; 2], most: usize) -> Param {
    let kind = PointsKind {
        min,
        max,
        most,
        read,
    };
    Param::new(
        id,
        symbol,
        Kind::Points(kind),
        Value::Points(Points::default()),
    )
}

impl PointsKind {
    /// Reads the canonical text, or a table: that is a text of several lines, even if all but one are blank, or in brackets.
    pub(super) fn parse(&self, id: &'static str, text: &str) -> Result<Points, ParamError> {
        Ok(Points::new((self.read)(self, id, text)?.points))
    }

    /// How a table is read, or why not.
    pub(super) fn remarks(&self, id: &'static str, text: &str) -> Vec<ParamError> {
        (self.read)(self, id, text).map_or_else(|refusal| vec![refusal], |reading| reading.remarks)
    }

    fn contains(&self, coordinate: f64) -> bool {
        (self.min..=self.max).contains(&coordinate)
    }
}

fn read(kind: &PointsKind, id: &'static str, text: &str) -> Result<Reading, ParamError> {
    if text.contains(['\n', '\r', '[', '(', '{']) {
        return table::read(kind, id, text);
    }
    let points = list::read(kind, id, text)?;
    let remarks = Vec::new();
    Ok(Reading { points, remarks })
}
impl Points {
    fn new(mut points: Vec<[f64; 2]>) -> Self {
        for coordinate in points.as_flattened_mut() {
            *coordinate = rounded(*coordinate);
        }
        let text = list::text(&points);
        Self { points, text }
    }

    /// The points, in the order in which they were set.
    pub fn as_slice(&self) -> &[[f64; 2]] {
        &self.points
    }

    /// `x,y;x,y`: what reads back as the same points.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// How many parts of 1 are told apart.
const PARTS: f64 = 1000.0;

/// The nearest thousandth. -0 and 0 are one value.
fn rounded(coordinate: f64) -> f64 {
    (coordinate * PARTS).round() / PARTS + 0.0
}
