//! A frame as JSON, with all that is needed to make it again; the page writes the same.

use crate::files::read_text;
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::path::Path;
use thetaflow::lab::State;
use thetaflow::params::{join_pairs, split_pairs};
use thetaflow::texts::Texts;

/// What `thetaflow run` writes.
#[derive(Serialize)]
pub struct Exported {
    /// The version of the program.
    thetaflow: &'static str,
    lab: &'static str,
    /// The permalink.
    state: String,
    /// All parameters as texts, those at their defaults too: a later version may have other defaults.
    params: Map<String, Value>,
    seed: u64,
    /// The step of the frame.
    step: u64,
    frame: Value,
}

impl Exported {
    /// The frame of a run of `state` that stands at `step`.
    pub fn new(state: &State, step: u64, frame: Value) -> Self {
        let params = &state.params;
        let text = |id: &str| Some(params.value(id)?.text());
        Self {
            thetaflow: env!("CARGO_PKG_VERSION"),
            lab: state.lab(),
            state: state_at(state, step).text(),
            params: (params.schema().params.iter())
                .filter_map(|param| Some((param.id.to_owned(), json!(text(param.id)?))))
                .collect(),
            seed: params.seed(),
            step,
            frame,
        }
    }
}

/// What is on show at a step of a run: without the step where that is the last.
pub fn state_at(state: &State, step: u64) -> State {
    State {
        step: Some(step).filter(|step| *step < state.params.steps()),
        ..state.clone()
    }
}

/// The permalink of a file that the page or `thetaflow run` has written: its lab, its parameters, its step. `-` is
/// standard input.
///
/// # Errors
/// A sentence: the file cannot be read, or is something else.
pub fn link_of(path: &Path, texts: &Texts) -> Result<String, String> {
    let text = read_text(path, texts)?;
    let link = (serde_json::from_str(&text).ok()).and_then(|value| link(&value));
    let name = path.display().to_string();
    link.ok_or_else(|| texts.fill("cli.not_exported", [("file", name.as_str())]))
}

fn link(exported: &Value) -> Option<String> {
    let text = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(if *flag { "on" } else { "off" }.to_owned()),
        _ => None,
    };
    let mut pairs = vec![("lab".to_owned(), text(exported.get("lab")?)?)];
    for (id, value) in exported.get("params")?.as_object()? {
        pairs.push((id.clone(), text(value)?));
    }
    if let Some(step) = exported.get("step") {
        pairs.push((State::STEP.to_owned(), text(step)?));
    }
    // The earlier runs that were in sight stand in the permalink alone.
    let state = exported.get("state").and_then(Value::as_str);
    let (all, _) = split_pairs(state.unwrap_or_default());
    pairs.extend(all.into_iter().filter(|(id, _)| id == State::PIN));
    let pairs = pairs.iter().map(|(id, text)| (id.as_str(), text.clone()));
    Some(join_pairs(pairs))
}
