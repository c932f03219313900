//! Variance, or bias² + variance, against a setting: exact curves, sampled dots, the present value.

use super::{Look, NAMES, looks};
use crate::frame::{EstimatorFrame, SweepFrame};
use crate::settings::{Family, Figure};
use crate::sweep::Swept;
use thetaflow::draw::{Axis, AxisScale, decimal_text};
use thetaflow::figure::{Mark, Panel, Place, Points, Symbol, Text, column, dots, line, text};

/// Smaller variances than this part of the largest are as good as none.
const SMALLEST: f64 = 1e-12;
/// More dots than this hide their curve.
const MOST_DOTS: usize = 9;
/// How far below the least error its parts are still shown.
const PARTS: f64 = 0.03;

/// Points of a curve; gaps where it has no value, or none that a logarithmic axis has a place for.
type Curve = Vec<[f64; 2]>;

pub fn panel(frame: &EstimatorFrame, sweep: &SweepFrame) -> Panel {
    let curves = Curves {
        sweep,
        has_parts: matches!(frame.figure, Figure::Temperature | Figure::Simplex),
    };
    let main: Vec<Curve> = (0..frame.estimators.len())
        .map(|n| curves.main(n, frame))
        .collect();
    let y = curves.axis(&main);
    let lowest = y.min;
    let mut panel = Panel::new("variance", x_axis(frame.family, sweep.swept), y)
        .names(NAMES)
        .with(column(sweep.at).wide(1.25).dashed(4.0));
    let (mut names, mut best) = (Vec::new(), None);
    let rows = frame.estimators.iter().zip(looks(frame)).zip(main);
    for (n, ((row, look), curve)) in rows.enumerate() {
        let sampled = curves.sampled(n, frame);
        let apart = sampled.len().div_ceil(MOST_DOTS).max(1);
        let sampled: Points = sampled.into_iter().step_by(apart).collect();
        if let Some(last) = known(&curve).last() {
            names.push(look.symbol(&row.symbol, *last, Place::End));
        } else if row.variance_exact == Some(0.0) {
            // A logarithmic axis has no place for it, but it should not be missed.
            let none = row.symbol.clone() + " = 0";
            names.push(look.symbol(none, [sweep.at, lowest], Place::End));
        }
        let main = line(curve.as_slice()).wide(1.75).dashed(look.dash);
        panel.add(look.name(main));
        panel.add(dots(sampled).radius(2.75).haloed().hue(look.hue()));
        if curves.has_parts && row.id == "gumbel_softmax" {
            let looks = [("bias_squared", "B²", 2.0), ("variance_part", "Var", 6.0)];
            for (part, (id, symbol, dash)) in curves.parts(n).iter().zip(looks) {
                let line = line(part.as_slice()).wide(1.25).dashed(dash);
                panel.add(line.of(id, symbol).hue(look.hue()).faded(0.8));
                names.extend(name_of_part(part, symbol, look, lowest));
            }
            best = known(&curve)
                .min_by(|a, b| a[1].total_cmp(&b[1]))
                .map(|least| (*least, look));
        }
    }
    // In front of all curves.
    for name in names {
        panel.add(name);
    }
    if let Some((least, look)) = best {
        add_least(&mut panel, least, look);
    }
    panel
}

/// Where a part ends, if that is in the panel; the other one is then what is left.
fn name_of_part(part: &Curve, symbol: &str, look: Look, lowest: f64) -> Option<Mark<Text>> {
    let seen = known(part).rfind(|point| point[1] >= lowest)?;
    Some(if known(part).last() == Some(seen) {
        look.symbol(symbol, *seen, Place::End)
    } else {
        look.symbol(symbol, *seen, Place::Beside).veiled()
    })
}

