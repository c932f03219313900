//! Tables of two columns as people have them: CSV, TSV, columns in a text, out of a spreadsheet.
//!
//! Columns are separated by a comma, a semicolon, a tab or spaces, which a line may choose for itself. A line of names may
//! stand first; blank lines and those that begin with `#` are skipped. A comma inside of a number is a decimal comma, if
//! the table leaves no doubt: `1,234` alone could be a thousand. With a line `# rescale` anywhere, the points may have any
//! size and are brought into the range.

use super::{PointsKind, rescale::rescale};
use crate::params::schema::parse_number;
use crate::params::{ParamError, number_text};

/// A line with something on it: its number, counted from 1, and its two cells.
struct Row<'a> {
    line: usize,
    text: &'a str,
    cells: [&'a str; 2],
}

pub(super) fn read(
    kind: &PointsKind,
    id: &'static str,
    table: &str,
) -> Result<Vec<[f64; 2]>, ParamError> {
    let table = normal(table);
    let refused = |code, line: usize, got: &str| {
        let args = [
            ("id", id.to_owned()),
            ("line", line.to_string()),
            ("got", got.to_owned()),
            ("min", number_text(kind.min)),
            ("max", number_text(kind.max)),
            ("most", kind.most.to_string()),
        ];
        ParamError::new(code, args)
    };

    let mut rows = Vec::new();
    let (mut is_first, mut rescaled) = (true, false);
    for (index, text) in table.split('\n').enumerate() {
        let (line, text) = (index + 1, text.trim_ascii());
        if let Some(comment) = text.strip_prefix('#') {
            rescaled |= comment.trim_ascii() == "rescale";
            continue;
        }
        if text.chars().all(is_separator) {
            continue;
        }
        let cells = cells(text);
        let is_header = is_first && cells.iter().all(|cell| is_name(cell));
        is_first = false;
        if is_header {
            continue;
        }
        if rows.len() == kind.most {
            return Err(refused("points_too_many_lines", line, text));
        }
        match cells[..] {
            [x, y] => rows.push(Row {
                line,
                text,
                cells: [x, y],
            }),
            // `1,5,2,5`: four columns, or two numbers with decimal commas.
            [_, _, _, _] if cells.iter().all(|cell| is_whole(cell)) && text.contains(',') => {
                return Err(refused("points_decimal_comma", line, text));
            }
            _ => return Err(refused("points_not_two_numbers", line, text)),
        }
    }
    if rows.is_empty() {
        return Err(refused("points_none", 1, ""));
    }

    let commas = Commas::of(&rows);
    let mut points = Vec::with_capacity(rows.len());
    for Row { line, text, cells } in rows {
        let mut point = [0.0; 2];
        for (coordinate, cell) in point.iter_mut().zip(cells) {
            if cell.contains(',') && commas != Commas::Decimal {
                return Err(refused("points_decimal_comma", line, text));
            }
            *coordinate = number(cell).ok_or_else(|| match is_not_finite(cell) {
                true => refused("points_not_finite", line, text),
                false => refused("points_not_two_numbers", line, text),
            })?;
            if coordinate.is_infinite() {
                return Err(refused("points_not_finite", line, text));
            }
        }
        if !rescaled && !kind.contains(point) {
            return Err(refused("points_out_of_range", line, text));
        }
        points.push(point);
    }
    if rescaled {
        rescale(kind, &mut points);
    }
    Ok(points)
}

/// One kind of line end, comma, semicolon and minus; no mark of the byte order.
fn normal(table: &str) -> String {
    let table = table.strip_prefix('\u{feff}').unwrap_or(table);
    let mut text = String::with_capacity(table.len());
    let mut after_return = false;
    for character in table.chars() {
        match character {
            '\n' if after_return => {}
            '\r' => text.push('\n'),
            '，' => text.push(','),
            '；' => text.push(';'),
            '\u{2212}' => text.push('-'),
            '\u{a0}' | '\u{3000}' => text.push(' '),
            _ => text.push(character),
        }
        after_return = character == '\r';
    }
    text
}

fn is_separator(character: char) -> bool {
    matches!(character, ',' | ';' | '\t' | ' ')
}

/// The cells of a line, without the quotes of spreadsheets. A separator at the end opens no further column.
fn cells(text: &str) -> Vec<&str> {
    let separator = [b'\t', b';', b',']
        .into_iter()
        .find(|separator| text.bytes().any(|byte| byte == *separator))
        .filter(|separator| *separator != b',' || !is_columns_of_decimal_commas(text))
        .unwrap_or(b' ');
    let mut cells = split(text, separator);
    if cells.len() > 2 && cells.last().is_some_and(|cell| cell.is_empty()) {
        cells.pop();
    }
    cells
}

/// What stands between separators outside of quotes. Of several spaces only one separates.
fn split(text: &str, separator: u8) -> Vec<&str> {
    let mut is_quoted = false;
    let ends_cell = |character| {
        is_quoted ^= character == '"';
        character == char::from(separator) && !is_quoted
    };
    text.split(ends_cell)
        .map(|cell| cell.trim_matches(['"', ' ', '\t']))
        .filter(|cell| separator != b' ' || !cell.is_empty())
        .collect()
}

/// `1,5 2,5`: here spaces separate.
fn is_columns_of_decimal_commas(text: &str) -> bool {
    let cells = split(text, b' ');
    let is_decimal = |cell: &&str| {
        let is_list = cell.starts_with(',') || cell.ends_with(',');
        !is_list && number(cell).is_some()
    };
    cells.len() > 1 && cells.iter().all(is_decimal)
}

/// A number that may have a decimal comma.
#[inline(never)]
fn number(cell: &str) -> Option<f64> {
    parse_number(&cell.replace(',', "."))
}

fn is_whole(cell: &str) -> bool {
    let digits = cell.strip_prefix(['-', '+']).unwrap_or(cell);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Part of a line of names: neither a number nor the attempt at one.
fn is_name(cell: &str) -> bool {
    number(cell).is_none()
        && !is_not_finite(cell)
        && !cell.starts_with(|first: char| first.is_ascii_digit() || "+-.".contains(first))
}

/// What programs write for results that are no numbers.
fn is_not_finite(cell: &str) -> bool {
    let word = cell.trim_start_matches(['-', '+']).to_ascii_lowercase();
    ["nan", "inf", "infinity", "na", "null", "#num!", "#n/a"].contains(&word.as_str())
}

/// What commas inside of cells mean.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Commas {
    /// They can only stand for decimal points.
    Decimal,
    /// They could separate thousands as well, or there are points beside them.
    Unclear,
}

impl Commas {
    fn of(rows: &[Row]) -> Self {
        let cells = || rows.iter().flat_map(|row| row.cells);
        let has_points = cells().any(|cell| cell.contains('.'));
        let is_clear = cells().any(|cell| match cell.split_once(',') {
            Some((whole, decimals)) => {
                let whole = whole.trim_start_matches(['-', '+']);
                let are_thousands = matches!(whole.len(), 1..=3) && !whole.starts_with('0');
                !are_thousands || decimals.len() != 3
            }
            None => false,
        });
        if is_clear && !has_points {
            Self::Decimal
        } else {
            Self::Unclear
        }
    }
}
