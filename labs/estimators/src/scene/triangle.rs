//! The simplex of three classes with relaxed samples on it, and how often each class was drawn.

use super::{BELOW, LEFT, MARGIN};
use crate::frame::EstimatorFrame;
use thetaflow::draw::{Anchor, Axis, Drawing, Label, Plot, Stroke};
use thetaflow::lab::Map;
use thetaflow::math::real::{exp, ln};

/// √3/2, the height of a triangle of side 1.
const HEIGHT: f64 = 0.866_025_403_784_438_6;
/// Closer to an edge than this nobody aims.
const NEAREST: f64 = 2e-3;

/// Where y₁, y₂, y₃ stands: the first class at the left, the second at the right, the third above.
fn place([first, second]: [f64; 2]) -> [f64; 2] {
    let third = 1.0 - first - second;
    [second + 0.5 * third, HEIGHT * third]
}

/// The logits a₁, a₂ (a₃ = 0) and the place of softmax(a).
pub static LOGITS: Map = Map {
    place: |[first, second]| {
        let highest = first.max(second).max(0.0);
        let [first, second, third] = [first, second, 0.0].map(|logit| exp(logit - highest));
        let sum = first + second + third;
        place([first / sum, second / sum])
    },
    value: |[x, y]| {
        let third = y / HEIGHT;
        let second = x - 0.5 * third;
        let p = [1.0 - second - third, second, third].map(|p| p.max(NEAREST));
        [ln(p[0] / p[2]), ln(p[1] / p[2])]
    },
};

/// A panel with equal scales along both sides, around the triangle.
pub fn triangle([left, top, right, bottom]: [f64; 4]) -> Plot {
    const NAMES: f64 = 26.0;
    let (width, height) = (right - left - 2.0 * NAMES, bottom - top - 2.0 * NAMES);
    let side = width.min(height / HEIGHT).max(40.0);
    Plot {
        left: left + 0.5 * (right - left - side),
        top: top + 0.5 * (bottom - top - HEIGHT * side),
        width: side,
        height: HEIGHT * side,
        x: Axis::linear([0.0, 1.0], ""),
        y: Axis::linear([0.0, HEIGHT], ""),
    }
}

pub fn draw_back(plot: &Plot, drawing: &Drawing) {
    let corners = [[1.0, 0.0], [0.0, 1.0], [0.0, 0.0], [1.0, 0.0]].map(place);
    let outline = corners.map(|corner| plot.to_pixels(corner));
    drawing.polyline(&outline, Stroke::solid(drawing.theme.faint, 1.25));
    let names = [
        ("1", Anchor::Top, 6.0),
        ("2", Anchor::Top, 6.0),
        ("3", Anchor::Bottom, -5.0),
    ];
    for ((name, anchor, shift), (x, y)) in names.into_iter().zip(outline) {
        drawing.text(
            name,
            (x, y + shift),
            Label::formula(drawing.theme.ink, anchor),
        );
    }
}

pub fn draw_front(plot: &Plot, frame: &EstimatorFrame, drawing: &Drawing) {
    let Some(simplex) = &frame.simplex else {
        return;
    };
    let color = drawing.theme.lines[1].faded(0.45);
    for point in &simplex.points {
        drawing.dot(plot, place(point.map(f64::from)), 2.0, color);
    }
    let at = place([simplex.probabilities[0], simplex.probabilities[1]]);
    drawing.dot(plot, at, 8.0, drawing.theme.background);
    drawing.ring(plot, at, 7.0, Stroke::solid(drawing.theme.ink, 1.75));
    drawing.dot(plot, at, 2.5, drawing.theme.ink);
    let (x, y) = plot.to_pixels(at);
    drawing.text(
        "p",
        (x, y - 11.0),
        Label::formula(drawing.theme.ink, Anchor::Bottom),
    );
}

pub fn bars(frame: &EstimatorFrame, [left, top, right, bottom]: [f64; 4]) -> Plot {
    let probabilities = frame.gumbel_max.iter().flat_map(|test| &test.probabilities);
    let highest = probabilities.copied().fold(0.1, f64::max);
    Plot {
        left: left + LEFT,
        top: top + MARGIN,
        width: (right - left - LEFT - MARGIN).max(60.0),
        height: (bottom - top - BELOW - MARGIN).max(30.0),
        x: Axis::linear([0.4, frame.classes as f64 + 0.6], "argmaxᵢ(aᵢ + Gᵢ)"),
        y: Axis::linear([0.0, (1.2 * highest).min(1.05)], "pᵢ"),
    }
}

/// A frame with the number of each class below it.
pub fn draw_bars_back(plot: &Plot, drawing: &Drawing) {
    drawing.y_axis(plot);
    let [left, _, right, bottom] = plot.rectangle();
    let line = Stroke::solid(drawing.theme.faint, 1.0).faded(0.7);
    drawing.polyline(&[(left, bottom), (right, bottom)], line);
    for class in 1..=(plot.x.max as u32) {
        let (x, _) = plot.to_pixels([f64::from(class), 0.0]);
        drawing.text(
            &class.to_string(),
            (x, bottom + 5.0),
            Label::number(drawing.theme.ink, Anchor::Top),
        );
    }
    drawing.text(
        plot.x.label,
        (0.5 * (left + right), bottom + 20.0),
        Label::formula(drawing.theme.ink, Anchor::Top),
    );
}

/// Frequencies as bars, probabilities as lines across them.
pub fn draw_bars(plot: &Plot, frame: &EstimatorFrame, drawing: &Drawing) {
    let Some(test) = &frame.gumbel_max else {
        return;
    };
    let total = test.counts.iter().sum::<u64>().max(1) as f64;
    let color = drawing.theme.lines[1];
    for (class, (count, p)) in (1..).zip(test.counts.iter().zip(&test.probabilities)) {
        let class = f64::from(class);
        let corner = |x: f64, y: f64| plot.to_pixels([class + x, y.min(plot.y.max)]);
        let high = *count as f64 / total;
        let outline = [
            corner(-0.3, 0.0),
            corner(-0.3, high),
            corner(0.3, high),
            corner(0.3, 0.0),
        ];
        drawing.polygon(&outline, color.faded(0.35));
        drawing.path(
            plot,
            [[class - 0.36, *p], [class + 0.36, *p]],
            Stroke::solid(drawing.theme.ink, 1.75),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_and_its_logits_belong_together() {
        for logits in [[0.0, 0.0], [1.5, -0.5], [-3.0, 2.0]] {
            let back = (LOGITS.value)((LOGITS.place)(logits));
            for (found, expected) in back.into_iter().zip(logits) {
                assert!((found - expected).abs() < 1e-9, "{back:?} {logits:?}");
            }
        }
        // Outside the triangle the nearest edge counts, and nothing is infinite.
        let far = (LOGITS.value)([-5.0, 9.0]);
        assert!(far.iter().all(|logit| logit.abs() < 10.0), "{far:?}");
        assert_eq!((LOGITS.place)([50.0, -50.0])[0].round(), 0.0);
    }
}
