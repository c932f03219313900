//! The phase portrait: where the field leads, where the players rest, and the paths of a run.

use super::{FLOW, MODIFIED, path_of};
use crate::dirac::frame::{DiracFrame, FlowCurve, Run};
use crate::dirac::portrait::{ARROWS, Curve, Portrait, VIEW, arrow_place};
use crate::keys::START;
use thetaflow::draw::Axis;
use thetaflow::figure::Moves;
use thetaflow::figure::{
    Hue, Mark, Panel, Place, Reach, Symbol, arrows, dots, handle, lines, text,
};
use thetaflow::math::plane::distance;
use thetaflow::math::thinning::{dotted, pieces};

/// How formulas write where each player rests.
const NULLCLINES: [&str; 2] = ["θ′ = 0", "ψ′ = 0"];

pub fn panel(frame: &DiracFrame, index: usize, run: &Run) -> Panel {
    let axis = |label| Axis::linear([-VIEW, VIEW], label);
    // One point can be dragged, in the first portrait; the others follow.
    let start = if index == 0 {
        handle(Moves::Point(START.id()), frame.start, "x₀").any()
    } else {
        dots([frame.start])
            .symbol(Symbol::Ring(1.25))
            .radius(4.5)
            .any()
    };
    Panel::new("portrait", axis("θ"), axis("ψ"))
        .square()
        .with_all(backdrop(&run.portrait))
        .with_all(paths(index, run))
        .with_all(names(&run.portrait.nullclines))
        .with(start)
}

/// What does not move. Lengths of arrows by the root of the speed: slow places stay legible.
fn backdrop(portrait: &Portrait) -> [Mark; 3] {
    let curves = |curves: &[Curve]| {
        let curves = curves
            .iter()
            .map(|curve| curve.iter().map(double).collect::<Vec<_>>());
        curves.collect::<Vec<_>>()
    };
    let nullclines = portrait.nullclines.iter().flat_map(|all| curves(all));
    let along = portrait.arrows.iter().map(double);
    let at = (0..portrait.arrows.len()).map(arrow_place);
    let reach = Reach::Units(0.9 * 2.0 * VIEW / ARROWS as f64);
    [
        lines(nullclines)
            .hue(path_of(1))
            .wide(1.25)
            .dashed(5.0)
            .faded(0.8)
            .any(),
        lines(curves(&portrait.streamlines))
            .hue(Hue::Faint)
            .wide(0.9)
            .headed(5.0)
            .faded(0.6)
            .any(),
        arrows(at, along, reach)
            .centred()
            .hue(Hue::Faint)
            .faded(0.9)
            .any(),
    ]
}

fn paths(index: usize, run: &Run) -> Vec<Mark> {
    let hue = path_of(index);
    let mut marks = Vec::new();
    for (flow, hue, dash, id, symbol) in [
        (&run.flow, FLOW, None, "flow", "x(t)"),
        (&run.modified, MODIFIED, Some(6.0), "modified", "x̃(t)"),
    ] {
        if let Some(flow) = flow {
            let curve = lines(pieces(&flow.seen, &flow.curve))
                .hue(hue)
                .wide(2.0)
                .dashed(dash);
            marks.push(curve.of(id, symbol).any());
        }
    }
    let name = if index == 0 { "path" } else { "second_path" };
    let path = lines(pieces(&run.seen, &run.path))
        .hue(hue)
        .wide(1.25)
        .faded(0.8);
    marks.extend([
        lines(pieces(&run.average_seen, &run.average))
            .dashed(2.0)
            .any(),
        path.of(name, "xₙ").any(),
        dots(dotted(&run.seen, &run.path))
            .hue(hue)
            .radius(2.0)
            .apart(3.0)
            .any(),
    ]);
    let last = |flow: &Option<FlowCurve>| flow.as_ref()?.curve.last().copied();
    let heads = [
        (last(&run.flow), FLOW),
        (last(&run.modified), MODIFIED),
        (run.average.last().copied(), Hue::Ink),
        (run.path.last().copied(), hue),
    ];
    marks.extend(
        heads
            .into_iter()
            .map(|(head, hue)| dots(head).hue(hue).haloed().any()),
    );
    let equilibrium = dots([[0.0, 0.0]]).symbol(Symbol::Ring(1.25)).radius(3.0);
    marks.push(equilibrium.any());
    marks
}

/// The nullclines' names, each where a piece of it ends, the further to the upper right the better, but not on each other.
fn names(nullclines: &[Vec<Curve>; 2]) -> Vec<Mark> {
    const APART: f64 = 1.0;
    let mut taken: Vec<[f64; 2]> = Vec::new();
    let mut marks = Vec::new();
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
            marks.push(name.hue(path_of(1)).any());
        }
    }
    marks
}

fn double(&[x, y]: &[f32; 2]) -> [f64; 2] {
    [f64::from(x), f64::from(y)]
}
