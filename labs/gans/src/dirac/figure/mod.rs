//! What a frame shows: portraits, eigenvalues beside the unit circle, players and distance in time.

mod circle;
mod plane;
mod time;

use super::frame::{DiracFrame, FlowCurve, Run, run_line};
use thetaflow::draw::room::{BELOW, LEFT, MARGIN, WIDE};
use thetaflow::figure::{Area, Figure, Hue, Lines, Mark};

/// Which of the theme's lines draws what.
const FLOW: Hue = Hue::Line(1);
const MODIFIED: Hue = Hue::Line(2);

/// How a flow is drawn, in the plane and against time.
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
            .of(self.id, self.symbol)
    }
}

/// The two flows of a run, where it has them.
fn flows(run: &Run) -> [(Option<&FlowCurve>, Look); 2] {
    let flow = Look {
        hue: FLOW,
        dash: None,
        id: "flow",
        symbol: "x(t)",
    };
    let modified = Look {
        hue: MODIFIED,
        dash: Some(6.0),
        id: "modified",
        symbol: "x̃(t)",
    };
    [(run.flow.as_ref(), flow), (run.modified.as_ref(), modified)]
}

fn path_of(run: usize) -> Hue {
    Hue::Line(run_line(run))
}

/// The height that the figure wants at a width: on a narrow page that of a portrait, of the complex plane and of two charts.
pub fn height(width: f64) -> f64 {
    const CIRCLE: f64 = 176.0;
    const CHART: f64 = 142.0;
    if width >= WIDE {
        (0.56 * width).clamp(380.0, 760.0).round()
    } else {
        let portrait = (width - LEFT - MARGIN).max(120.0) + BELOW + MARGIN;
        (portrait + CIRCLE + 2.0 * CHART).round()
    }
}

pub fn figure(frame: &DiracFrame) -> Figure {
    let is_one = frame.runs.len() == 1;
    let mut portraits = Vec::new();
    for (index, run) in frame.runs.iter().enumerate() {
        portraits.push((1.0, Area::panel(plane::panel(frame, index, run))));
    }
    let mut charts = Vec::new();
    if let Some(circle) = circle::panel(frame) {
        charts.push((if is_one { 1.4 } else { 1.0 }, Area::panel(circle)));
    }
    if let Some(run) = frame.runs.first().filter(|_| is_one) {
        charts.push((1.0, Area::panel(time::players(frame, run))));
    }
    charts.push((1.0, Area::panel(time::distance(frame))));
    let parts = if is_one {
        Area::beside([(1.3, Area::beside(portraits)), (1.0, Area::down(charts))])
    } else {
        Area::down([(2.0, Area::beside(portraits)), (1.0, Area::beside(charts))])
    };
    Figure::new(parts)
}
