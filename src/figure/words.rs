//! What a figure shows, as data for sentences: for who hears it, and for captions.

use super::mark::{Bars, Field};
use super::read::aimed;
use super::{Hue, LaidOut, Mark, Panel, Points, Shape, Sides};
use crate::draw::{Plot, decimal_text};
use serde::Serialize;

/// One sentence: the text `described.<id>` with its gaps filled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Phrase {
    /// Its name in texts.
    pub id: &'static str,
    /// What it is about: the text `curve.<name>` of the lab, for the gap `name`.
    pub name: &'static str,
    /// What fills the other gaps, by their names.
    pub args: Vec<(&'static str, String)>,
}

/// The part of its range by which a curve goes beyond both its ends, to be worth a word.
const BEYOND: f64 = 0.1;

impl LaidOut {
    /// What its named marks show, panel by panel, each once.
    pub fn phrases(&self) -> Vec<Phrase> {
        let mut phrases: Vec<Phrase> = Vec::new();
        for (plot, panel) in self.panels() {
            for mark in &panel.marks {
                let phrase = phrase(plot, panel, mark);
                // A line that is drawn in two parts is one line.
                if let Some(phrase) = phrase.filter(|phrase| !phrases.contains(phrase)) {
                    phrases.push(phrase);
                }
            }
        }
        phrases
    }
}

fn phrase(plot: &Plot, panel: &Panel, mark: &Mark) -> Option<Phrase> {
    let name = mark.name.filter(|name| !name.id.is_empty())?;
    if panel.turn.is_some() || matches!(mark.ink.hue, Hue::Pinned(_)) {
        return None;
    }
    let symbol = name.symbol.to_owned();
    let said = match &mark.shape {
        Shape::Lines(lines) if panel.sides == Sides::Free => course(panel, &lines.pieces)?,
        Shape::Lines(lines) => way(plot, &lines.pieces)?,
        Shape::Dots(dots) => middle(plot, &dots.points)?,
        Shape::Bars(bars) => highest(panel, bars)?,
        Shape::Field(field) => colours(field)?,
        _ => return None,
    };
    let (id, mut args) = said;
    // An axis that says nothing has what its curve is.
    for (_, text) in args
        .iter_mut()
        .filter(|(gap, text)| *gap == "y" && text.is_empty())
    {
        text.clone_from(&symbol);
    }
    args.push(("symbol", symbol));
    Some(Phrase {
        id,
        name: name.id,
        args,
    })
}

type Said = Option<(&'static str, Vec<(&'static str, String)>)>;

/// The points of several pieces that have a place, compiled once.
fn known(pieces: &[Points]) -> Vec<[f64; 2]> {
    let mut known = Vec::new();
    for piece in pieces {
        known.extend_from_slice(&piece.0);
    }
    known.retain(|point| point[0].is_finite() && point[1].is_finite());
    known
}

/// How a curve of a chart goes: from where to where, and where it turns between.
fn course(panel: &Panel, pieces: &[Points]) -> Said {
    let points = known(pieces);
    let (&first, &last) = (points.first()?, points.last()?);
    let (mut least, mut largest) = (first, first);
    for &point in &points {
        if point[1] < least[1] {
            least = point;
        }
        if point[1] > largest[1] {
            largest = point;
        }
    }
    // On the axis, where orders of magnitude may count.
    let height = |point: [f64; 2]| panel.y.share(point[1]);
    let worth = BEYOND * (height(largest) - height(least));
    let below = height(first).min(height(last)) - height(least);
    let above = height(largest) - height(first).max(height(last));
    let text = |value: f64| aimed(&panel.y, value);
    let (id, turn) = if worth > 0.0 && below > worth {
        ("dips", least)
    } else if worth > 0.0 && above > worth {
        ("peaks", largest)
    } else if text(first[1]) == text(last[1]) {
        ("stays", last)
    } else if last[1] < first[1] {
        ("falls", last)
    } else {
        ("rises", last)
    };
    let across = |point: [f64; 2]| aimed(&panel.x, point[0]);
    Some((
        id,
        vec![
            ("x", panel.x.label.to_owned()),
            ("y", panel.y.label.to_owned()),
            ("start", across(first)),
            ("end", across(last)),
            ("from", text(first[1])),
            ("to", text(last[1])),
            ("at", across(turn)),
            ("turn", text(turn[1])),
        ],
    ))
}

/// From where to where a path leads.
fn way(plot: &Plot, pieces: &[Points]) -> Said {
    let points = known(pieces);
    let (&first, &last) = (points.first()?, points.last()?);
    let args = vec![("from", pair(plot, first)), ("to", pair(plot, last))];
    Some(("leads", args))
}

/// Around which place points lie.
fn middle(plot: &Plot, points: &Points) -> Said {
    let points = known(std::slice::from_ref(points));
    let mut sum = [0.0; 2];
    for [x, y] in &points {
        sum = [sum[0] + x, sum[1] + y];
    }
    let count = points.len();
    let mean = sum.map(|sum| sum / count as f64);
    let id = match count {
        0 => return None,
        1 => "stands",
        _ => "lie",
    };
    Some((
        id,
        vec![("count", count.to_string()), ("at", pair(plot, mean))],
    ))
}

