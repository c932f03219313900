//! The reader of pasted tables.

use super::to_js;
use crate::params::{ParamError, PointsKind};
use serde::Serialize;
use tsify::Tsify;
use wasm_bindgen::prelude::*;

/// How a table is read. Where it is refused there is no text, and the refusal is the only remark.
#[derive(Serialize, Tsify)]
#[tsify(rename = "TableReading")]
struct Reading {
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    remarks: Vec<ParamError>,
}

/// A text or a table as the canonical text of points, and how it was read: `{text, remarks}`. Of one that is refused the
/// refusal is the only remark, and there is no text.
#[wasm_bindgen(unchecked_return_type = "TableReading")]
pub fn read_points(id: &str, text: &str, min: f64, max: f64, most: usize) -> JsValue {
    let reading = PointsKind::new([min, max], most).read(id, text);
    to_js(&reading.map_or_else(
        |refusal| Reading {
            text: None,
            remarks: vec![refusal],
        },
        |(points, remarks)| Reading {
            text: Some(points.text().to_owned()),
            remarks,
        },
    ))
}
