//! Texts to go on with in another program.

use super::to_js;
use crate::lab::find_lab;
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
