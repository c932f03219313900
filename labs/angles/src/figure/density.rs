//! The density of the angle with the histogram of sampled angles over it.

use super::super::frame::{AngleFrame, DensityFigure, Histogram};
use super::histogram::{of_counts, round_up};
use super::{EXACT, NORMAL, PAIR, SAMPLE};
use std::f64::consts::{FRAC_PI_2, PI};
use thetaflow::draw::{Anchor, Axis};
use thetaflow::figure::{
    Area, Bars, Hue, Lines, Mark, Panel, Place, Points, Span, Text, band, bars, column, dots, line,
    lines, text,
};

pub fn area(frame: &AngleFrame, figure: &DensityFigure) -> Area {
    let chart = Chart::new(frame, figure.zoom);
    let (id, symbol) = match figure.vectors {
        0..=2 => ("density", "pₙ(θ)"),
        _ => ("smallest", ""),
    };
    let mut panel = chart.panel(figure.delta);
    panel.add(chart.bars().of("sample", ""));
    chart.add_others(&mut panel, figure);
    panel.add(chart.law().of(id, symbol).wide(2.25));
    if !figure.normal.is_empty() {
        let normal = chart.curve(&figure.normal).of("normal", "").hue(NORMAL);
        panel.add(normal.wide(2.0).dashed(6.0));
    }
    if let Some(name) = chart.name(&frame.density.p, figure.n, false) {
        panel.add(name.hue(EXACT));
    }
    let falling = (figure.falling.iter()).map(|[theta, share]| chart.falling(*theta, *share));
    let falling = dots(falling.collect::<Points>());
    panel.add(falling.radius(2.75).hue(SAMPLE));
    Area::panel(panel)
}

/// The panel of law and histogram.
pub struct Chart<'f> {
    frame: &'f AngleFrame,
    x: Axis,
    /// θ where the horizontal axis has its 0: it counts from π/2 where only what is near it is shown.
    origin: f64,
    /// The end of the vertical axis.
    top: f64,
    /// Over θ.
    bars: Vec<Span>,
}

impl<'f> Chart<'f> {
    pub fn new(frame: &'f AngleFrame, zoom: bool) -> Self {
        let theta = &frame.density.theta;
        let ends = [theta.first(), theta.last()].map(|end| end.copied().unwrap_or(FRAC_PI_2));
        let (x, origin) = if zoom && ends[1] > ends[0] {
            let range = ends.map(|end| end - FRAC_PI_2);
            (Axis::linear(range, "θ − π/2"), FRAC_PI_2)
        } else {
            (Axis::angle([0.0, PI], "θ"), 0.0)
        };
        let bars = bars_of(&frame.histogram);
        let peak = frame.density.p.iter().copied().fold(0.0, f64::max);
        let ends = bars.iter().map(|bar| bar.height + bar.error);
        Self {
            top: round_up(ends.map(|end| 1.02 * end).fold(1.12 * peak, f64::max)),
            frame,
            x,
            origin,
            bars,
        }
    }

    /// The panel with the band around a right angle.
    pub fn panel(&self, delta: f64) -> Panel {
        let [low, high] = [-delta, delta].map(|delta| FRAC_PI_2 + delta - self.origin);
        // A band that fills most of the panel has its label inside.
        let place = match high < 0.75 * self.x.max {
            true => Place::At(Anchor::Left, [4.0, 9.0]),
            false => Place::At(Anchor::Right, [-4.0, 9.0]),
        };
        let y = Axis::linear([0.0, self.top], "p(θ)");
        let mut panel = Panel::new("density", self.x.clone(), y)
            .with(band([low, high]).hue(EXACT).faded(0.08))
            .with(column(low).dashed(3.0))
            .with(column(high).dashed(3.0));
        if high < self.x.max {
            let label = text("π/2 + δ", [high, self.top], place);
            panel.add(label.size(12.0).hue(Hue::Faint));
        }
        panel
    }

    pub fn bars(&self) -> Mark<Bars> {
        let moved = |bar: &Span| Span {
            x: bar.x.map(|theta| theta - self.origin),
            ..*bar
        };
        bars(self.bars.iter().map(moved).collect()).hue(SAMPLE)
    }

    pub fn law(&self) -> Mark<Lines> {
        self.curve(&self.frame.density.p).hue(EXACT)
    }

    fn curve(&self, p: &[f64]) -> Mark<Lines> {
        line(self.points(p))
    }

    fn points(&self, p: &[f64]) -> Points {
        let theta = self.frame.density.theta.iter();
        let points = theta.zip(p).map(|(theta, p)| [theta - self.origin, *p]);
        points.collect()
    }

