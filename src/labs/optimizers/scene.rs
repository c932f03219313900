//! How a frame is drawn: the map with its paths, loss against time, gap against time.

use super::frame::{FlowCurve, OptimizerFrame, Run};
use super::landscapes::ViewBox;
use super::terrain::Terrain;
use crate::draw::{Anchor, Axis, Drawing, Label, Plot, Stroke};
use crate::lab::{Curve, Handle, Moves};
use std::rc::Rc;

/// Which of the theme's lines draws what.
const PATH: usize = 0;
const FLOW: usize = 1;
const MODIFIED: usize = 2;

/// More minima than this are a lattice.
const MARKED_MINIMA: usize = 12;

/// Gaps and losses below this are rounding.
const SMALLEST: f64 = 1e-14;

/// Where everything stands.
#[derive(PartialEq)]
pub struct Layout {
    terrain: Rc<Terrain>,
    minima: Vec<[f64; 2]>,
    /// L at the known minimum, from which losses are counted on a logarithmic axis.
    reference: Option<f64>,
    map: Plot,
    loss: Plot,
    gap: Option<Plot>,
}

/// Room for an axis' numbers and symbol at the left and below.
const LEFT: f64 = 58.0;
const BELOW: f64 = 42.0;
const MARGIN: f64 = 12.0;
/// From this width on, the charts stand beside the map.
const WIDE: f64 = 620.0;
const CHART_HEIGHT: f64 = 150.0;
/// On a narrow page the map is wider than high, so that sliders below the figure are not far from it.
const NARROW_ASPECT: f64 = 0.8;

/// The height that the figure wants at a width.
pub fn height(width: f64) -> f64 {
    if width >= WIDE {
        (0.56 * width).clamp(360.0, 760.0).round()
    } else {
        let map = NARROW_ASPECT * (width - LEFT - MARGIN).max(150.0) + BELOW + MARGIN;
        (map + 2.0 * CHART_HEIGHT).round()
    }
}

/// Lays the figure out; what is costly is taken over from the layout before.
pub fn layout(
    frame: &OptimizerFrame,
    (width, height): (f64, f64),
    before: Option<&Layout>,
) -> Layout {
    let ViewBox { x, y } = frame.view;
    let (map, charts) = if width >= WIDE {
        let side = (height - BELOW - MARGIN).min(0.52 * width);
        (
            [LEFT, MARGIN, side, height - BELOW - MARGIN],
            [LEFT + side + MARGIN + 10.0, 0.0, width, height],
        )
    } else {
        let side = (height - 2.0 * CHART_HEIGHT - BELOW - MARGIN).max(60.0);
        (
            [LEFT, MARGIN, width - LEFT - MARGIN, side],
            [0.0, height - 2.0 * CHART_HEIGHT, width, height],
        )
    };
    let [left, top, right, bottom] = charts;
    let has_gap = frame
        .runs
        .iter()
        .any(|run| run.flow.is_some() || run.modified.is_some());
    let rows = if has_gap { 2.0 } else { 1.0 };
    let chart = |row: f64, y: Axis| {
        let room = (bottom - top) / rows;
        let time = Axis::linear([0.0, frame.horizon], "t = nh");
        let (width, height) = (
            (right - left - LEFT - MARGIN).max(40.0),
            (room - BELOW - MARGIN).max(40.0),
        );
        Plot {
            left: left + LEFT,
            top: top + row * room + MARGIN,
            width,
            height,
            x: time,
            y,
        }
    };
    let [map_left, map_top, map_width, map_height] = map;
    let kept = before.filter(|before| before.terrain.shows(&frame.landscape, frame.view));
    let (terrain, minima, reference) = match kept {
        Some(before) => (
            before.terrain.clone(),
            before.minima.clone(),
            before.reference,
        ),
        None => {
            let terrain = Terrain::of(&frame.landscape, frame.view);
            (
                Rc::new(terrain),
                frame.landscape.minima(),
                frame.landscape.reference_loss(),
            )
        }
    };
    Layout {
        terrain,
        minima,
        reference,
        map: Plot {
            left: map_left,
            top: map_top,
            width: map_width,
            height: map_height,
            x: Axis::linear(x, "x"),
            y: Axis::linear(y, "y"),
        },
        loss: chart(0.0, loss_axis(frame, reference)),
        gap: has_gap.then(|| chart(1.0, gap_axis(frame))),
    }
}

/// Losses above the known minimum on a logarithmic axis. A surface without one may fall for ever: there the axis shows
/// the losses, as they are, of what lies in view.
fn loss_axis(frame: &OptimizerFrame, reference: Option<f64>) -> Axis {
    let ViewBox { x, y } = frame.view;
    let in_view =
        |theta: &[f64; 2]| (x[0]..=x[1]).contains(&theta[0]) && (y[0]..=y[1]).contains(&theta[1]);
    let curves = frame.runs.iter().flat_map(|run| {
        let flows = run
            .flow
            .iter()
            .chain(&run.modified)
            .map(|flow| (&flow.theta, &flow.loss));
        flows.chain([(&run.theta, &run.loss)])
    });
    let points = curves
        .flat_map(|(theta, loss)| theta.iter().zip(loss))
        .filter(|(_, loss)| loss.is_finite());
    match reference {
        Some(reference) => {
            Axis::log_covering(points.map(|(_, loss)| loss - reference), SMALLEST, "L − L*")
        }
        None => {
            let losses = points
                .filter(|(theta, _)| in_view(theta))
                .map(|(_, &loss)| loss);
            Axis::linear_covering(losses, "L")
        }
    }
}

