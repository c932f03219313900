//! The simplex of three classes with relaxed samples on it, and how often each class was drawn.

use crate::frame::{EstimatorFrame, GumbelMax, SimplexFrame};
use thetaflow::draw::{Anchor, Axis};
use thetaflow::figure::{
    Area, Axes, Hue, Panel, Place, Points, Span, bars, dots, handle, line, lines, text,
};
use thetaflow::figure::{Map, Moves};
use thetaflow::math::real::{exp, ln};

/// √3/2, the height of a triangle of side 1.
const HEIGHT: f64 = 0.866_025_403_784_438_6;
/// Closer to an edge than this nobody aims.
const NEAREST: f64 = 2e-3;
/// Room around the triangle for the names of its corners, in its sides, and above it in CSS pixels.
const ROOM: [f64; 2] = [0.02, 0.08];
const ABOVE: f64 = 26.0;

/// The triangle, a chart of errors and frequencies.
pub fn area(frame: &EstimatorFrame, chart: Panel) -> Area {
    let simplex = frame.simplex.as_ref();
    let frequencies = frame.gumbel_max.as_ref();
    let mut charts = vec![(1.7, Area::panel(chart))];
    charts.extend(frequencies.map(|test| (1.0, Area::panel(bars_of(test)))));
    let mut parts = vec![(1.05, Area::down(charts))];
    if let Some(simplex) = simplex {
        parts.insert(0, (1.0, Area::panel(triangle(simplex))));
    }
    Area::beside(parts)
}

/// Where y₁, y₂, y₃ stands: the first class at the left, the second at the right, the third above.
fn place([first, second]: [f64; 2]) -> [f64; 2] {
    let third = 1.0 - first - second;
    [second + 0.5 * third, HEIGHT * third]
}

/// The logits a₁, a₂ (a₃ = 0) and the place of softmax(a).
static LOGITS: Map = Map {
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

fn triangle(simplex: &SimplexFrame) -> Panel {
    let corners = [[1.0, 0.0], [0.0, 1.0], [0.0, 0.0]].map(place);
    let below = Place::At(Anchor::Top, [0.0, 6.0]);
    let names = [("1", below), ("2", below), ("3", Place::Above(5.0))];
    let samples = simplex.points.iter().map(|y| place(y.map(f64::from)));
    let x = Axis::linear([-ROOM[0], 1.0 + ROOM[0]], "");
    let y = Axis::linear([-ROOM[1], HEIGHT + 1e-6], "");
    let mut panel = Panel::new("simplex", x, y)
        .axes(Axes::None)
        .square()
        .above(ABOVE);
    let sides = line([0, 1, 2, 0].map(|n| corners[n]));
    panel.add(sides.wide(1.25).hue(Hue::Faint));
    for ((name, place), corner) in names.into_iter().zip(corners) {
        panel.add(text(name, corner, place));
    }
    let samples = dots(samples.collect::<Points>());
    panel.add(samples.radius(2.0).hue(Hue::Line(1)).faded(0.45));
    let logits = Moves::Mapped("logits", &LOGITS);
    panel.add(handle(logits, simplex.logits, "p"));
    panel
}

/// Frequencies as bars, probabilities as lines across them.
fn bars_of(test: &GumbelMax) -> Panel {
    let total = test.counts.iter().sum::<u64>().max(1) as f64;
    let highest = test.probabilities.iter().copied().fold(0.1, f64::max);
    let around = |class: usize, half: f64| [-half, half].map(|x| class as f64 + 1.0 + x);
    let bar = |(class, &count): (usize, &u64)| Span {
        x: around(class, 0.3),
        height: count as f64 / total,
        error: 0.0,
    };
    let level = |(class, &p): (usize, &f64)| around(class, 0.36).map(|x| [x, p]);
    let classes = [0.4, test.counts.len() as f64 + 0.6];
    let x = Axis::whole(classes, "argmaxᵢ(aᵢ + Gᵢ)");
    let y = Axis::linear([0.0, (1.2 * highest).min(1.05)], "pᵢ");
    Panel::new("frequencies", x, y)
        .with(bars(test.counts.iter().enumerate().map(bar).collect()).hue(Hue::Line(1)))
        .with(lines(test.probabilities.iter().enumerate().map(level)).wide(1.75))
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
