//! A table that has a row a line: CSV, TSV, columns in a text, out of a spreadsheet, in Markdown or LaTeX.

use super::sheet::{Refusal, Row, Sheet};
use crate::params::numeral::Notation;

/// Names and units may take so many lines before the rows.
const MOST_HEADS: usize = 20;

/// So many lines may be a single one, because of line breaks in quotes.
const MOST_JOINED: usize = 8;

/// Blank lines are left out, and comments, which may name the columns.
pub(super) fn read(table: &str, most: usize) -> Result<Sheet<'_>, Refusal> {
    let (mut comments, mut lines) = (Vec::new(), Vec::new());
    let mut announced = None;
    let (mut rest, mut line) = (table, 1);
    while !rest.is_empty() && lines.len() < most + MOST_HEADS {
        let (text, after, length) = next_line(rest);
        let text = text.trim_matches(' ');
        if let Some(said) = text.strip_prefix(['#', '%']) {
            if lines.is_empty() {
                comments.push(said.trim_ascii());
            }
        } else if let Some(separator) = separator_of_excel(text).filter(|_| lines.is_empty()) {
            announced = Some(separator);
        } else if !text.chars().all(is_ruler) && !text.starts_with('\\') {
            lines.push((line, text));
        }
        (rest, line) = (after, line + length);
    }
    if let [(line, text)] = lines[..]
        && is_list(text)
    {
        lines = text
            .split(';')
            .map(|point| (line, point))
            .filter(|(_, point)| !point.is_empty())
            .collect();
    }
    let separator = announced.or_else(|| common_separator(&lines));
    let cells = |text| split(text, separator.unwrap_or_else(|| separator_of(text)));
    let comments = comments.into_iter().map(cells).collect();
    let row = |(line, text)| Row {
        line,
        text,
        cells: cells(text),
    };
    Sheet::new(comments, lines.into_iter().map(row).collect(), most)
}

/// The next line, what follows, and how many lines it takes. An open quote goes on in the next line if it is closed soon.
fn next_line(text: &str) -> (&str, &str, usize) {
    let cut = |place: usize, lines| {
        let rest = text.get(place + 1..).unwrap_or_default();
        (text.get(..place).unwrap_or(text), rest, lines)
    };
    let (mut is_quoted, mut lines, mut first) = (false, 0, text.len());
    for (place, byte) in text.bytes().enumerate() {
        is_quoted ^= byte == b'"';
        if byte == b'\n' {
            lines += 1;
            if !is_quoted {
                return cut(place, lines);
            }
            first = first.min(place);
            if lines == MOST_JOINED {
                break;
            }
        }
    }
    if is_quoted {
        cut(first, 1)
    } else {
        cut(text.len(), lines + 1)
    }
}

/// `sep=;`
fn separator_of_excel(text: &str) -> Option<char> {
    let (name, separator) = text.trim_matches('"').split_once('=')?;
    let mut characters = separator.chars();
    let separator = characters.next().unwrap_or('\t');
    (name.eq_ignore_ascii_case("sep") && characters.next().is_none()).then_some(separator)
}

/// Part of a line that says nothing: separators, and rules between the rows of a table.
fn is_ruler(character: char) -> bool {
    ",;\t |&+-=:_\"\\".contains(character)
}

/// `0.5,1;2,3;1,1`: several points in one line, as links have them. Two without a point could be one with decimal commas.
fn is_list(text: &str) -> bool {
    let points = || text.split(';').filter(|point| !point.is_empty());
    let is_point = |point: &str| {
        let numbers = point
            .split_once(',')
            .map(|(x, y)| [x, y].map(|x| Notation::POINT.value(x.trim_ascii())));
        numbers.is_some_and(|[x, y]| x.is_some() && y.is_some())
    };
    (points().count() > 2 || text.contains('.')) && points().all(is_point)
}

const SEPARATORS: [char; 6] = ['\t', '|', ';', '&', ',', ' '];

/// The first separator that cuts all lines with digits into equally many cells, at least two. The first line may be names,
/// and have one less, or a title.
fn common_separator(lines: &[(usize, &str)]) -> Option<char> {
    let has_digits = |text: &&str| text.bytes().any(|byte| byte.is_ascii_digit());
    let rows: Vec<&str> = lines
        .iter()
        .map(|(_, text)| *text)
        .filter(has_digits)
        .collect();
    let (first, others) = rows.split_first()?;
    let last = others.last().unwrap_or(first);
    SEPARATORS.into_iter().find(|separator| {
        let width = |text: &str| split(text, *separator).len();
        let (names, columns) = (width(first), width(last));
        columns > 1
            && (names == columns || others.len() > 1 || (columns > 2 && names + 1 == columns))
            && others.iter().all(|text| width(text) == columns)
            && (*separator != ','
                || !others
                    .iter()
                    .chain([last])
                    .all(|text| is_columns_of_decimal_commas(text)))
    })
}

/// The separator of a line by itself.
fn separator_of(text: &str) -> char {
    let found = SEPARATORS
        .into_iter()
        .find(|separator| text.contains(*separator));
    found
        .filter(|separator| *separator != ',' || !is_columns_of_decimal_commas(text))
        .unwrap_or(' ')
}

/// What stands between separators outside of quotes, without the quotes. Of several spaces only one separates. The bars at
/// the ends of a line in Markdown, and the end of a line in LaTeX, are no cells.
fn split(text: &str, separator: char) -> Vec<&str> {
    let text = match separator {
        '|' => text.strip_prefix('|').unwrap_or(text),
        '&' => text.trim_end_matches('\\'),
        _ => text,
    };
    let text = text
        .strip_suffix('|')
        .filter(|_| separator == '|')
        .unwrap_or(text);
    let mut is_quoted = false;
    let ends_cell = |character| {
        is_quoted ^= character == '"';
        character == separator && !is_quoted
    };
    text.split(ends_cell)
        .map(|cell| cell.trim_matches(['"', ' ', '\t']))
        .filter(|cell| separator != ' ' || !cell.is_empty())
        .collect()
}

/// `1,5 2,5`: here spaces separate.
fn is_columns_of_decimal_commas(text: &str) -> bool {
    let cells = split(text, ' ');
    let is_decimal = |cell: &&str| {
        let is_list = cell.starts_with(',') || cell.ends_with(',');
        !is_list && Notation::COMMA.value(cell).is_some()
    };
    cells.len() > 1 && cells.iter().all(is_decimal)
}
