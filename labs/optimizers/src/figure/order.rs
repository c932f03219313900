//! The order plot: the largest gap against the time step, both logarithmic, with the fitted and the expected slope.

use super::{FLOW, MODIFIED};
use crate::frame::{OptimizerFrame, OrderLine};
use thetaflow::draw::{Axis, decimal_text};
use thetaflow::figure::{Area, Hue, Panel, Place, dots, line, text};
use thetaflow::math::real::powf;

pub fn chart(frame: &OptimizerFrame) -> Option<Area> {
    let order = frame.order.as_ref()?;
    let lines = [
        (&order.leading, FLOW, "θ(t)"),
        (&order.modified, MODIFIED, "θ̃(t)"),
    ];
    let (mut steps, mut gaps) = (Vec::new(), Vec::new());
    for line in order.leading.iter().chain(&order.modified) {
        for [step, gap] in &line.points {
            steps.push(*step);
            gaps.push(*gap);
        }
    }
    // Nothing to show for a rule without a flow.
    order.leading.as_ref().or(order.modified.as_ref())?;
    let x = Axis::log_covering(steps, 1e-300, "h");
    let y = Axis::log_covering(gaps, 1e-300, "max ‖θₙ − θ(tₙ)‖");
    let mut panel = Panel::new("order", x, y);
    for (line, hue, name) in lines {
        if let Some(line) = line {
            add_fitted(&mut panel, line, hue, name);
        }
    }
    Some(Area::panel(panel))
}

fn add_fitted(panel: &mut Panel, order: &OrderLine, hue: Hue, name: &str) {
    let points = &order.points;
    let (Some(&[h, gap]), Some(&middle)) = (points.last(), points.get(points.len() / 2)) else {
        return;
    };
    // The expected slope through the finest point, where theory holds best.
    let expected = [panel.x.min, panel.x.max].map(|at| [at, gap * powf(at / h, order.expected)]);
    let slope = order
        .slope
        .map_or("–".to_owned(), |slope| decimal_text(slope, 3));
    let words = format!("{name}: p = {slope} ({})", decimal_text(order.expected, 1));
    panel.add(line(expected).hue(Hue::Faint).wide(1.0).dashed(4.0));
    panel.add(line(points.as_slice()).hue(hue));
    panel.add(dots(points.as_slice()).hue(hue).radius(3.5));
    // On the upper side of the line, where a rising one leaves room.
    panel.add(text(words, middle, Place::Before).hue(hue));
}
