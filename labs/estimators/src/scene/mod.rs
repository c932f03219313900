//! How a frame is drawn: one layout for each kind of figure.

mod chart;
mod histograms;
mod labels;
mod race;
mod triangle;

use super::families::Problem;
use super::families::discrete::Discrete;
use super::families::gaussian::Gaussian;
use super::frame::{EstimatorFrame, EstimatorRow};
use super::settings::Figure;
use thetaflow::draw::room::{BELOW, LEFT, MARGIN, WIDE};
use thetaflow::draw::{Color, Drawing, Plot, Stroke};
use thetaflow::lab::{Curve, Grip, Handle, Moves};

/// Where everything stands.
#[derive(PartialEq)]
pub enum Layout {
    Histograms(Vec<Plot>),
    Chart(Plot),
    Simplex {
        triangle: Plot,
        chart: Plot,
        bars: Plot,
    },
    Race([Plot; 2]),
}

/// The height that the figure wants at a width.
pub fn height(width: f64) -> f64 {
    if width >= WIDE {
        (0.5 * width).clamp(360.0, 640.0).round()
    } else {
        (1.12 * width).clamp(360.0, 560.0).round()
    }
}

pub fn layout(frame: &EstimatorFrame, size: (f64, f64)) -> Layout {
    let (width, height) = size;
    let whole = [0.0, 0.0, width, height];
    match (frame.figure, &frame.sweep) {
        (Figure::Race, _) => Layout::Race(race::layout(frame, size)),
        (Figure::Simplex, Some(_)) => {
            let (left, chart, bars) = if width >= WIDE {
                let side = (0.5 * width).min(height);
                let split = 0.62 * height;
                (
                    [0.0, 0.0, side, height],
                    [side, 0.0, width, split],
                    [side, split, width, height],
                )
            } else {
                let (first, second) = (0.46 * height, 0.78 * height);
                (
                    [0.0, 0.0, width, first],
                    [0.0, first, width, second],
                    [0.0, second, width, height],
                )
            };
            Layout::Simplex {
                triangle: triangle::triangle(left),
                chart: chart::layout(frame, chart),
                bars: triangle::bars(frame, bars),
            }
        }
        (Figure::Variance | Figure::Temperature, Some(_)) => {
            Layout::Chart(chart::layout(frame, whole))
        }
        _ => Layout::Histograms(histograms::layout(frame, size)),
    }
}

pub fn draw_back(layout: &Layout, drawing: &Drawing) {
    match layout {
        Layout::Histograms(rows) => histograms::draw_back(rows, drawing),
        Layout::Chart(plot) => drawing.axes(plot),
        Layout::Simplex {
            triangle,
            chart,
            bars,
        } => {
            triangle::draw_back(triangle, drawing);
            drawing.axes(chart);
            triangle::draw_bars_back(bars, drawing);
        }
        Layout::Race(plots) => plots.iter().for_each(|plot| drawing.axes(plot)),
    }
}

pub fn draw_front(layout: &Layout, frame: &EstimatorFrame, drawing: &Drawing) {
    match layout {
        Layout::Histograms(rows) => histograms::draw_front(rows, frame, drawing),
        Layout::Chart(plot) => chart::draw_front(plot, frame, drawing),
        Layout::Simplex {
            triangle,
            chart,
            bars,
        } => {
            chart::draw_front(chart, frame, drawing);
            triangle::draw_bars(bars, frame, drawing);
            triangle::draw_front(triangle, frame, drawing);
        }
        Layout::Race(plots) => race::draw_front(plots, frame, drawing),
    }
}

pub fn handles(layout: &Layout, frame: &EstimatorFrame) -> Vec<Handle> {
    match (layout, &frame.simplex) {
        (Layout::Simplex { triangle, .. }, Some(simplex)) => vec![Handle {
            moves: Moves::Mapped(crate::keys::LOGITS.id(), &triangle::LOGITS),
            value: simplex.logits,
            plot: triangle.clone(),
            grip: Grip::Dot,
        }],
        _ => Vec::new(),
    }
}

/// How each estimator is drawn: its idea's colour, and within an idea another dash.
fn looks(frame: &EstimatorFrame) -> Vec<Look> {
    const DASHES: [Option<f64>; 4] = [None, Some(7.0), Some(3.5), Some(1.5)];
    // The finite difference often lies on the pathwise curve: dashes let that show through.
    let mut used = [0, 0, 0, 1];
    let look = |row: &EstimatorRow| {
        let line = row.kind.line();
        let dash = DASHES[used[line] % DASHES.len()];
        used[line] += 1;
        Look { line, dash }
    };
    frame.estimators.iter().map(look).collect()
}

#[derive(Clone, Copy)]
struct Look {
    line: usize,
    dash: Option<f64>,
}

impl Look {
    fn color(self, drawing: &Drawing) -> Color {
        drawing.theme.lines[self.line]
    }

    fn stroke(self, drawing: &Drawing) -> Stroke {
        Stroke {
            dash: self.dash,
            ..Stroke::solid(self.color(drawing), 1.75)
        }
    }
}

/// The legend words the symbols that stand beside the lines.
pub fn curves(frame: &EstimatorFrame) -> Vec<Curve> {
    let mut curves: Vec<Curve> = frame
        .estimators
        .iter()
        .zip(looks(frame))
        .filter_map(|(row, look)| {
            let (id, symbol) = name(&row.id)?;
            // REBAR, RELAX and ARM have no symbol but their name, which the legend says anyway.
            let is_name = symbol.bytes().all(|byte| byte.is_ascii_uppercase());
            Some(Curve {
                id,
                symbol: if is_name { "" } else { symbol },
                line: look.line,
                dashed: look.dash.is_some() && frame.figure != Figure::Histogram,
            })
        })
        .collect();
    let relaxed = curves.iter().find(|curve| curve.id == "gumbel_softmax");
    if let Some(&Curve { line, .. }) = relaxed.filter(|_| chart::shows_parts(frame)) {
        for (id, symbol) in [("bias_squared", "B²"), ("variance_part", "Var")] {
            curves.push(Curve {
                id,
                symbol,
                line,
                dashed: true,
            });
        }
    }
    curves
}

/// Id and symbol of an estimator, as they stand in the code.
fn name(id: &str) -> Option<(&'static str, &'static str)> {
    let gaussian = Gaussian::estimators().iter().map(|e| (e.id(), e.symbol()));
    let discrete = Discrete::estimators().iter().map(|e| (e.id(), e.symbol()));
    gaussian.chain(discrete).find(|(name, _)| *name == id)
}
