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
    Area, Axes, Dots, Hue, Mark, Panel, Place, dots, globe, handle, line, lines, pin, text,
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
    let globe = Panel::new("sphere", axis(), axis()).square();
    let globe = match figure.n {
        2 => circle(globe.axes(Axes::None), figure),
        _ => sphere(globe.axes(Axes::None), figure),
    };
    Area::beside([(1.2, Area::panel(globe)), (0.8, Area::panel(density))])
}

/// A line through points that are `at` 0 to 1.
fn closed(at: impl Fn(f64) -> [f64; 2]) -> impl Iterator<Item = [f64; 2]> {
    spaced([0.0, 1.0], 121).into_iter().map(at)
}

/// Where the band ends.
fn edges(figure: &SphereFigure) -> [f64; 2] {
    [FRAC_PI_2 - figure.delta, FRAC_PI_2 + figure.delta]
}

fn sphere(panel: Panel, figure: &SphereFigure) -> Panel {
    let parallel = |theta| closed(move |t| [theta, TAU * t]);
    let meridian = |azimuth| closed(move |t| [TAU * t, azimuth]);
    let sixth = |k: u8| PI * f64::from(k) / 6.0;
    let grid = [
        lines((1..6).map(sixth).map(parallel)),
        lines((0..6).map(sixth).map(meridian)),
    ];
    let turn = Moves::Numbers([YAW.id(), PITCH.id()]);
    panel
        .turned(figure.turn)
        .with(globe(figure.delta).hue(EXACT))
        .with_all(grid.map(|grid| grid.hue(Hue::Faint).faded(0.45).wide(0.75)))
        .with(lines(edges(figure).map(parallel)).hue(EXACT).wide(1.25))
        .with(pin([0.0, 0.0], TIP, "x"))
        .with_all(points(figure, |point| point))
        .with(handle(turn, figure.turn, "").area([[-180.0, 180.0], [90.0, -90.0]]))
}

fn circle(panel: Panel, figure: &SphereFigure) -> Panel {
    let place = |theta: f64| {
        let (sin, cos) = sin_cos(theta);
        [sin, cos]
    };
    let [from, to] = edges(figure);
    let arc = |side: f64| closed(move |t| place(side * (from + (to - from) * t)));
    panel
        .with(line(closed(|t| place(TAU * t))).hue(Hue::Faint).wide(1.25))
        .with(lines([1.0, -1.0].map(arc)).hue(EXACT).faded(0.35).wide(9.0))
        .with(line([[0.0, 0.0], [0.0, TIP]]).wide(2.0))
        .with(dots([[0.0, 1.0]]).radius(3.5))
        .with(text("x", [0.0, TIP], Place::At(Anchor::Left, [6.0, -4.0])))
        .with_all(points(figure, |[theta, azimuth]| {
            place(if azimuth == 0.0 { theta } else { -theta })
        }))
}

/// The second vectors outside the band, and those inside.
fn points(figure: &SphereFigure, place: impl Fn([f64; 2]) -> [f64; 2]) -> [Mark<Dots>; 2] {
    let kinds = [
        (false, SAMPLE, "outside", "|θ − π/2| > δ"),
        (true, EXACT, "band", "|θ − π/2| ≤ δ"),
    ];
    kinds.map(|(inside, hue, id, symbol)| {
        let is_inside = |[theta, _]: &[f64; 2]| (theta - FRAC_PI_2).abs() <= figure.delta;
        let points = figure.points.iter().copied();
        let points = points.filter(|point| is_inside(point) == inside);
        dots(points.map(&place))
            .of(id, symbol)
            .hue(hue)
            .faded(0.9)
            .radius(1.9)
    })
}
