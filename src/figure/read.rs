//! What stands at a place of a figure, in numbers: what a reader sees under the pointer.

use super::mark::{Bars, Field, Lines};
use super::{Hue, LaidOut, Mark, Panel, Shape, Sides};
use crate::draw::{Axis, AxisScale, Plot, decimal_text};
use crate::math::real::hypot;

/// The numbers at a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// Which panel it is in, counted from 0.
    pub panel: usize,
    /// The place that is read, in CSS pixels: the nearest point of a mark, or the place itself.
    pub x: f64,
    /// From the upper edge, in CSS pixels.
    pub y: f64,
    /// What stands there.
    pub values: Vec<ReadValue>,
}

/// One of them.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadValue {
    /// The name of its mark: the text `curve.<name>` of the lab.
    pub name: Option<&'static str>,
    /// How formulas write it.
    pub symbol: String,
    /// With three digits.
    pub text: String,
    /// Which of [`crate::draw::Theme::lines`] draws it.
    pub line: Option<usize>,
}

/// So many CSS pixels from a point one still reads it.
const NEAR: f64 = 22.0;

impl LaidOut {
    /// What stands at a place in CSS pixels; nothing outside the panels, or where nothing has a value.
    pub fn read(&self, place: (f64, f64)) -> Option<Reading> {
        let mut panels = self.panels().enumerate();
        let (index, (plot, panel)) = panels.find(|(_, (plot, _))| plot.contains(place))?;
        let (at, values) = read(plot, panel, place)?;
        Some(Reading {
            panel: index,
            x: at.0,
            y: at.1,
            values,
        })
    }

    /// The middle of a panel, to begin to read there.
    pub fn middle(&self, panel: usize) -> Option<(f64, f64)> {
        let (plot, _) = self.panels().nth(panel)?;
        Some((plot.left + 0.5 * plot.width, plot.top + 0.5 * plot.height))
    }
}

type Read = ((f64, f64), Vec<ReadValue>);

fn read(plot: &Plot, panel: &Panel, place: (f64, f64)) -> Option<Read> {
    if panel.turn.is_some() {
        return None;
    }
    match panel.sides {
        Sides::Free => at_abscissa(plot, panel, place).or_else(|| in_field(plot, panel, place)),
        _ => nearest(plot, panel, place).or_else(|| in_field(plot, panel, place)),
    }
}

/// All curves and bars of a chart at the abscissa that is nearest to the place: that of a point of one of its lines.
fn at_abscissa(plot: &Plot, panel: &Panel, place: (f64, f64)) -> Option<Read> {
    let wanted = plot.from_pixels(place)[0];
    let lines = || {
        panel
            .marks
            .iter()
            .filter_map(|mark| Some((mark, course(mark)?)))
    };
    let points = lines().flat_map(|(_, lines)| lines.pieces.iter().flat_map(|piece| &piece.0));
    let away = |point: &&[f64; 2]| (plot.to_pixels(**point).0 - place.0).abs();
    let nearest = points
        .filter(|point| point[1].is_finite())
        .min_by(|a, b| away(a).total_cmp(&away(b)))
        .filter(|point| away(point) <= NEAR);
    let x = nearest.map_or(wanted, |point| point[0]);
    let mut values: Vec<ReadValue> = Vec::new();
    let mut height = None;
    for (mark, lines) in lines() {
        if let Some(y) = lines
            .pieces
            .iter()
            .find_map(|piece| interpolated(&piece.0, x))
        {
            let value = value(mark, ordinate(mark, panel), y);
            // The first part of a line that is drawn in two says it all.
            if !values.contains(&value) {
                values.push(value);
            }
            let (_, at) = plot.to_pixels([x, y]);
            let is_nearer = |other: f64| (at - place.1).abs() < (other - place.1).abs();
            if height.is_none_or(is_nearer) {
                height = Some(at);
            }
        }
    }
    for mark in &panel.marks {
        if let Shape::Bars(bars) = &mark.shape {
            values.extend(bar(bars, x).map(|text| ReadValue {
                text,
                ..value(mark, ordinate(mark, panel), 0.0)
            }));
        }
    }
    if values.is_empty() {
        return None;
    }
    values.insert(0, plain(panel.x.label, aimed(&plot.x, x)));
    let at = plot.to_pixels([x, plot.y.min]).0;
    Some(((at, height.unwrap_or(place.1)), values))
}

/// The lines of a mark that are read: those that stand for something, and not only for a boundary.
fn course(mark: &Mark) -> Option<&Lines> {
    match (&mark.shape, mark.ink.hue) {
        (Shape::Lines(lines), Hue::Line(_) | Hue::Ink) => Some(lines),
        _ => None,
    }
}

