//! Which colours mean what.

use super::{Hue, LaidOut, Lines, Mark, Shape};

/// A kind of line in the figure, for the legend that the page words in the reader's language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Curve {
    /// Its name in texts.
    pub id: &'static str,
    /// How formulas write it.
    pub symbol: &'static str,
    /// Which of [`crate::draw::Theme::lines`] draws it.
    pub line: usize,
    /// Whether its line has gaps.
    pub dashed: bool,
}

impl LaidOut {
    /// The kinds of lines that have a name, each once: panel by panel, and there in the order of the theme's lines, which is
    /// that of importance.
    pub fn curves(&self) -> Vec<Curve> {
        let mut curves: Vec<Curve> = Vec::new();
        for (_, panel) in self.panels() {
            let begin = curves.len();
            for curve in panel.marks.iter().filter_map(curve) {
                let same = |other: &Curve| (other.id, other.symbol) == (curve.id, curve.symbol);
                if !curves.iter().any(same) {
                    let before = curves[begin..].partition_point(|other| other.line <= curve.line);
                    curves.insert(begin + before, curve);
                }
            }
        }
        curves
    }
}

fn curve(mark: &Mark) -> Option<Curve> {
    let name = mark.name.filter(|name| !name.id.is_empty())?;
    let Hue::Line(line) = mark.ink.hue else {
        return None;
    };
    // Where there is no line there is nothing to explain.
    let is_nowhere = |lines: &Lines| lines.pieces.iter().all(|piece| piece.0.is_empty());
    let dashed = match &mark.shape {
        Shape::Lines(lines) if is_nowhere(lines) => return None,
        Shape::Lines(lines) => lines.dash.is_some(),
        Shape::Rule(rule) => rule.dash.is_some(),
        _ => false,
    };
    Some(Curve {
        id: name.id,
        symbol: name.symbol,
        line,
        dashed,
    })
}
