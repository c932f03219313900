//! One histogram an estimator, all over the same axis, with the exact gradient as a line through all of them.

use super::{MARGIN, WIDE};
use crate::families::gaussian::Parameter;
use crate::frame::{EstimatorFrame, EstimatorRow};
use crate::methods::Obstacle;
use crate::settings::Family;
use thetaflow::draw::{Anchor, Axis, Color, Drawing, Label, Plot, Stroke, decimal_text};
use thetaflow::math::within;

/// Room above the rows for the name of the line, above each row for its own, and below it for mean and spread.
const TOP: f64 = 26.0;
const NAME: f64 = 18.0;
const WHISKER: f64 = 12.0;
const BELOW: f64 = 26.0;

pub fn layout(frame: &EstimatorFrame, (width, height): (f64, f64)) -> Vec<Plot> {
    let side = if width >= WIDE {
        2.0 * MARGIN
    } else {
        MARGIN + 6.0
    };
    let count = frame.estimators.len().max(1) as f64;
    let room = ((height - TOP - BELOW) / count).max(30.0);
    let row = |n: usize| Plot {
        left: side,
        top: TOP + n as f64 * room + NAME,
        width: (width - 2.0 * side).max(60.0),
        height: (room - NAME - WHISKER).max(8.0),
        x: Axis::linear(frame.range, ""),
        y: Axis::linear([0.0, 1.0], ""),
    };
    (0..frame.estimators.len()).map(row).collect()
}

pub fn draw_back(rows: &[Plot], drawing: &Drawing) {
    for row in rows {
        let [left, _, right, bottom] = row.rectangle();
        let line = Stroke::solid(drawing.theme.faint, 1.0).faded(0.7);
        drawing.polyline(&[(left, bottom), (right, bottom)], line);
    }
    if let Some(last) = rows.last() {
        let axis = Plot {
            height: last.height + WHISKER,
            ..last.clone()
        };
        drawing.x_axis(&axis);
        let [left, _, right, bottom] = axis.rectangle();
        let line = Stroke::solid(drawing.theme.faint, 1.0);
        drawing.polyline(&[(left, bottom), (right, bottom)], line);
    }
}

pub fn draw_front(rows: &[Plot], frame: &EstimatorFrame, drawing: &Drawing) {
    for (plot, row) in rows.iter().zip(&frame.estimators) {
        let color = drawing.theme.lines[row.kind.line()];
        bars(plot, row, color, drawing);
        whisker(plot, row, color, drawing);
        beside(plot, row, drawing);
        names(plot, row, frame, color, drawing);
    }
    if let (Some(exact), Some(first), Some(last)) = (frame.exact, rows.first(), rows.last()) {
        let (x, _) = first.to_pixels([exact, 0.0]);
        let bottom = last.rectangle()[3] + WHISKER;
        let line = Stroke::solid(drawing.theme.ink, 1.25);
        drawing.polyline(&[(x, TOP - 6.0), (x, bottom)], line);
        let symbol = match frame.parameter {
            Some(Parameter::Mu) => "∂L/∂μ₁ = ",
            Some(Parameter::Sigma) => "∂L/∂σ₁ = ",
            None if frame.family == Family::Bernoulli => "∂L/∂a = ",
            None => "∂L/∂a₁ = ",
        };
        let text = symbol.to_owned() + &decimal_text(exact, 3);
        drawing.text(
            &text,
            (x, TOP - 8.0),
            Label::formula(drawing.theme.ink, Anchor::Bottom),
        );
    }
}

/// The outline of the histogram, filled, as high as the row.
fn bars(plot: &Plot, row: &EstimatorRow, color: Color, drawing: &Drawing) {
    let counts = &row.histogram.counts;
    let highest = counts.iter().copied().max().unwrap_or(0);
    if highest == 0 {
        return;
    }
    let [left, _, right, bottom] = plot.rectangle();
    let width = (right - left) / counts.len() as f64;
    let height = |count: u32| bottom - plot.height * f64::from(count) / f64::from(highest);
    let strength = if row.obstacle.is_some() { 0.18 } else { 0.38 };
    // Each stretch of neighbouring bins that are not empty is one shape.
    let mut bin = 0;
    while bin < counts.len() {
        let length = counts[bin..].iter().take_while(|count| **count > 0).count();
        if length == 0 {
            bin += 1;
            continue;
        }
        let mut outline = vec![(left + width * bin as f64, bottom)];
        for (n, count) in counts[bin..bin + length].iter().enumerate() {
            let from = left + width * (bin + n) as f64;
            outline.extend([(from, height(*count)), (from + width, height(*count))]);
        }
        bin += length;
        outline.push((left + width * bin as f64, bottom));
        drawing.polygon(&outline, color.faded(strength));
        drawing.polyline(&outline, Stroke::solid(color, 1.0).faded(2.0 * strength));
    }
}

/// Mean and one standard deviation to both sides, below the row.
fn whisker(plot: &Plot, row: &EstimatorRow, color: Color, drawing: &Drawing) {
    let (Some(mean), Some(variance)) = (row.mean, row.variance) else {
        return;
    };
    if row.obstacle.is_some() {
        return;
    }
    let [left, _, right, bottom] = plot.rectangle();
    let y = bottom + 0.5 * WHISKER;
    let at = |value: f64| within(plot.to_pixels([value, 0.0]).0, left, right);
    let spread = variance.sqrt();
    drawing.polyline(
        &[(at(mean - spread), y), (at(mean + spread), y)],
        Stroke::solid(color, 2.0),
    );
    let x = at(mean);
    drawing.polyline(&[(x, y - 3.5), (x, y + 3.5)], Stroke::solid(color, 2.5));
}

/// How much lies beside the axis.
fn beside(plot: &Plot, row: &EstimatorRow, drawing: &Drawing) {
    let [left, _, right, bottom] = plot.rectangle();
    let histogram = &row.histogram;
    for (count, arrow, x, anchor) in [
        (histogram.below, "← ", left + 2.0, Anchor::Left),
        (histogram.above, "→ ", right - 2.0, Anchor::Right),
    ] {
        let share = 100.0 * count as f64 / row.count.max(1) as f64;
        if share >= 0.1 {
            let text = arrow.to_owned() + &decimal_text(share, 2) + " %";
            let label = Label {
                size: 10.5,
                ..Label::number(drawing.theme.ink, anchor)
            };
            drawing.text(&text, (x, bottom - 8.0), label);
        }
    }
}

/// What the row shows, and its variance, or why there is none.
fn names(plot: &Plot, row: &EstimatorRow, frame: &EstimatorFrame, color: Color, drawing: &Drawing) {
    let [left, top, right, _] = plot.rectangle();
    let y = top - 0.5 * NAME;
    drawing.text(&row.symbol, (left, y), Label::formula(color, Anchor::Left));
    let reason = match row.obstacle {
        Some(Obstacle::NoDerivative) => "f′ = 0 ≠ ∂L".to_owned(),
        Some(Obstacle::OneSample) => "N = 1 < 2".to_owned(),
        Some(Obstacle::MoreThanTwoClasses) => {
            "K = ".to_owned() + &frame.classes.to_string() + " > 2"
        }
        None => {
            let Some(variance) = row.variance else { return };
            let text = "Var = ".to_owned() + &decimal_text(variance, 3);
            let label = Label::number(drawing.theme.ink, Anchor::Right);
            drawing.text(&text, (right, y), label);
            return;
        }
    };
    let label = Label::formula(drawing.theme.faint, Anchor::Right);
    drawing.text(&reason, (right, y), label);
}
