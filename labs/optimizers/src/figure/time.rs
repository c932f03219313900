//! Loss and gap against time; in a race, the losses against the gradients they cost.

use super::{FLOW, MODIFIED, SMALLEST, clock, line_of, time_axis};
use crate::frame::{OptimizerFrame, Run};
use thetaflow::draw::Axis;
use thetaflow::figure::{Area, Mark, Panel, dots, line, row};
use thetaflow_surfaces::ViewBox;

/// Gaps below this are the error of the flow, not of the rule.
const FLOW_ACCURACY: f64 = 1e-9;

pub fn charts(frame: &OptimizerFrame) -> Area {
    let has_gap = (frame.runs.iter()).any(|run| run.flow.is_some() || run.modified.is_some());
    let goal = frame.is_race().then(|| row(frame.tolerance).dashed(4.0));
    let runs = || frame.runs.iter().enumerate();
    let loss = Panel::new("loss", time_axis(frame), loss_axis(frame))
        .with_all(goal)
        .with_all(runs().flat_map(|(index, run)| losses(frame, index, run)));
    let gap = has_gap.then(|| {
        let panel = Panel::new("gap", time_axis(frame), gap_axis(frame));
        panel.with_all(frame.runs.iter().flat_map(gaps))
    });
    Area::column(std::iter::once(loss).chain(gap))
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

fn losses(frame: &OptimizerFrame, index: usize, run: &Run) -> Vec<Mark> {
    let height = |value: f64| match frame.least {
        Some(reference) => (value - reference).max(SMALLEST),
        None => value,
    };
    let heights = |values| in_time(values, run).map(move |[t, value]| [t, height(value)]);
    let mut marks = Vec::new();
    // The table below a race says which rule has which colour.
    let is_race = frame.is_race();
    let named = |mark: Mark, id, symbol| if is_race { mark } else { mark.of(id, symbol) };
    for (curve, hue, dash, id, symbol) in [
        (&run.flow, FLOW, None, "flow", "θ(t)"),
        (&run.modified, MODIFIED, Some(6.0), "modified", "θ̃(t)"),
    ] {
        if let Some(curve) = curve {
            let losses = line(heights(&curve.loss)).hue(hue).wide(2.0).dashed(dash);
            marks.push(named(losses.any(), id, symbol));
        }
    }
    let losses = line(heights(&run.loss)).hue(line_of(index));
    marks.push(named(losses.any(), "path", "θₙ"));
    if is_race {
        let head = heights(&run.loss).last();
        marks.push(dots(head).hue(line_of(index)).radius(3.5).any());
    }
    marks
}

/// At step 0 the gap is exactly zero, which a logarithmic axis cannot show.
fn gaps(run: &Run) -> [Mark; 2] {
    let gaps = |values| {
        in_time(values, run)
            .skip(1)
            .map(|[t, gap]| [t, gap.max(FLOW_ACCURACY)])
    };
    [
        line(gaps(&run.gap)).hue(FLOW).of("flow", "θ(t)").any(),
        line(gaps(&run.gap_modified))
            .hue(MODIFIED)
            .dashed(6.0)
            .of("modified", "θ̃(t)")
            .any(),
    ]
}

fn in_time<'a>(values: &'a [f64], run: &'a Run) -> impl Iterator<Item = [f64; 2]> + 'a {
    let entries = values.iter().enumerate();
    entries.map(|(n, &value)| [clock(run, n), value])
}
