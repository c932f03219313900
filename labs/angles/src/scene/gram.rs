//! The Gram matrix of a weight matrix' columns, their angles, and its singular values.

use super::super::frame::GramFigure;
use super::super::measure_weights::cosine_bound;
use super::chart::{WIDE, bars, heights, panel, round_up};
use super::{EXACT, SAMPLE};
use thetaflow::draw::room::MARGIN;
use thetaflow::draw::{Anchor, Axis, Drawing, Image, Label, Plot, Stroke, Theme};

/// Bars of the histogram of cos θ, and of the singular values.
const COSINES: usize = 48;
const VALUES: usize = 25;

/// Where everything stands.
#[derive(PartialEq)]
pub struct Layout {
    matrix: Plot,
    cosines: Plot,
    values: Plot,
    edges: [f64; 2],
    fan_out: u64,
}

pub fn layout(figure: &GramFigure, (width, height): (f64, f64)) -> Layout {
    let bound = cosine_bound(figure.fan_in);
    let side = if width >= WIDE {
        (height - 2.0 * MARGIN - 18.0).min(0.46 * width)
    } else {
        (0.42 * height).min(width - 2.0 * MARGIN).max(60.0)
    };
    let [upper, lower] = if width >= WIDE {
        let left = side + MARGIN;
        [0.0, 0.5].map(|top| [left, top * height, width - left, 0.5 * height])
    } else {
        let top = side + 24.0;
        let rest = (height - top) / 2.0;
        [0.0, 1.0].map(|row| [0.0, top + row * rest, width, rest])
    };
    let left = if width >= WIDE {
        MARGIN
    } else {
        0.5 * (width - side)
    };
    let index = || Axis::linear([0.0, figure.fan_out as f64], "");
    let peak = inner_peak(&figure.cosine_density);
    let sampled = cosine_heights(figure, bound);
    let top = sampled
        .iter()
        .map(|[height, _]| *height)
        .fold(1.15 * peak, f64::max);
    let largest = figure.singular_values.last().copied().unwrap_or(0.0);
    let end = round_up(1.08 * figure.edges[1].max(largest).max(0.1));
    let density = value_heights(figure, end);
    let tallest = density.iter().map(|[height, _]| *height);
    let law = figure.value_density.iter().copied().fold(0.0, f64::max);
    Layout {
        matrix: Plot {
            left,
            top: MARGIN,
            width: side,
            height: side,
            x: index(),
            y: index(),
        },
        cosines: panel(
            upper,
            Axis::linear([-bound, bound], "cos θ"),
            Axis::linear([0.0, round_up(top)], "p"),
        ),
        values: panel(
            lower,
            Axis::linear([0.0, end], "σ(W)"),
            Axis::linear([0.0, round_up(tallest.fold(1.1 * law, f64::max))], "p"),
        ),
        edges: figure.edges,
        fan_out: figure.fan_out,
    }
}

/// The highest value but those at the ends, which for n = 2 grow without bound.
fn inner_peak(density: &[f64]) -> f64 {
    let margin = density.len() / 20;
    let inner = density
        .get(margin..density.len() - margin)
        .unwrap_or(density);
    inner.iter().copied().fold(0.0, f64::max)
}

fn cosine_heights(figure: &GramFigure, bound: f64) -> Vec<[f64; 2]> {
    let cosines = figure.cosines.iter().map(|cosine| f64::from(*cosine));
    histogram(cosines, [-bound, bound], COSINES)
}

fn value_heights(figure: &GramFigure, end: f64) -> Vec<[f64; 2]> {
    histogram(figure.singular_values.iter().copied(), [0.0, end], VALUES)
}

fn histogram(
    values: impl Iterator<Item = f64>,
    [low, high]: [f64; 2],
    bins: usize,
) -> Vec<[f64; 2]> {
    let width = (high - low) / bins as f64;
    let (mut counts, mut total) = (vec![0; bins], 0);
    for value in values {
        total += 1;
        if (low..=high).contains(&value) {
            counts[(((value - low) / width) as usize).min(bins - 1)] += 1;
        }
    }
    heights(&counts, total, width)
}

fn edges_of([low, high]: [f64; 2], bins: usize) -> Vec<f64> {
    (0..=bins)
        .map(|k| low + (high - low) * k as f64 / bins as f64)
        .collect()
}

pub fn draw_back(layout: &Layout, drawing: &Drawing) {
    drawing.axes(&layout.cosines);
    drawing.axes(&layout.values);
    for edge in layout.edges {
        let line = [[edge, 0.0], [edge, layout.values.y.max]];
        drawing.path(
            &layout.values,
            line,
            Stroke::dashed(drawing.theme.lines[EXACT], 1.25, 4.0),
        );
    }
    let [left, top, right, bottom] = layout.matrix.rectangle();
    let frame = [
        (left, top),
        (right, top),
        (right, bottom),
        (left, bottom),
        (left, top),
    ];
    drawing.polyline(&frame, Stroke::solid(drawing.theme.faint, 1.0).faded(0.7));
    let label = Label::formula(drawing.theme.ink, Anchor::Top);
    drawing.text("cos θ(wᵢ, wⱼ)", (0.5 * (left + right), bottom + 3.0), label);
}

pub fn draw_front(layout: &Layout, figure: &GramFigure, drawing: &Drawing) {
    let theme = drawing.theme;
    drawing.field(&layout.matrix, &image(figure, layout.fan_out, theme));
    let (sample, exact) = (theme.lines[SAMPLE], Stroke::solid(theme.lines[EXACT], 2.0));
    let Axis { min, max, .. } = layout.cosines.x;
    let counts = cosine_heights(figure, max);
    bars(
        drawing,
        &layout.cosines,
        &edges_of([min, max], COSINES),
        &counts,
        sample,
    );
    let law = figure.cosine.iter().zip(&figure.cosine_density);
    drawing.path(&layout.cosines, law.map(|(c, p)| [*c, *p]), exact);
    let Axis { min, max, .. } = layout.values.x;
    // No error bars: singular values repel each other, and are spread more evenly than independent numbers.
    let counts: Vec<[f64; 2]> = (value_heights(figure, max).into_iter())
        .map(|[height, _]| [height, 0.0])
        .collect();
    bars(
        drawing,
        &layout.values,
        &edges_of([min, max], VALUES),
        &counts,
        sample,
    );
    let law = figure.value.iter().zip(&figure.value_density);
    drawing.path(&layout.values, law.map(|(x, p)| [*x, *p]), exact);
}

/// cos θ of every pair of columns, the first at the upper left: blue for obtuse angles, orange for acute ones. Small
/// cosines are raised by a square root, or nothing of them would be seen.
fn image(figure: &GramFigure, size: u64, theme: &Theme) -> Image {
    let ends = [theme.lines[EXACT], theme.lines[SAMPLE]];
    let shade = |cosine: f64| {
        let color = ends[usize::from(cosine > 0.0)];
        color.on(theme.background, cosine.abs().sqrt()).pixel()
    };
    let size = size.max(1) as u32;
    Image::from_fn(size, size, |i, j| {
        let (low, high) = (i.min(j) as usize, i.max(j) as usize);
        if high as u64 >= figure.columns {
            return [0; 4];
        }
        if low == high {
            return shade(1.0);
        }
        let cosine = figure.cosines.get(high * (high - 1) / 2 + low);
        shade(f64::from(cosine.copied().unwrap_or(0.0)))
    })
}
