//! What a legend in a file says.

use super::{AnyFigure, Row, Term};
use crate::draw::Entry;
use crate::figure::Curve;

/// The figure's kinds of lines; where it has none, in a race, the coloured rows of the table below it. `word` has the texts
/// of the lab in the reader's language.
pub fn legend(figure: &dyn AnyFigure, word: impl Fn(&Term) -> String) -> Vec<Entry> {
    let curves = figure.curves();
    if !curves.is_empty() {
        let entry = |curve: Curve| Entry {
            text: word(&Term::Key(format!("curve.{}", curve.id))),
            symbol: curve.symbol.to_owned(),
            line: curve.line,
            dashed: curve.dashed,
        };
        return curves.into_iter().map(entry).collect();
    }
    let rows = figure.board().map(|board| board.rows).unwrap_or_default();
    let entry = |row: &Row| {
        Some(Entry {
            text: word(row.cells.first()?),
            symbol: String::new(),
            line: row.line?,
            dashed: false,
        })
    };
    rows.iter().filter_map(entry).collect()
}
