//! Both players, and their distance from the equilibrium, in time.

use super::{FLOW, MODIFIED, path_of};
use crate::dirac::frame::{DiracFrame, Run, step_of};
use crate::dirac::portrait::VIEW;
use thetaflow::draw::{Axis, AxisScale};
use thetaflow::figure::{Hue, Mark, Panel, Place, line, row, text};
use thetaflow::math::real::{hypot, log10, powf};

/// Distances below this are rounding.
const SMALLEST: f64 = 1e-12;

fn time_axis(frame: &DiracFrame) -> Axis {
    let label = if frame.has_time() { "t = nη" } else { "n" };
    Axis::linear([0.0, frame.pace() * frame.last_step as f64], label)
}

/// θ and ψ of a run, ψ dashed.
pub fn players(frame: &DiracFrame, run: &Run) -> Panel {
    let curves = [(0, "θ", None), (1, "ψ", Some(5.0))].into_iter();
    Panel::new(
        "players",
        time_axis(frame),
        Axis::linear([-VIEW, VIEW], "θ, ψ"),
    )
    .with(row(0.0).wide(0.75).faded(0.6))
    .with_all(curves.flat_map(|(player, name, dash)| player_of(frame, run, player, name, dash)))
}

fn player_of(
    frame: &DiracFrame,
    run: &Run,
    player: usize,
    name: &'static str,
    dash: Option<f64>,
) -> Vec<Mark> {
    let mut marks = Vec::new();
    let value = |point: [f64; 2]| point[player];
    if let Some(flow) = &run.flow {
        let lr = frame.lr / f64::from(flow.pieces.max(1));
        let points = in_time(&flow.curve, &flow.kept, lr, value);
        marks.push(
            line(points)
                .hue(FLOW)
                .wide(1.25)
                .dashed(dash)
                .faded(0.7)
                .any(),
        );
    }
    let points = in_time(&run.path, &run.kept, frame.pace(), value);
    marks.push(
        line(points.clone())
            .hue(path_of(0))
            .dashed(dash)
            .written(name)
            .any(),
    );
    // Named at its end, where that is in view; on the side away from the other one.
    if let Some(end) = points.rev().find(|[_, value]| value.abs() <= VIEW) {
        let other = run.path.last().map_or(0.0, |point| point[1 - player]);
        let beside = if end[1] >= other { -9.0 } else { 9.0 };
        marks.push(
            text(name, end, Place::Within([4.0, beside]))
                .size(13.0)
                .any(),
        );
    }
    marks
}

/// Something of each point of a path, at the time of its step.
fn in_time<'a>(
    points: &'a [[f64; 2]],
    kept: &'a [u32],
    pace: f64,
    value: impl Fn([f64; 2]) -> f64 + Clone + 'a,
) -> impl DoubleEndedIterator<Item = [f64; 2]> + Clone + 'a {
    let time = move |entry: usize| step_of(kept, entry) as f64 * pace;
    let entries = points.iter().enumerate();
    entries.map(move |(entry, &point)| [time(entry), value(point)])
}

/// Distances from the equilibrium; of two runs only those of the paths, which have their own colours.
pub fn distance(frame: &DiracFrame) -> Panel {
    let curve = |points: &[[f64; 2]], kept: &[u32]| {
        let distance = |[theta, psi]: [f64; 2]| hypot(theta, psi).max(SMALLEST);
        line(in_time(points, kept, frame.pace(), distance))
    };
    let is_one = frame.runs.len() == 1;
    let name = |index| if index == 0 { "path" } else { "second_path" };
    let marks = frame.runs.iter().enumerate().flat_map(|(index, run)| {
        let flow = run.flow.as_ref().map(|flow| {
            curve(&flow.at_steps, &flow.kept)
                .hue(FLOW)
                .of("flow", "x(t)")
        });
        let modified = run.modified.as_ref();
        let modified = modified.map(|flow| {
            curve(&flow.at_steps, &flow.kept)
                .hue(MODIFIED)
                .dashed(6.0)
                .of("modified", "x̃(t)")
        });
        let average = curve(&run.average, &run.kept).hue(Hue::Ink).dashed(2.0);
        let beside = [flow, modified, Some(average)]
            .into_iter()
            .flatten()
            .filter(move |_| is_one);
        let path = curve(&run.path, &run.kept).hue(path_of(index));
        beside.chain([path.of(name(index), "xₙ")])
    });
    Panel::new("distance", time_axis(frame), distance_axis(frame)).with_all(marks)
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
