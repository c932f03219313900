//! The order plot: the largest gap against the time step, both logarithmic, with the fitted and the expected slope.

use super::{FLOW, MODIFIED};
use crate::frame::{OptimizerFrame, OrderLine};
use thetaflow::draw::{Axis, decimal_text};
use thetaflow::figure::{Area, Hue, Mark, Panel, Place, dots, line, text};
use thetaflow::math::real::powf;

pub fn chart(frame: &OptimizerFrame) -> Option<Area> {
    let order = frame.order.as_ref()?;
    let lines = || order.leading.iter().chain(&order.modified);
    // Nothing to show for a rule without a flow.
    lines().next()?;
    let points = || lines().flat_map(|line| &line.points);
    let x = Axis::log_covering(points().map(|point| point[0]), 1e-300, "h");
    let y = Axis::log_covering(points().map(|point| point[1]), 1e-300, "max ‖θₙ − θ(tₙ)‖");
    let ends = [x.min, x.max];
    let marks = [
        (&order.leading, FLOW, "θ(t)"),
        (&order.modified, MODIFIED, "θ̃(t)"),
    ];
    let marks = (marks.into_iter()).flat_map(|(line, hue, name)| {
        let line = line.as_ref();
        line.map(|line| fitted(line, hue, name, ends))
            .into_iter()
            .flatten()
    });
    Some(Area::panel(Panel::new("order", x, y).with_all(marks)))
}

fn fitted(order: &OrderLine, hue: Hue, name: &str, ends: [f64; 2]) -> Vec<Mark> {
    let (Some(&[h, gap]), Some(&middle)) = (
        order.points.last(),
        order.points.get(order.points.len() / 2),
    ) else {
        return Vec::new();
    };
    // The expected slope through the finest point, where theory holds best.
    let expected = ends.map(|at| [at, gap * powf(at / h, order.expected)]);
    let points = order.points.iter().copied();
    let slope = order
        .slope
        .map_or("–".to_owned(), |slope| decimal_text(slope, 3));
    let words = format!("{name}: p = {slope} ({})", decimal_text(order.expected, 1));
    vec![
        line(expected).hue(Hue::Faint).wide(1.0).dashed(4.0).any(),
        line(points.clone()).hue(hue).any(),
        dots(points).hue(hue).radius(3.5).any(),
        // On the upper side of the line, where a rising one leaves room.
        text(words, middle, Place::Before).hue(hue).any(),
    ]
}
