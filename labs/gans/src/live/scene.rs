//! How a frame is drawn: the plane with both samples on what D says of it, and charts of the training.

use super::frame::{Heat, LiveFrame, Measurement};
use super::layout::SMALLEST;
pub use super::layout::{Layout, layout};
use thetaflow::draw::{Anchor, Color, Drawing, Image, Label, Plot, Stroke};
use thetaflow::lab::Curve;
use thetaflow::math::real::{hypot, tanh};

/// Which of the theme's lines stand for what: the generator and what it makes, the discriminator and what is real.
const GENERATED: usize = 0;
const REAL: usize = 1;
const MODES: usize = 2;
const QUALITY: usize = 3;

pub fn draw_back(layout: &Layout, drawing: &Drawing) {
    drawing.axes(&layout.plane);
    drawing.axes(&layout.losses);
    if let Some(plot) = &layout.shares {
        drawing.axes(plot);
    }
    drawing.axes(&layout.distances);
}

pub fn draw_front(layout: &Layout, frame: &LiveFrame, drawing: &Drawing) {
    let plot = &layout.plane;
    draw_heat(drawing, plot, &frame.heat);
    draw_grid(drawing, plot, &frame.grid);
    let [generated, real] = [GENERATED, REAL].map(|line| drawing.theme.lines[line]);
    for &point in &frame.real {
        square(drawing, plot, point, 2.0, real);
    }
    draw_reconstructions(drawing, plot, frame);
    for &point in &frame.generated {
        square(drawing, plot, point, 1.5, generated);
    }
    draw_slopes(drawing, plot, frame);
    draw_charts(layout, frame, drawing);
}

/// A point of a sample. A square is drawn many times faster than a disc, and at this size looks the same.
fn square(drawing: &Drawing, plot: &Plot, point: [f32; 2], half: f64, color: Color) {
    let [x, y] = double(point);
    let (dx, dy) = (
        half * plot.x.span() / plot.width,
        half * plot.y.span() / plot.height,
    );
    drawing.rectangle(plot, [x - dx, x + dx], [y - dy, y + dy], color);
}

/// What D takes for real in the colour of the data, what it takes for generated in that of G.
fn draw_heat(drawing: &Drawing, plot: &Plot, heat: &Heat) {
    /// How much of the colour there is where D is sure.
    const STRONGEST: f64 = 0.5;
    let theme = drawing.theme;
    let image = Image::from_fn(heat.side, heat.side, |i, j| {
        let value = heat.values.get((j * heat.side + i) as usize);
        let value = value.map_or(0.0, |value| f64::from(value - heat.neutral));
        let sure = tanh(value / f64::from(heat.unit));
        let color = theme.lines[if sure > 0.0 { REAL } else { GENERATED }];
        color.on(theme.background, STRONGEST * sure.abs()).pixel()
    });
    if heat.side > 0 {
        drawing.field(plot, &image);
    }
}

/// The image of the latent plane: lines that cross where G folds it.
fn draw_grid(drawing: &Drawing, plot: &Plot, grid: &[[f32; 2]]) {
    use super::frame::GRID;
    let stroke = Stroke::solid(drawing.theme.ink, 0.75).faded(0.35);
    let rows = grid.len() / GRID;
    for row in grid.chunks(GRID) {
        drawing.path(plot, row.iter().copied().map(double), stroke);
    }
    for column in (0..GRID).filter(|_| rows > 1) {
        let column = grid.iter().skip(column).step_by(GRID);
        drawing.path(plot, column.copied().map(double), stroke);
    }
}