/// The ordinate of a line over an abscissa, on the straight line between two of its points.
fn interpolated(points: &[[f64; 2]], x: f64) -> Option<f64> {
    let ends = points.windows(2).find(|ends| {
        let [a, b] = [ends[0][0], ends[1][0]];
        a.min(b) <= x && x <= a.max(b) && ends.iter().all(|end| end[1].is_finite())
    });
    let Some(ends) = ends else {
        return points
            .iter()
            .find(|point| point[0] == x && point[1].is_finite())
            .map(|point| point[1]);
    };
    let [from, to] = [ends[0], ends[1]];
    let share = if to[0] == from[0] {
        1.0
    } else {
        (x - from[0]) / (to[0] - from[0])
    };
    Some(from[1] + share * (to[1] - from[1]))
}

/// The height of the bar over an abscissa, with its standard error.
fn bar(bars: &Bars, x: f64) -> Option<String> {
    let bar = bars
        .spans
        .iter()
        .find(|bar| (bar.x[0]..bar.x[1]).contains(&x))?;
    let height = decimal_text(bar.height, 3);
    Some(if bar.error > 0.0 {
        format!("{height} ± {}", decimal_text(bar.error, 2))
    } else {
        height
    })
}

/// The nearest point of a map's paths and dots, the frontmost of those that are as near.
fn nearest(plot: &Plot, panel: &Panel, (x, y): (f64, f64)) -> Option<Read> {
    let mut best: Option<(f64, &Mark, [f64; 2])> = None;
    for mark in panel.marks.iter().filter(|mark| mark.name.is_some()) {
        let pieces = match &mark.shape {
            Shape::Lines(lines) => lines.pieces.as_slice(),
            Shape::Dots(dots) => std::slice::from_ref(&dots.points),
            _ => continue,
        };
        for &point in pieces.iter().flat_map(|piece| &piece.0) {
            let at = plot.to_pixels(point);
            let away = hypot(at.0 - x, at.1 - y);
            if away <= NEAR && best.is_none_or(|(least, ..)| away <= least) {
                best = Some((away, mark, point));
            }
        }
    }
    let (_, mark, point) = best?;
    let text = format!(
        "({}, {})",
        aimed(&plot.x, point[0]),
        aimed(&plot.y, point[1])
    );
    let value = ReadValue {
        text,
        ..value(mark, symbol(mark), 0.0)
    };
    let mut values = vec![value];
    values.extend(
        in_field(plot, panel, plot.to_pixels(point))
            .and_then(|(_, values)| values.into_iter().next_back()),
    );
    Some((plot.to_pixels(point), values))
}

/// The place itself, and the value of the field there.
fn in_field(plot: &Plot, panel: &Panel, place: (f64, f64)) -> Option<Read> {
    let [x, y] = plot.from_pixels(place);
    let fields = panel.marks.iter().rev();
    let (mark, here) = fields
        .filter_map(|mark| match &mark.shape {
            Shape::Field(field) => Some((mark, field_value(plot, panel, field, [x, y])?)),
            _ => None,
        })
        .find(|(mark, _)| mark.name.is_some())?;
    Some((
        place,
        vec![
            plain(panel.x.label, aimed(&plot.x, x)),
            plain(panel.y.label, aimed(&plot.y, y)),
            value(mark, symbol(mark), f64::from(here)),
        ],
    ))
}

fn field_value(plot: &Plot, panel: &Panel, field: &Field, [x, y]: [f64; 2]) -> Option<f32> {
    let [columns, rows] = field.size;
    let [whole_x, whole_y] = match panel.whole.as_deref() {
        Some([x, y]) => [x, y],
        None => [&plot.x, &plot.y],
    };
    let cell = |axis: &Axis, value: f64, count: usize| {
        let share = (value - axis.min) / axis.span();
        let is_within = (0.0..=1.0).contains(&share);
        is_within.then_some(((share * count as f64) as usize).min(count.saturating_sub(1)))
    };
    let column = cell(whole_x, x, columns)?;
    let row = cell(whole_y, y, rows)?;
    let value = field.values.get(row * columns + column).copied();
    value.filter(|value| value.is_finite())
}

fn value(mark: &Mark, symbol: &str, number: f64) -> ReadValue {
    ReadValue {
        name: mark.name.map(|name| name.id).filter(|id| !id.is_empty()),
        symbol: symbol.to_owned(),
        text: decimal_text(number, 3),
        line: match mark.ink.hue {
            Hue::Line(line) => Some(line),
            _ => None,
        },
    }
}

