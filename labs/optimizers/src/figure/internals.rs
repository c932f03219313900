//! What goes on inside the rule: its state vectors and the lengths of its steps, coordinate by coordinate.

use super::{SMALLEST, clock, time_axis};
use crate::frame::{OptimizerFrame, Run, Series};
use thetaflow::draw::Axis;
use thetaflow::figure::{Area, Hue, Lines, Mark, Panel, Points, line, row};

/// The symbols that series may have, in the static form that names want.
const SYMBOLS: [&str; 9] = ["m̂", "√v̂", "v", "√G", "√D", "u", "√ŝ", "m", "d"];

pub fn charts(frame: &OptimizerFrame) -> Option<Area> {
    let run = frame.runs.first().filter(|_| !frame.is_race())?;
    let (mut states, mut steps) = (Vec::new(), Vec::new());
    for series in &frame.internals {
        match series.symbol.as_str() {
            Series::STEP => steps.extend(series.values.iter().map(|step| step.abs())),
            _ => states.extend_from_slice(&series.values),
        }
    }
    let states = Axis::linear_covering(states, "");
    let steps = Axis::log_covering(steps, SMALLEST, "|Δx|, |Δy|");
    let mut states = Panel::new("states", time_axis(frame), states).with(row(0.0).wide(0.75));
    let mut steps = Panel::new("lengths", time_axis(frame), steps);
    // The first state vector is drawn in full lines, the others dashed.
    let mut full = None;
    for series in &frame.internals {
        if series.symbol == Series::STEP {
            steps.add(curve(series, run, &|step| step.abs().max(SMALLEST)));
            continue;
        }
        let is_full = *full.get_or_insert(&series.symbol) == &series.symbol;
        let state = curve(series, run, &|value| value).dashed((!is_full).then_some(5.0));
        let id = ["first_coordinate", "second_coordinate"][series.coordinate % 2];
        let symbol = SYMBOLS.into_iter().find(|symbol| *symbol == series.symbol);
        states.add(match symbol {
            Some(symbol) => state.of(id, symbol),
            None => state,
        });
    }
    Some(Area::column(vec![states, steps]))
}

/// The first entry stands at step 0, before which there was no step.
fn curve(series: &Series, run: &Run, value: &dyn Fn(f64) -> f64) -> Mark<Lines> {
    let entries = series.values.iter().enumerate();
    let points: Points = entries
        .map(|(k, entry)| [clock(run, k + 1), value(*entry)])
        .collect();
    line(points).hue(Hue::Line(series.coordinate % 2))
}
