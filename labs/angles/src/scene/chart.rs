//! What the figures share: panels, histograms, points with errors.

use thetaflow::draw::room::{BELOW, LEFT, MARGIN, RIGHT};
use thetaflow::draw::{Axis, Color, Drawing, Plot, Stroke};
use thetaflow::math::real::{log10, powf};

/// From this width on, panels stand side by side.
pub const WIDE: f64 = 560.0;

/// A panel in a cell of the picture: left, top, width and height with all that stands around it.
pub fn panel([left, top, width, height]: [f64; 4], x: Axis, y: Axis) -> Plot {
    Plot {
        left: left + LEFT,
        top: top + MARGIN,
        width: (width - LEFT - RIGHT).max(40.0),
        height: (height - BELOW - MARGIN).max(40.0),
        x,
        y,
    }
}

/// `count` cells beside each other in a wide picture, below each other in a narrow one.
pub fn cells((width, height): (f64, f64), count: usize) -> Vec<[f64; 4]> {
    let share = 1.0 / count as f64;
    (0..count)
        .map(|k| {
            let start = k as f64 * share;
            if width >= WIDE {
                [start * width, 0.0, share * width, height]
            } else {
                [0.0, start * height, width, share * height]
            }
        })
        .collect()
}

/// The next of a few round numbers: an axis that ends there seldom has to change.
pub fn round_up(value: f64) -> f64 {
    if !(value.is_finite() && value > 0.0) {
        return 1.0;
    }
    let power = powf(10f64, log10(value).floor());
    let nice = [1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0]
        .into_iter()
        .find(|nice| nice * power >= value * (1.0 - 1e-12));
    nice.unwrap_or(10.0) * power
}

/// The heights of a histogram's bars as a density, with their standard errors.
pub fn heights(counts: &[u64], total: u64, width: f64) -> Vec<[f64; 2]> {
    let scale = 1.0 / (total.max(1) as f64 * width);
    (counts.iter())
        .map(|count| [*count as f64 * scale, (*count as f64).sqrt() * scale])
        .collect()
}

/// Bars with error bars, where these can be told apart.
pub fn bars(drawing: &Drawing, plot: &Plot, edges: &[f64], heights: &[[f64; 2]], color: Color) {
    const ROOM: f64 = 5.0;
    for (ends, [height, error]) in edges.windows(2).zip(heights) {
        if *height <= 0.0 {
            continue;
        }
        let (left, right) = (ends[0], ends[1]);
        drawing.rectangle(plot, [left, right], [0.0, *height], color.faded(0.38));
        let pixels = plot.to_pixels([right, 0.0]).0 - plot.to_pixels([left, 0.0]).0;
        if pixels >= ROOM && *error > 0.0 {
            let middle = 0.5 * (left + right);
            let span = [[middle, height - error], [middle, height + error]];
            drawing.path(plot, span, Stroke::solid(color, 1.0).faded(0.8));
        }
    }
}

/// A point with a standard error above and below.
pub fn measurement(drawing: &Drawing, plot: &Plot, [x, y]: [f64; 2], error: f64, color: Color) {
    drawing.path(
        plot,
        [[x, y - error], [x, y + error]],
        Stroke::solid(color, 1.25),
    );
    drawing.dot(plot, [x, y], 2.75, color);
}
