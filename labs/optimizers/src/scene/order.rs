//! The order plot: the largest gap against the time step, both logarithmic, with the fitted and the expected slope.

use super::{Charts, FLOW, MODIFIED, Room};
use crate::frame::{OptimizerFrame, OrderLine};
use thetaflow::draw::{Anchor, Axis, Color, Drawing, Label, Plot, Stroke, decimal_text};
use thetaflow::math::real::powf;

pub fn charts(frame: &OptimizerFrame, room: Room) -> Option<Charts> {
    let order = frame.order.as_ref()?;
    let lines = || order.leading.iter().chain(&order.modified);
    // Nothing to show for a rule without a flow.
    lines().next()?;
    let points = || lines().flat_map(|line| &line.points);
    let x = Axis::log_covering(points().map(|point| point[0]), 1e-300, "h");
    let y = Axis::log_covering(points().map(|point| point[1]), 1e-300, "max ‖θₙ − θ(tₙ)‖");
    Some(Charts::Order {
        gaps: room.panel(0, 1, x, y),
    })
}

pub fn draw_front(plot: &Plot, frame: &OptimizerFrame, drawing: &Drawing) {
    let Some(order) = &frame.order else { return };
    for (line, index, name) in [
        (&order.leading, FLOW, "θ(t)"),
        (&order.modified, MODIFIED, "θ̃(t)"),
    ] {
        if let Some(line) = line {
            draw_line(plot, line, (drawing.theme.lines[index], name), drawing);
        }
    }
}

fn draw_line(plot: &Plot, line: &OrderLine, (color, name): (Color, &str), drawing: &Drawing) {
    let Some(&[h, gap]) = line.points.last() else {
        return;
    };
    // The expected slope through the finest point, where theory holds best.
    let expected = |at: f64| [at, gap * powf(at / h, line.expected)];
    let ends = [plot.x.min, plot.x.max].map(expected);
    drawing.path(plot, ends, Stroke::dashed(drawing.theme.faint, 1.0, 4.0));
    let points = line.points.iter().copied();
    drawing.path(plot, points.clone(), Stroke::solid(color, 1.5));
    for point in points {
        drawing.dot(plot, point, 3.5, color);
    }
    let slope = line
        .slope
        .map_or("–".to_owned(), |slope| decimal_text(slope, 3));
    let text = format!("{name}: p = {slope} ({})", decimal_text(line.expected, 1));
    // Beside the middle of the line, on its upper side, where a rising line leaves room.
    let Some(&middle) = line.points.get(line.points.len() / 2) else {
        return;
    };
    let (x, y) = plot.to_pixels(middle);
    let [left, top, ..] = plot.rectangle();
    const WIDTH: f64 = 130.0;
    let place = ((x - 10.0).max(left + WIDTH), (y - 10.0).max(top + 10.0));
    drawing.text(&text, place, Label::formula(color, Anchor::Right));
}
