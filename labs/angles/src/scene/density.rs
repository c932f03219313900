//! The density of the angle with the histogram of sampled angles over it.

use super::super::frame::{AngleFrame, DensityFigure, Histogram};
use super::chart::{bars, heights, panel, round_up};
use super::{EXACT, NORMAL, PAIR, SAMPLE};
use std::f64::consts::{FRAC_PI_2, PI};
use thetaflow::draw::{Anchor, Axis, Drawing, Label, Plot, Stroke};

/// Where everything stands.
#[derive(PartialEq)]
pub struct Layout {
    plot: Plot,
    delta: f64,
    /// θ of the left end of the horizontal axis' values: 0, or π/2 where they count from there.
    origin: f64,
}

pub fn layout(frame: &AngleFrame, figure: &DensityFigure, (width, height): (f64, f64)) -> Layout {
    chart(frame, figure.zoom, figure.delta, [0.0, 0.0, width, height])
}

/// The panel of the density and the histogram in a cell of the picture.
pub fn chart(frame: &AngleFrame, zoom: bool, delta: f64, cell: [f64; 4]) -> Layout {
    let theta = &frame.density.theta;
    let ends = [theta.first(), theta.last()].map(|end| end.copied().unwrap_or(FRAC_PI_2));
    let (x, origin) = if zoom && ends[1] > ends[0] {
        let range = ends.map(|end| end - FRAC_PI_2);
        (Axis::linear(range, "θ − π/2"), FRAC_PI_2)
    } else {
        (Axis::angle([0.0, PI], "θ"), 0.0)
    };
    let peak = frame.density.p.iter().copied().fold(0.0, f64::max);
    let top = round_up((1.12 * peak).max(1.02 * Bars::of(&frame.histogram).highest()));
    Layout {
        plot: panel(cell, x, Axis::linear([0.0, top], "p(θ)")),
        delta,
        origin,
    }
}

/// The histogram as it is drawn: of few samples, in fewer and wider bars than it was counted in.
struct Bars {
    edges: Vec<f64>,
    /// As a density, with standard errors.
    heights: Vec<[f64; 2]>,
}

impl Bars {
    fn of(histogram: &Histogram) -> Self {
        /// Samples for each bar on average.
        const ENOUGH: u64 = 16;
        // 60 bars, 30, 20, or 10.
        const MERGED: [usize; 4] = [1, 2, 3, 6];
        let total = histogram.counts.iter().sum::<u64>() + histogram.below + histogram.above;
        let bins = histogram.counts.len();
        let enough = |merged: &usize| total >= ENOUGH * (bins / merged) as u64;
        let merged = MERGED.into_iter().find(enough).unwrap_or(MERGED[3]);
        let counts: Vec<u64> = (histogram.counts.chunks(merged))
            .map(|counts| counts.iter().sum())
            .collect();
        let edges: Vec<f64> = histogram.edges.iter().copied().step_by(merged).collect();
        let width = match edges[..] {
            [first, second, ..] => second - first,
            _ => 1.0,
        };
        Self {
            heights: heights(&counts, total, width),
            edges,
        }
    }

    /// The upper end of the highest bar and of its error bar.
    fn highest(&self) -> f64 {
        self.heights
            .iter()
            .map(|[height, error]| height + error)
            .fold(0.0, f64::max)
    }

    /// The height of the bar over an angle.
    fn over(&self, theta: f64) -> f64 {
        let bar = self.edges.partition_point(|edge| *edge <= theta);
        let bar = bar.checked_sub(1).and_then(|bar| self.heights.get(bar));
        bar.map_or(0.0, |[height, _]| *height)
    }
}

pub fn draw_back(layout: &Layout, drawing: &Drawing) {
    let Layout {
        plot,
        delta,
        origin,
    } = layout;
    let band = [FRAC_PI_2 - delta, FRAC_PI_2 + delta].map(|theta| theta - origin);
    let height = [0.0, plot.y.max];
    drawing.rectangle(plot, band, height, drawing.theme.lines[EXACT].faded(0.08));
    let edge = Stroke::dashed(drawing.theme.faint, 1.0, 3.0);
    for x in band {
        drawing.path(plot, [[x, height[0]], [x, height[1]]], edge);
    }
    drawing.axes(plot);
    let (right, top) = plot.to_pixels([band[1], plot.y.max]);
    if right + 40.0 < plot.left + plot.width {
        let label = Label::formula(drawing.theme.faint, Anchor::Left);
        drawing.text(
            "π/2 + δ",
            (right + 4.0, top + 9.0),
            Label {
                size: 12.0,
                ..label
            },
        );
    }
}

