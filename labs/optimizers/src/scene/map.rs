//! The map: the surface or its basins, contours, minima, gradient arrows; the paths, flows and clouds on it.

use super::{AVERAGE, FLOW, Layout, MODIFIED, line_of};
use crate::frame::{BasinPicture, CloudPicture, FlowCurve, OptimizerFrame, Run};
use std::f64::consts::TAU;
use thetaflow::draw::{Anchor, Color, Drawing, Image, Label, Plot, Stroke, Theme};
use thetaflow::math::real::{cos, hypot, log10, sin_cos};
use thetaflow::math::thinning::{BEGINNING, Piece};

/// More minima than this are a lattice.
const MARKED_MINIMA: usize = 12;
/// Pixels between two gradient arrows.
const ARROW_SPACING: f64 = 32.0;

pub fn draw_back(layout: &Layout, drawing: &Drawing) {
    match &layout.basins {
        Some(basins) => drawing.field(&layout.map, &basin_image(basins, drawing.theme)),
        None => drawing.field(&layout.map, &layout.terrain.heat_map(drawing.theme)),
    }
    let contour = Stroke::solid(drawing.theme.contour, 0.75).faded(0.35);
    for curve in &layout.terrain.contours {
        drawing.path(&layout.map, curve.iter().copied(), contour);
    }
    if layout.arrows {
        gradient_arrows(layout, drawing);
    }
    // With basins, those that were found. Of a whole lattice, only the global one, which stands first, is worth a mark.
    let found = layout.basins.as_ref().map(|basins| &basins.minima);
    let minima = found.unwrap_or(&layout.minima);
    let marked = match minima.len() {
        count if count > MARKED_MINIMA => 1,
        count => count,
    };
    for &minimum in &minima[..marked] {
        let ink = Stroke::solid(drawing.theme.ink, 1.5);
        drawing.cross(&layout.map, minimum, 4.0, ink);
    }
}

/// −∇L on a grid: the direction exactly, the length by order of magnitude.
fn gradient_arrows(layout: &Layout, drawing: &Drawing) {
    let plot = &layout.map;
    let [left, top, right, bottom] = plot.rectangle();
    let places = |from: f64, to: f64| {
        let count = ((to - from) / ARROW_SPACING).floor().max(1.0);
        (0..count as usize).map(move |k| from + (to - from) * (k as f64 + 0.5) / count)
    };
    let nodes = places(left, right).flat_map(|x| places(top, bottom).map(move |y| (x, y)));
    let field: Vec<((f64, f64), [f64; 2])> = nodes
        .map(|place| (place, layout.terrain.downhill(plot.from_pixels(place))))
        .filter(|(_, [x, y])| (x + y).is_finite())
        .collect();
    let largest = (field.iter()).fold(0.0_f64, |most, (_, [x, y])| most.max(hypot(*x, *y)));
    let stroke = Stroke::solid(drawing.theme.ink, 1.0).faded(0.7);
    for ((x, y), [dx, dy]) in field {
        // The plane's directions as they look in the panel.
        let (px, py) = (
            dx * plot.width / plot.x.span(),
            -dy * plot.height / plot.y.span(),
        );
        let length = hypot(px, py);
        let share = hypot(dx, dy) / largest;
        if !(length > 0.0 && share > 0.0) {
            continue;
        }
        let size = ARROW_SPACING * (0.85 + 0.12 * log10(share)).clamp(0.2, 0.85);
        let (ux, uy) = (0.5 * size * px / length, 0.5 * size * py / length);
        drawing.arrow((x - ux, y - uy), (x + ux, y + uy), stroke);
    }
}

/// A colour for each minimum, pale where it takes long; blank where nothing is reached, dark where the run diverges.
fn basin_image(basins: &BasinPicture, theme: &Theme) -> Image {
    let [width, height] = basins.size;
    // A colour for each minimum and haste, not for each pixel: the map is drawn many times while it grows.
    let shades: Vec<[u8; 4]> = (0..basins
        .minima
        .len()
        .min(usize::from(BasinPicture::UNDER_WAY)))
        .flat_map(|index| (0..=u8::MAX).map(move |haste| (index as u8, haste)))
        .map(|(index, haste)| {
            let strength = 0.8 - 0.6 * f64::from(haste) / 255.0;
            let color = basin_color(index, theme);
            color.on(theme.background, strength).pixel()
        })
        .collect();
    let under_way = theme.faint.on(theme.background, 0.12).pixel();
    let diverged = theme.ink.on(theme.background, 0.55).pixel();
    Image::from_fn(width, height, |i, j| {
        let pixel = ((height - 1 - j) * width + i) as usize;
        let (Some(&minimum), Some(&haste)) = (basins.minimum.get(pixel), basins.haste.get(pixel))
        else {
            return [0; 4];
        };
        match minimum {
            BasinPicture::UNKNOWN => [0; 4],
            BasinPicture::UNDER_WAY => under_way,
            BasinPicture::DIVERGED => diverged,
            index => {
                let shade = 256 * usize::from(index) + usize::from(haste);
                shades.get(shade).copied().unwrap_or([0; 4])
            }
        }
    })
}

