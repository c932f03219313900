//! How a frame is drawn: the map with its paths, and beside it what the reader chose to see.

mod internals;
mod map;
mod order;
mod stability;
mod time;

use super::frame::{BasinPicture, Chart, OptimizerFrame, Run};
use super::terrain::Terrain;
use std::rc::Rc;
use thetaflow::draw::room::{BELOW, LEFT, MARGIN, WIDE};
use thetaflow::draw::{Axis, Drawing, Plot};
use thetaflow::lab::{Curve, Grip, Handle, Moves};
use thetaflow_surfaces::ViewBox;

/// Which of the theme's lines draws what. In a race, each rule has the line of its number.
const PATH: usize = 0;
const FLOW: usize = 1;
const MODIFIED: usize = 2;
/// The average of the iterates.
const AVERAGE: usize = 3;

/// Losses and steps below this are rounding.
const SMALLEST: f64 = 1e-14;

/// Where everything stands.
#[derive(PartialEq)]
pub struct Layout {
    terrain: Rc<Terrain>,
    minima: Vec<[f64; 2]>,
    /// L*, from which losses are counted on a logarithmic axis.
    reference: Option<f64>,
    map: Plot,
    arrows: bool,
    basins: Option<Rc<BasinPicture>>,
    charts: Charts,
}

/// What stands beside the map.
#[derive(PartialEq)]
enum Charts {
    Time { loss: Plot, gap: Option<Plot> },
    Internals { states: Plot, steps: Plot },
    Order { gaps: Plot },
    Stability(stability::Panels),
}

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

/// The part of the picture that the charts share.
#[derive(Clone, Copy)]
struct Room {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Room {
    /// The panel in the `index`-th of `count` parts, one below the other or, in a low room, side by side.
    fn panel(self, index: usize, count: usize, x: Axis, y: Axis) -> Plot {
        let (index, count) = (index as f64, count as f64);
        let height = (self.bottom - self.top) / count;
        Plot {
            left: self.left + LEFT,
            top: self.top + index * height + MARGIN,
            width: (self.right - self.left - LEFT - MARGIN).max(40.0),
            height: (height - BELOW - MARGIN).max(40.0),
            x,
            y,
        }
    }
}

/// Lays the figure out; what is costly is taken over from the layout before.
pub fn layout(
    frame: &OptimizerFrame,
    (width, height): (f64, f64),
    before: Option<&Layout>,
) -> Layout {
    let ViewBox { x, y } = frame.view;
    let (map, room) = if width >= WIDE {
        let side = (height - BELOW - MARGIN).min(0.52 * width);
        let room = Room {
            left: LEFT + side + MARGIN + 10.0,
            top: 0.0,
            right: width,
            bottom: height,
        };
        ([side, height - BELOW - MARGIN], room)
    } else {
        let side = (height - 2.0 * CHART_HEIGHT - BELOW - MARGIN).max(60.0);
        let room = Room {
            left: 0.0,
            top: height - 2.0 * CHART_HEIGHT,
            right: width,
            bottom: height,
        };
        ([width - LEFT - MARGIN, side], room)
    };
    let kept = before.filter(|before| before.terrain.shows(&frame.landscape, frame.view));
    let terrain = match kept {
        Some(before) => before.terrain.clone(),
        None => Rc::new(Terrain::of(&frame.landscape, frame.view, frame.least)),
    };
    let basins = frame.basins.as_ref().map(|picture| {
        let same = before
            .and_then(|before| before.basins.as_ref())
            .filter(|before| ***before == *picture);
        same.cloned().unwrap_or_else(|| Rc::new(picture.clone()))
    });
    Layout {
        terrain,
        minima: frame.minima.clone(),
        reference: frame.least,
        map: Plot {
            left: LEFT,
            top: MARGIN,
            width: map[0],
            height: map[1],
            x: Axis::linear(x, "x"),
            y: Axis::linear(y, "y"),
        },
        arrows: frame.arrows,
        basins,
        charts: charts(frame, room),
    }
}

/// What was asked for, as far as there is anything to show of it; else loss and gap.
fn charts(frame: &OptimizerFrame, room: Room) -> Charts {
    let asked = match frame.chart {
        Chart::Time => None,
        Chart::Internals => internals::charts(frame, room),
        Chart::Order => order::charts(frame, room),
        Chart::Stability => stability::charts(frame, room),
    };
    asked.unwrap_or_else(|| time::charts(frame, room))
}

impl Charts {
    fn plots(&self) -> Vec<&Plot> {
        match self {
            Charts::Time { loss, gap } => {
                [Some(loss), gap.as_ref()].into_iter().flatten().collect()
            }
            Charts::Internals { states, steps } => vec![states, steps],
            Charts::Order { gaps } => vec![gaps],
            Charts::Stability(panels) => panels.plots(),
        }
    }
}

pub fn draw_back(layout: &Layout, drawing: &Drawing) {
    map::draw_back(layout, drawing);
    if let Charts::Stability(panels) = &layout.charts {
        stability::draw_back(panels, drawing);
    }
    drawing.axes(&layout.map);
    for plot in layout.charts.plots() {
        drawing.axes(plot);
    }
}

pub fn draw_front(layout: &Layout, frame: &OptimizerFrame, drawing: &Drawing) {
    match &layout.charts {
        Charts::Time { loss, gap } => {
            time::draw_front(loss, gap.as_ref(), layout.reference, frame, drawing);
        }
        Charts::Internals { states, steps } => {
            internals::draw_front(states, steps, frame, drawing);
        }
        Charts::Order { gaps } => order::draw_front(gaps, frame, drawing),
        Charts::Stability(panels) => stability::draw_front(panels, frame, drawing),
    }
    map::draw_front(layout, frame, drawing);
}

/// The line that draws a run: the path's own, or in a race the one of its number.
fn line_of(index: usize) -> usize {
    PATH + index
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

pub fn handles(layout: &Layout, frame: &OptimizerFrame) -> Vec<Handle> {
    let start = Handle {
        moves: Moves::Point(crate::keys::START.id()),
        value: frame.start,
        plot: layout.map.clone(),
        grip: Grip::Dot,
    };
    let tuning = match &layout.charts {
        Charts::Stability(panels) => stability::handle(panels, frame),
        _ => None,
    };
    [Some(start), tuning].into_iter().flatten().collect()
}

pub fn curves(frame: &OptimizerFrame) -> Vec<Curve> {
    // The table below the figure says which rule has which colour.
    if frame.is_race() {
        return Vec::new();
    }
    let curve = |id, symbol, line, dashed| Curve {
        id,
        symbol,
        line,
        dashed,
    };
    let has = |of: fn(&Run) -> bool| frame.runs.iter().any(of);
    let mut curves = vec![curve("path", "θₙ", PATH, false)];
    if has(|run| run.flow.is_some()) {
        curves.push(curve("flow", "θ(t)", FLOW, false));
    }
    if has(|run| run.modified.is_some()) {
        curves.push(curve("modified", "θ̃(t)", MODIFIED, true));
    }
    if has(|run| !run.average.is_empty()) {
        curves.push(curve("average", "θ̄ₙ", AVERAGE, false));
    }
    if let Some(cloud) = &frame.cloud {
        curves.push(curve("spread", "", AVERAGE, false));
        if cloud.stationary.is_some() {
            curves.push(curve("stationary", "", AVERAGE, true));
        }
    }
    curves.extend(internals::curves(frame));
    curves
}
