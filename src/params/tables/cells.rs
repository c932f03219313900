//! What stands in a single cell.

use crate::params::numeral::Notation;

/// A number, whatever its commas and points mean.
pub(super) fn is_number(cell: &str) -> bool {
    let notations = [Notation::GROUPED, Notation::GROUPED_COMMA];
    notations
        .iter()
        .any(|notation| notation.value(cell).is_some())
}

/// Nothing, or what programs write for it.
pub(super) fn is_missing(cell: &str) -> bool {
    is_among(cell, &["", "nan", "na", "n/a", "#n/a", "null", "none", "?"])
}

/// What programs write for results that are too large.
pub(super) fn is_infinite(cell: &str) -> bool {
    is_among(cell, &["inf", "infinity", "∞", "#num!", "#div/0!"])
}

/// Part of a line of names: neither a value nor the attempt at a number.
pub(super) fn is_name(cell: &str) -> bool {
    let is_attempt =
        cell.starts_with(|first: char| first.is_ascii_digit() || "+-.,".contains(first));
    cell.is_empty() || !(is_attempt || is_missing(cell) || is_infinite(cell))
}

/// Numbers with decimal commas in a line in which the comma separates columns as well.
pub(super) fn is_decimal_commas(line: &str, cells: &[&str]) -> bool {
    let is_whole = |cell: &&str| {
        let digits = cell.trim_start_matches(['-', '+']);
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    cells.len() == 4 && line.contains(',') && cells.iter().all(is_whole)
}

fn is_among(cell: &str, words: &[&str]) -> bool {
    let cell = cell.trim_start_matches(['-', '+']);
    words.iter().any(|word| word.eq_ignore_ascii_case(cell))
}
