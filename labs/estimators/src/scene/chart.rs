//! Variance, or bias² + variance, against a setting: exact curves, sampled dots, the present value.

use super::labels::{EndLabel, end_labels};
use super::{BELOW, LEFT, Look, MARGIN, WIDE, looks};
use crate::frame::{EstimatorFrame, SweepFrame};
use crate::settings::{Family, Figure};
use crate::sweep::Swept;
use thetaflow::draw::{Anchor, Axis, AxisScale, Drawing, Label, Plot, Stroke, decimal_text};

/// Smaller variances than this part of the largest are as good as none.
const SMALLEST: f64 = 1e-12;

/// More dots than this hide their curve.
const MOST_DOTS: usize = 9;
/// How far below the least error its parts are still shown.
const PARTS: f64 = 0.03;

/// Whether mean squared errors and their parts are drawn instead of variances.
pub fn shows_parts(frame: &EstimatorFrame) -> bool {
    matches!(frame.figure, Figure::Temperature | Figure::Simplex)
}

pub fn layout(frame: &EstimatorFrame, [left, top, right, bottom]: [f64; 4]) -> Plot {
    let names = if right - left >= 0.6 * WIDE {
        84.0
    } else {
        70.0
    };
    let swept = frame
        .sweep
        .as_ref()
        .map_or(Swept::Sigma, |sweep| sweep.swept);
    let symbol = match swept {
        Swept::Sigma => "σ",
        Swept::Mu => "μ",
        Swept::K => "k",
        Swept::Dimension => "d",
        Swept::Samples => "N",
        Swept::Logit if frame.family == Family::Bernoulli => "a",
        Swept::Logit => "a₁",
        Swept::Tau => "τ",
    };
    let [min, max] = swept.range();
    let x = Axis {
        scale: if swept.is_logarithmic() {
            AxisScale::Log
        } else {
            AxisScale::Linear
        },
        ..Axis::linear([min, max], symbol)
    };
    Plot {
        left: left + LEFT,
        top: top + MARGIN,
        width: (right - left - LEFT - names).max(60.0),
        height: (bottom - top - BELOW - MARGIN).max(40.0),
        x,
        y: y_axis(frame),
    }
}

fn y_axis(frame: &EstimatorFrame) -> Axis {
    let label = if shows_parts(frame) {
        "B² + Var"
    } else {
        "Var"
    };
    let Some(sweep) = &frame.sweep else {
        return Axis::log_covering([], SMALLEST, label);
    };
    let mut values: Vec<f64> = Vec::new();
    for n in 0..frame.estimators.len() {
        values.extend(line(frame, sweep, n).into_iter().flatten().map(|[_, y]| y));
    }
    let highest = values.iter().copied().fold(0.0, f64::max);
    if shows_parts(frame) {
        let lowest = values.iter().copied().fold(highest, f64::min);
        values.push(PARTS * lowest);
    }
    Axis::log_covering(values, (SMALLEST * highest).max(1e-290), label)
}

/// The main curve of an estimator, exact where that is known; sampled where nothing is.
fn line(frame: &EstimatorFrame, sweep: &SweepFrame, n: usize) -> Vec<Option<[f64; 2]>> {
    let exact = sweep.exact.get(n).map(|curve| {
        if shows_parts(frame) {
            curve.mse()
        } else {
            curve.variance.clone()
        }
    });
    let is_known = |values: &Vec<Option<f64>>| values.iter().any(Option::is_some);
    match exact.filter(is_known) {
        Some(values) => along(&sweep.points, &values),
        None => along(&sweep.dots_at, &sampled(frame, sweep, n)),
    }
}

fn sampled(frame: &EstimatorFrame, sweep: &SweepFrame, n: usize) -> Vec<Option<f64>> {
    let applies = frame
        .estimators
        .get(n)
        .is_some_and(|row| row.obstacle.is_none() || sweep.swept == Swept::Samples);
    let dots = sweep.dots.get(n).filter(|_| applies).map(|dots| {
        if shows_parts(frame) {
            &dots.mse
        } else {
            &dots.variance
        }
    });
    dots.cloned().unwrap_or_default()
}

fn along(points: &[f64], values: &[Option<f64>]) -> Vec<Option<[f64; 2]>> {
    let pairs = points.iter().zip(values);
    pairs
        .map(|(x, value)| value.filter(|value| *value > 0.0).map(|value| [*x, value]))
        .collect()
}

