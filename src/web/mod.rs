//! The browser's side: a thin boundary over [`crate::lab`] and [`crate::params`].
//!
//! A worker holds [`session::WebSession`]s and sends their frames; the page holds a [`view::View`] a figure, which draws
//! them, and a [`params::WebParams`], which turns the reader's input into canonical text.

mod canvas;
mod params;
mod session;
mod view;

use serde::Serialize;
use wasm_bindgen::JsValue;

/// Plain JavaScript objects, `null` for what is missing.
fn to_js<T: Serialize + ?Sized>(value: &T) -> JsValue {
    value
        .serialize(&serde_wasm_bindgen::Serializer::json_compatible())
        .unwrap_or(JsValue::NULL)
}
