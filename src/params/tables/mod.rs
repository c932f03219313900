//! Tables as people have them, whatever they are read for.
//!
//! What a table may look like is in [`lines`] and [`brackets`], its names and rows are a [`Sheet`], and what commas and points
//! in numbers mean is decided for all numbers at once, by [`Numbers`]. Everything borrows from the [`normal`] text.

mod brackets;
mod cells;
mod lines;
mod numbers;
mod sheet;

pub(super) use numbers::Numbers;
pub(super) use sheet::{Refusal, Sheet};

use super::numeral::plain;

/// Reads a [`normal`] text of at most `most` rows.
pub(super) fn read(table: &str, most: usize) -> Result<Sheet<'_>, Refusal> {
    if brackets::is_bracketed(table) {
        brackets::read(table, most)
    } else {
        lines::read(table, most)
    }
}

/// Plain characters that can be seen, and one kind of line end.
pub(super) fn normal(table: &str) -> String {
    let mut text = String::with_capacity(table.len());
    let mut after_return = false;
    for character in table.chars() {
        match character {
            '\n' if after_return => {}
            '\r' => text.push('\n'),
            '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => {}
            _ => text.push(plain(character)),
        }
        after_return = character == '\r';
    }
    text
}
