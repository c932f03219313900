//! What goes on inside the rule: its state vectors and the lengths of its steps, coordinate by coordinate.

use super::{Charts, Room, SMALLEST, clock, time_axis};
use crate::frame::{OptimizerFrame, Series};
use thetaflow::draw::{Axis, Drawing, Plot, Stroke};
use thetaflow::lab::Curve;

/// The symbols that series may have, in the static form that legends want.
const SYMBOLS: [&str; 9] = ["m̂", "√v̂", "v", "√G", "√D", "u", "√ŝ", "m", "d"];

pub fn charts(frame: &OptimizerFrame, room: Room) -> Option<Charts> {
    if frame.runs.is_empty() || frame.is_race() {
        return None;
    }
    let values = |steps: bool| {
        (frame.internals.iter())
            .filter(move |series| (series.symbol == Series::STEP) == steps)
            .flat_map(|series| series.values.iter().copied())
    };
    let states = Axis::linear_covering(values(false), "");
    let steps = Axis::log_covering(values(true).map(f64::abs), SMALLEST, "|Δx|, |Δy|");
    Some(Charts::Internals {
        states: room.panel(0, 2, time_axis(frame), states),
        steps: room.panel(1, 2, time_axis(frame), steps),
    })
}

pub fn draw_front(states: &Plot, steps: &Plot, frame: &OptimizerFrame, drawing: &Drawing) {
    let Some(run) = frame.runs.first() else {
        return;
    };
    let zero = [states.x.min, states.x.max].map(|t| [t, 0.0]);
    drawing.path(states, zero, Stroke::solid(drawing.theme.faint, 0.75));
    for (series, dashed) in with_dashes(&frame.internals) {
        let color = drawing.theme.lines[series.coordinate % 2];
        // The first entry stands at step 0, before which there was no step.
        let in_time = |(k, value): (usize, &f64)| [clock(run, k + 1), *value];
        let points = series.values.iter().enumerate().map(in_time);
        if series.symbol == Series::STEP {
            let lengths = points.map(|[t, moved]| [t, moved.abs().max(SMALLEST)]);
            drawing.path(steps, lengths, Stroke::solid(color, 1.5));
        } else if dashed {
            drawing.path(states, points, Stroke::dashed(color, 1.5, 5.0));
        } else {
            drawing.path(states, points, Stroke::solid(color, 1.5));
        }
    }
}

pub fn curves(frame: &OptimizerFrame) -> Vec<Curve> {
    let known = |series: &Series| SYMBOLS.into_iter().find(|symbol| *symbol == series.symbol);
    let curve = |(series, dashed): (&Series, bool)| {
        Some(Curve {
            id: ["first_coordinate", "second_coordinate"][series.coordinate % 2],
            symbol: known(series)?,
            line: series.coordinate % 2,
            dashed,
        })
    };
    with_dashes(&frame.internals).filter_map(curve).collect()
}

/// The first state vector is drawn in full lines, the others dashed.
fn with_dashes(internals: &[Series]) -> impl Iterator<Item = (&Series, bool)> {
    let first = internals.first().map(|series| &series.symbol);
    internals
        .iter()
        .map(move |series| (series, Some(&series.symbol) != first))
}