    /// The laws of other dimensions with their names; of more than two vectors, the law of each pair.
    fn add_others(&self, panel: &mut Panel, figure: &DensityFigure) {
        let others = &figure.others;
        let curves = lines(others.iter().map(|other| self.points(&other.p))).wide(1.25);
        if figure.vectors > 2 {
            panel.add(curves.of("density", "pₙ(θ)").hue(PAIR));
            return;
        }
        panel.add(curves.hue(Hue::Faint).faded(0.75));
        for other in others {
            if let Some(name) = self.name(&other.p, other.n, true) {
                panel.add(name.hue(Hue::Faint));
            }
        }
    }

    /// `n = 10` beside a curve, where it has come down some way from its peak: before that, or behind it.
    fn name(&self, p: &[f64], n: u64, is_before: bool) -> Option<Mark<Text>> {
        let peak = p.iter().copied().enumerate();
        let (top, height) = peak.max_by(|a, b| a.1.total_cmp(&b.1))?;
        // A curve that runs along the axis has no room for a name.
        if height <= 0.03 * self.top {
            return None;
        }
        let is_below = |share: f64| move |k: &usize| p[*k] <= share * height;
        // A flat curve, the one of the plane, is named near its end.
        let index = if is_before {
            let below = (0..=top).rev().find(is_below(0.86));
            below.unwrap_or(p.len() / 7)
        } else {
            let below = (top..p.len()).find(is_below(0.8));
            below.unwrap_or(4 * p.len() / 5)
        };
        let at = *self.points(p).0.get(index)?;
        let above = if at[1] > 0.98 * height { 10.0 } else { 0.0 };
        let place = match is_before {
            true => Place::Before,
            false => Place::Within([7.0, -above]),
        };
        let is_seen = (self.x.min..self.x.max).contains(&at[0]);
        is_seen.then(|| text(format!("n = {n}"), at, place).size(13.0))
    }

    /// An angle on its way from the top of the panel into the histogram.
    fn falling(&self, theta: f64, share: f64) -> [f64; 2] {
        let landed = over(&self.bars, theta).min(self.top);
        [theta - self.origin, self.top + share * (landed - self.top)]
    }
}

/// The histogram as it is shown: of few samples, in fewer and wider bars than it was counted in.
fn bars_of(histogram: &Histogram) -> Vec<Span> {
    /// Samples for each bar on average.
    const ENOUGH: u64 = 16;
    // 60 bars, 30, 20, or 10.
    const MERGED: [usize; 4] = [1, 2, 3, 6];
    let total = histogram.counts.iter().sum::<u64>() + histogram.below + histogram.above;
    let bins = histogram.counts.len();
    let enough = |merged: &usize| total >= ENOUGH * (bins / merged) as u64;
    let merged = MERGED.into_iter().find(enough).unwrap_or(MERGED[3]);
    let counts = histogram.counts.chunks(merged);
    let counts: Vec<u64> = counts.map(|counts| counts.iter().sum()).collect();
    let edges: Vec<f64> = histogram.edges.iter().copied().step_by(merged).collect();
    of_counts(&edges, &counts, total)
}

/// The height of the bar over an angle.
fn over(bars: &[Span], theta: f64) -> f64 {
    let bar = bars
        .iter()
        .find(|bar| (bar.x[0]..bar.x[1]).contains(&theta));
    bar.map_or(0.0, |bar| bar.height)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Wherever bars are merged, they hold the same samples and cover the same angles.
    #[test]
    fn few_samples_stand_in_few_bars() {
        for (each, expected) in [(1, 10), (4, 10), (6, 20), (9, 30), (16, 60), (1000, 60)] {
            let histogram = Histogram {
                edges: (0..=60).map(|k| f64::from(k) * PI / 60.0).collect(),
                counts: vec![each; 60],
                below: 2,
                above: 3,
            };
            let bars = bars_of(&histogram);
            assert_eq!(bars.len(), expected, "{each} in each bin");
            assert_eq!(
                bars.last().map(|bar| bar.x[1]),
                histogram.edges.last().copied()
            );
            let area: f64 = (bars.iter())
                .map(|bar| bar.height * (bar.x[1] - bar.x[0]))
                .sum();
            let inside = (60 * each) as f64 / (60 * each + 5) as f64;
            assert!((area - inside).abs() < 1e-12, "{each} in each bin: {area}");
            assert!((over(&bars, 0.01) - bars[0].height).abs() < 1e-12);
        }
    }
}
