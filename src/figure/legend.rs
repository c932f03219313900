//! Which colours mean what.

use super::{Figure, Hue, Mark, Shape};
use crate::lab::Curve;

impl Figure {
    /// The kinds of lines that have a name, each once, in the order of the theme's lines, which is that of importance.
    pub fn curves(&self) -> Vec<Curve> {
        let mut curves: Vec<Curve> = Vec::new();
        for mark in self.panels().into_iter().flat_map(|panel| &panel.marks) {
            let is_new = |curve: &Curve| {
                curves
                    .iter()
                    .all(|other| (other.id, other.symbol) != (curve.id, curve.symbol))
            };
            curves.extend(curve(mark).filter(is_new));
        }
        curves.sort_by_key(|curve| curve.line);
        curves
    }
}

fn curve(mark: &Mark) -> Option<Curve> {
    let name = mark.name?;
    let Hue::Line(line) = mark.ink.hue else {
        return None;
    };
    let dashed = match &mark.shape {
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
