//! Loss and gap against time; in a race, the losses against the gradients they cost.

use super::{Charts, FLOW, MODIFIED, PATH, Room, SMALLEST, clock, line_of, time_axis};
use crate::frame::{OptimizerFrame, Run};
use thetaflow::draw::{Axis, Drawing, Plot, Stroke};
use thetaflow_surfaces::ViewBox;

/// Gaps below this are the error of the flow, not of the rule.
const FLOW_ACCURACY: f64 = 1e-9;

pub fn charts(frame: &OptimizerFrame, room: Room) -> Charts {
    let has_gap = frame
        .runs
        .iter()
        .any(|run| run.flow.is_some() || run.modified.is_some());
    let rows = if has_gap { 2 } else { 1 };
    Charts::Time {
        loss: room.panel(0, rows, time_axis(frame), loss_axis(frame)),
        gap: has_gap.then(|| room.panel(1, rows, time_axis(frame), gap_axis(frame))),
    }
}

/// Losses above the least value on a logarithmic axis. A surface without one may fall for ever: there the axis shows the
/// losses, as they are, of what lies in view.
fn loss_axis(frame: &OptimizerFrame) -> Axis {
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
    let goal = frame.is_race().then_some(frame.tolerance);
    match frame.least {
        Some(reference) => {
            let heights = points.map(|(_, loss)| loss - reference).chain(goal);
            Axis::log_covering(heights, SMALLEST, "L − L*")
        }
        None => {
            let losses = points
                .filter(|(theta, _)| in_view(theta))
                .map(|(_, &loss)| loss)
                .chain(goal);
            Axis::linear_covering(losses, "L")
        }
    }
}

fn gap_axis(frame: &OptimizerFrame) -> Axis {
    let gaps = frame
        .runs
        .iter()
        .flat_map(|run| run.gap.iter().chain(&run.gap_modified).copied());
    Axis::log_covering(gaps, FLOW_ACCURACY, "‖θₙ − θ(tₙ)‖")
}

pub fn draw_front(
    loss: &Plot,
    gap: Option<&Plot>,
    reference: Option<f64>,
    frame: &OptimizerFrame,
    drawing: &Drawing,
) {
    let lines = drawing.theme.lines;
    let floor = |value: f64| value.max(SMALLEST);
    let height = |value: f64| reference.map_or(value, |reference| floor(value - reference));
    if frame.is_race() {
        let goal = [loss.x.min, loss.x.max].map(|at| [at, frame.tolerance]);
        drawing.path(loss, goal, Stroke::dashed(drawing.theme.faint, 1.0, 4.0));
    }
    for (index, run) in frame.runs.iter().enumerate() {
        let flows = [
            (&run.flow, Stroke::solid(lines[FLOW], 2.0)),
            (&run.modified, Stroke::dashed(lines[MODIFIED], 2.0, 6.0)),
        ];
        for (curve, stroke) in flows {
            let Some(curve) = curve else { continue };
            let losses = in_time(&curve.loss, run).map(|[t, value]| [t, height(value)]);
            drawing.path(loss, losses, stroke);
        }
        let losses = in_time(&run.loss, run).map(|[t, value]| [t, height(value)]);
        let color = lines[line_of(index) % lines.len()];
        drawing.path(loss, losses, Stroke::solid(color, 1.5));
        if let Some(gap) = gap {
            for (values, stroke) in [
                (&run.gap, Stroke::solid(lines[FLOW], 1.5)),
                (&run.gap_modified, Stroke::dashed(lines[MODIFIED], 1.5, 6.0)),
            ] {
                // At step 0 the gap is exactly zero, which a logarithmic axis cannot show.
                let gaps = in_time(values, run).skip(1);
                drawing.path(
                    gap,
                    gaps.map(|[t, gap]| [t, gap.max(FLOW_ACCURACY)]),
                    stroke,
                );
            }
        }
        if let (Some(&value), true) = (run.loss.last(), frame.is_race()) {
            let at = clock(run, run.loss.len() - 1);
            drawing.dot(
                loss,
                [at, height(value)],
                3.5,
                lines[(PATH + index) % lines.len()],
            );
        }
    }
}

fn in_time<'a>(values: &'a [f64], run: &'a Run) -> impl Iterator<Item = [f64; 2]> + 'a {
    values
        .iter()
        .enumerate()
        .map(|(n, &value)| [clock(run, n), value])
}
