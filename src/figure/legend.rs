//! Which colours mean what.

use super::{Figure, Hue, Mark, Shape};
use crate::lab::Curve;

impl Figure {
    /// The kinds of lines that have a name, each once: panel by panel, and there in the order of the theme's lines, which is
    /// that of importance.
    pub fn curves(&self) -> Vec<Curve> {
        let mut curves: Vec<Curve> = Vec::new();
        for panel in self.panels() {
            let mut named: Vec<Curve> = panel.marks.iter().filter_map(curve).collect();
            named.sort_by_key(|curve| curve.line);
            for curve in named {
                let same = |other: &Curve| (other.id, other.symbol) == (curve.id, curve.symbol);
                if !curves.iter().any(same) {
                    curves.push(curve);
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