/// How formulas write a mark; empty if they do not.
fn symbol(mark: &Mark) -> &'static str {
    mark.name.map_or("", |name| name.symbol)
}

/// How formulas write a mark's ordinates: as its axis says, if that stands for one thing.
fn ordinate<'a>(mark: &'a Mark, panel: &'a Panel) -> &'a str {
    match panel.y.label {
        label if !label.is_empty() && !label.contains(',') => label,
        _ => symbol(mark),
    }
}

fn plain(symbol: &str, text: String) -> ReadValue {
    ReadValue {
        name: None,
        symbol: symbol.to_owned(),
        text,
        line: None,
    }
}

/// A value of an axis, as precisely as it can be aimed at.
pub(super) fn aimed(axis: &Axis, value: f64) -> String {
    // What is nothing beside the axis is nothing.
    let is_nothing = axis.scale != AxisScale::Log && value.abs() < 1e-3 * axis.span().abs();
    decimal_text(if is_nothing { 0.0 } else { value }, 3)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::Axis;
    use crate::figure::{Area, Figure, Points, Shade, Span, bars, dots, field, line};

    fn chart() -> LaidOut {
        let axis = |end, label| Axis::linear([0.0, end], label);
        let square = (0..=10).map(|n| [f64::from(n), f64::from(n * n)]);
        let square: Points = square.collect();
        let twice = (0..=5).map(|n| [2.0 * f64::from(n), 4.0 * f64::from(n)]);
        let twice: Points = twice.collect();
        let spans = vec![Span {
            x: [0.0, 5.0],
            height: 20.0,
            error: 1.5,
        }];
        let panel = Panel::new("chart", axis(10.0, "n"), axis(100.0, "L"))
            .with(bars(spans).hue(Hue::Line(2)).of("sample", ""))
            .with(line([[0.0, 50.0], [10.0, 50.0]]).hue(Hue::Faint))
            .with(line(square).hue(Hue::Line(0)).of("path", "θₙ"))
            .with(line(twice).hue(Hue::Line(1)));
        LaidOut::new(Figure::new(Area::panel(panel)), (400.0, 300.0), None)
    }

    fn at(laid: &LaidOut, point: [f64; 2]) -> (f64, f64) {
        laid.panels().next().expect("a panel").0.to_pixels(point)
    }

    #[test]
    fn a_chart_reads_all_its_curves_at_one_abscissa() {
        let chart = chart();
        let place = at(&chart, [3.2, 70.0]);
        let reading = chart.read(place).expect("something there");
        let read: Vec<_> = (reading.values.iter())
            .map(|value| {
                (
                    value.name,
                    value.symbol.as_str(),
                    value.text.as_str(),
                    value.line,
                )
            })
            .collect();
        // The nearest point of a line is that over 3; the other line has 6 half way to its next point.
        assert_eq!(
            read,
            [
                (None, "n", "3.00", None),
                (Some("path"), "L", "9.00", Some(0)),
                (None, "L", "6.00", Some(1)),
                (Some("sample"), "L", "20.0 ± 1.5", Some(2)),
            ]
        );
        let [path, _] = [[3.0, 9.0], [3.0, 6.0]].map(|point| at(&chart, point));
        assert!((reading.x - path.0).abs() < 1e-9 && (reading.y - path.1).abs() < 1e-9);
        assert_eq!(chart.read((1.0, 1.0)), None, "outside of the panels");
    }

    #[test]
    fn a_map_reads_the_nearest_point_and_the_field_elsewhere() {
        let axis = |label| Axis::linear([0.0, 4.0], label);
        let values = (0..16).map(|k| k as f32).collect();
        let panel = Panel::new("map", axis("x"), axis("y"))
            .square()
            .with(field([4, 4], values, Shade::Rate).of("loss", "L"))
            .with(
                dots([[1.0, 1.0], [3.1, 2.5]])
                    .hue(Hue::Line(0))
                    .of("path", "θₙ"),
            );
        let map = LaidOut::new(Figure::new(Area::panel(panel)), (300.0, 300.0), None);
        let near = at(&map, [3.0, 2.45]);
        let reading = map.read(near).expect("a point there");
        assert_eq!(reading.values[0].text, "(3.10, 2.50)");
        assert_eq!(reading.values[1].text, "11.0", "the third row has 8 to 11");
        assert_eq!((reading.x, reading.y), at(&map, [3.1, 2.5]));
        let away = at(&map, [0.5, 3.5]);
        let reading = map.read(away).expect("the field");
        let texts: Vec<_> = reading
            .values
            .iter()
            .map(|value| value.text.as_str())
            .collect();
        assert_eq!(texts, ["0.500", "3.50", "12.0"]);
    }
}
