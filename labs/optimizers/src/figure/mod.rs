//! What a frame shows: the map with its paths, and beside it what the reader chose to see.

mod internals;
mod map;
mod order;
mod stability;
mod terrain;
mod time;

pub use map::Kept;

use super::frame::{Chart, FlowCurve, OptimizerFrame, Run};
use thetaflow::draw::Axis;
use thetaflow::draw::room::{self, BELOW, LEFT, MARGIN, WIDE};
use thetaflow::figure::{Area, Figure, Hue, Lines, Mark};

/// Which of the theme's lines draws what. In a race, each rule has the line of its number.
const PATH: Hue = Hue::Line(0);
const FLOW: Hue = Hue::Line(1);
const MODIFIED: Hue = Hue::Line(2);
/// The average of the iterates.
const AVERAGE: Hue = Hue::Line(3);

/// Losses and steps below this are rounding.
const SMALLEST: f64 = 1e-14;

/// The height that the figure wants at a width: on a narrow page that of a flat map and of two charts.
pub fn height(width: f64) -> f64 {
    const CHARTS: f64 = 300.0;
    if width >= WIDE {
        room::height(width)
    } else {
        (0.8 * (width - LEFT - MARGIN).max(150.0) + BELOW + MARGIN + CHARTS).round()
    }
}

pub fn figure(frame: &OptimizerFrame, kept: &mut Kept) -> Figure {
    let map = map::panel(frame, kept);
    Figure::new(Area::beside([
        (1.5, Area::panel(map)),
        (1.0, charts(frame)),
    ]))
}

/// What was asked for, as far as there is anything to show of it; else loss and gap.
fn charts(frame: &OptimizerFrame) -> Area {
    let asked = match frame.chart {
        Chart::Time => None,
        Chart::Internals => internals::charts(frame),
        Chart::Order => order::chart(frame),
        Chart::Stability => stability::charts(frame),
    };
    asked.unwrap_or_else(|| time::charts(frame))
}

/// How a flow is drawn, on the map and beside it.
#[derive(Clone, Copy)]
struct Look {
    hue: Hue,
    dash: Option<f64>,
    id: &'static str,
    symbol: &'static str,
}

impl Look {
    fn of(self, line: Mark<Lines>) -> Mark<Lines> {
        line.hue(self.hue)
            .dashed(self.dash)
            .wide(2.0)
            .of(self.id, self.symbol)
    }
}

/// The two flows of a run, where it has them.
fn flows(run: &Run) -> [(Option<&FlowCurve>, Look); 2] {
    let flow = Look {
        hue: FLOW,
        dash: None,
        id: "flow",
        symbol: "θ(t)",
    };
    let modified = Look {
        hue: MODIFIED,
        dash: Some(6.0),
        id: "modified",
        symbol: "θ̃(t)",
    };
    [(run.flow.as_ref(), flow), (run.modified.as_ref(), modified)]
}

/// A line with its name, unless the table below a race says which rule has which colour.
fn named(
    frame: &OptimizerFrame,
    line: Mark<Lines>,
    id: &'static str,
    symbol: &'static str,
) -> Mark<Lines> {
    if frame.is_race() {
        line
    } else {
        line.of(id, symbol)
    }
}

/// The line that draws a run: the path's own, or in a race the one of its number.
fn line_of(index: usize) -> Hue {
    Hue::Line(index)
}

/// Where an entry of a run stands on a chart's axis: at its time if it has one, or at the gradients it was paid with.
fn clock(run: &Run, entry: usize) -> f64 {
    match run.gradients.get(entry) {
        Some(&gradients) => gradients as f64,
        None => run.step_of(entry) as f64 * run.pace(),
    }
}

fn time_axis(frame: &OptimizerFrame) -> Axis {
    let has_time = frame.runs.iter().all(|run| run.time_step.is_some());
    let label = match frame.is_race() {
        true => "#∇L",
        false if has_time => "t = nh",
        false => "n",
    };
    Axis::linear([0.0, frame.horizon], label)
}
