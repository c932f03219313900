//! The browser's side: a thin boundary over [`crate::lab`] and [`crate::params`]. A module serves one lab: see [`serve`].
//!
//! A worker holds [`session::WebSession`]s and sends their frames. With the feature `page`, the page holds a `View` a
//! figure, which draws them, and `Params`, which turn the reader's input into canonical text. With the feature `compute`
//! there are texts to go on with: scripts and tables. What a module does not export, the linker leaves out of it. A module
//! with the feature `tables` or `papers` alone has no lab: the first is the reader of pasted tables, the second makes PDF and
//! PGF of a picture. Few figures ever need them.

#[cfg(feature = "page")]
mod canvas;
#[cfg(feature = "papers")]
mod papers;
#[cfg(feature = "page")]
mod params;
#[cfg(feature = "compute")]
mod script;
#[cfg(any(feature = "page", feature = "compute"))]
mod served;
#[cfg(any(feature = "page", feature = "compute"))]
mod session;
#[cfg(feature = "tables")]
mod tables;
#[cfg(any(feature = "page", feature = "compute", feature = "tables"))]
mod to_js;
#[cfg(feature = "page")]
mod view;

#[cfg(any(feature = "page", feature = "compute"))]
pub use served::{Served, serve};

use talc::wasm::{WasmDynamicTalc, new_wasm_dynamic_allocator};
#[cfg(any(feature = "page", feature = "compute", feature = "tables"))]
use to_js::to_js;
#[cfg(feature = "page")]
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// A third of the size of the allocator that the standard library brings.
#[global_allocator]
static ALLOCATOR: WasmDynamicTalc = new_wasm_dynamic_allocator();

/// What crosses as an object is declared for TypeScript by `tsify`, from the type and its serde attributes; what a function
/// returns is named beside it. Neither leaves a byte in a module: declarations stand in a section that the generator takes
/// out. (`ts-rs` would write them in a test, and know nothing of the classes that `web` exports.)
///
/// The codes of refusals are the keys of their sentences: only the page has these as a type.
#[wasm_bindgen(typescript_custom_section)]
const ERROR_CODE: &str = "import type { ErrorCode } from '../public'";

/// The texts that a function of the page has for terms.
#[cfg(feature = "page")]
fn worded(word: &js_sys::Function) -> impl Fn(&crate::lab::Term) -> String {
    |term| {
        let text = word.call1(&JsValue::NULL, &to_js(term)).ok();
        text.and_then(|text| text.as_string()).unwrap_or_default()
    }
}

/// The version of thetaflow that the module is made with: the page has to be of one that fits.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
