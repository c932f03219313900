//! Where the panels stand, and what their axes show.

use super::frame::DiracFrame;
use super::portrait::{Portrait, VIEW};
use thetaflow::draw::room::{BELOW, LEFT, MARGIN, WIDE};
use thetaflow::draw::{Axis, AxisScale, Plot};
use thetaflow::math::eigenvalues::{Complex, modulus};
use thetaflow::math::real::{hypot, log10, powf};

/// Where everything stands, and what does not move.
#[derive(PartialEq)]
pub struct Layout {
    /// A portrait for every run.
    pub portraits: Vec<(Plot, Portrait)>,
    /// The complex plane of the eigenvalues; None where there are none.
    pub circle: Option<Plot>,
    /// θ and ψ in time, if there is one run.
    pub players: Option<Plot>,
    pub distance: Plot,
}

/// On a narrow page: the heights of the complex plane's and of a chart's part.
const NARROW_CIRCLE: f64 = 176.0;
const NARROW_CHART: f64 = 142.0;
/// Distances below this are rounding.
pub const SMALLEST: f64 = 1e-12;

/// The height that the figure wants at a width.
pub fn height(width: f64) -> f64 {
    if width >= WIDE {
        (0.56 * width).clamp(380.0, 760.0).round()
    } else {
        let portrait = (width - LEFT - MARGIN).max(120.0) + BELOW + MARGIN;
        (portrait + NARROW_CIRCLE + 2.0 * NARROW_CHART).round()
    }
}

/// A part of the picture: left, top, width, height.
type Part = [f64; 4];

/// Lays the figure out.
pub fn layout(frame: &DiracFrame, (width, height): (f64, f64)) -> Layout {
    let has_circle = frame
        .runs
        .iter()
        .any(|run| !run.step_eigenvalues.is_empty());
    let is_one = frame.runs.len() == 1;
    // The share of the room that each panel below or beside the portraits takes.
    let panels = [
        (has_circle, if is_one { 1.4 } else { 1.0 }),
        (is_one, 1.0),
        (true, 1.0),
    ];
    let shares: f64 = panels
        .iter()
        .filter(|(is_shown, _)| *is_shown)
        .map(|(_, share)| share)
        .sum();
    let (portraits, rest, is_row): (Vec<Part>, Part, bool) = if width < WIDE {
        let side = (width - LEFT - MARGIN).max(60.0);
        // Two portraits leave the charts of one figure less room.
        let side = if is_one {
            side
        } else {
            side.min(0.27 * height)
        };
        let each = side + BELOW + MARGIN;
        let parts = (0..frame.runs.len()).map(|k| [0.0, k as f64 * each, width, each]);
        let top = each * frame.runs.len() as f64;
        (parts.collect(), [0.0, top, width, height - top], false)
    } else if is_one {
        let part = (height.min(0.56 * width)).max(100.0);
        (
            vec![[0.0, 0.0, part, height]],
            [part, 0.0, width - part, height],
            false,
        )
    } else {
        let each = width / frame.runs.len() as f64;
        let tall = 0.66 * height;
        let parts = (0..frame.runs.len()).map(|k| [k as f64 * each, 0.0, each, tall]);
        (parts.collect(), [0.0, tall, width, height - tall], true)
    };
    let mut done = 0.0;
    let mut parts = panels.map(|(is_shown, share)| {
        let from = done / shares;
        done += if is_shown { share } else { 0.0 };
        let length = share / shares;
        let [left, top, width, height] = rest;
        let part = if is_row {
            [left + from * width, top, length * width, height]
        } else {
            [left, top + from * height, width, length * height]
        };
        is_shown.then_some(part)
    });
    let label = if frame.has_time() { "t = nη" } else { "n" };
    let time = || Axis::linear([0.0, frame.pace() * frame.last_step as f64], label);
    let distance = parts[2].take().unwrap_or(rest);
    Layout {
        portraits: portraits
            .into_iter()
            .zip(&frame.runs)
            .map(|(part, run)| (square(part), run.portrait.clone()))
            .collect(),
        circle: parts[0].map(|part| complex_plane(frame, part)),
        players: parts[1].map(|part| panel(part, time(), Axis::linear([-VIEW, VIEW], "θ, ψ"))),
        distance: panel(distance, time(), distance_axis(frame)),
    }
}

