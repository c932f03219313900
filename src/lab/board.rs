//! A small table below the figure: who reached the tolerance when, exact beside sampled values.

use crate::draw::decimal_text;
use serde::Serialize;

/// A table for people. Its words are texts of the lab: `board.<id>.caption`, `board.<id>.<column>`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Board {
    /// Its name, by which the texts are found.
    pub id: &'static str,
    /// The first column names the rows.
    pub columns: Vec<&'static str>,
    /// Its rows, from top to bottom.
    pub rows: Vec<Row>,
}

/// One row, with a cell a column.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    /// Which of [`crate::draw::Theme::lines`] draws in the figure what the row is about.
    pub line: Option<usize>,
    /// One for each column.
    pub cells: Vec<Term>,
}

/// What fills a cell of a table or a gap of a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "snake_case")]
pub enum Term {
    /// The same in every language.
    Text(String),
    /// A text of the lab, by its key.
    Key(String),
}

impl Term {
    /// Three significant digits; a dash for what is missing or not finite.
    pub fn number(value: Option<f64>) -> Self {
        let value = value.filter(|value| value.is_finite());
        Self::Text(value.map_or("–".to_owned(), |value| decimal_text(value, 3)))
    }

    /// All digits; a dash for what is missing.
    pub fn count(value: Option<u64>) -> Self {
        Self::Text(value.map_or("–".to_owned(), |value| value.to_string()))
    }

    /// The name of a choice parameter's option.
    pub fn option(param: &str, option: &str) -> Self {
        Self::Key(format!("choice.{param}.{option}"))
    }

    /// The text `word.<id>`.
    pub fn word(id: &str) -> Self {
        Self::Key(format!("word.{id}"))
    }
}