pub fn draw_front(plot: &Plot, frame: &EstimatorFrame, drawing: &Drawing) {
    let Some(sweep) = &frame.sweep else { return };
    let (x, _) = plot.to_pixels([sweep.at, plot.y.max]);
    let [left, _, right, _] = plot.rectangle();
    if (left..=right).contains(&x) {
        let now = Stroke::dashed(drawing.theme.faint, 1.25, 4.0);
        let points = [plot.y.min, plot.y.max].map(|y| [sweep.at, y]);
        drawing.path(plot, points, now);
    }
    let (mut labels, mut best) = (Vec::new(), None);
    for (n, (row, look)) in frame.estimators.iter().zip(looks(frame)).enumerate() {
        if shows_parts(frame) && row.id == "gumbel_softmax" {
            labels.extend(parts(plot, sweep, n, look, drawing));
        }
        let curve = line(frame, sweep, n);
        // Where the estimator has no curve at this setting, what it has is not finite.
        let points = curve.iter().map(|point| point.unwrap_or([f64::NAN; 2]));
        drawing.path(plot, points, look.stroke(drawing));
        let dots = along(&sweep.dots_at, &sampled(frame, sweep, n));
        let apart = dots.len().div_ceil(MOST_DOTS).max(1);
        for point in dots.into_iter().step_by(apart).flatten() {
            drawing.dot(plot, point, 4.0, drawing.theme.background);
            drawing.dot(plot, point, 2.75, look.color(drawing));
        }
        if let Some(last) = curve.iter().flatten().last() {
            labels.push(EndLabel {
                text: row.symbol.clone(),
                y: plot.to_pixels(*last).1,
                color: look.color(drawing),
            });
        } else if row.variance_exact == Some(0.0) {
            // A logarithmic axis has no place for it, but it should not be missed.
            labels.push(EndLabel {
                text: row.symbol.clone() + " = 0",
                y: plot.rectangle()[3],
                color: look.color(drawing),
            });
        }
        if shows_parts(frame) && row.id == "gumbel_softmax" {
            best = Some((curve, look));
        }
    }
    end_labels(drawing, plot, labels);
    // In front of all curves.
    if let Some((curve, look)) = best {
        minimum(plot, &curve, look, drawing);
    }
}

/// Bias² and variance, of which the curve is the sum.
fn parts(
    plot: &Plot,
    sweep: &SweepFrame,
    n: usize,
    look: Look,
    drawing: &Drawing,
) -> Vec<EndLabel> {
    let squared = |bias: &Option<f64>| bias.map(|bias| bias * bias);
    let exact = sweep.exact.get(n).filter(|curve| {
        let mut known = curve.variance.iter();
        known.any(Option::is_some)
    });
    let [squares, variance] = match (exact, sweep.dots.get(n)) {
        (Some(curve), _) => [
            along(
                &sweep.points,
                &curve.bias.iter().map(squared).collect::<Vec<_>>(),
            ),
            along(&sweep.points, &curve.variance),
        ],
        (None, Some(dots)) => [
            along(&sweep.dots_at, &dots.squared_bias),
            along(&sweep.dots_at, &dots.variance),
        ],
        _ => return Vec::new(),
    };
    let color = look.color(drawing);
    let mut labels = Vec::new();
    for (curve, dash, text) in [(squares, 2.0, "B²"), (variance, 6.0, "Var")] {
        let points = curve.iter().map(|point| point.unwrap_or([f64::NAN; 2]));
        drawing.path(plot, points, Stroke::dashed(color, 1.25, dash).faded(0.8));
        // Named where it ends, if that is in the panel; the other one is then what is left.
        let last = curve.iter().flatten().last();
        if let Some(last) = last.filter(|last| last[1] >= plot.y.min) {
            let y = plot.to_pixels(*last).1;
            let text = text.to_owned();
            labels.push(EndLabel { text, y, color });
        } else if let Some(last) = curve.iter().flatten().rfind(|at| at[1] >= plot.y.min) {
            let (x, y) = plot.to_pixels(*last);
            let label = Label {
                size: 12.5,
                ..Label::formula(color, Anchor::Left)
            };
            drawing.text(text, (x + 5.0, y - 12.0), label);
        }
    }
    labels
}

/// A mark where the sum of bias² and variance is least.
fn minimum(plot: &Plot, curve: &[Option<[f64; 2]>], look: Look, drawing: &Drawing) {
    let points = curve.iter().flatten();
    let Some(best) = points.min_by(|a, b| a[1].total_cmp(&b[1])) else {
        return;
    };
    drawing.dot(plot, *best, 6.0, drawing.theme.background);
    drawing.ring(plot, *best, 5.0, Stroke::solid(look.color(drawing), 2.0));
    let (x, y) = plot.to_pixels(*best);
    let [left, _, right, _] = plot.rectangle();
    // Above, where the bowl of the curve is empty.
    let anchor = if x < left + 40.0 {
        Anchor::Left
    } else if x > right - 40.0 {
        Anchor::Right
    } else {
        Anchor::Bottom
    };
    let place = match anchor {
        Anchor::Left => (x + 10.0, y - 12.0),
        Anchor::Right => (x - 10.0, y - 12.0),
        _ => (x, y - 9.0),
    };
    let text = "τ* = ".to_owned() + &decimal_text(best[0], 2);
    drawing.veiled_text(&text, place, Label::formula(look.color(drawing), anchor));
}
