//! The numbers below a figure, and how its run stands.

use crate::draw::decimal_text;
use serde::{Deserialize, Serialize};

/// How a run stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Status {
    /// Its name.
    pub id: Standing,
    /// The step at which it came to stand so; the present step of a run that goes on.
    pub step: u64,
}

/// What can be said of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It can go on.
    #[default]
    Running,
    /// The lab's criterion of convergence has held since the step.
    Converged,
    /// The result of the step was not finite, or too large to mean anything.
    Diverged,
}

impl Standing {
    /// Its name in texts: `status.<id>`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Converged => "converged",
            Self::Diverged => "diverged",
        }
    }
}

/// A named number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Readout {
    /// Its name, by which its definition is found.
    pub id: String,
    /// How formulas write it.
    pub symbol: String,
    /// `None` where it has no meaning.
    pub value: Option<f64>,
    /// Counted, not measured: shown with all its digits.
    pub whole: bool,
    /// Stands under the figure. Data has it all the same where what it belongs to is not on show.
    pub shown: bool,
}

impl Readout {
    /// A measured quantity; a value that is not finite has no meaning.
    pub fn number(id: &str, symbol: &str, value: Option<f64>) -> Self {
        let value = value.filter(|value| value.is_finite());
        Self {
            id: id.to_owned(),
            symbol: symbol.to_owned(),
            value,
            whole: false,
            shown: true,
        }
    }

    /// A count.
    pub fn count(id: &str, symbol: &str, value: u64) -> Self {
        Self {
            id: id.to_owned(),
            symbol: symbol.to_owned(),
            value: Some(value as f64),
            whole: true,
            shown: true,
        }
    }

    /// In data only, unless it is `shown`.
    pub fn shown_if(self, shown: bool) -> Self {
        Self { shown, ..self }
    }

    /// For people: three significant digits, or all of them where it is a count; a dash where there is no value.
    pub fn text(&self) -> String {
        match self.value {
            Some(value) if self.whole => (value as u64).to_string(),
            Some(value) => decimal_text(value, 3),
            None => "–".to_owned(),
        }
    }
}
