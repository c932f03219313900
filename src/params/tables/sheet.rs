//! A table as text: names, if it has some, and rows of the same width; and which of its columns hold the points.

use super::cells::{is_decimal_commas, is_missing, is_name, is_number};

/// A row with something in it.
pub(in crate::params) struct Row<'a> {
    /// Its line, counted from 1.
    pub line: usize,
    pub text: &'a str,
    pub cells: Vec<&'a str>,
}

/// Names and rows of `width` cells.
pub(in crate::params) struct Sheet<'a> {
    /// Empty if the columns have no names.
    pub names: Vec<&'a str>,
    pub rows: Vec<Row<'a>>,
    pub width: usize,
}

/// Why a table is refused, and where: the line, and the column with its name if it is about a single cell.
pub(in crate::params) struct Refusal {
    pub code: &'static str,
    pub line: usize,
    pub column: String,
    pub got: String,
}

impl Refusal {
    pub fn new(code: &'static str, line: usize, got: &str) -> Self {
        let (column, got) = (String::new(), got.to_owned());
        Self {
            code,
            line,
            column,
            got,
        }
    }
}

impl<'a> Sheet<'a> {
    /// `comments` are lines that may name x and y; `rows` may begin with lines of names.
    pub fn new(
        comments: Vec<Vec<&'a str>>,
        mut rows: Vec<Row<'a>>,
        most: usize,
    ) -> Result<Self, Refusal> {
        let are_names = |row: &&Row| row.cells.iter().all(|cell| is_name(cell));
        let heads = rows.iter().take_while(are_names).count();
        let heads: Vec<_> = rows.drain(..heads).map(|row| row.cells).collect();
        if let Some(Row { line, text, .. }) = rows.get(most) {
            return Err(Refusal::new("points_too_many_lines", *line, text));
        }
        let width = width(&heads, &rows);
        for Row { line, text, cells } in &mut rows {
            let surplus = cells.get(width..).unwrap_or_default();
            if cells.len() < width || surplus.iter().any(|cell| !cell.is_empty()) {
                // `1,5,2,5`: four columns, or two numbers with decimal commas.
                let is_comma = width == 2 && is_decimal_commas(text, cells);
                let code = if is_comma {
                    "points_decimal_comma"
                } else {
                    "points_ragged"
                };
                let mut refusal = Refusal::new(code, *line, text);
                refusal.column = width.to_string();
                return Err(refusal);
            }
            cells.truncate(width);
        }
        let mut sheet = Self {
            names: Vec::new(),
            rows,
            width,
        };
        let mut heads = heads.into_iter().filter_map(|names| named(names, width));
        sheet.names = heads.next().unwrap_or_default();
        if sheet.names.is_empty() {
            let mut comments = comments.into_iter().filter_map(|names| named(names, width));
            sheet.names = comments
                .find(|names| named_xy(names).is_some())
                .unwrap_or_default();
        }
        Ok(sheet)
    }

    /// A column, counted from 1, with its name.
    pub fn label(&self, column: usize) -> String {
        let number = (column + 1).to_string();
        match self.names.get(column) {
            Some(name) if !name.is_empty() => number + " “" + name + "”",
            _ => number,
        }
    }

    /// The two columns that hold the points: those named x and y, or the only two that there are, or the only two with
    /// numbers, apart from a first one that counts the rows.
    pub fn columns(&self) -> Result<[usize; 2], Refusal> {
        if let Some(columns) = named_xy(&self.names) {
            return Ok(columns);
        }
        if self.width == 2 {
            return Ok([0, 1]);
        }
        let columns = 0..self.width;
        let mut columns: Vec<_> = columns.filter(|column| self.is_numeric(*column)).collect();
        if columns.len() > 2 && columns.first() == Some(&0) && self.counts_rows() {
            columns.remove(0);
        }
        if let [x, y] = columns[..] {
            return Ok([x, y]);
        }
        let (line, text) = self
            .rows
            .first()
            .map_or((1, ""), |row| (row.line, row.text));
        let is_comma = |row: &Row| self.names.is_empty() && is_decimal_commas(row.text, &row.cells);
        Err(if columns.len() < 2 {
            Refusal::new("points_one_column", line, text)
        } else if self.rows.first().is_some_and(is_comma) {
            Refusal::new("points_decimal_comma", line, text)
        } else {
            let labels: Vec<_> = columns.iter().map(|column| self.label(*column)).collect();
            Refusal::new("points_columns", line, &labels.join(", "))
        })
    }

