//! Variance, tail and the number of nearly orthogonal vectors against the dimension.

use super::super::frame::DimensionsFigure;
use super::chart::{cells, measurement, panel};
use super::{EXACT, NORMAL, SAMPLE};
use thetaflow::draw::{Axis, AxisScale, Drawing, Plot, Stroke};
use thetaflow::math::real::powf;

/// Where everything stands.
#[derive(PartialEq)]
pub struct Layout {
    variance: Plot,
    tail: Plot,
    count: Plot,
    at: f64,
}

/// Tails below this are off the chart.
const SMALLEST_TAIL: f64 = 1e-60;

pub fn layout(figure: &DimensionsFigure, size: (f64, f64)) -> Layout {
    let dimension = || Axis {
        min: 1.0,
        max: 1e6,
        scale: AxisScale::Log,
        label: "n",
    };
    let cells = cells(size, 3);
    let cell = |k: usize| cells.get(k).copied().unwrap_or([0.0, 0.0, size.0, size.1]);
    let tails = figure.log10_tail.iter().map(|log| tail(*log));
    let counts = figure.log10_count.iter().copied();
    Layout {
        variance: panel(
            cell(0),
            dimension(),
            Axis::log_covering([1e-6, 1.0], 1e-6, "Var θ"),
        ),
        tail: panel(
            cell(1),
            dimension(),
            Axis::log_covering(tails, SMALLEST_TAIL, "P(|θ − π/2| > δ)"),
        ),
        count: panel(
            cell(2),
            dimension(),
            Axis::log_covering(counts, 0.1, "log₁₀ m"),
        ),
        at: figure.at,
    }
}

/// A tail that underflows is far below the chart.
fn tail(log10: f64) -> f64 {
    powf(10f64, log10.max(-300.0))
}

pub fn draw_back(layout: &Layout, drawing: &Drawing) {
    for plot in [&layout.variance, &layout.tail, &layout.count] {
        let here = [[layout.at, plot.y.min], [layout.at, plot.y.max]];
        drawing.path(plot, here, Stroke::dashed(drawing.theme.faint, 1.0, 3.0));
        drawing.axes(plot);
    }
}

pub fn draw_front(layout: &Layout, figure: &DimensionsFigure, drawing: &Drawing) {
    let theme = drawing.theme;
    let [sample, exact, asymptote] = [SAMPLE, EXACT, NORMAL].map(|line| theme.lines[line]);
    let along = |values: Vec<f64>| figure.n.iter().copied().zip(values).map(|(n, y)| [n, y]);
    let inverse = figure.n.iter().map(|n| 1.0 / n).collect();
    let dashed = Stroke::dashed(asymptote, 1.5, 5.0);
    drawing.path(&layout.variance, along(inverse), dashed);
    let solid = Stroke::solid(exact, 2.0);
    drawing.path(&layout.variance, along(figure.variance.clone()), solid);
    let tails = figure.log10_tail.iter().map(|log| tail(*log)).collect();
    drawing.path(&layout.tail, along(tails), solid);
    drawing.path(&layout.count, along(figure.log10_count.clone()), solid);
    for [n, variance, variance_error, tail, tail_error] in &figure.sampled {
        measurement(
            drawing,
            &layout.variance,
            [*n, *variance],
            *variance_error,
            sample,
        );
        if *tail > 0.0 {
            measurement(drawing, &layout.tail, [*n, *tail], *tail_error, sample);
        }
    }
}
