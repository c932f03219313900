//! Texts to go on with in another program.

use super::served::lab;
use super::to_js;
use wasm_bindgen::prelude::*;

/// The run of a query up to `step` in one of the lab's formats.
///
/// # Errors
/// There is no such format: a refused text as `{code, args}`.
#[wasm_bindgen]
pub fn script(format: &str, query: &str, step: f64) -> Result<String, JsValue> {
    let mut params = lab().params();
    params.load(query);
    lab()
        .script(format, &params, step.max(0.0) as u64)
        .map_err(|error| to_js(&error))
}

/// The table of a frame of [`super::session::WebSession::frame`] as CSV; nothing if it is no frame of this lab.
#[wasm_bindgen]
pub fn csv(frame: &[u8]) -> Option<String> {
    lab().csv(frame)
}
