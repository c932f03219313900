//! Points out of a table that has two columns of numbers somewhere in it.
//!
//! What is decided is decided for the whole table, and said in remarks. Rows without a value are left out. With a line
//! `# rescale` anywhere, the points may have any size and are brought into the range.

use super::{PointsKind, Reading, rescale::rescale};
use crate::params::numeral::Notation;
use crate::params::tables::{self, Numbers, Refusal};
use crate::params::{ParamError, number_text};

/// So many lines are named.
const MOST_LISTED: usize = 5;

pub(super) fn read(kind: &PointsKind, id: &str, table: &str) -> Result<Reading, ParamError> {
    read_normal(kind, &tables::normal(table)).map_err(
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
    let sheet = tables::read(table, kind.most)?;
    if sheet.rows.is_empty() {
        return Err(Refusal::new("points_none", 1, ""));
    }
    let columns = sheet.columns()?;
    let numbers = Numbers::of(&sheet, &columns)?;
    for (index, value) in numbers.values.iter().enumerate() {
        if value.is_infinite() {
            return Err(numbers.refused("points_not_finite", index, &sheet));
        }
        if !rescaled && !kind.contains(*value) {
            return Err(numbers.refused("points_out_of_range", index, &sheet));
        }
    }
    let (points, _) = numbers.values.as_chunks();
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
    let left_out = &numbers.left_out;
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
    if numbers.notation != Notation::POINT {
        let code = if numbers.notation == Notation::GROUPED {
            "points_read_thousands"
        } else {
            "points_read_commas"
        };
        remarks.push(ParamError::new(code, []));
    }
    Ok(Reading { points, remarks })
}
