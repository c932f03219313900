//! The sphere (in the plane: the circle) with the first vector at its pole, the band around its equator, and the second
//! vectors on it.

use super::super::frame::{AngleFrame, SphereFigure};
use super::super::keys::{PITCH, YAW};
use super::density::Chart;
use super::{EXACT, SAMPLE};
use std::f64::consts::{FRAC_PI_2, PI, TAU};
use thetaflow::draw::{Anchor, Axis};
use thetaflow::figure::Moves;
use thetaflow::figure::{
    Area, Axes, Hue, Panel, Place, Points, dots, globe, handle, line, lines, pin, text,
};
use thetaflow::math::interval::spaced;
use thetaflow::math::real::sin_cos;

/// The length of the first vector, in radii of the sphere.
const TIP: f64 = 1.12;

pub fn area(frame: &AngleFrame, figure: &SphereFigure) -> Area {
    let chart = Chart::new(frame, figure.n > 2000);
    let density = (chart.panel(figure.delta))
        .with(chart.bars())
        .with(chart.law().wide(2.0));
    let axis = || Axis::linear([-1.2, 1.2], "");
    let mut globe = Panel::new("sphere", axis(), axis())
        .square()
        .axes(Axes::None);
    match figure.n {
        2 => add_circle(&mut globe, figure),
        _ => {
            globe = globe.turned(figure.turn);
            add_sphere(&mut globe, figure);
        }
    }
    Area::beside([(1.2, Area::panel(globe)), (0.8, Area::panel(density))])
}

/// A line through points that are `at` 0 to 1.
fn closed(at: &dyn Fn(f64) -> [f64; 2]) -> Points {
    spaced([0.0, 1.0], 121).into_iter().map(at).collect()
}

/// Where the band ends.
fn edges(figure: &SphereFigure) -> [f64; 2] {
    [FRAC_PI_2 - figure.delta, FRAC_PI_2 + figure.delta]
}

fn add_sphere(panel: &mut Panel, figure: &SphereFigure) {
    let parallel = |theta| closed(&|t| [theta, TAU * t]);
    let meridian = |azimuth| closed(&|t| [TAU * t, azimuth]);
    let sixth = |k: u8| PI * f64::from(k) / 6.0;
    panel.add(globe(figure.delta).hue(EXACT));
    for grid in [
        lines((1..6).map(|k| parallel(sixth(k)))),
        lines((0..6).map(|k| meridian(sixth(k)))),
    ] {
        panel.add(grid.hue(Hue::Faint).faded(0.45).wide(0.75));
    }
    panel.add(lines(edges(figure).map(parallel)).hue(EXACT).wide(1.25));
    panel.add(pin([0.0, 0.0], TIP, "x"));
    add_points(panel, figure, &|point| point);
    let turn = Moves::Numbers([YAW.id(), PITCH.id()]);
    panel.add(handle(turn, figure.turn, "").area([[-180.0, 180.0], [90.0, -90.0]]));
}

fn add_circle(panel: &mut Panel, figure: &SphereFigure) {
    let place = |theta: f64| {
        let (sin, cos) = sin_cos(theta);
        [sin, cos]
    };
    let [from, to] = edges(figure);
    let arc = |side: f64| closed(&|t| place(side * (from + (to - from) * t)));
    let circle = line(closed(&|t| place(TAU * t)));
    panel.add(circle.hue(Hue::Faint).wide(1.25));
    panel.add(lines([1.0, -1.0].map(arc)).hue(EXACT).faded(0.35).wide(9.0));
    panel.add(line([[0.0, 0.0], [0.0, TIP]]).wide(2.0));
    panel.add(dots([[0.0, 1.0]]).radius(3.5));
    let beside = Place::At(Anchor::Left, [6.0, -4.0]);
    panel.add(text("x", [0.0, TIP], beside));
    add_points(panel, figure, &|[theta, azimuth]| {
        place(if azimuth == 0.0 { theta } else { -theta })
    });
}

/// The second vectors outside the band, and those inside.
fn add_points(panel: &mut Panel, figure: &SphereFigure, place: &dyn Fn([f64; 2]) -> [f64; 2]) {
    let (mut outside, mut inside) = (Vec::new(), Vec::new());
    for &point in &figure.points {
        let is_inside = (point[0] - FRAC_PI_2).abs() <= figure.delta;
        let side = if is_inside { &mut inside } else { &mut outside };
        side.push(place(point));
    }
    for (points, hue, id, symbol) in [
        (outside, SAMPLE, "outside", "|θ − π/2| > δ"),
        (inside, EXACT, "band", "|θ − π/2| ≤ δ"),
    ] {
        panel.add(dots(points).of(id, symbol).hue(hue).faded(0.9).radius(1.9));
    }
}
