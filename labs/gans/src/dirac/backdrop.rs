//! The back layer: fields with their nullclines, the unit circle, axes.

use super::frame::run_line;
use super::layout::Layout;
use super::portrait::{ARROWS, Curve, Portrait, arrow_place};
use thetaflow::draw::{Anchor, Drawing, Image, Label, Plot, Stroke};
use thetaflow::math::real::hypot;

/// Which of the theme's lines draws nullclines.
const NULLCLINE: usize = run_line(1);

/// How formulas write where each player rests.
const NULLCLINES: [&str; 2] = ["θ′ = 0", "ψ′ = 0"];

pub fn draw_back(layout: &Layout, drawing: &Drawing) {
    for (plot, portrait) in &layout.portraits {
        draw_portrait(drawing, plot, portrait);
        drawing.axes(plot);
    }
    if let Some(plot) = &layout.circle {
        drawing.unit_circle(plot);
        drawing.axes(plot);
    }
    if let Some(plot) = &layout.players {
        drawing.path(
            plot,
            [[plot.x.min, 0.0], [plot.x.max, 0.0]],
            Stroke::solid(drawing.theme.faint, 0.75).faded(0.6),
        );
        drawing.axes(plot);
    }
    drawing.axes(&layout.distance);
}

fn draw_portrait(drawing: &Drawing, plot: &Plot, portrait: &Portrait) {
    let theme = drawing.theme;
    let nullcline = Stroke::dashed(theme.lines[NULLCLINE], 1.25, 5.0).faded(0.8);
    for curve in portrait.nullclines.iter().flatten() {
        drawing.path(plot, curve.iter().map(double), nullcline);
    }
    for line in &portrait.streamlines {
        let points: Vec<[f64; 2]> = line.iter().map(double).collect();
        drawing.directed_path(
            plot,
            &points,
            5.0,
            Stroke::solid(theme.faint, 0.9).faded(0.6),
        );
    }
    let speed = |[u, v]: [f32; 2]| hypot(f64::from(u), f64::from(v));
    let fastest = portrait
        .arrows
        .iter()
        .map(|&v| speed(v))
        .filter(|speed| speed.is_finite())
        .fold(0.0, f64::max);
    let longest = 0.9 * plot.width / ARROWS as f64;
    for (k, &vector) in portrait.arrows.iter().enumerate() {
        // Lengths by the root of the speed: slow places stay legible.
        let (speed, [u, v]) = (speed(vector), double(&vector));
        let length = longest * (speed / fastest).sqrt();
        if !(length.is_finite() && length > 0.5) {
            continue;
        }
        let (x, y) = plot.to_pixels(arrow_place(k));
        let (dx, dy) = (0.5 * length * u / speed, -0.5 * length * v / speed);
        let stroke = Stroke::solid(theme.faint, 1.1).faded(0.9);
        drawing.arrow((x - dx, y - dy), (x + dx, y + dy), stroke);
    }
}

/// The nullclines' names, each where a piece of it ends, the further to the upper right the better, but not on each other.
pub(super) fn name_nullclines(drawing: &Drawing, plot: &Plot, nullclines: &[Vec<Curve>; 2]) {
    const WIDE: f64 = 44.0;
    const TALL: f64 = 16.0;
    let [left, top, right, bottom] = plot.rectangle();
    let mut taken: Vec<(f64, f64)> = Vec::new();
    for (curves, name) in nullclines.iter().zip(NULLCLINES) {
        let mut ends: Vec<[f32; 2]> = curves
            .iter()
            .flat_map(|curve| curve.first().into_iter().chain(curve.last()))
            .copied()
            .collect();
        ends.sort_by(|a, b| (b[0] + b[1]).total_cmp(&(a[0] + a[1])));
        let place = |end: &[f32; 2]| {
            let (x, y) = plot.to_pixels(double(end));
            (
                if x + WIDE + 6.0 < right {
                    x + 4.0
                } else {
                    right - WIDE - 4.0
                }
                .max(left),
                if y + TALL + 6.0 < bottom {
                    y + 4.0
                } else {
                    y - TALL - 4.0
                }
                .max(top + 3.0),
            )
        };
        let is_free = |(x, y): &(f64, f64)| {
            taken
                .iter()
                .all(|(other_x, other_y)| (x - other_x).abs() > WIDE || (y - other_y).abs() > TALL)
        };
        let Some((x, y)) = ends.iter().map(place).find(is_free) else {
            continue;
        };
        taken.push((x, y));
        let patch = Plot {
            left: x,
            top: y,
            width: WIDE,
            height: TALL,
            ..plot.clone()
        };
        let background = drawing.theme.background;
        let veil = background.faded(0.843).pixel();
        drawing.field(&patch, &Image::from_fn(1, 1, |_, _| veil));
        let label = Label {
            size: 12.0,
            ..Label::formula(drawing.theme.lines[NULLCLINE], Anchor::Left)
        };
        drawing.text(name, (x + 3.0, y + 0.5 * TALL), label);
    }
}

fn double(&[x, y]: &[f32; 2]) -> [f64; 2] {
    [f64::from(x), f64::from(y)]
}
