//! What is said beside a figure.

use super::Term;
use serde::Serialize;

/// A move forward to a step: the text `stride.<id>` of the lab.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Stride {
    /// Its name, by which the text is found.
    pub id: &'static str,
    /// The step that it goes to.
    pub step: u64,
}

/// A sentence beside the figure: the text `note.<id>` of the lab, its gaps filled.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Note {
    /// Its name, by which the text is found.
    pub id: &'static str,
    /// What fills the gaps of the text, by their names.
    pub args: Vec<(&'static str, Term)>,
    /// Parameters that it sets when a reader follows it, with their texts; a note without any is only read.
    pub settings: Vec<(String, String)>,
    /// About a single step: of no use where steps pass faster than they can be read.
    pub momentary: bool,
}

impl Note {
    /// A sentence without gaps.
    pub fn plain(id: &'static str) -> Self {
        Self {
            id,
            args: Vec::new(),
            settings: Vec::new(),
            momentary: false,
        }
    }

    /// A sentence that leads to other values of parameters.
    pub fn setting(self, settings: Vec<(String, String)>) -> Self {
        Self { settings, ..self }
    }

    /// The same note, marked as one about a single step.
    pub fn momentary(self) -> Self {
        Self {
            momentary: true,
            ..self
        }
    }

    /// Fills a gap.
    pub fn with(mut self, gap: &'static str, term: Term) -> Self {
        self.args.push((gap, term));
        self
    }
}
