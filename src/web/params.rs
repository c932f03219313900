//! Parameters: from the reader's input to canonical text and back.

use super::served::lab;
use super::{to_js, worded};
use crate::figure::MOST_PINS;
use crate::lab::{Pinned, State, unknown_lab};
use crate::params::{ParamError, Params};
use js_sys::Function;
use serde::Serialize;
use tsify::Tsify;
use wasm_bindgen::prelude::*;

/// The lab's schema, from which the page makes its controls.
#[wasm_bindgen(unchecked_return_type = "Schema")]
pub fn schema() -> JsValue {
    to_js(lab().schema())
}

/// The formats in which the lab writes scripts.
#[wasm_bindgen]
pub fn scripts() -> Vec<String> {
    lab().scripts().iter().map(|&id| id.to_owned()).collect()
}

/// A permalink, understood: canonical, with what was refused of it.
#[derive(Serialize, Tsify)]
#[tsify(missing_as_null)]
struct ParsedState {
    lab: &'static str,
    query: String,
    step: Option<f64>,
    /// The earlier runs that it keeps in sight, each as a state of its own.
    pins: Vec<String>,
    errors: Vec<ParamError>,
}

/// A permalink's text as `{lab, query, step, pins, errors}`: the state that remains when what is wrong is left out. The page, which
/// has chosen this module by the text, knows other labs too: `known` are the ids of all.
#[wasm_bindgen(unchecked_return_type = "ParsedState")]
pub fn parse_state(text: &str, known: Vec<String>) -> JsValue {
    let own = lab().schema();
    let find = |id: &str| {
        if id == own.lab {
            return Ok(own);
        }
        Err(unknown_lab(id, known.iter().map(String::as_str)))
    };
    let (state, errors) = State::parse(text, own, &find);
    let alone = |pinned: Pinned| State {
        params: pinned.params,
        step: pinned.step,
        pins: Vec::new(),
    };
    to_js(&ParsedState {
        lab: own.lab,
        query: state.params.query(),
        step: state.step.map(|step| step as f64),
        pins: (state.pins.into_iter())
            .map(|pinned| alone(pinned).text())
            .collect(),
        errors,
    })
}

/// The canonical text of a state, with earlier runs that stay in sight as states of their own; a step at the end of the run
/// is left out.
#[wasm_bindgen]
pub fn print_state(query: &str, step: Option<f64>, pins: Vec<String>) -> String {
    state(query, step, &pins).text()
}

/// How many earlier runs can be kept in sight.
#[wasm_bindgen]
pub fn most_pins() -> usize {
    MOST_PINS
}

/// What a reader calls each of several earlier runs: what differs from the present one, worded by a function from a
/// [`Term`] to a text.
#[wasm_bindgen]
pub fn name_pins(
    query: &str,
    step: Option<f64>,
    pins: Vec<String>,
    word: &Function,
) -> Vec<String> {
    let now = state(query, step, &pins);
    let named = now
        .pins
        .iter()
        .map(|pinned| pinned.name(&now, worded(word)));
    named.collect()
}

fn state(query: &str, step: Option<f64>, pins: &[String]) -> State {
    let mut params = lab().params();
    params.load(query);
    let step = step
        .map(|step| step as u64)
        .filter(|step| *step < params.steps());
    let schema = lab().schema();
    let pinned = |text: &String| {
        let (State { params, step, .. }, _) = State::parse(text, schema, &|_| Ok(schema));
        Pinned { params, step }
    };
    let pins = pins.iter().map(pinned).collect();
    State { params, step, pins }
}

/// The parameters of one figure.
#[wasm_bindgen(js_name = Params)]
pub struct WebParams {
    params: Params,
}

/// The current value of one parameter, as canonical text.
#[derive(Serialize, Tsify)]
#[tsify(rename = "ParamValue")]
struct ValueNow {
    id: &'static str,
    text: String,
    is_default: bool,
    /// Whether it changes anything, given the other values.
    relevant: bool,
    /// Slider position, for numbers and integers.
    #[serde(skip_serializing_if = "Option::is_none")]
    position: Option<u32>,
}

#[wasm_bindgen(js_class = Params)]
impl WebParams {
    /// Every parameter at its default.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self {
            params: lab().params(),
        }
    }

    /// Starts again from the defaults and applies a query; returns what was refused.
    #[wasm_bindgen(unchecked_return_type = "ParamError[]")]
    pub fn load(&mut self, query: &str) -> JsValue {
        to_js(&self.params.load(query))
    }

    /// Sets one parameter; returns why not, or nothing.
    #[wasm_bindgen(unchecked_return_type = "ParamError | undefined")]
    pub fn set(&mut self, id: &str, text: &str) -> JsValue {
        self.params
            .set(id, text)
            .map_or_else(|error| to_js(&error), |()| JsValue::UNDEFINED)
    }

    /// Why a parameter changes nothing now, as `{code, args}`; nothing where it does.
    #[wasm_bindgen(unchecked_return_type = "ParamError | undefined")]
    pub fn without_effect(&self, id: &str) -> JsValue {
        (self.params.without_effect(id)).map_or(JsValue::UNDEFINED, |error| to_js(&error))
    }

    /// How a formula's text is read, in postfix order, or `{code, args}` of what is wrong with it. Sets nothing.
    #[wasm_bindgen(unchecked_return_type = "string | ParamError")]
    pub fn read_formula(&self, id: &str, text: &str) -> JsValue {
        self.params
            .read_formula(id, text)
            .map_or_else(|error| to_js(&error), JsValue::from)
    }

    pub fn reset(&mut self, id: &str) {
        self.params.reset(id);
    }

    /// The canonical text.
    pub fn query(&self) -> String {
        self.params.query()
    }

    /// Whether they ask for heavy work, which the lab's second module does if it has one.
    pub fn needs_compute(&self) -> bool {
        lab().needs_compute(&self.params)
    }

    /// `{id, text, is_default, relevant, position?}` of every parameter, in the schema's order.
    #[wasm_bindgen(unchecked_return_type = "ParamValue[]")]
    pub fn values(&self) -> JsValue {
        let value = |param: &crate::params::Param| ValueNow {
            id: param.id,
            text: self
                .params
                .value(param.id)
                .map(|value| value.text())
                .unwrap_or_default(),
            is_default: self.params.is_default(param.id),
            relevant: self.params.is_relevant(param),
            position: self.params.position(param.id),
        };
        to_js(
            &self
                .params
                .schema()
                .params
                .iter()
                .map(value)
                .collect::<Vec<_>>(),
        )
    }

    /// The text of the value at a slider's position.
    pub fn at(&self, id: &str, position: u32) -> Option<String> {
        self.params.text_at(id, position)
    }
}
