//! The Gram matrix of a weight matrix' columns, their angles, and its singular values.

use super::super::frame::GramFigure;
use super::super::measure_weights::cosine_bound;
use super::histogram::{highest, of_values, round_up};
use super::{EXACT, SAMPLE};
use thetaflow::draw::Axis;
use thetaflow::figure::{
    Area, Axes, Field, Lines, Mark, Panel, Points, Shade, bars, column, field, line,
};

/// Bars of the histogram of cos θ, and of the singular values.
const COSINES: usize = 48;
const VALUES: usize = 25;

pub fn area(figure: &GramFigure) -> Area {
    let index = |label| Axis::linear([0.0, figure.fan_out as f64], label);
    let matrix = Panel::new("matrix", index("cos θ(wᵢ, wⱼ)"), index(""))
        .square()
        .axes(Axes::Box)
        .with(matrix(figure));
    let charts = Area::column([cosines(figure), values(figure)]);
    Area::beside([(1.0, Area::panel(matrix)), (1.0, charts)])
}

/// cos θ of every pair of columns, the first at the upper left. What is not drawn yet is blank.
fn matrix(figure: &GramFigure) -> Mark<Field> {
    let size = figure.fan_out.max(1) as usize;
    let cosine = |i: usize, j: usize| match (i.min(j), i.max(j)) {
        (_, high) if high as u64 >= figure.columns => f32::NAN,
        (low, high) if low == high => 1.0,
        (low, high) => {
            let cosine = figure.cosines.get(high * (high - 1) / 2 + low);
            cosine.copied().unwrap_or(0.0)
        }
    };
    let mut cosines = Vec::new();
    for j in (0..size).rev() {
        for i in 0..size {
            cosines.push(cosine(i, j));
        }
    }
    // Acute angles in the colour of samples, obtuse ones in that of laws.
    let shade = Shade::Signs { lines: [0, 1] };
    field([size, size], cosines.into(), shade)
}

fn cosines(figure: &GramFigure) -> Panel {
    let bound = cosine_bound(figure.fan_in);
    let cosines: Vec<f64> = figure.cosines.iter().copied().map(f64::from).collect();
    let sampled = of_values(&cosines, [-bound, bound], COSINES);
    let top = highest(&sampled, 1.15 * inner_peak(&figure.cosine_density));
    let y = Axis::linear([0.0, round_up(top)], "p");
    Panel::new("cosines", Axis::linear([-bound, bound], "cos θ"), y)
        .with(bars(sampled).of("columns", "").hue(SAMPLE))
        .with(law(&figure.cosine, &figure.cosine_density))
}

fn values(figure: &GramFigure) -> Panel {
    let largest = figure.singular_values.last().copied().unwrap_or(0.0);
    let end = round_up(1.08 * figure.edges[1].max(largest).max(0.1));
    let mut sampled = of_values(&figure.singular_values, [0.0, end], VALUES);
    let peak = figure.value_density.iter().copied().fold(0.0, f64::max);
    let y = Axis::linear([0.0, round_up(highest(&sampled, 1.1 * peak))], "p");
    // No error bars: singular values repel each other, and are spread more evenly than independent numbers.
    for bar in &mut sampled {
        bar.error = 0.0;
    }
    let mut panel = Panel::new("values", Axis::linear([0.0, end], "σ(W)"), y);
    for edge in figure.edges {
        panel.add(column(edge).hue(EXACT).wide(1.25).dashed(4.0));
    }
    panel
        .with(bars(sampled).of("columns", "").hue(SAMPLE))
        .with(law(&figure.value, &figure.value_density))
}

fn law(x: &[f64], density: &[f64]) -> Mark<Lines> {
    let points = x.iter().zip(density).map(|(x, p)| [*x, *p]);
    line(points.collect::<Points>())
        .of("exact", "")
        .hue(EXACT)
        .wide(2.0)
}

/// The highest value but those at the ends, which for n = 2 grow without bound.
fn inner_peak(density: &[f64]) -> f64 {
    let margin = density.len() / 20;
    let inner = density.get(margin..density.len() - margin);
    inner.unwrap_or(density).iter().copied().fold(0.0, f64::max)
}
