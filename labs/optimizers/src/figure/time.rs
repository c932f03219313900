//! Loss and gap against time; in a race, the losses against the gradients they cost.

use super::{SMALLEST, clock, flows, line_of, named, time_axis};
use crate::frame::{OptimizerFrame, Run};
use thetaflow::draw::Axis;
use thetaflow::figure::{Area, Panel, Points, dots, line, row};
use thetaflow_surfaces::ViewBox;

/// Gaps below this are the error of the flow, not of the rule.
const FLOW_ACCURACY: f64 = 1e-9;

pub fn charts(frame: &OptimizerFrame) -> Area {
    let mut loss = Panel::new("loss", time_axis(frame), loss_axis(frame));
    if frame.is_race() {
        loss.add(row(frame.tolerance).dashed(4.0));
    }
    for (index, run) in frame.runs.iter().enumerate() {
        add_losses(&mut loss, frame, index, run);
    }
    let has_gap = (frame.runs.iter()).any(|run| run.flow.is_some() || run.modified.is_some());
    if !has_gap {
        return Area::column(vec![loss]);
    }
    let mut gap = Panel::new("gap", time_axis(frame), gap_axis(frame));
    for run in &frame.runs {
        add_gaps(&mut gap, run);
    }
    Area::column(vec![loss, gap])
}

/// Losses above the least value on a logarithmic axis. A surface without one may fall for ever: there the axis shows the
/// losses, as they are, of what lies in view.
fn loss_axis(frame: &OptimizerFrame) -> Axis {
    let ViewBox { x, y } = frame.view;
    let is_in_view =
        |theta: &[f64; 2]| (x[0]..=x[1]).contains(&theta[0]) && (y[0]..=y[1]).contains(&theta[1]);
    let mut values = Vec::new();
    let mut cover = |path: &[[f64; 2]], losses: &[f64]| {
        for (theta, &loss) in path.iter().zip(losses) {
            match frame.least {
                Some(least) => values.push(loss - least),
                None if is_in_view(theta) => values.push(loss),
                None => {}
            }
        }
    };
    for run in &frame.runs {
        cover(&run.theta, &run.loss);
        for flow in run.flow.iter().chain(&run.modified) {
            cover(&flow.theta, &flow.loss);
        }
    }
    if frame.is_race() {
        values.push(frame.tolerance);
    }
    match frame.least {
        Some(_) => Axis::log_covering(values, SMALLEST, "L − L*"),
        None => Axis::linear_covering(values, "L"),
    }
}

fn gap_axis(frame: &OptimizerFrame) -> Axis {
    let mut gaps = Vec::new();
    for run in &frame.runs {
        gaps.extend_from_slice(&run.gap);
        gaps.extend_from_slice(&run.gap_modified);
    }
    Axis::log_covering(gaps, FLOW_ACCURACY, "‖θₙ − θ(tₙ)‖")
}

fn add_losses(panel: &mut Panel, frame: &OptimizerFrame, index: usize, run: &Run) {
    let height = |loss: f64| match frame.least {
        Some(least) => (loss - least).max(SMALLEST),
        None => loss,
    };
    let heights = |losses: &[f64]| in_time(losses, run, &height);
    for (flow, look) in flows(run) {
        if let Some(flow) = flow {
            panel.add(look.of(line(heights(&flow.loss))));
        }
    }
    let losses = heights(&run.loss);
    let last = losses.0.last().copied();
    panel.add(named(frame, line(losses), "path", "θₙ").hue(line_of(index)));
    if let Some(head) = last.filter(|_| frame.is_race()) {
        panel.add(dots([head]).hue(line_of(index)).radius(3.5));
    }
}

/// At step 0 the gap is exactly zero, which a logarithmic axis cannot show.
fn add_gaps(panel: &mut Panel, run: &Run) {
    for (gaps, (_, look)) in [&run.gap, &run.gap_modified].into_iter().zip(flows(run)) {
        let mut gaps = in_time(gaps, run, &|gap| gap.max(FLOW_ACCURACY));
        gaps.0.drain(..gaps.0.len().min(1));
        panel.add(look.of(line(gaps)).wide(1.5));
    }
}

/// The values of a run, or of a flow beside it, against time.
fn in_time(values: &[f64], run: &Run, height: &dyn Fn(f64) -> f64) -> Points {
    let entries = values.iter().enumerate();
    entries
        .map(|(n, value)| [clock(run, n), height(*value)])
        .collect()
}
