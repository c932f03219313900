//! One histogram an estimator, all over the same axis, with the exact gradient as a line through all of them.

use super::{Look, looks};
use crate::frame::{EstimatorFrame, EstimatorRow};
use crate::methods::Obstacle;
use thetaflow::draw::{Anchor, Axis, decimal_text};
use thetaflow::figure::{
    Area, Axes, Bars, Hue, Mark, Panel, Place, Span, Text, bars, column, line, row, text,
};
use thetaflow::math::within;

/// Room above each row for its names, and above the first for that of the line; in CSS pixels.
const NAME: f64 = 18.0;
const TOP: f64 = 26.0;

pub fn area(frame: &EstimatorFrame) -> Area {
    let last = frame.estimators.len().saturating_sub(1);
    let below = -below(frame);
    let mut panels = Vec::new();
    for (n, (estimator, look)) in frame.estimators.iter().zip(looks(frame)).enumerate() {
        let x = Axis::linear(frame.range, "");
        let mut panel = Panel::new("histogram", x, Axis::linear([below, 1.0], ""))
            .axes(if n == last { Axes::Below } else { Axes::None })
            .above(if n == 0 { TOP + NAME } else { NAME });
        panel.add(histogram(estimator, look));
        panel.add(row(0.0).faded(0.7));
        add_whisker(&mut panel, estimator, look, frame.range, below);
        add_beside(&mut panel, estimator, frame.range);
        let title = Place::Title(Anchor::Left);
        panel.add(text(&estimator.symbol, [0.0; 2], title).hue(look.hue()));
        if let Some(verdict) = verdict(estimator, frame.classes) {
            panel.add(verdict);
        }
        if let Some(exact) = frame.exact {
            add_exact(&mut panel, frame, exact, n == 0);
        }
        panels.push(panel);
    }
    Area::column(panels)
}

/// The exact gradient, a line through all rows, with its name above the first.
fn add_exact(panel: &mut Panel, frame: &EstimatorFrame, exact: f64, is_first: bool) {
    let beyond = if is_first { NAME + 6.0 } else { NAME };
    panel.add(column(exact).wide(1.25).hue(Hue::Ink).beyond(beyond));
    if is_first {
        let name = frame.gradient().to_owned() + " = " + &decimal_text(exact, 3);
        panel.add(text(name, [exact, 1.0], Place::Above(NAME + 8.0)));
    }
}

/// How far a row reaches below its histogram, whose height is 1: some pixels for mean and spread, many rows or few.
fn below(frame: &EstimatorFrame) -> f64 {
    let height = 360.0 / frame.estimators.len() as f64 - NAME;
    let share = if height > 30.0 { 12.0 / height } else { 0.4 };
    share / (1.0 - share)
}

fn histogram(row: &EstimatorRow, look: Look) -> Mark<Bars> {
    let histogram = &row.histogram;
    let [low, high] = histogram.range;
    let highest = histogram.counts.iter().copied().max().unwrap_or(0).max(1);
    let edge = |bin: usize| low + (high - low) * bin as f64 / histogram.counts.len() as f64;
    let bar = |(bin, &count): (usize, &u32)| Span {
        x: [edge(bin), edge(bin + 1)],
        height: f64::from(count) / f64::from(highest),
        error: 0.0,
    };
    let spans = histogram.counts.iter().enumerate().map(bar).collect();
    look.name(bars(spans).outlined(0.76))
        .faded(if row.obstacle.is_some() { 0.5 } else { 1.0 })
}

/// Mean and one standard deviation to both sides, below the row.
fn add_whisker(
    panel: &mut Panel,
    row: &EstimatorRow,
    look: Look,
    [low, high]: [f64; 2],
    below: f64,
) {
    let known = row.mean.zip(row.variance);
    let Some((mean, variance)) = known.filter(|_| row.obstacle.is_none()) else {
        return;
    };
    let [left, middle, right] = [-1.0, 0.0, 1.0].map(|sign| {
        let value = mean + sign * variance.sqrt();
        within(value, low, high)
    });
    let ends = [0.2, 0.8].map(|share| [middle, share * below]);
    let spread = [left, right].map(|x| [x, 0.5 * below]);
    panel.add(line(spread).wide(2.0).hue(look.hue()));
    panel.add(line(ends).wide(2.5).hue(look.hue()));
}

/// How much lies beside the axis.
fn add_beside(panel: &mut Panel, row: &EstimatorRow, [low, high]: [f64; 2]) {
    let total = row.count.max(1) as f64;
    for (count, arrow, x, anchor, shift) in [
        (row.histogram.below, "← ", low, Anchor::Left, 2.0),
        (row.histogram.above, "→ ", high, Anchor::Right, -2.0),
    ] {
        let share = 100.0 * count as f64 / total;
        if share >= 0.1 {
            let words = arrow.to_owned() + &decimal_text(share, 2) + " %";
            let place = Place::At(anchor, [shift, -8.0]);
            panel.add(text(words, [x, 0.0], place).plain().size(10.5));
        }
    }
}

/// The variance, or why there is none.
fn verdict(row: &EstimatorRow, classes: u64) -> Option<Mark<Text>> {
    let title = |words: String| text(words, [0.0; 2], Place::Title(Anchor::Right));
    let reason = match row.obstacle {
        None => {
            let variance = "Var = ".to_owned() + &decimal_text(row.variance?, 3);
            return Some(title(variance).plain().size(11.5));
        }
        Some(Obstacle::NoDerivative) => "f′ = 0 ≠ ∂L".to_owned(),
        Some(Obstacle::OneSample) => "N = 1 < 2".to_owned(),
        Some(Obstacle::MoreThanTwoClasses) => "K = ".to_owned() + &classes.to_string() + " > 2",
    };
    Some(title(reason).hue(Hue::Faint))
}