    /// Most of what stands in a column are numbers: a mistyped one among them is to be named, not passed over.
    fn is_numeric(&self, column: usize) -> bool {
        let (mut numbers, mut others) = (0, 0);
        for cell in self.rows.iter().filter_map(|row| row.cells.get(column)) {
            if is_number(cell) {
                numbers += 1;
            } else if !is_missing(cell) {
                others += 1;
            }
        }
        numbers > others
    }

    /// Whether the first column counts the rows: it is called so, has no name where others have, or begins with 0 or 1
    /// and goes on by one in a table without names.
    fn counts_rows(&self) -> bool {
        if let Some(name) = self.names.first() {
            const CALLED: [&str; 8] =
                ["", "index", "id", "no", "row", "unnamed: 0", "序号", "编号"];
            return CALLED
                .iter()
                .any(|called| called.eq_ignore_ascii_case(name));
        }
        let counts_from = |start: usize| {
            let mut rows = self.rows.iter().enumerate();
            rows.all(|(index, row)| {
                row.cells.first() == Some(&(start + index).to_string().as_str())
            })
        };
        self.rows.len() > 2 && (counts_from(0) || counts_from(1))
    }
}

/// How many columns there are: as many as in a line of names, if some row has as many, else as in most rows. A separator
/// at the end of a line opens no further column.
fn width(heads: &[Vec<&str>], rows: &[Row]) -> usize {
    let mut widths = heads.iter().map(Vec::len);
    if let Some(width) = widths.find(|width| rows.iter().any(|row| row.cells.len() == *width)) {
        return width;
    }
    let mut counts: Vec<(usize, usize)> = Vec::new();
    for Row { cells, .. } in rows {
        let ends_empty = cells.len() > 2 && cells.last().is_some_and(|cell| cell.is_empty());
        let width = cells.len() - usize::from(ends_empty);
        match counts.iter_mut().find(|(other, _)| *other == width) {
            Some((_, count)) => *count += 1,
            None => counts.push((width, 1)),
        }
    }
    // The first of those that are as frequent.
    let most = counts.iter().rev().max_by_key(|(_, count)| count);
    most.map_or(0, |(width, _)| *width)
}

/// The names of `width` columns, if these are as many. That of row names may be left out, as R does.
fn named(mut names: Vec<&str>, width: usize) -> Option<Vec<&str>> {
    if width > 2 && names.len() + 1 == width {
        names.insert(0, "");
    }
    while names.len() > width && names.last().is_some_and(|name| name.is_empty()) {
        names.pop();
    }
    (names.len() == width).then_some(names)
}

/// The columns named x and y, such as `x`, `X (cm)` or `x坐标`.
pub(super) fn named_xy(names: &[&str]) -> Option<[usize; 2]> {
    let column = |axes: [char; 2]| {
        let position = |has: &dyn Fn(&str) -> bool| {
            let is = |name: &&str| name.strip_prefix(axes).is_some_and(has);
            names.iter().position(is)
        };
        let is_unit = |rest: &str| {
            !rest.starts_with(|next: char| next == '_' || next.is_ascii_alphanumeric())
        };
        position(&str::is_empty).or_else(|| position(&is_unit))
    };
    Some([column(['x', 'X'])?, column(['y', 'Y'])?])
}
