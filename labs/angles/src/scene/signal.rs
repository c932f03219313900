//! Mean square of the activations and angle between two inputs, layer by layer.

use super::super::frame::{Measured, SignalFigure};
use super::chart::{cells, measurement, panel};
use super::{EXACT, PAIR, SAMPLE};
use std::f64::consts::PI;
use thetaflow::draw::{Axis, Drawing, Plot, Stroke};

/// Where everything stands.
#[derive(PartialEq)]
pub struct Layout {
    square: Plot,
    angle: Plot,
}

/// Signals below this have died out.
const SMALLEST: f64 = 1e-300;

pub fn layout(figure: &SignalFigure, size: (f64, f64)) -> Layout {
    let cells = cells(size, 2);
    let cell = |k: usize| cells.get(k).copied().unwrap_or([0.0, 0.0, size.0, size.1]);
    let layers = figure.limit_mean_square.len().saturating_sub(1).max(1) as f64;
    let layer = || Axis::linear([0.0, layers], "ℓ");
    let squares = (figure.limit_mean_square.iter().copied())
        .chain(figure.mean_square.iter().map(|measured| measured.mean));
    let mut square = Axis::log_covering(squares, SMALLEST, "q(ℓ)");
    // At least a decade to each side of 1, where the inputs are: what is preserved looks so.
    square.min = square.min.min(0.1);
    square.max = square.max.max(10.0);
    let largest = (figure.limit_angle.iter().copied())
        .chain(figure.angle.iter().map(|measured| measured.mean))
        .fold(0.0, f64::max);
    let top = if largest < 0.53 * PI { 0.55 * PI } else { PI };
    Layout {
        square: panel(cell(0), layer(), square),
        angle: panel(cell(1), layer(), Axis::angle([0.0, top], "θ(ℓ)")),
    }
}

pub fn draw_back(layout: &Layout, drawing: &Drawing) {
    drawing.axes(&layout.square);
    drawing.axes(&layout.angle);
}

pub fn draw_front(layout: &Layout, figure: &SignalFigure, drawing: &Drawing) {
    let theme = drawing.theme;
    let along = |values: &[f64]| -> Vec<[f64; 2]> {
        (values.iter().enumerate())
            .map(|(layer, value)| [layer as f64, *value])
            .collect()
    };
    let last = Stroke::dashed(theme.lines[PAIR], 1.25, 4.0).faded(0.8);
    drawing.path(&layout.square, along(&figure.last), last);
    let limit = Stroke::solid(theme.lines[EXACT], 2.0);
    drawing.path(&layout.square, along(&figure.limit_mean_square), limit);
    drawing.path(&layout.angle, along(&figure.limit_angle), limit);
    for (plot, column) in [
        (&layout.square, &figure.mean_square),
        (&layout.angle, &figure.angle),
    ] {
        for (layer, Measured { count, mean, error }) in column.iter().enumerate() {
            if *count > 0 {
                let point = [layer as f64, *mean];
                measurement(drawing, plot, point, *error, theme.lines[SAMPLE]);
            }
        }
    }
}
