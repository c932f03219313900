//! Variance, tail and the number of nearly orthogonal vectors against the dimension.

use super::super::frame::DimensionsFigure;
use super::{EXACT, NORMAL, measured};
use thetaflow::draw::Axis;
use thetaflow::figure::{Area, Panel, Points, column, line};
use thetaflow::math::real::powf;

/// Tails below this are off the chart.
const SMALLEST_TAIL: f64 = 1e-60;

pub fn area(figure: &DimensionsFigure) -> Area {
    let panel = |id, y| {
        Panel::new(id, Axis::log_covering([1.0, 1e6], 1.0, "n"), y)
            .with(column(figure.at).dashed(3.0))
    };
    let along = |values: &[f64]| {
        let points = figure.n.iter().zip(values).map(|(n, value)| [*n, *value]);
        line(points.collect::<Points>())
    };
    let exact = |values: &[f64]| along(values).of("exact", "").hue(EXACT).wide(2.0);
    // A row has n, and two values each with its standard error.
    let sampled = |value: usize| {
        let mut points = Vec::new();
        for row in &figure.sampled {
            if row[value] > 0.0 {
                points.push([row[0], row[value], row[value + 1]]);
            }
        }
        measured(&points).of("sample", "")
    };
    let asymptote: Vec<f64> = figure.n.iter().map(|n| 1.0 / n).collect();
    let asymptote = along(&asymptote).of("asymptote", "1/n");
    let variance = panel("variance", Axis::log_covering([1e-6, 1.0], 1e-6, "Var θ"))
        .with(asymptote.hue(NORMAL).dashed(5.0))
        .with(exact(&figure.variance))
        .with(sampled(1));
    let tails: Vec<f64> = figure.log10_tail.iter().map(|log| tail(*log)).collect();
    let tail_axis = Axis::log_covering(tails.iter().copied(), SMALLEST_TAIL, "P(|θ − π/2| > δ)");
    let tail = panel("tail", tail_axis)
        .with(exact(&tails))
        .with(sampled(3));
    let counts = figure.log10_count.iter().copied();
    let count =
        panel("count", Axis::log_covering(counts, 0.1, "log₁₀ m")).with(exact(&figure.log10_count));
    Area::beside([variance, tail, count].map(|panel| (1.0, Area::panel(panel))))
}

/// A tail that underflows is far below the chart.
fn tail(log10: f64) -> f64 {
    powf(10f64, log10.max(-300.0))
}