fn gap_axis(frame: &OptimizerFrame) -> Axis {
    let gaps = frame
        .runs
        .iter()
        .flat_map(|run| run.gap.iter().chain(&run.gap_modified).copied());
    Axis::log_covering(gaps, SMALLEST, "‖θₙ − θ(tₙ)‖")
}

pub fn draw_back(layout: &Layout, drawing: &Drawing) {
    drawing.field(&layout.map, &layout.terrain.heat_map(drawing.theme));
    let contour = Stroke::solid(drawing.theme.contour, 0.75).faded(0.35);
    for curve in &layout.terrain.contours {
        drawing.path(&layout.map, curve.iter().copied(), contour);
    }
    // Of a whole lattice of minima, only the global one, which stands first, is worth a mark.
    let marked = if layout.minima.len() > MARKED_MINIMA {
        1
    } else {
        layout.minima.len()
    };
    for &minimum in &layout.minima[..marked] {
        cross(drawing, &layout.map, minimum);
    }
    for plot in [Some(&layout.map), Some(&layout.loss), layout.gap.as_ref()]
        .into_iter()
        .flatten()
    {
        drawing.axes(plot);
    }
}

fn cross(drawing: &Drawing, plot: &Plot, at: [f64; 2]) {
    let (x, y) = plot.to_pixels(at);
    let [left, top, right, bottom] = plot.rectangle();
    if !((left..=right).contains(&x) && (top..=bottom).contains(&y)) {
        return;
    }
    let arm = 4.0;
    for (dx, dy) in [(arm, arm), (arm, -arm)] {
        drawing.polyline(
            &[(x - dx, y - dy), (x + dx, y + dy)],
            Stroke::solid(drawing.theme.ink, 1.5),
        );
    }
}

pub fn draw_front(layout: &Layout, frame: &OptimizerFrame, drawing: &Drawing) {
    let Layout {
        map,
        loss,
        gap,
        reference,
        ..
    } = layout;
    let [path, flow, modified] = [PATH, FLOW, MODIFIED].map(|line| drawing.theme.lines[line]);
    let floor = |value: f64| value.max(SMALLEST);
    let height = |value: f64| reference.map_or(value, |reference| floor(value - reference));
    for run in &frame.runs {
        let curves = [
            (&run.flow, Stroke::solid(flow, 2.0)),
            (&run.modified, Stroke::dashed(modified, 2.0, 6.0)),
        ];
        for (curve, stroke) in curves {
            let Some(curve) = curve else { continue };
            drawing.path(map, curve.curve.iter().copied(), stroke);
            drawing.path(
                loss,
                in_time(&curve.loss, run).map(|[t, value]| [t, height(value)]),
                stroke,
            );
        }
        discrete_path(drawing, map, run, path);
        let losses = in_time(&run.loss, run).map(|[t, value]| [t, height(value)]);
        drawing.path(loss, losses, Stroke::solid(path, 1.5));
        if let Some(gap) = gap {
            for (values, stroke) in [
                (&run.gap, Stroke::solid(flow, 1.5)),
                (&run.gap_modified, Stroke::dashed(modified, 1.5, 6.0)),
            ] {
                // At step 0 the gap is exactly zero, which a logarithmic axis cannot show.
                drawing.path(
                    gap,
                    in_time(values, run).skip(1).map(|[t, gap]| [t, floor(gap)]),
                    stroke,
                );
            }
        }
        let heads = [
            (last(&run.flow), flow),
            (last(&run.modified), modified),
            (run.theta.last(), path),
        ];
        for (head, color) in heads {
            if let Some(&head) = head {
                drawing.dot(map, head, 5.5, drawing.theme.background);
                drawing.dot(map, head, 4.0, color);
            }
        }
    }
    start(drawing, map, frame.start);
}

/// The path as a thin line with a dot at each step, as long as dots can be told apart.
fn discrete_path(drawing: &Drawing, map: &Plot, run: &Run, color: plotters::style::RGBColor) {
    const APART: f64 = 3.0;
    drawing.path(
        map,
        run.theta.iter().copied(),
        Stroke::solid(color, 1.25).faded(0.8),
    );
    let mut before: Option<(f64, f64)> = None;
    for &theta in &run.theta {
        let (x, y) = map.to_pixels(theta);
        if before.is_none_or(|(x0, y0)| (x - x0).hypot(y - y0) >= APART) {
            drawing.dot(map, theta, 2.0, color);
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

fn in_time<'a>(values: &'a [f64], run: &'a Run) -> impl Iterator<Item = [f64; 2]> + 'a {
    values
        .iter()
        .enumerate()
        .map(|(n, &value)| [n as f64 * run.time_step, value])
}

fn last(curve: &Option<FlowCurve>) -> Option<&[f64; 2]> {
    curve.as_ref().and_then(|curve| curve.theta.last())
}

pub fn handles(layout: &Layout, frame: &OptimizerFrame) -> Vec<Handle> {
    vec![Handle {
        moves: Moves::Point("start"),
        value: frame.start,
        plot: layout.map.clone(),
    }]
}

pub fn curves(frame: &OptimizerFrame) -> Vec<Curve> {
    let has = |of: fn(&Run) -> &Option<FlowCurve>| frame.runs.iter().any(|run| of(run).is_some());
    let mut curves = vec![Curve {
        id: "path",
        symbol: "θₙ",
        line: PATH,
        dashed: false,
    }];
    if has(|run| &run.flow) {
        curves.push(Curve {
            id: "flow",
            symbol: "θ(t)",
            line: FLOW,
            dashed: false,
        });
    }
    if has(|run| &run.modified) {
        curves.push(Curve {
            id: "modified",
            symbol: "θ̃(t)",
            line: MODIFIED,
            dashed: true,
        });
    }
    curves
}
