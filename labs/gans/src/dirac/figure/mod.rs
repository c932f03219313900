//! What a frame shows: portraits, eigenvalues beside the unit circle, players and distance in time.

mod circle;
mod plane;
mod time;

use super::frame::{DiracFrame, run_line};
use thetaflow::draw::room::{BELOW, LEFT, MARGIN, WIDE};
use thetaflow::figure::{Area, Figure, Hue};

/// Which of the theme's lines draws what.
const FLOW: Hue = Hue::Line(1);
const MODIFIED: Hue = Hue::Line(2);

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
    let runs = frame.runs.iter().enumerate();
    let portraits = runs.map(|(index, run)| (1.0, Area::panel(plane::panel(frame, index, run))));
    let is_one = frame.runs.len() == 1;
    let circle =
        circle::panel(frame).map(|circle| (if is_one { 1.4 } else { 1.0 }, Area::panel(circle)));
    let players = frame.runs.first().filter(|_| is_one);
    let players = players.map(|run| (1.0, Area::panel(time::players(frame, run))));
    let distance = (1.0, Area::panel(time::distance(frame)));
    let charts = circle.into_iter().chain(players).chain([distance]);
    let parts = if is_one {
        Area::beside([(1.3, Area::beside(portraits)), (1.0, Area::down(charts))])
    } else {
        Area::down([(2.0, Area::beside(portraits)), (1.0, Area::beside(charts))])
    };
    Figure::new(parts)
}
