//! Where the panels stand, and what their axes show.

use super::frame::{LiveFrame, Measurement};
use thetaflow::draw::room::{BELOW, LEFT, MARGIN, RIGHT, WIDE};
use thetaflow::draw::{Axis, Plot};
use thetaflow::math::real::{exp2, log2};

/// Where everything stands.
#[derive(Debug, PartialEq)]
pub struct Layout {
    /// The plane of the data.
    pub plane: Plot,
    /// What both players minimise.
    pub losses: Plot,
    /// Shares: of modes captured, and of points of high quality; None where the data have no modes.
    pub shares: Option<Plot>,
    /// Distances between the samples.
    pub distances: Plot,
}

/// Below a chart whose axis is named below another one.
const BELOW_NUMBERS: f64 = 24.0;
/// Distances below this are chance.
pub const SMALLEST: f64 = 1e-4;

/// Lays the figure out.
pub fn layout(frame: &LiveFrame, (width, height): (f64, f64)) -> Layout {
    let side_by_side = width >= WIDE;
    let (plane, [left, top, right, bottom]) = if side_by_side {
        let side = (height - BELOW - MARGIN).min(0.56 * width - LEFT);
        let plane = [LEFT, MARGIN, side];
        (plane, [LEFT + side + MARGIN, 0.0, width, height])
    } else {
        let side = (width - LEFT - MARGIN).max(60.0);
        (
            [LEFT, MARGIN, side],
            [0.0, side + BELOW + MARGIN, width, height],
        )
    };
    let axis = |label| Axis::linear([-frame.extent, frame.extent], label);
    let plane = Plot {
        left: plane[0],
        top: plane[1],
        width: plane[2],
        height: plane[2],
        x: axis("x₁"),
        y: axis("x₂"),
    };
    let charts = if frame.modes > 0 { 3 } else { 2 };
    let room = bottom - top - (BELOW - BELOW_NUMBERS);
    let each = room / f64::from(charts);
    let time = |is_last| {
        let label = if is_last { "n" } else { "" };
        Axis::linear([0.0, frame.last_step.max(1) as f64], label)
    };
    let chart = |index: i32, y| Plot {
        left: left + LEFT,
        top: top + f64::from(index) * each + MARGIN,
        width: (right - left - LEFT - RIGHT).max(30.0),
        height: (each - MARGIN - BELOW_NUMBERS).max(24.0),
        x: time(index + 1 == charts),
        y,
    };
    Layout {
        plane,
        losses: chart(0, losses_axis(&frame.history)),
        shares: (charts == 3).then(|| chart(1, Axis::linear([0.0, 1.05], ""))),
        distances: chart(charts - 1, distances_axis(&frame.history)),
    }
}

/// Steps of a range that may grow with every frame, so that it seldom does.
fn losses_axis(history: &[Measurement]) -> Axis {
    let losses = history.iter().flat_map(|at| at.losses);
    let (low, high) = losses.fold((0.0_f64, 0.5_f64), |(low, high), loss| {
        (low.min(loss), high.max(loss))
    });
    let unit = 0.5 * power_of_two(0.5 * (high - low));
    Axis::linear(
        [(low / unit).floor() * unit, (high / unit).ceil() * unit],
        "L",
    )
}

/// The largest power of two that is not above a value.
fn power_of_two(value: f64) -> f64 {
    exp2(log2(value).floor())
}

fn distances_axis(history: &[Measurement]) -> Axis {
    let distances = history
        .iter()
        .flat_map(|at| [at.sliced_wasserstein, at.mmd_squared]);
    Axis::log_covering(distances, SMALLEST, "")
}
