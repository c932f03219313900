//! The legend below a figure. In the page it is text beside the picture; in a file it has to be in the picture.

use super::{hexadecimal, text_width};
use crate::draw::{SANS, SERIF, Theme};
use crate::lab::{AnyFigure, Curve, Row, Term};

/// A line and its meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What it means, in words.
    pub text: String,
    /// How formulas write it; may be empty.
    pub symbol: String,
    /// Which of [`Theme::lines`] it is drawn in.
    pub line: usize,
    /// Whether its line has gaps.
    pub dashed: bool,
}

/// Lengths in CSS pixels, as in www/export/legend.ts.
const SIZE: f64 = 11.5;
const ROW: f64 = 17.0;
const MARK: f64 = 20.0;
const GAP: f64 = 6.0;
const BETWEEN: f64 = 16.0;
const PADDING: f64 = 6.0;
const BEFORE_SYMBOL: f64 = 4.0;
/// How far below the middle of a row its letters stand.
const BASELINE: f64 = 4.0;

/// The figure's legend; where it has none, in a race, the colours of the table below it. `text` has the lab's texts by their
/// keys.
pub fn entries(figure: &dyn AnyFigure, text: impl Fn(&str) -> String) -> Vec<Entry> {
    let curves = figure.curves();
    if !curves.is_empty() {
        let entry = |curve: Curve| Entry {
            text: text(&format!("curve.{}", curve.id)),
            symbol: curve.symbol.to_owned(),
            line: curve.line,
            dashed: curve.dashed,
        };
        return curves.into_iter().map(entry).collect();
    }
    let rows = figure.board().map(|board| board.rows).unwrap_or_default();
    let entry = |row: &Row| {
        let text = match row.cells.first()? {
            Term::Text(name) => name.clone(),
            Term::Key(key) => text(key),
        };
        Some(Entry {
            text,
            symbol: String::new(),
            line: row.line?,
            dashed: false,
        })
    };
    rows.iter().filter_map(entry).collect()
}

/// The height of a legend that is set in rows of at most `width`.
pub fn height(entries: &[Entry], width: u32) -> u32 {
    match rows(entries, width).len() {
        0 => 0,
        rows => (rows as f64 * ROW + PADDING) as u32,
    }
}

/// The entries in rows, each with the place where it begins.
fn rows(entries: &[Entry], width: u32) -> Vec<Vec<(f64, &Entry)>> {
    let mut rows: Vec<Vec<(f64, &Entry)>> = Vec::new();
    let mut left = f64::INFINITY;
    for entry in entries {
        let symbol = if entry.symbol.is_empty() {
            0.0
        } else {
            BEFORE_SYMBOL + text_width(&entry.symbol, SIZE + 1.0)
        };
        let needed = MARK + GAP + text_width(&entry.text, SIZE) + symbol;
        if left + needed > f64::from(width) - PADDING {
            rows.push(Vec::new());
            left = PADDING;
        }
        if let Some(row) = rows.last_mut() {
            row.push((left, entry));
        }
        left += needed + BETWEEN;
    }
    rows
}

/// SVG elements, in CSS pixels below the figure.
pub(super) fn svg(entries: &[Entry], width: u32, theme: &Theme) -> String {
    let ink = hexadecimal(theme.ink);
    let mut elements = String::new();
    for (index, row) in rows(entries, width).iter().enumerate() {
        let middle = (index as f64 + 0.5) * ROW;
        for (left, entry) in row {
            let color = theme.lines.get(entry.line).copied().unwrap_or(theme.ink);
            let dashes = if entry.dashed {
                " stroke-dasharray=\"5 2.5\""
            } else {
                ""
            };
            let symbol = match entry.symbol.as_str() {
                "" => String::new(),
                symbol => format!(
                    "<tspan dx=\"{BEFORE_SYMBOL}\" font-family=\"{SERIF}\" font-style=\"italic\" font-size=\"{}\">{}</tspan>",
                    SIZE + 1.0,
                    escaped(symbol)
                ),
            };
            elements += &format!(
                "<path d=\"M{left:.1} {middle}h{MARK}\" fill=\"none\" stroke=\"{}\" stroke-width=\"2.5\"{dashes}/>\n\
                 <text x=\"{:.1}\" y=\"{}\" font-family=\"{SANS}\" font-size=\"{SIZE}\" fill=\"{ink}\">{}{symbol}</text>\n",
                hexadecimal(color),
                left + MARK + GAP,
                middle + BASELINE,
                escaped(&entry.text),
            );
        }
    }
    elements
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_end_within_the_picture() {
        let entry = |text: &str| Entry {
            text: text.to_owned(),
            symbol: "θ(t)".to_owned(),
            line: 0,
            dashed: false,
        };
        let entries = ["flow", "a long name of a line", "流", "RELAX", "x & y < z"].map(entry);
        assert_eq!(height(&[], 300), 0);
        for width in [20, 120, 200, 300, 900] {
            let rows = rows(&entries, width);
            assert_eq!(rows.iter().map(Vec::len).sum::<usize>(), entries.len());
            assert_eq!(height(&entries, width), (17 * rows.len() + 6) as u32);
            for row in rows {
                let (left, last) = row[row.len() - 1];
                let end = left + MARK + GAP + text_width(&last.text, SIZE);
                assert!(row.len() == 1 || end < f64::from(width), "{end} of {width}");
            }
        }
        let svg = svg(&entries, 900, crate::draw::ThemeName::Dark.theme());
        assert!(svg.contains("x &amp; y &lt; z") && svg.contains("#ff9f40"));
    }
}