/// Which bar is the highest.
fn highest(panel: &Panel, bars: &Bars) -> Said {
    let bar = bars
        .spans
        .iter()
        .max_by(|a, b| a.height.total_cmp(&b.height))?;
    let text = |value: f64| aimed(&panel.x, value);
    let id = match panel.x.label {
        "" => "bars",
        _ => "bars_over",
    };
    Some((
        id,
        vec![
            ("count", bars.spans.len().to_string()),
            ("x", panel.x.label.to_owned()),
            ("from", text(bar.x[0])),
            ("to", text(bar.x[1])),
            ("value", decimal_text(bar.height, 3)),
        ],
    ))
}

/// From which value to which a field goes.
fn colours(field: &Field) -> Said {
    let known = || {
        field
            .values
            .iter()
            .copied()
            .filter(|value| value.is_finite())
    };
    let text = |value: f32| decimal_text(f64::from(value), 3);
    let (least, largest) = known().fold((f32::INFINITY, f32::NEG_INFINITY), |ends, value| {
        (ends.0.min(value), ends.1.max(value))
    });
    (least <= largest).then(|| ("field", vec![("from", text(least)), ("to", text(largest))]))
}

/// A place, as precisely as it can be seen.
fn pair(plot: &Plot, [x, y]: [f64; 2]) -> String {
    format!("({}, {})", aimed(&plot.x, x), aimed(&plot.y, y))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::Axis;
    use crate::figure::{Area, Figure, Span, bars, dots, line};

    fn said(panel: Panel) -> Vec<(&'static str, String)> {
        let laid = LaidOut::new(Figure::new(Area::panel(panel)), (400.0, 300.0), None);
        let words = |phrase: Phrase| {
            let gap = |name: &str| {
                let found = phrase.args.iter().find(|(gap, _)| *gap == name);
                found.map(|(_, text)| text.clone()).unwrap_or_default()
            };
            (phrase.id, ["from", "turn", "at", "to"].map(gap).join(" "))
        };
        laid.phrases().into_iter().map(words).collect()
    }

    fn chart() -> Panel {
        Panel::new(
            "loss",
            Axis::linear([0.0, 4.0], "n"),
            Axis::linear([0.0, 9.0], "L"),
        )
    }

    #[test]
    fn a_curve_falls_rises_stays_dips_or_peaks() {
        for (heights, words) in [
            ([9.0, 3.0, 1.0], ("falls", "9.00 1.00 2.00 1.00")),
            ([1.0, 3.0, 9.0], ("rises", "1.00 9.00 2.00 9.00")),
            ([2.0, 2.0, 2.0], ("stays", "2.00 2.00 2.00 2.00")),
            ([9.0, 1.0, 5.0], ("dips", "9.00 1.00 1.00 5.00")),
            ([1.0, 9.0, 5.0], ("peaks", "1.00 9.00 1.00 5.00")),
            ([9.0, 0.9, 1.0], ("falls", "9.00 1.00 2.00 1.00")),
        ] {
            let points: Points = (0..3).map(|n| [n as f64, heights[n]]).collect();
            let curve = line(points).of("path", "θₙ").hue(Hue::Line(0));
            assert_eq!(said(chart().with(curve)), [(words.0, words.1.to_owned())]);
        }
        let unknown = line([[0.0, f64::NAN]]).of("path", "θₙ");
        assert_eq!(
            said(chart().with(unknown)),
            [],
            "nothing is said of what is not there"
        );
        assert_eq!(
            said(chart().with(line([[0.0, 1.0]]))),
            [],
            "nor of what has no name"
        );
    }

    #[test]
    fn a_map_says_where_a_path_leads_and_points_lie() {
        let axis = || Axis::linear([-2.0, 2.0], "x");
        let map = Panel::new("map", axis(), axis())
            .map()
            .with(line([[-1.0, 0.5], [1.0, 1e-9]]).of("path", "θₙ"))
            .with(dots([[0.0, 1.0], [1.0, 1.0]]).of("samples", ""))
            .with(dots([[1.5, 1.0]]).of("target", ""));
        assert_eq!(
            said(map),
            [
                ("leads", "(−1.00, 0.500)   (1.00, 0)".to_owned()),
                ("lie", "  (0.500, 1.00) ".to_owned()),
                ("stands", "  (1.50, 1.00) ".to_owned()),
            ]
        );
    }

    #[test]
    fn the_highest_bar_is_named() {
        let span = |left: f64, height| Span {
            x: [left, left + 1.0],
            height,
            error: 0.0,
        };
        let spans = vec![span(0.0, 2.0), span(1.0, 5.0)];
        let panel = chart().with(bars(spans).of("samples", ""));
        assert_eq!(said(panel), [("bars_over", "1.00   2.00".to_owned())]);
    }
}
