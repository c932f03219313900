//! Texts to go on with in another program.

use super::to_js;
use crate::lab::{Frame, Lab, LabVisitor, find_lab, visit_lab};
use wasm_bindgen::prelude::*;

/// The run of a query up to `step` in one of the lab's formats.
///
/// # Errors
/// There is no such lab or format: a refused text as `{code, args}`.
#[wasm_bindgen]
pub fn script(lab: &str, format: &str, query: &str, step: f64) -> Result<String, JsValue> {
    let lab = find_lab(lab).map_err(|error| to_js(&error))?;
    let mut params = lab.params();
    params.load(query);
    lab.script(format, &params, step.max(0.0) as u64)
        .map_err(|error| to_js(&error))
}

struct Csv<'a>(&'a [u8]);

impl LabVisitor for Csv<'_> {
    type Output = Option<String>;

    fn visit<L: Lab>(self) -> Option<String> {
        let frame: L::Frame = postcard::from_bytes(self.0).ok()?;
        Some(frame.table().csv())
    }
}

/// The table of a frame of [`super::session::WebSession::frame`] as CSV; nothing if it is no frame of this lab.
///
/// # Errors
/// There is no such lab: a refused text as `{code, args}`.
#[wasm_bindgen]
pub fn csv(lab: &str, frame: &[u8]) -> Result<Option<String>, JsValue> {
    visit_lab(lab, Csv(frame)).map_err(|error| to_js(&error))
}