/// The theme's lines for the first minima, then hues a golden angle apart.
fn basin_color(index: u8, theme: &Theme) -> Color {
    let index = usize::from(index);
    // In the order blue, orange, green, purple: the path is orange, and mostly starts in the first.
    if let Some(&line) = [1, 0, 2, 3].get(index) {
        return theme.lines[line];
    }
    let hue = TAU * 0.618_034 * index as f64;
    let channel = |phase: f64| (140.0 + 90.0 * cos(hue + TAU * phase / 3.0)) as u8;
    Color::rgb(channel(0.0), channel(1.0), channel(2.0))
}

pub fn draw_front(layout: &Layout, frame: &OptimizerFrame, drawing: &Drawing) {
    let map = &layout.map;
    let lines = drawing.theme.lines;
    for (index, run) in frame.runs.iter().enumerate() {
        let color = lines[line_of(index) % lines.len()];
        for (curve, stroke) in [
            (&run.flow, Stroke::solid(lines[FLOW], 2.0)),
            (&run.modified, Stroke::dashed(lines[MODIFIED], 2.0, 6.0)),
        ] {
            if let Some(curve) = curve {
                drawing.paths(map, pieces(&curve.pieces, &curve.curve), stroke);
            }
        }
        // Behind a cloud, the one path stands back.
        let strength = if frame.cloud.is_some() { 0.3 } else { 1.0 };
        discrete_path(drawing, map, run, (color, strength));
        let average = Stroke::solid(lines[AVERAGE], 1.75);
        drawing.paths(map, pieces(&run.average_path, &run.average), average);
        let heads = [
            (last(&run.flow), lines[FLOW]),
            (last(&run.modified), lines[MODIFIED]),
            (run.average.last(), lines[AVERAGE]),
            (run.theta.last(), color),
        ];
        for (head, color) in heads {
            if let Some(&head) = head {
                drawing.dot(map, head, 5.5, drawing.theme.background);
                drawing.dot(map, head, 4.0, color);
            }
        }
    }
    if let Some(cloud) = &frame.cloud {
        draw_cloud(map, cloud, drawing);
    }
    start(drawing, map, frame.start);
}

/// Where the runs are, their ellipse of two standard deviations, and the exact one where they will settle.
fn draw_cloud(map: &Plot, cloud: &CloudPicture, drawing: &Drawing) {
    let color = drawing.theme.lines[AVERAGE];
    for &position in &cloud.positions {
        drawing.dot(map, position, 1.75, color.faded(0.4));
    }
    let ellipse = |centre: [f64; 2], axes: [[f64; 2]; 2]| {
        (0..=72).map(move |k| {
            let (sin, cos) = sin_cos(TAU * f64::from(k) / 72.0);
            [0, 1].map(|i| centre[i] + 2.0 * (cos * axes[0][i] + sin * axes[1][i]))
        })
    };
    let own = ellipse(cloud.mean, cloud.half_axes);
    drawing.path(map, own, Stroke::solid(color, 1.75));
    if let Some([minimum, first, second]) = cloud.stationary {
        let exact = ellipse(minimum, [first, second]);
        drawing.path(map, exact, Stroke::dashed(color, 1.75, 5.0));
    }
    drawing.dot(map, cloud.mean, 5.5, drawing.theme.background);
    drawing.dot(map, cloud.mean, 4.0, color);
}

/// What is seen of a curve: all of it if it has not been thinned.
fn pieces<'a>(seen: &'a [Piece], all: &'a [[f64; 2]]) -> Vec<&'a [[f64; 2]]> {
    if seen.is_empty() {
        vec![all]
    } else {
        seen.iter().map(Vec::as_slice).collect()
    }
}

/// The path as a thin line with a dot at each step, as long as dots can be told apart: of a long run in the
/// beginning only, and no longer than to where it comes to places where it has been.
fn discrete_path(drawing: &Drawing, map: &Plot, run: &Run, (color, strength): (Color, f64)) {
    const APART: f64 = 3.0;
    let pieces = pieces(&run.path, &run.theta);
    let dotted = pieces.first().copied().unwrap_or_default();
    let stroke = Stroke::solid(color, 1.25).faded(0.8 * strength);
    drawing.paths(map, pieces, stroke);
    let mut before: Option<(f64, f64)> = None;
    let steps = if run.path.is_empty() {
        usize::MAX
    } else {
        BEGINNING
    };
    for &theta in dotted.iter().take(steps) {
        let (x, y) = map.to_pixels(theta);
        if before.is_none_or(|(x0, y0)| hypot(x - x0, y - y0) >= APART) {
            drawing.dot(map, theta, 2.0, color.faded(strength));
            before = Some((x, y));
        }
    }
}

/// θ_0, which the reader can take hold of.
fn start(drawing: &Drawing, map: &Plot, at: [f64; 2]) {
    drawing.dot(map, at, 7.0, drawing.theme.background);
    drawing.ring(map, at, 7.0, Stroke::solid(drawing.theme.ink, 1.75));
    let (x, y) = map.to_pixels(at);
    let [left, top, ..] = map.rectangle();
    let beside = if x - left > 30.0 {
        (x - 12.0, Anchor::Right)
    } else {
        (x + 12.0, Anchor::Left)
    };
    let above = if y - top > 24.0 { y - 12.0 } else { y + 14.0 };
    drawing.text(
        "θ₀",
        (beside.0, above),
        Label::formula(drawing.theme.ink, beside.1),
    );
}

fn last(curve: &Option<FlowCurve>) -> Option<&[f64; 2]> {
    curve.as_ref().and_then(|curve| curve.theta.last())
}
