//! Mean square of the activations and angle between two inputs, layer by layer.

use super::super::frame::{Measured, SignalFigure};
use super::{EXACT, PAIR, measured};
use std::f64::consts::PI;
use thetaflow::draw::Axis;
use thetaflow::figure::{Area, Lines, Mark, Panel, Points, line};

/// Signals below this have died out.
const SMALLEST: f64 = 1e-300;

pub fn area(figure: &SignalFigure) -> Area {
    let layers = figure.limit_mean_square.len().saturating_sub(1).max(1) as f64;
    let panel = |id, y| Panel::new(id, Axis::linear([0.0, layers], "ℓ"), y);
    let add = |panel: &mut Panel, limit: &[f64], networks: &[Measured]| {
        panel.add(along(limit).of("limit", "").hue(EXACT).wide(2.0));
        let mut points = Vec::new();
        for (layer, Measured { mean, error, count }) in networks.iter().enumerate() {
            if *count > 0 {
                points.push([layer as f64, *mean, *error]);
            }
        }
        panel.add(measured(&points).of("networks", ""));
    };
    let mut square = panel("square", square_axis(figure));
    let last = along(&figure.last).of("last", "").hue(PAIR);
    square.add(last.faded(0.8).wide(1.25).dashed(4.0));
    add(&mut square, &figure.limit_mean_square, &figure.mean_square);
    let mut angle = panel("angle", angle_axis(figure));
    add(&mut angle, &figure.limit_angle, &figure.angle);
    Area::beside([square, angle].map(|panel| (1.0, Area::panel(panel))))
}

fn square_axis(figure: &SignalFigure) -> Axis {
    let squares = (figure.limit_mean_square.iter().copied())
        .chain(figure.mean_square.iter().map(|measured| measured.mean));
    let mut square = Axis::log_covering(squares, SMALLEST, "q(ℓ)");
    // At least a decade to each side of 1, where the inputs are: what is preserved looks so.
    square.min = square.min.min(0.1);
    square.max = square.max.max(10.0);
    square
}

fn angle_axis(figure: &SignalFigure) -> Axis {
    let largest = (figure.limit_angle.iter().copied())
        .chain(figure.angle.iter().map(|measured| measured.mean))
        .fold(0.0, f64::max);
    let top = if largest < 0.53 * PI { 0.55 * PI } else { PI };
    Axis::angle([0.0, top], "θ(ℓ)")
}

fn along(values: &[f64]) -> Mark<Lines> {
    let points = (values.iter().enumerate()).map(|(layer, value)| [layer as f64, *value]);
    line(points.collect::<Points>())
}
