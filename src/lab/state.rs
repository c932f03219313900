//! The whole state of a figure as one line of text: `lab=optimizers&rule=adam&lr=0.05&step=37`.

use super::Pinned;
use crate::figure::MOST_PINS;
use crate::params::{Link, ParamError, Params, Schema, join_pairs, read_number, split_pairs};

/// How many refusals are told apart.
const MOST_ERRORS: usize = 12;

/// Which parameters, of the lab whose schema they have, at which step, beside which earlier runs.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// The parameters.
    pub params: Params,
    /// `None`: where the run ends.
    pub step: Option<u64>,
    /// Earlier runs that stay in sight, the first pinned first: `pin=rule%3Dsgd`, with what differs from the present one.
    pub pins: Vec<Pinned>,
}

impl State {
    /// The key of the step, among those of the parameters.
    pub const STEP: &str = "step";
    /// The key of an earlier run that stays in sight.
    pub const PIN: &str = "pin";

    /// The end of a run with these parameters, and nothing else in sight.
    pub fn new(params: Params) -> Self {
        Self {
            params,
            step: None,
            pins: Vec::new(),
        }
    }

    /// Reads a state from its text or from an address that has it. What is refused is left at its default and returned; a
    /// missing lab is the `first`.
    pub fn parse(
        text: &str,
        first: &'static Schema,
        find: &dyn Fn(&str) -> Result<&'static Schema, ParamError>,
    ) -> (State, Vec<ParamError>) {
        let link = Link::read(text);
        let (pairs, mut errors) = split_pairs(&link.pairs);
        if link.in_query {
            errors.clear();
        }
        let (mut lab, mut step, mut pins, mut rest) = (None, None, Vec::new(), Vec::new());
        for (id, value) in pairs {
            let first = match id.as_str() {
                "lab" => &mut lab,
                Self::STEP => &mut step,
                Self::PIN => {
                    pins.push(value);
                    continue;
                }
                _ => {
                    rest.push((id, value));
                    continue;
                }
            };
            match first {
                Some(_) => errors.push(ParamError::new("repeated_key", [("id", id)])),
                None => *first = Some(value),
            }
        }
        let schema = lab.map_or(Ok(first), |id| find(&id));
        let schema = schema.unwrap_or_else(|error| {
            errors.push(error);
            first
        });
        let mut params = Params::new(schema);
        if link.in_query {
            rest.retain(|(id, _)| params.schema().param(id).is_some());
        }
        errors.extend(params.load_pairs(&rest));
        let step = step.and_then(|text| Self::read_step(text, &params, &mut errors));
        let mut state = State::new(params);
        state.step = step;
        errors.extend(state.pin(&pins));
        if errors.len() > MOST_ERRORS {
            errors.truncate(MOST_ERRORS);
            let listed = [("listed", MOST_ERRORS.to_string())];
            errors.push(ParamError::new("more_errors", listed));
        }
        (state, errors)
    }

    /// Pins the runs that differ by this. Returns what is refused.
    pub fn pin(&mut self, differences: &[String]) -> Vec<ParamError> {
        let mut errors = Vec::new();
        for text in differences {
            if self.pins.len() == MOST_PINS {
                let most = [("max", MOST_PINS.to_string())];
                errors.push(ParamError::new("too_many_pins", most));
                break;
            }
            let (pinned, refused) = Pinned::read(text, self);
            self.pins.push(pinned);
            errors.extend(refused);
        }
        errors
    }

    /// Reads a step within a run, `None` at its end.
    pub(super) fn read_step(
        text: String,
        params: &Params,
        errors: &mut Vec<ParamError>,
    ) -> Option<u64> {
        let steps = params.steps();
        let is_step = |step: &f64| step.fract() == 0.0 && (0.0..=steps as f64).contains(step);
        let step = read_number(&text).ok().filter(is_step);
        if step.is_none() {
            let range = [
                ("id", Self::STEP.to_owned()),
                ("got", text),
                ("min", "0".to_owned()),
                ("max", steps.to_string()),
            ];
            errors.push(ParamError::new("not_an_integer", range));
        }
        step.map(|step| step as u64).filter(|step| *step < steps)
    }

    /// The id of its lab.
    pub fn lab(&self) -> &'static str {
        self.params.schema().lab
    }

    /// The canonical text: [`State::parse`] gives the same state back.
    pub fn text(&self) -> String {
        let mut parts = vec![join_pairs([("lab", self.lab().to_owned())])];
        parts.push(self.params.query());
        parts.extend(self.step.map(|step| format!("step={step}")));
        // A run that differs in nothing is the present one.
        let pins = self.pins.iter().map(|pinned| pinned.text(self));
        let pins = pins.filter(|differences| !differences.is_empty());
        parts.extend(pins.map(|differences| join_pairs([(Self::PIN, differences)])));
        parts.retain(|part| !part.is_empty());
        parts.join("&")
    }
}
