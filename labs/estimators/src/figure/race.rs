//! The race: the objective against steps and against evaluations of f.

use super::{NAMES, looks};
use crate::frame::EstimatorFrame;
use thetaflow::draw::Axis;
use thetaflow::figure::{Area, Mark, Panel, Place, Points, Symbol, Text, dots, line};
use thetaflow::math::within;

pub fn area(frame: &EstimatorFrame) -> Area {
    let steps = frame.last_step.max(1) as f64;
    let evaluations = frame.race.iter().map(|run| run.evaluations);
    let dearest = evaluations.max().unwrap_or(1) as f64;
    let by_steps = Axis::whole([0.0, steps], "n");
    let by_evaluations = Axis::linear([0.0, steps * dearest], "#f + #f′");
    let (mut by_steps, names) = panel("by_steps", by_steps, frame, |_| 1.0);
    for name in names {
        by_steps.add(name);
    }
    let (by_evaluations, _) = panel("by_evaluations", by_evaluations, frame, |cost| cost as f64);
    let panels = [by_steps.names(NAMES), by_evaluations];
    Area::beside(panels.map(|panel| (1.0, Area::panel(panel))))
}

/// All runs, each step as long as the evaluations that it costs say, and their names at their ends.
fn panel(
    id: &'static str,
    x: Axis,
    frame: &EstimatorFrame,
    length: fn(u64) -> f64,
) -> (Panel, Vec<Mark<Text>>) {
    let y = y_axis(frame);
    let range = [y.min, y.max];
    let mut panel = Panel::new(id, x, y);
    let mut names = Vec::new();
    for ((row, run), look) in frame.estimators.iter().zip(&frame.race).zip(looks(frame)) {
        let length = length(run.evaluations);
        let points = run.objective.iter().enumerate();
        let points: Points = points
            .map(|(n, objective)| [n as f64 * length, *objective])
            .collect();
        let last = points.0.last().copied();
        let path = look.name(line(points).wide(1.75).dashed(look.dash));
        // Where it does not apply it may stand still, which is worth a faint line.
        let strength = if row.obstacle.is_none() { 1.0 } else { 0.4 };
        panel.add(path.faded(strength));
        let Some([x, y]) = last.filter(|_| run.objective.len() > 1) else {
            continue;
        };
        names.push(look.symbol(&row.symbol, [x, y], Place::End));
        // Where a run stands; a cross where it ran away.
        let head = if run.has_stopped {
            let inside = within(y, range[0], range[1]);
            dots([[x, inside]]).symbol(Symbol::Cross(2.0)).radius(4.0)
        } else {
            dots([[x, y]]).radius(3.0)
        };
        panel.add(head.hue(look.hue()));
    }
    (panel, names)
}

/// Runs that go astray leave the panel instead of pressing the others flat.
fn y_axis(frame: &EstimatorFrame) -> Axis {
    let values = frame.race.iter().flat_map(|run| &run.objective).copied();
    let start = frame.race.first().and_then(|run| run.objective.first());
    let lowest = values.clone().fold(f64::INFINITY, f64::min);
    let Some(start) = start else {
        return Axis::linear([0.0, 1.0], "L(θₙ)");
    };
    let gained = (start - lowest).max(1e-3 * start.abs()).max(1e-9);
    let limit = start + gained;
    Axis::linear_covering(values.filter(|value| *value <= limit), "L(θₙ)")
}
