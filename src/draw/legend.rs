//! The legend below a picture in a file. In the page it is text beside the picture, in a paper it has to be in the picture.

use super::{Anchor, Drawing, Label, Stroke, Tone};

/// A kind of line and its meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What it means, in words.
    pub text: String,
    /// How formulas write it; may be empty.
    pub symbol: String,
    /// Its colour.
    pub tone: Tone,
    /// Whether its line has gaps.
    pub dashed: bool,
}

/// Lengths in CSS pixels.
const ROW: f64 = 17.0;
const MARK: f64 = 20.0;
const DASH: f64 = 4.0;
const GAP: f64 = 6.0;
const BETWEEN: f64 = 16.0;
const PADDING: f64 = 6.0;
const BEFORE_SYMBOL: f64 = 4.0;

/// An entry in its row, and where its line and its symbol begin.
struct Placed<'e> {
    entry: &'e Entry,
    row: usize,
    line: f64,
    symbol: f64,
}

impl Drawing<'_> {
    /// The height of a legend in rows that fit into the picture; 0 without entries.
    pub fn legend_height(&self, entries: &[Entry]) -> f64 {
        let rows = self.placed(entries).last().map(|last| last.row + 1);
        rows.map_or(0.0, |rows| rows as f64 * ROW + PADDING)
    }

    /// A legend, its upper edge at `top`.
    pub fn legend(&self, entries: &[Entry], top: f64) {
        for placed in self.placed(entries) {
            let (entry, middle) = (placed.entry, top + (placed.row as f64 + 0.5) * ROW);
            let color = self.theme.tone(entry.tone);
            let mark = Stroke {
                color,
                width: 2.5 / self.line_width,
                dash: entry.dashed.then_some(DASH),
            };
            self.polyline(&[(placed.line, middle), (placed.line + MARK, middle)], mark);
            self.text(
                &entry.text,
                (placed.line + MARK + GAP, middle),
                self.words(),
            );
            if !entry.symbol.is_empty() {
                self.text(&entry.symbol, (placed.symbol, middle), self.symbols());
            }
        }
    }

    fn placed<'e>(&self, entries: &'e [Entry]) -> Vec<Placed<'e>> {
        let mut placed: Vec<Placed> = Vec::new();
        let (mut row, mut line) = (0, PADDING);
        for entry in entries {
            let text_ends = MARK + GAP + self.text_width(&entry.text, self.words());
            let ends = match entry.symbol.as_str() {
                "" => text_ends,
                symbol => text_ends + BEFORE_SYMBOL + self.text_width(symbol, self.symbols()),
            };
            if line > PADDING && line + ends > self.width() - PADDING {
                (row, line) = (row + 1, PADDING);
            }
            placed.push(Placed {
                entry,
                row,
                line,
                symbol: line + text_ends + BEFORE_SYMBOL,
            });
            line += ends + BETWEEN;
        }
        placed
    }

    fn text_width(&self, text: &str, label: Label) -> f64 {
        self.text_size(text, label).0
    }

    fn words(&self) -> Label {
        Label::number(self.theme.ink, Anchor::Left)
    }

    fn symbols(&self) -> Label {
        Label {
            size: 12.5,
            ..Label::formula(self.theme.ink, Anchor::Left)
        }
    }
}
