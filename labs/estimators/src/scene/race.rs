//! The race: the objective against steps and against evaluations of f.

use super::labels::{EndLabel, end_labels};
use super::{BELOW, LEFT, Look, MARGIN, WIDE, looks};
use crate::frame::{EstimatorFrame, RaceRun};
use thetaflow::draw::{Axis, Drawing, Plot, Stroke};
use thetaflow::math::within;

pub fn layout(frame: &EstimatorFrame, (width, height): (f64, f64)) -> [Plot; 2] {
    const NAMES: f64 = 84.0;
    let y = || y_axis(frame);
    let steps = frame.last_step.max(1) as f64;
    let by_steps = Axis::linear([0.0, steps], "n");
    let dearest = frame
        .race
        .iter()
        .map(|run| run.evaluations)
        .max()
        .unwrap_or(1);
    let by_evaluations = Axis::linear([0.0, steps * dearest as f64], "#f + #f′");
    let plot = |[left, top, right, bottom]: [f64; 4], x: Axis, names: f64| Plot {
        left: left + LEFT,
        top: top + MARGIN,
        width: (right - left - LEFT - names).max(60.0),
        height: (bottom - top - BELOW - MARGIN).max(40.0),
        x,
        y: y(),
    };
    if width >= WIDE {
        let middle = 0.53 * width;
        [
            plot([0.0, 0.0, middle, height], by_steps, NAMES),
            plot([middle, 0.0, width, height], by_evaluations, MARGIN),
        ]
    } else {
        let middle = 0.5 * height;
        [
            plot([0.0, 0.0, width, middle], by_steps, NAMES),
            plot([0.0, middle, width, height], by_evaluations, NAMES),
        ]
    }
}

/// Runs that go astray leave the panel instead of pressing the others flat.
fn y_axis(frame: &EstimatorFrame) -> Axis {
    let start = frame.race.first().and_then(|run| run.objective.first());
    let values = || {
        frame
            .race
            .iter()
            .flat_map(|run| run.objective.iter().copied())
    };
    let (Some(start), lowest) = (start, values().fold(f64::INFINITY, f64::min)) else {
        return Axis::linear([0.0, 1.0], "L(θₙ)");
    };
    let gained = (start - lowest).max(1e-3 * start.abs()).max(1e-9);
    let limit = start + gained;
    Axis::linear_covering(values().filter(|value| *value <= limit), "L(θₙ)")
}

pub fn draw_front([steps, evaluations]: &[Plot; 2], frame: &EstimatorFrame, drawing: &Drawing) {
    let mut labels = Vec::new();
    for ((row, run), look) in frame.estimators.iter().zip(&frame.race).zip(looks(frame)) {
        let applies = row.obstacle.is_none();
        // Where it does not apply it may stand still, which is worth a faint line.
        let stroke = if applies {
            look.stroke(drawing)
        } else {
            look.stroke(drawing).faded(0.4)
        };
        let after = |n: usize| n as f64;
        drawing.path(steps, points(run, after), stroke);
        let spent = |n: usize| n as f64 * run.evaluations as f64;
        drawing.path(evaluations, points(run, spent), stroke);
        if run.objective.len() < 2 {
            continue;
        }
        if let Some([x, y]) = points(run, after).last() {
            head(steps, [x, y], run, look, drawing);
            labels.push(EndLabel {
                text: row.symbol.clone(),
                y: steps.to_pixels([x, y]).1,
                color: look.color(drawing),
            });
        }
        if let Some(last) = points(run, spent).last() {
            head(evaluations, last, run, look, drawing);
        }
    }
    end_labels(drawing, steps, labels);
}

fn points<'a>(
    run: &'a RaceRun,
    x: impl Fn(usize) -> f64 + 'a,
) -> impl Iterator<Item = [f64; 2]> + 'a {
    run.objective
        .iter()
        .enumerate()
        .map(move |(n, objective)| [x(n), *objective])
}

/// Where a run stands; a cross where it ran away.
fn head(plot: &Plot, at: [f64; 2], run: &RaceRun, look: Look, drawing: &Drawing) {
    if !run.has_stopped {
        drawing.dot(plot, at, 3.0, look.color(drawing));
        return;
    }
    let (x, y) = plot.to_pixels(at);
    let [_, top, _, bottom] = plot.rectangle();
    let y = within(y, top, bottom);
    for side in [-4.0, 4.0] {
        drawing.polyline(
            &[(x - 4.0, y - side), (x + 4.0, y + side)],
            Stroke::solid(look.color(drawing), 2.0),
        );
    }
}
