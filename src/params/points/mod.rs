//! Data that a reader draws or pastes: a list of points of the plane.
//!
//! The kind brings its reader along as a function: a module whose lab has no such parameter does not contain it. The
//! reader of tables, which is larger, is a module of its own (feature `tables`): the others refuse a table as such, and the
//! page has it read elsewhere.

mod list;
#[cfg(any(feature = "tables", not(target_arch = "wasm32")))]
mod rescale;
#[cfg(any(feature = "tables", not(target_arch = "wasm32")))]
mod table;
#[cfg(test)]
mod tests;

use super::{Key, Kind, Param, ParamError, Value};
use serde::Serialize;

/// A list of at most `most` points with both coordinates in `[min, max]`, which are kept in thousandths.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(
    target_arch = "wasm32",
    derive(tsify::Tsify),
    tsify(rename = "PointsRange")
)]
pub struct PointsKind {
    /// The least coordinate.
    pub min: f64,
    /// The largest coordinate.
    pub max: f64,
    /// How many points there may be.
    pub most: usize,
    #[serde(skip)]
    read: Read,
}

type Read = fn(&PointsKind, &str, &str) -> Result<Reading, ParamError>;

/// What was read, and how.
struct Reading {
    points: Vec<[f64; 2]>,
    /// What was decided about a table. Nothing about a list.
    #[cfg_attr(
        not(any(feature = "tables", not(target_arch = "wasm32"))),
        expect(dead_code)
    )]
    remarks: Vec<ParamError>,
}

/// The points with their canonical text, `x,y;x,y`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Points {
    points: Vec<[f64; 2]>,
    text: String,
}

/// At most `most` points of the plane with both coordinates in `[min, max]`; none by default.
pub fn points(key: Key<Points>, symbol: &'static str, range: [f64; 2], most: usize) -> Param {
    Param::new(
        key,
        symbol,
        Kind::Points(PointsKind::new(range, most)),
        Value::Points(Points::default()),
    )
}

impl PointsKind {
    /// At most `most` points with both coordinates in `[min, max]`.
    pub fn new([min, max]: [f64; 2], most: usize) -> Self {
        Self {
            min,
            max,
            most,
            read,
        }
    }

    /// Reads the canonical text, or a table: that is a text of several lines, even if all but one are blank, or in brackets.
    pub(super) fn parse(&self, id: &str, text: &str) -> Result<Points, ParamError> {
        Ok(Points::new((self.read)(self, id, text)?.points))
    }

    /// The same, and how a table was read: sentences as data, like refusals.
    ///
    /// # Errors
    /// Why it cannot be read.
    #[cfg(any(feature = "tables", not(target_arch = "wasm32")))]
    pub fn read(&self, id: &str, text: &str) -> Result<(Points, Vec<ParamError>), ParamError> {
        let Reading { points, remarks } = (self.read)(self, id, text)?;
        Ok((Points::new(points), remarks))
    }

    fn contains(&self, coordinate: f64) -> bool {
        (self.min..=self.max).contains(&coordinate)
    }
}

fn read(kind: &PointsKind, id: &str, text: &str) -> Result<Reading, ParamError> {
    if text.contains(['\n', '\r', '[', '(', '{']) {
        return read_table(kind, id, text);
    }
    let points = list::read(kind, id, text)?;
    let remarks = Vec::new();
    Ok(Reading { points, remarks })
}

#[cfg(any(feature = "tables", not(target_arch = "wasm32")))]
use table::read as read_table;

/// A module without the reader of tables refuses a table whole: the page has it read elsewhere, and says so where it cannot.
#[cfg(not(any(feature = "tables", not(target_arch = "wasm32"))))]
fn read_table(_: &PointsKind, id: &str, table: &str) -> Result<Reading, ParamError> {
    Err(ParamError {
        code: "table_unread",
        args: vec![("id", id.to_owned()), ("table", table.to_owned())],
    })
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