/// A ring where the sum of bias² and variance is least, and its name above, where the bowl of the curve is empty.
fn add_least(panel: &mut Panel, least: [f64; 2], look: Look) {
    let ring = dots([least]).symbol(Symbol::Ring(2.0)).radius(5.0).haloed();
    panel.add(ring.hue(look.hue()));
    let words = "τ* = ".to_owned() + &decimal_text(least[0], 2);
    let words = text(words, least, Place::Above(9.0)).veiled();
    panel.add(words.hue(look.hue()));
}

fn x_axis(family: Family, swept: Swept) -> Axis {
    let symbol = match swept {
        Swept::Sigma => "σ",
        Swept::Mu => "μ",
        Swept::K => "k",
        Swept::Dimension => "d",
        Swept::Samples => "N",
        Swept::Logit if family == Family::Bernoulli => "a",
        Swept::Logit => "a₁",
        Swept::Tau => "τ",
    };
    let mut axis = Axis::linear(swept.range(), symbol);
    if swept.is_logarithmic() {
        axis.scale = AxisScale::Log;
    }
    axis
}

struct Curves<'a> {
    sweep: &'a SweepFrame,
    /// Whether mean squared errors and their parts are drawn instead of variances.
    has_parts: bool,
}

impl Curves<'_> {
    fn axis(&self, curves: &[Curve]) -> Axis {
        let mut values: Vec<f64> = curves.iter().flat_map(known).map(|[_, y]| *y).collect();
        let highest = values.iter().copied().fold(0.0, f64::max);
        if self.has_parts {
            let lowest = values.iter().copied().fold(highest, f64::min);
            values.push(PARTS * lowest);
        }
        let label = if self.has_parts { "B² + Var" } else { "Var" };
        Axis::log_covering(values, (SMALLEST * highest).max(1e-290), label)
    }

    /// The main curve of an estimator, exact where that is known; sampled where nothing is.
    fn main(&self, n: usize, frame: &EstimatorFrame) -> Curve {
        let exact = self.sweep.exact.get(n).map(|curve| match self.has_parts {
            true => curve.mse(),
            false => curve.variance.clone(),
        });
        match exact.filter(|values| values.iter().any(Option::is_some)) {
            Some(values) => along(&self.sweep.points, &values),
            None => self.sampled(n, frame),
        }
    }

    fn sampled(&self, n: usize, frame: &EstimatorFrame) -> Curve {
        let row = frame.estimators.get(n);
        let applies =
            row.is_some_and(|row| row.obstacle.is_none() || self.sweep.swept == Swept::Samples);
        match self.sweep.dots.get(n).filter(|_| applies) {
            Some(dots) if self.has_parts => along(&self.sweep.dots_at, &dots.mse),
            Some(dots) => along(&self.sweep.dots_at, &dots.variance),
            None => Vec::new(),
        }
    }

    /// Bias² and variance, of which the curve is the sum.
    fn parts(&self, n: usize) -> [Curve; 2] {
        let exact = self.sweep.exact.get(n);
        let exact = exact.filter(|curve| curve.variance.iter().any(Option::is_some));
        match (exact, self.sweep.dots.get(n)) {
            (Some(curve), _) => {
                let bias = curve.bias.iter();
                let squared: Vec<_> = bias.map(|bias| bias.map(|bias| bias * bias)).collect();
                [&squared, &curve.variance].map(|values| along(&self.sweep.points, values))
            }
            (None, Some(dots)) => [&dots.squared_bias, &dots.variance]
                .map(|values| along(&self.sweep.dots_at, values)),
            _ => [Vec::new(), Vec::new()],
        }
    }
}

fn along(x: &[f64], values: &[Option<f64>]) -> Curve {
    let y = |value: &Option<f64>| value.filter(|value| *value > 0.0).unwrap_or(f64::NAN);
    let pairs = x.iter().zip(values);
    pairs.map(|(x, value)| [*x, y(value)]).collect()
}

fn known(curve: &Curve) -> impl DoubleEndedIterator<Item = &[f64; 2]> {
    curve.iter().filter(|[_, y]| !y.is_nan())
}
