//! Mean square of the activations and angle between two inputs, layer by layer.

use super::super::frame::{Measured, SignalFigure};
use super::{EXACT, PAIR, measured};
use std::f64::consts::PI;
use thetaflow::draw::Axis;
use thetaflow::figure::{Area, Panel, line};

/// Signals below this have died out.
const SMALLEST: f64 = 1e-300;

pub fn area(figure: &SignalFigure) -> Area {
    let layers = figure.limit_mean_square.len().saturating_sub(1).max(1) as f64;
    let panel = |id, y, limit: &[f64], networks: &[Measured]| {
        let networks = networks.iter().enumerate();
        let drawn = networks.filter(|(_, measured)| measured.count > 0);
        let points =
            drawn.map(|(layer, Measured { mean, error, .. })| [layer as f64, *mean, *error]);
        Panel::new(id, Axis::linear([0.0, layers], "ℓ"), y)
            .with(line(along(limit)).of("limit", "").hue(EXACT).wide(2.0))
            .with(measured(points).of("networks", ""))
    };
    let last = line(along(&figure.last)).of("last", "").hue(PAIR);
    let mut square = panel(
        "square",
        square_axis(figure),
        &figure.limit_mean_square,
        &figure.mean_square,
    );
    square
        .marks
        .insert(0, last.faded(0.8).wide(1.25).dashed(4.0).any());
    let angle = panel(
        "angle",
        angle_axis(figure),
        &figure.limit_angle,
        &figure.angle,
    );
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

fn along(values: &[f64]) -> impl Iterator<Item = [f64; 2]> {
    (values.iter().enumerate()).map(|(layer, value)| [layer as f64, *value])
}
