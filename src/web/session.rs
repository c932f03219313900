//! The worker's side: one run, advanced under a time budget.

use super::served::lab;
use crate::lab::{Progress, Session};
use crate::params::Params;
use wasm_bindgen::prelude::*;

/// A session that can be moved to any step: forwards by simulating, backwards by what has been kept, or by starting again.
#[wasm_bindgen(js_name = Session)]
pub struct WebSession {
    params: Params,
    session: Session,
}

/// Whoever asks the wrong module has made a mistake that a reader can do nothing about: no sentence is needed, but no other
/// run may come in its place.
fn check(params: &Params) -> Result<(), JsValue> {
    if lab().is_simulated_here(params) {
        return Ok(());
    }
    Err(JsValue::from_str("asked of the wrong module"))
}

#[wasm_bindgen(js_class = Session)]
impl WebSession {
    /// A run at step 0. What the query has wrong is left at its default: the page has said so already.
    ///
    /// # Errors
    /// This module does not simulate such parameters.
    #[wasm_bindgen(constructor)]
    pub fn new(query: &str) -> Result<Self, JsValue> {
        let mut params = lab().params();
        params.load(query);
        check(&params)?;
        let session = lab().session(&params);
        Ok(Self { params, session })
    }

    /// Starts again with other parameters; keeps the run if they are the same.
    ///
    /// # Errors
    /// This module does not simulate such parameters.
    pub fn set_query(&mut self, query: &str) -> Result<(), JsValue> {
        let mut params = lab().params();
        params.load(query);
        check(&params)?;
        if params != self.params {
            self.session.restart(&params);
            self.params = params;
        }
        Ok(())
    }

    /// Goes towards `step` for about `budget_ms` and then refines. Returns 0 while the step is not reached and the run has
    /// not ended before, 1 while there is something to refine, 2 when nothing is left to do.
    pub fn advance(&mut self, step: f64, budget_ms: f64) -> u8 {
        let step = step.max(0.0) as u64;
        if step < self.session.step() && !self.session.rewind(step) {
            self.session.restart(&self.params);
        }
        let end = js_sys::Date::now() + budget_ms;
        match self.session.advance(step, || js_sys::Date::now() < end) {
            Progress::Stepping => 0,
            Progress::Refining => 1,
            Progress::Done => 2,
        }
    }

    pub fn step(&self) -> f64 {
        self.session.step() as f64
    }

    /// The step at which the run ends, if it does not end earlier.
    pub fn last_step(&self) -> f64 {
        self.session.last_step() as f64
    }

    /// Whether the run can go no further.
    pub fn has_ended(&self) -> bool {
        self.session.has_ended()
    }

    /// The frame as it is drawn, for a [`super::view::View`] of the same lab.
    pub fn picture(&self) -> Vec<u8> {
        self.session.picture()
    }

    /// The frame with all that a long run has, for tables and files.
    pub fn frame(&self) -> Vec<u8> {
        self.session.frame()
    }
}
