//! What a legend in a file says.

use super::{AnyFigure, Row, Term};
use crate::draw::{Entry, Tone};
use crate::figure::Curve;

/// The figure's kinds of lines; where it has none, in a race, the coloured rows of the table below it; then the earlier runs
/// by their names. `word` has the texts of the lab in the reader's language.
pub fn legend(
    figure: &dyn AnyFigure,
    pinned: &[String],
    word: impl Fn(&Term) -> String,
) -> Vec<Entry> {
    let mut entries = of_this_run(figure, word);
    entries.extend(pinned.iter().enumerate().map(|(index, name)| Entry {
        text: name.clone(),
        symbol: String::new(),
        tone: Tone::Pinned(index),
        dashed: false,
    }));
    entries
}

fn of_this_run(figure: &dyn AnyFigure, word: impl Fn(&Term) -> String) -> Vec<Entry> {
    let curves = figure.curves();
    if !curves.is_empty() {
        let entry = |curve: Curve| Entry {
            text: word(&Term::Key(format!("curve.{}", curve.id))),
            symbol: curve.symbol.to_owned(),
            tone: Tone::Line(curve.line),
            dashed: curve.dashed,
        };
        return curves.into_iter().map(entry).collect();
    }
    let rows = figure.board().map(|board| board.rows).unwrap_or_default();
    let entry = |row: &Row| {
        Some(Entry {
            text: word(row.cells.first()?),
            symbol: String::new(),
            tone: Tone::Line(row.line?),
            dashed: false,
        })
    };
    rows.iter().filter_map(entry).collect()
}
