//! Both players, and their distance from the equilibrium, in time.

use super::{FLOW, flows, path_of};
use crate::dirac::frame::{DiracFrame, Run, step_of};
use crate::dirac::portrait::VIEW;
use thetaflow::draw::{Axis, AxisScale};
use thetaflow::figure::{Hue, Panel, Place, Points, line, row, text};
use thetaflow::math::real::{hypot, log10, powf};

/// Distances below this are rounding.
const SMALLEST: f64 = 1e-12;

fn time_axis(frame: &DiracFrame) -> Axis {
    let label = if frame.has_time() { "t = nη" } else { "n" };
    Axis::linear([0.0, frame.pace() * frame.last_step as f64], label)
}

/// θ and ψ of a run, ψ dashed.
pub fn players(frame: &DiracFrame, run: &Run) -> Panel {
    let y = Axis::linear([-VIEW, VIEW], "θ, ψ");
    let mut panel = Panel::new("players", time_axis(frame), y);
    panel.add(row(0.0).wide(0.75).faded(0.6));
    for (player, name, dash) in [(0, "θ", None), (1, "ψ", Some(5.0))] {
        add_player(&mut panel, frame, run, player, name, dash);
    }
    panel
}

fn add_player(
    panel: &mut Panel,
    frame: &DiracFrame,
    run: &Run,
    player: usize,
    name: &'static str,
    dash: Option<f64>,
) {
    let value = |point: [f64; 2]| point[player];
    if let Some(flow) = &run.flow {
        let lr = frame.lr / f64::from(flow.pieces.max(1));
        let curve = line(in_time(&flow.curve, &flow.kept, lr, &value));
        panel.add(curve.hue(FLOW).wide(1.25).dashed(dash).faded(0.7));
    }
    let points = in_time(&run.path, &run.kept, frame.pace(), &value);
    // Named at its end, where that is in view; on the side away from the other one.
    let end = points.0.iter().rfind(|[_, value]| value.abs() <= VIEW);
    let end = end.copied();
    panel.add(line(points).hue(path_of(0)).dashed(dash).written(name));
    if let Some(end) = end {
        let other = run.path.last().map_or(0.0, |point| point[1 - player]);
        let beside = if end[1] >= other { -9.0 } else { 9.0 };
        panel.add(text(name, end, Place::Within([4.0, beside])).size(13.0));
    }
}

/// Something of each point of a path, at the time of its step.
fn in_time(
    points: &[[f64; 2]],
    kept: &[u32],
    pace: f64,
    value: &dyn Fn([f64; 2]) -> f64,
) -> Points {
    let entries = points.iter().enumerate();
    entries
        .map(|(entry, &point)| [step_of(kept, entry) as f64 * pace, value(point)])
        .collect()
}

/// Distances from the equilibrium; of two runs only those of the paths, which have their own colours.
pub fn distance(frame: &DiracFrame) -> Panel {
    let curve = |points: &[[f64; 2]], kept: &[u32]| {
        let distance = |[theta, psi]: [f64; 2]| hypot(theta, psi).max(SMALLEST);
        line(in_time(points, kept, frame.pace(), &distance))
    };
    let is_one = frame.runs.len() == 1;
    let mut panel = Panel::new("distance", time_axis(frame), distance_axis(frame));
    for (index, run) in frame.runs.iter().enumerate() {
        if is_one {
            for (flow, look) in flows(run) {
                if let Some(flow) = flow {
                    panel.add(look.of(curve(&flow.at_steps, &flow.kept)));
                }
            }
            let average = curve(&run.average, &run.kept);
            panel.add(average.hue(Hue::Ink).dashed(2.0));
        }
        let name = if index == 0 { "path" } else { "second_path" };
        let path = curve(&run.path, &run.kept).hue(path_of(index));
        panel.add(path.of(name, "xₙ"));
    }
    panel
}

fn distance_axis(frame: &DiracFrame) -> Axis {
    let mut distances = Vec::new();
    let mut cover = |points: &[[f64; 2]]| {
        for [theta, psi] in points {
            let distance = hypot(*theta, *psi);
            if distance > SMALLEST {
                distances.push(distance);
            }
        }
    };
    for run in &frame.runs {
        cover(&run.path);
        cover(&run.average);
        for flow in run.flow.iter().chain(&run.modified) {
            cover(&flow.at_steps);
        }
    }
    let low = distances.iter().copied().fold(f64::INFINITY, f64::min);
    let high = distances.iter().copied().fold(0.0, f64::max);
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