/// A panel that fills a part.
fn panel([left, top, width, height]: Part, x: Axis, y: Axis) -> Plot {
    Plot {
        left: left + LEFT,
        top: top + MARGIN,
        width: (width - LEFT - MARGIN).max(30.0),
        height: (height - BELOW - MARGIN).max(24.0),
        x,
        y,
    }
}

/// The largest square panel in a part, so that circles are circles.
fn square(part: Part) -> Plot {
    let axis = |label| Axis::linear([-VIEW, VIEW], label);
    let plot = panel(part, axis("θ"), axis("ψ"));
    let side = plot.width.min(plot.height);
    Plot {
        left: plot.left + 0.5 * (plot.width - side),
        width: side,
        height: side,
        ..plot
    }
}

/// The complex plane around the eigenvalues that decide, equally scaled both ways: the whole unit circle, or, where a step
/// moves little, the part of it around 1.
fn complex_plane(frame: &DiracFrame, part: Part) -> Plot {
    let eigenvalues = || frame.runs.iter().flat_map(|run| &run.step_eigenvalues);
    let largest = eigenvalues().copied().map(modulus).fold(0.0, f64::max);
    let decides = |eigenvalue: &&Complex| modulus(**eigenvalue) > 0.5 * largest;
    // How far the deciding ones are from 1, and from 0.
    let from_one = eigenvalues()
        .filter(decides)
        .map(|[re, im]| hypot(re - 1.0, *im))
        .fold(0.0, f64::max);
    let around_one = [0.06, 0.125, 0.25, 0.5]
        .into_iter()
        .find(|half| from_one < 0.85 * half);
    let plot = panel(
        part,
        Axis::linear([0.0, 1.0], "Re μ"),
        Axis::linear([0.0, 1.0], "Im μ"),
    );
    let aspect = plot.width / plot.height;
    let (centre, half) = match around_one {
        // 1 stands off the middle, so that more of what is inside is seen.
        Some(half) => (1.0 - 0.35 * half * (aspect - 0.5).max(0.0), half),
        None => {
            let out = eigenvalues()
                .map(|[re, im]| (re.abs() / aspect).max(im.abs()))
                .fold(0.0, f64::max);
            let half = [1.15, 1.5, 2.0, 3.0, 5.0, 10.0]
                .into_iter()
                .find(|half| out < 0.92 * half);
            (0.0, half.unwrap_or(1.1 * out.min(1e6)))
        }
    };
    let (wide, tall) = if aspect >= 1.0 {
        (half * aspect, half)
    } else {
        (half, half / aspect)
    };
    Plot {
        x: Axis::linear([centre - wide, centre + wide], "Re μ"),
        y: Axis::linear([-tall, tall], "Im μ"),
        ..plot
    }
}

fn distance_axis(frame: &DiracFrame) -> Axis {
    let curves = frame.runs.iter().flat_map(|run| {
        let flows = run
            .flow
            .iter()
            .chain(&run.modified)
            .map(|flow| &flow.at_steps);
        flows.chain([&run.path, &run.average])
    });
    let distances = curves
        .flatten()
        .map(|[theta, psi]| hypot(*theta, *psi))
        .filter(|distance| *distance > SMALLEST);
    let (low, high) = distances
        .clone()
        .fold((f64::INFINITY, 0.0_f64), |(low, high), distance| {
            (low.min(distance), high.max(distance))
        });
    // A run that keeps its distance would be lost between whole decades.
    if low < high && high / low < 20.0 {
        return Axis {
            min: round(low * 0.95, f64::max, |rounded| rounded <= low),
            max: round(high * 1.05, f64::min, |rounded| rounded >= high),
            scale: AxisScale::Log,
            label: "r",
        };
    }
    Axis::log_covering(distances, SMALLEST, "r")
}

/// The nearest of 1, 2 and 5 times a power of ten that is on the right side of a value.
fn round(value: f64, nearer: fn(f64, f64) -> f64, is_beyond: impl Fn(f64) -> bool) -> f64 {
    let power = powf(10f64, log10(value).floor());
    let candidates = [0.5, 1.0, 2.0, 5.0, 10.0, 20.0].map(|leading| leading * power);
    candidates
        .into_iter()
        .filter(|&rounded| is_beyond(rounded))
        .reduce(nearer)
        .unwrap_or(value)
}