pub fn draw_front(layout: &Layout, frame: &AngleFrame, figure: &DensityFigure, drawing: &Drawing) {
    let Layout { plot, origin, .. } = layout;
    let theme = drawing.theme;
    draw_histogram(layout, frame, drawing);
    let curve = |p: &[f64], stroke| {
        let points = (frame.density.theta.iter().zip(p)).map(|(theta, p)| [theta - origin, *p]);
        drawing.path(plot, points, stroke);
    };
    let many = figure.vectors > 2;
    for other in &figure.others {
        let (color, strength) = if many {
            (theme.lines[PAIR], 1.0)
        } else {
            (theme.faint, 0.75)
        };
        curve(&other.p, Stroke::solid(color, 1.25).faded(strength));
        if !many {
            let label = Label::formula(theme.faint, Anchor::Right);
            name(layout, frame, &other.p, other.n, 0.86, -1.0, label, drawing);
        }
    }
    curve(&frame.density.p, Stroke::solid(theme.lines[EXACT], 2.25));
    curve(
        &figure.normal,
        Stroke::dashed(theme.lines[NORMAL], 2.0, 6.0),
    );
    let label = Label::formula(theme.lines[EXACT], Anchor::Left);
    name(
        layout,
        frame,
        &frame.density.p,
        figure.n,
        0.8,
        1.0,
        label,
        drawing,
    );
    let bars = Bars::of(&frame.histogram);
    for [theta, share] in &figure.falling {
        let x = theta - origin;
        let landed = bars.over(*theta);
        let y = plot.y.max + share * (landed.min(plot.y.max) - plot.y.max);
        drawing.dot(plot, [x, y], 2.75, theme.lines[SAMPLE]);
    }
}

/// The histogram alone.
fn draw_histogram(layout: &Layout, frame: &AngleFrame, drawing: &Drawing) {
    let Bars { mut edges, heights } = Bars::of(&frame.histogram);
    edges.iter_mut().for_each(|edge| *edge -= layout.origin);
    let color = drawing.theme.lines[SAMPLE];
    bars(drawing, &layout.plot, &edges, &heights, color);
}

/// Histogram and law, without names: beside the sphere.
pub fn draw_plain(layout: &Layout, frame: &AngleFrame, drawing: &Drawing) {
    draw_histogram(layout, frame, drawing);
    let points = (frame.density.theta.iter().zip(&frame.density.p))
        .map(|(theta, p)| [theta - layout.origin, *p]);
    let stroke = Stroke::solid(drawing.theme.lines[EXACT], 2.0);
    drawing.path(&layout.plot, points, stroke);
}

/// Writes `n = 10` beside a curve, where it has come down to a share of its peak; side −1 is left of the peak.
#[allow(clippy::too_many_arguments)]
fn name(
    layout: &Layout,
    frame: &AngleFrame,
    p: &[f64],
    n: u64,
    share: f64,
    side: f64,
    label: Label,
    drawing: &Drawing,
) {
    let Layout { plot, origin, .. } = layout;
    let peak = p
        .iter()
        .copied()
        .enumerate()
        .max_by(|a, b| a.1.total_cmp(&b.1));
    // A curve that runs along the axis has no room for a name.
    let Some((top, height)) = peak.filter(|(_, height)| *height > 0.03 * plot.y.max) else {
        return;
    };
    let wanted = |k: &usize| p.get(*k).is_some_and(|p| *p <= share * height);
    let place = if side > 0.0 {
        (top..p.len()).find(wanted)
    } else {
        (0..=top).rev().find(wanted)
    };
    // A flat curve, the one of the plane, is named near its end.
    let place = place.unwrap_or(if side > 0.0 {
        4 * p.len() / 5
    } else {
        p.len() / 7
    });
    let (Some(theta), Some(p)) = (frame.density.theta.get(place), p.get(place)) else {
        return;
    };
    let (x, y) = plot.to_pixels([theta - origin, *p]);
    let text = format!("n = {n}");
    let [left, upper, right, _] = plot.rectangle();
    let above = if *p > 0.98 * height { 10.0 } else { 0.0 };
    /// Of a character, at most.
    const WIDTH: f64 = 7.5;
    let room = if side < 0.0 {
        WIDTH * text.len() as f64 + 4.0
    } else {
        0.0
    };
    let at = (
        (x + 7.0 * side).max(left + room),
        (y - above).max(upper + 9.0),
    );
    if at.0 > left + 20.0 && at.0 < right - 20.0 {
        drawing.text(
            &text,
            at,
            Label {
                size: 13.0,
                ..label
            },
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Wherever bars are merged, they hold the same samples and cover the same angles.
    #[test]
    fn few_samples_stand_in_few_bars() {
        for (each, expected) in [(1, 10), (4, 10), (6, 20), (9, 30), (16, 60), (1000, 60)] {
            let histogram = Histogram {
                edges: (0..=60).map(|k| f64::from(k) * PI / 60.0).collect(),
                counts: vec![each; 60],
                below: 2,
                above: 3,
            };
            let bars = Bars::of(&histogram);
            assert_eq!(bars.heights.len(), expected, "{each} in each bin");
            assert_eq!(bars.edges.len(), expected + 1);
            assert_eq!(bars.edges.last(), histogram.edges.last());
            let width = bars.edges[1];
            let area: f64 = bars.heights.iter().map(|[height, _]| height * width).sum();
            let inside = (60 * each) as f64 / (60 * each + 5) as f64;
            assert!((area - inside).abs() < 1e-12, "{each} in each bin: {area}");
            let ends = bars.heights.iter().map(|[height, error]| height + error);
            assert!(ends.clone().all(|end| end <= bars.highest()));
            assert!((bars.over(0.5 * width) - bars.heights[0][0]).abs() < 1e-12);
        }
    }
}
