//! The phase portrait: where the field leads, where the players rest, and the paths of a run.

use super::{FLOW, MODIFIED, flows, path_of};
use crate::dirac::frame::{DiracFrame, FlowCurve, Run};
use crate::dirac::portrait::{ARROWS, Curve, Portrait, VIEW, arrow_place};
use crate::keys::START;
use thetaflow::draw::Axis;
use thetaflow::figure::Moves;
use thetaflow::figure::{
    Hue, Panel, Place, Points, Reach, Symbol, arrows, dots, handle, lines, text,
};
use thetaflow::math::plane::distance;
use thetaflow::math::thinning::{dotted, pieces};

/// How formulas write where each player rests.
const NULLCLINES: [&str; 2] = ["θ′ = 0", "ψ′ = 0"];

pub fn panel(frame: &DiracFrame, index: usize, run: &Run) -> Panel {
    let axis = |label| Axis::linear([-VIEW, VIEW], label);
    let mut panel = Panel::new("portrait", axis("θ"), axis("ψ")).square();
    add_backdrop(&mut panel, &run.portrait);
    add_run(&mut panel, index, run);
    add_names(&mut panel, &run.portrait.nullclines);
    // One point can be dragged, in the first portrait; the others follow.
    if index == 0 {
        panel.add(handle(Moves::Point(START.id()), frame.start, "x₀"));
    } else {
        let start = dots([frame.start]).symbol(Symbol::Ring(1.25));
        panel.add(start.radius(4.5));
    }
    panel
}

/// What does not move. Lengths of arrows by the root of the speed: slow places stay legible.
fn add_backdrop(panel: &mut Panel, portrait: &Portrait) {
    let doubled = |points: &[[f32; 2]]| points.iter().map(double).collect::<Points>();
    let nullclines = portrait.nullclines.iter().flatten();
    let nullclines = lines(nullclines.map(|curve| doubled(curve)));
    panel.add(nullclines.hue(path_of(1)).wide(1.25).dashed(5.0).faded(0.8));
    let streamlines = lines(portrait.streamlines.iter().map(|curve| doubled(curve)));
    panel.add(streamlines.hue(Hue::Faint).wide(0.9).headed(5.0).faded(0.6));
    let at: Points = (0..portrait.arrows.len()).map(arrow_place).collect();
    let reach = Reach::Units(0.9 * 2.0 * VIEW / ARROWS as f64);
    let field = arrows(at, doubled(&portrait.arrows), reach).centred();
    panel.add(field.hue(Hue::Faint).faded(0.9));
}

/// A run with its flows and its average, each with a dot where it is now.
fn add_run(panel: &mut Panel, index: usize, run: &Run) {
    let hue = path_of(index);
    for (flow, look) in flows(run) {
        if let Some(flow) = flow {
            let curve = lines(pieces(&flow.seen, &flow.curve)).wide(2.0);
            panel.add(look.of(curve));
        }
    }
    let name = if index == 0 { "path" } else { "second_path" };
    panel.add(lines(pieces(&run.average_seen, &run.average)).dashed(2.0));
    let path = lines(pieces(&run.seen, &run.path)).hue(hue).wide(1.25);
    panel.add(path.faded(0.8).of(name, "xₙ"));
    let steps = dots(dotted(&run.seen, &run.path)).hue(hue);
    panel.add(steps.radius(2.0).apart(3.0));
    let last = |flow: &Option<FlowCurve>| flow.as_ref()?.curve.last().copied();
    for (head, hue) in [
        (last(&run.flow), FLOW),
        (last(&run.modified), MODIFIED),
        (run.average.last().copied(), Hue::Ink),
        (run.path.last().copied(), hue),
    ] {
        if let Some(head) = head {
            panel.add(dots([head]).hue(hue).haloed());
        }
    }
    let equilibrium = dots([[0.0, 0.0]]).symbol(Symbol::Ring(1.25));
    panel.add(equilibrium.radius(3.0));
}

/// The nullclines' names, each where a piece of it ends, the further to the upper right the better, but not on each other.
fn add_names(panel: &mut Panel, nullclines: &[Vec<Curve>; 2]) {
    const APART: f64 = 1.0;
    let mut taken: Vec<[f64; 2]> = Vec::new();
    for (curves, name) in nullclines.iter().zip(NULLCLINES) {
        let ends = curves
            .iter()
            .flat_map(|curve| curve.first().into_iter().chain(curve.last()));
        let mut ends: Vec<[f64; 2]> = ends.map(double).collect();
        ends.sort_by(|a, b| (b[0] + b[1]).total_cmp(&(a[0] + a[1])));
        let is_free = |end: &&[f64; 2]| taken.iter().all(|other| distance(**end, *other) > APART);
        if let Some(&end) = ends.iter().find(is_free) {
            taken.push(end);
            let name = text(name, end, Place::Within([4.0, 12.0]))
                .size(12.0)
                .veiled();
            panel.add(name.hue(path_of(1)));
        }
    }
}

fn double(&[x, y]: &[f32; 2]) -> [f64; 2] {
    [f64::from(x), f64::from(y)]
}
