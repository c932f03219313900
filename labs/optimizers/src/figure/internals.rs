//! What goes on inside the rule: its state vectors and the lengths of its steps, coordinate by coordinate.

use super::{SMALLEST, clock, time_axis};
use crate::frame::{OptimizerFrame, Run, Series};
use thetaflow::draw::Axis;
use thetaflow::figure::{Area, Hue, Lines, Mark, Panel, line, row};

/// The symbols that series may have, in the static form that names want.
const SYMBOLS: [&str; 9] = ["m̂", "√v̂", "v", "√G", "√D", "u", "√ŝ", "m", "d"];

pub fn charts(frame: &OptimizerFrame) -> Option<Area> {
    let run = frame.runs.first().filter(|_| !frame.is_race())?;
    let (steps, states): (Vec<&Series>, Vec<&Series>) =
        (frame.internals.iter()).partition(|series| series.symbol == Series::STEP);
    let values = |all: &[&Series]| {
        all.iter()
            .flat_map(|series| series.values.clone())
            .collect::<Vec<f64>>()
    };
    let states_axis = Axis::linear_covering(values(&states), "");
    let steps_axis = Axis::log_covering(
        values(&steps).into_iter().map(f64::abs),
        SMALLEST,
        "|Δx|, |Δy|",
    );
    // The first state vector is drawn in full lines, the others dashed.
    let first = states.first().map(|series| &series.symbol);
    let state = |series: &&Series| {
        let dash = (Some(&series.symbol) != first).then_some(5.0);
        let curve = curve(series, run, |value| value).dashed(dash);
        match SYMBOLS.into_iter().find(|symbol| *symbol == series.symbol) {
            Some(symbol) => curve.of(
                ["first_coordinate", "second_coordinate"][series.coordinate % 2],
                symbol,
            ),
            None => curve,
        }
    };
    let states = Panel::new("states", time_axis(frame), states_axis)
        .with(row(0.0).wide(0.75))
        .with_all(states.iter().map(state));
    let length = |series: &&Series| curve(series, run, |step| step.abs().max(SMALLEST));
    let steps =
        Panel::new("lengths", time_axis(frame), steps_axis).with_all(steps.iter().map(length));
    Some(Area::column([states, steps]))
}

/// The first entry stands at step 0, before which there was no step.
fn curve(series: &Series, run: &Run, value: impl Fn(f64) -> f64) -> Mark<Lines> {
    let entries = series.values.iter().enumerate();
    line(entries.map(|(k, entry)| [clock(run, k + 1), value(*entry)]))
        .hue(Hue::Line(series.coordinate % 2))
}
