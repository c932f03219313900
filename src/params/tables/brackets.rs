//! A table in brackets, as programs print and read them: `[[1, 2], [3, 4]]`, `[[1. 2.]\n [3. 4.]]`, `[1 2; 3 4]`,
//! `[{"x": 1, "y": 2}]`, `x = [1, 3]` above `y = [2, 4]`.

use super::cells::is_name;
use super::sheet::{Refusal, Row, Sheet, named_xy};

/// Brackets with no others inside.
struct Group<'a> {
    line: usize,
    /// What stands before it as `name:` or `name =`.
    name: &'a str,
    text: &'a str,
}

/// Whether all digits of a text stand in brackets.
pub(super) fn is_bracketed(table: &str) -> bool {
    let (mut depth, mut has_digits) = (0, false);
    for byte in table.bytes() {
        match byte {
            b'[' | b'(' | b'{' => depth += 1,
            b']' | b')' | b'}' => depth -= 1,
            b'0'..=b'9' if depth <= 0 => return false,
            b'0'..=b'9' => has_digits = true,
            _ => {}
        }
    }
    has_digits
}

pub(super) fn read(table: &str, most: usize) -> Result<Sheet<'_>, Refusal> {
    let mut groups = groups(table)?;
    let is_named = |group: &Group| !group.name.is_empty();
    let are_columns = are_columns(&groups);
    if !groups.iter().all(is_named) {
        // Beside the rows, such as an index.
        groups.retain(|group| !is_named(group));
    }
    let mut rows = Vec::new();
    let names = if are_columns {
        for Group { line, text, .. } in &groups {
            let (_, cells) = cells(text);
            let is_first = rows.is_empty();
            if is_first {
                rows.extend(cells.iter().map(|_| Row {
                    line: *line,
                    text,
                    cells: Vec::new(),
                }));
            }
            if cells.len() != rows.len() {
                return Err(ragged(*line, text, rows.len()));
            }
            for (row, cell) in rows.iter_mut().zip(cells) {
                row.cells.push(cell);
            }
        }
        groups.iter().map(|group| group.name).collect()
    } else {
        let mut names = Vec::new();
        for Group { line, text, .. } in groups {
            for text in text.split(';') {
                let (keys, cells) = cells(text);
                if rows.is_empty() {
                    names.clone_from(&keys);
                }
                if keys != names {
                    return Err(ragged(line, text, names.len()));
                }
                rows.push(Row { line, text, cells });
            }
        }
        names
    };
    if !names.is_empty() {
        rows.insert(
            0,
            Row {
                line: 1,
                text: "",
                cells: names,
            },
        );
    }
    Sheet::new(Vec::new(), rows, most)
}

/// Whether groups are columns: they have different names, and these are x and y or what is in the groups has no names.
fn are_columns(groups: &[Group]) -> bool {
    let [first, second, ..] = groups else {
        return false;
    };
    let names: Vec<_> = groups.iter().map(|group| group.name).collect();
    let (keys, _) = cells(first.text);
    let are_records = keys.first().is_some_and(|key| is_name(key));
    first.name != second.name
        && names.iter().all(|name| !name.is_empty())
        && (named_xy(&names).is_some() || !are_records)
}

fn groups(table: &str) -> Result<Vec<Group<'_>>, Refusal> {
    let mut groups = Vec::new();
    let (mut line, mut start, mut name) = (1, 0, "");
    let mut is_open = false;
    for (place, byte) in table.bytes().enumerate() {
        let before = || table.get(start..place).unwrap_or_default();
        match byte {
            b'[' | b'(' | b'{' => {
                // The name of `x = array([1, 2])` is that of both brackets.
                let has_outer = is_open
                    && byte == b'['
                    && before().is_empty()
                    && table.as_bytes().get(start.wrapping_sub(1)) == Some(&b'(');
                if !has_outer {
                    let key = before().split_once([':', '=']).map_or("", |(key, _)| key);
                    name = bare(key);
                }
                (is_open, start) = (true, place + 1);
            }
            b']' | b')' | b'}' => {
                let text = before();
                if is_open && text.bytes().any(|byte| byte.is_ascii_digit()) {
                    groups.push(Group { line, name, text });
                }
                (is_open, start, name) = (false, place + 1, "");
            }
            b',' | b';' if !is_open => start = place + 1,
            // Programs leave out the middle of what is long.
            b'.' if before().ends_with("..") => {
                return Err(Refusal::new("points_cut_short", line, "..."));
            }
            b'\n' => {
                line += 1;
                if !is_open {
                    start = place + 1;
                }
            }
            _ => {}
        }
    }
    Ok(groups)
}

/// The cells of a group, with their keys if they have some.
fn cells(text: &str) -> (Vec<&str>, Vec<&str>) {
    let (mut keys, mut cells) = (Vec::new(), Vec::new());
    let is_comma = text.contains(',');
    let ends_cell = |mark: char| {
        if is_comma {
            mark == ','
        } else {
            mark.is_ascii_whitespace()
        }
    };
    for cell in text.split(ends_cell) {
        let (key, cell) = cell
            .split_once(':')
            .map_or((None, cell), |(key, cell)| (Some(key), cell));
        let cell = bare(cell);
        if is_comma || !cell.is_empty() {
            keys.extend(key.map(bare));
            cells.push(cell);
        }
    }
    if cells.last().is_some_and(|cell| cell.is_empty()) {
        cells.pop();
    }
    (keys, cells)
}

fn bare(text: &str) -> &str {
    text.trim_matches(|mark: char| mark.is_ascii_whitespace() || mark == '"' || mark == '\'')
}

fn ragged(line: usize, text: &str, width: usize) -> Refusal {
    let mut refusal = Refusal::new("points_ragged", line, text.trim_ascii());
    refusal.column = width.to_string();
    refusal
}