/// ∇D at generated points: where G is pushed. The longest arrow has a fixed length, the others by the root of theirs.
fn draw_slopes(drawing: &Drawing, plot: &Plot, frame: &LiveFrame) {
    const LONGEST: f64 = 22.0;
    let size = |[u, v]: [f64; 2]| hypot(u, v);
    let slopes = || frame.slopes.iter().copied().map(double);
    let largest = slopes().map(size).fold(0.0, f64::max);
    let [left, top, right, bottom] = plot.rectangle();
    for (&point, slope) in frame.generated.iter().zip(slopes()) {
        let length = LONGEST * (size(slope) / largest).sqrt();
        let (x, y) = plot.to_pixels(double(point));
        let to = (
            x + length * slope[0] / size(slope),
            y - length * slope[1] / size(slope),
        );
        let is_inside = |(x, y)| (left..=right).contains(&x) && (top..=bottom).contains(&y);
        if length > 3.0 && is_inside((x, y)) && is_inside(to) {
            drawing.arrow(
                (x, y),
                to,
                Stroke::solid(drawing.theme.ink, 1.0).faded(0.75),
            );
        }
    }
}

/// From each real point to what G makes of its code.
fn draw_reconstructions(drawing: &Drawing, plot: &Plot, frame: &LiveFrame) {
    let color = drawing.theme.lines[QUALITY];
    for (&real, &again) in frame.real.iter().zip(&frame.reconstructions) {
        let ends = [double(real), double(again)];
        drawing.path(plot, ends, Stroke::solid(color, 1.0).faded(0.6));
        drawing.dot(plot, ends[1], 2.5, color);
    }
}

fn draw_charts(layout: &Layout, frame: &LiveFrame, drawing: &Drawing) {
    let line = |plot: &Plot, index: usize, value: &dyn Fn(&Measurement) -> Option<f64>| {
        let history = frame.history.iter();
        let points = history.filter_map(|at| Some([at.step as f64, value(at)?]));
        drawing.path(plot, points, Stroke::solid(drawing.theme.lines[index], 1.5));
    };
    line(&layout.losses, REAL, &|at| Some(at.losses[0]));
    line(&layout.losses, GENERATED, &|at| Some(at.losses[1]));
    let names = [(REAL, "D"), (GENERATED, "G")];
    name_lines(drawing, &layout.losses, layout.losses.rectangle()[1], names);
    if let Some(plot) = &layout.shares {
        let all = frame.modes.max(1) as f64;
        line(plot, QUALITY, &|at| Some(at.capture?.quality));
        line(plot, MODES, &|at| Some(at.capture?.modes as f64 / all));
        let modes = format!("m/{}", frame.modes);
        // Both rise to the top, as a rule.
        let [_, _, _, bottom] = plot.rectangle();
        let names = [(MODES, modes.as_str()), (QUALITY, "q")];
        name_lines(drawing, plot, bottom - 19.0, names);
    }
    line(&layout.distances, MODES, &|at| {
        Some(at.sliced_wasserstein.max(SMALLEST))
    });
    line(&layout.distances, QUALITY, &|at| {
        Some(at.mmd_squared.max(SMALLEST))
    });
    let names = [(MODES, "SW"), (QUALITY, "MMD²")];
    name_lines(
        drawing,
        &layout.distances,
        layout.distances.rectangle()[1],
        names,
    );
}

/// Which line is which, at the right side of a chart, below `top`.
fn name_lines(drawing: &Drawing, plot: &Plot, top: f64, names: [(usize, &str); 2]) {
    const EACH: f64 = 44.0;
    let [_, _, right, _] = plot.rectangle();
    for (k, (line, name)) in names.into_iter().enumerate() {
        let place = (right - 6.0 - 1.2 * EACH * (1 - k) as f64, top + 9.0);
        let label = Label {
            size: 13.0,
            ..Label::formula(drawing.theme.lines[line], Anchor::Right)
        };
        drawing.veiled_text(name, place, label);
    }
}

fn double([x, y]: [f32; 2]) -> [f64; 2] {
    [f64::from(x), f64::from(y)]
}

pub fn curves(frame: &LiveFrame) -> Vec<Curve> {
    let curve = |id, symbol, line| Curve {
        id,
        symbol,
        line,
        dashed: false,
    };
    let mut curves = vec![
        curve("real", "x", REAL),
        curve("generated", "G(z)", GENERATED),
    ];
    if !frame.reconstructions.is_empty() {
        curves.push(curve("reconstruction", "G(E(x))", QUALITY));
    }
    curves
}
