//! The numbers in some columns of a table.

use super::cells::{is_infinite, is_missing, is_number};
use super::{Refusal, Sheet};
use crate::params::numeral::Notation;

/// The numbers in some columns, in one notation.
pub(in crate::params) struct Numbers<'a> {
    /// Row by row. One that is too large is infinite.
    pub values: Vec<f64>,
    pub notation: Notation,
    /// The lines of rows that lack one of the numbers: they are left out.
    pub left_out: Vec<usize>,
    cells: Vec<Cell<'a>>,
}

struct Cell<'a> {
    line: usize,
    column: usize,
    text: &'a str,
}

impl<'a> Numbers<'a> {
    pub fn of(sheet: &Sheet<'a>, columns: &[usize]) -> Result<Self, Refusal> {
        let (mut cells, mut left_out) = (Vec::new(), Vec::new());
        for row in &sheet.rows {
            let text = |column: usize| row.cells.get(column).copied().unwrap_or_default();
            if columns.iter().any(|&column| is_missing(text(column))) {
                left_out.push(row.line);
                continue;
            }
            cells.extend(columns.iter().map(|&column| Cell {
                line: row.line,
                column,
                text: text(column),
            }));
        }
        if cells.is_empty() {
            return Err(Refusal::new("points_none", 1, ""));
        }
        if let Some(cell) = cells.iter().find(|cell| !is_number(cell.text)) {
            let code = if is_infinite(cell.text) {
                "points_not_finite"
            } else {
                "points_not_a_number"
            };
            return Err(cell.refused(code, sheet));
        }
        let texts: Vec<_> = cells.iter().map(|cell| cell.text).collect();
        let notation = Notation::of(&texts).map_err(|_| {
            let with_comma = cells.iter().find(|cell| cell.text.contains(','));
            let cell = with_comma.unwrap_or(&cells[0]);
            cell.refused("points_decimal_comma", sheet)
        })?;
        let value = |text: &&str| notation.value(text).unwrap_or_default();
        Ok(Self {
            values: texts.iter().map(value).collect(),
            notation,
            left_out,
            cells,
        })
    }

    /// Why the number at an index of [`Numbers::values`] is refused.
    pub fn refused(&self, code: &'static str, index: usize, sheet: &Sheet) -> Refusal {
        match self.cells.get(index) {
            Some(cell) => cell.refused(code, sheet),
            None => Refusal::new(code, 1, ""),
        }
    }
}

impl Cell<'_> {
    fn refused(&self, code: &'static str, sheet: &Sheet) -> Refusal {
        let mut refusal = Refusal::new(code, self.line, self.text);
        refusal.column = sheet.label(self.column);
        refusal
    }
}
