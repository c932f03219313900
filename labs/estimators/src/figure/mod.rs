//! What a frame shows: panels for each kind of figure.

mod chart;
mod histograms;
mod race;
mod simplex;

use super::families::Problem;
use super::families::discrete::Discrete;
use super::families::gaussian::Gaussian;
use super::frame::{EstimatorFrame, EstimatorRow};
use super::settings;
use thetaflow::draw::room::WIDE;
use thetaflow::figure::{Area, Figure, Hue, Mark, Place, Text, text};

/// Room for symbols at the ends of lines, and the size of their letters.
const NAMES: f64 = 78.0;
const LETTERS: f64 = 12.5;

/// The height that the figure wants at a width.
pub fn height(width: f64) -> f64 {
    if width >= WIDE {
        (0.5 * width).clamp(360.0, 640.0).round()
    } else {
        (1.12 * width).clamp(360.0, 560.0).round()
    }
}

pub fn figure(frame: &EstimatorFrame) -> Figure {
    use settings::Figure::{Race, Simplex, Temperature, Variance};
    Figure::new(match (frame.figure, &frame.sweep) {
        (Race, _) => race::area(frame),
        (Simplex, Some(sweep)) => simplex::area(frame, chart::panel(frame, sweep)),
        (Variance | Temperature, Some(sweep)) => Area::panel(chart::panel(frame, sweep)),
        _ => histograms::area(frame),
    })
}

/// How an estimator is drawn: its idea's colour, and within an idea another dash.
#[derive(Clone, Copy)]
struct Look {
    line: usize,
    dash: Option<f64>,
    /// Id and symbol.
    name: Option<(&'static str, &'static str)>,
}

impl Look {
    fn hue(self) -> Hue {
        Hue::Line(self.line)
    }

    /// A mark that stands for the estimator in the legend.
    fn name<S>(self, mark: Mark<S>) -> Mark<S> {
        match self.name {
            Some((id, symbol)) => mark.hue(self.hue()).of(id, symbol),
            None => mark.hue(self.hue()),
        }
    }

    /// The symbol of a line at one of its points.
    fn symbol(self, symbol: impl Into<String>, at: [f64; 2], place: Place) -> Mark<Text> {
        text(symbol, at, place).size(LETTERS).hue(self.hue())
    }
}

fn looks(frame: &EstimatorFrame) -> Vec<Look> {
    const DASHES: [Option<f64>; 4] = [None, Some(7.0), Some(3.5), Some(1.5)];
    // The finite difference often lies on the pathwise curve: dashes let that show through.
    let mut used = [0, 0, 0, 1];
    let look = |row: &EstimatorRow| {
        let line = row.kind.line();
        let dash = DASHES[used[line] % DASHES.len()];
        used[line] += 1;
        let name = name(&row.id);
        Look { line, dash, name }
    };
    frame.estimators.iter().map(look).collect()
}

/// Id and symbol of an estimator, as they stand in the code.
fn name(id: &str) -> Option<(&'static str, &'static str)> {
    let gaussian = Gaussian::estimators().iter().map(|e| (e.id(), e.symbol()));
    let discrete = Discrete::estimators().iter().map(|e| (e.id(), e.symbol()));
    let (id, symbol) = gaussian.chain(discrete).find(|(name, _)| *name == id)?;
    // REBAR, RELAX and ARM have no symbol but their name, which the legend says anyway.
    let is_name = symbol.bytes().all(|byte| byte.is_ascii_uppercase());
    Some((id, if is_name { "" } else { symbol }))
}
