//! Tables as people have them, with two columns of numbers somewhere in them.
//!
//! What a table may look like is in [`lines`] and [`brackets`], which columns are meant in [`sheet`], what commas and points
//! in numbers mean in [`Notation`]. What is decided is decided for the whole table, and said in remarks. Rows without a
//! value are left out. With a line `# rescale` anywhere, the points may have any size and are brought into the range.

use super::cells::{is_infinite, is_missing, is_number};
use super::sheet::Refusal;
use super::{PointsKind, Reading, brackets, lines, rescale::rescale};
use crate::params::numeral::{Notation, plain};
use crate::params::{ParamError, number_text};

/// So many lines are named.
const MOST_LISTED: usize = 5;

pub(super) fn read(
    kind: &PointsKind,
    id: &'static str,
    table: &str,
) -> Result<Reading, ParamError> {
    read_normal(kind, &normal(table)).map_err(
        |Refusal {
             code,
             line,
             column,
             got,
         }| {
            let args = [
                ("id", id.to_owned()),
                ("line", line.to_string()),
                ("column", column),
                ("got", got),
                ("min", number_text(kind.min)),
                ("max", number_text(kind.max)),
                ("most", kind.most.to_string()),
            ];
            ParamError::new(code, args)
        },
    )
}

fn read_normal(kind: &PointsKind, table: &str) -> Result<Reading, Refusal> {
    let is_wish =
        |line: &str| line.trim_ascii().strip_prefix('#').map(str::trim_ascii) == Some("rescale");
    let rescaled = table.split('\n').any(is_wish);
    let sheet = if brackets::is_bracketed(table) {
        brackets::read(table, kind.most)
    } else {
        lines::read(table, kind.most)
    }?;
    if sheet.rows.is_empty() {
        return Err(Refusal::new("points_none", 1, ""));
    }
    let columns = sheet.columns()?;
    let (mut places, mut numbers, mut left_out) = (Vec::new(), Vec::new(), Vec::new());
    for row in &sheet.rows {
        let cells = columns.map(|column| row.cells.get(column).copied().unwrap_or_default());
        if cells.iter().any(|cell| is_missing(cell)) {
            left_out.push(row.line);
            continue;
        }
        for (cell, column) in cells.into_iter().zip(columns) {
            places.push((row.line, column));
            numbers.push(cell);
        }
    }
    let refused = |code, index: usize| {
        let (line, column) = places.get(index).copied().unwrap_or_default();
        let mut refusal = Refusal::new(code, line, numbers.get(index).copied().unwrap_or_default());
        refusal.column = sheet.label(column);
        refusal
    };
    if numbers.is_empty() {
        return Err(Refusal::new("points_none", 1, ""));
    }
    for (index, number) in numbers.iter().enumerate() {
        if !is_number(number) {
            let code = if is_infinite(number) {
                "points_not_finite"
            } else {
                "points_not_a_number"
            };
            return Err(refused(code, index));
        }
    }
    let notation = Notation::of(&numbers).map_err(|_| {
        let comma = numbers.iter().position(|number| number.contains(','));
        refused("points_decimal_comma", comma.unwrap_or_default())
    })?;
    let mut values = Vec::with_capacity(numbers.len());
    for (index, number) in numbers.iter().enumerate() {
        let value = notation.value(number).unwrap_or_default();
        if value.is_infinite() {
            return Err(refused("points_not_finite", index));
        }
        if !rescaled && !kind.contains(value) {
            return Err(refused("points_out_of_range", index));
        }
        values.push(value);
    }
    let (points, _) = values.as_chunks();
    let mut points = points.to_vec();
    if rescaled {
        rescale(kind, &mut points);
    }

    let labels = columns.map(|column| sheet.label(column));
    let [x, y] = labels;
    let mut remarks = vec![ParamError::new(
        "points_read",
        [("count", points.len().to_string()), ("x", x), ("y", y)],
    )];
    let unused = (0..sheet.width).filter(|column| !columns.contains(column));
    let unused: Vec<_> = unused.map(|column| sheet.label(column)).collect();
    if !unused.is_empty() {
        remarks.push(ParamError::new(
            "points_read_columns",
            [("columns", unused.join(", "))],
        ));
    }
    if !left_out.is_empty() {
        let mut lines: Vec<_> = left_out
            .iter()
            .take(MOST_LISTED)
            .map(usize::to_string)
            .collect();
        if left_out.len() > MOST_LISTED {
            lines.push("…".to_owned());
        }
        let args = [
            ("count", left_out.len().to_string()),
            ("lines", lines.join(", ")),
        ];
        remarks.push(ParamError::new("points_read_rows", args));
    }
    if notation != Notation::POINT {
        let code = if notation == Notation::GROUPED {
            "points_read_thousands"
        } else {
            "points_read_commas"
        };
        remarks.push(ParamError::new(code, []));
    }
    Ok(Reading { points, remarks })
}

/// Plain characters that can be seen, and one kind of line end.
fn normal(table: &str) -> String {
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
