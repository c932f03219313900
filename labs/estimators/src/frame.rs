//! What there is to show: the statistics of every estimator, and what the chosen figure adds to them.

use super::families::Problem;
use super::families::gaussian::Parameter;
use super::methods::{Estimator, Exact, Kind, Obstacle};
use super::settings::{Family, Figure};
use super::sweep::Swept;
use serde::{Deserialize, Serialize};
use thetaflow::lab::{Board, Frame, Note, Readout, Row, Standing, Status, Table, Term};
use thetaflow::math::moments::Moments;

/// One figure of the estimator lab after so many batches.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EstimatorFrame {
    pub step: u64,
    pub last_step: u64,
    pub figure: Figure,
    pub family: Family,
    /// With respect to what is differentiated; `None` for logits.
    pub parameter: Option<Parameter>,
    /// A temperature was asked of a Gaussian, and a Bernoulli variable stands in for it.
    pub stands_in: bool,
    /// N.
    pub samples: u64,
    pub classes: u64,
    /// ∂L/∂φ, first entry.
    pub exact: Option<f64>,
    /// The range of the histograms.
    pub range: [f64; 2],
    pub estimators: Vec<EstimatorRow>,
    pub sweep: Option<SweepFrame>,
    pub simplex: Option<SimplexFrame>,
    pub race: Vec<RaceRun>,
    pub gumbel_max: Option<GumbelMax>,
}

impl EstimatorFrame {
    /// The symbol of what is estimated.
    pub fn gradient(&self) -> &'static str {
        match self.parameter {
            Some(Parameter::Mu) => "∂L/∂μ₁",
            Some(Parameter::Sigma) => "∂L/∂σ₁",
            None if self.family == Family::Bernoulli => "∂L/∂a",
            None => "∂L/∂a₁",
        }
    }
}

/// One estimator. What has no value, or an infinite one, is missing.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EstimatorRow {
    pub id: String,
    pub symbol: String,
    pub kind: Kind,
    /// Why it does not apply.
    pub obstacle: Option<Obstacle>,
    /// How many estimates were drawn, each the average over N samples.
    pub count: u64,
    pub mean: Option<f64>,
    /// The gradient that it estimates.
    pub exact: Option<f64>,
    /// Mean less exact, as sampled.
    pub bias: Option<f64>,
    pub bias_exact: Option<f64>,
    pub variance: Option<f64>,
    pub variance_exact: Option<f64>,
    /// Bias² + variance, as sampled.
    pub mse: Option<f64>,
    /// Of the mean.
    pub standard_error: Option<f64>,
    /// Of the variance.
    pub standard_error_of_variance: Option<f64>,
    /// The sum of the variances of all entries of the gradient.
    pub trace: Option<f64>,
    pub trace_exact: Option<f64>,
    pub evaluations_per_estimate: u64,
    pub histogram: Histogram,
}

impl EstimatorRow {
    /// What `moments` say of the entries of the gradient, whose first one is `gradient`.
    pub fn of<P: Problem>(
        estimator: &dyn Estimator<P>,
        samples: u64,
        obstacle: Option<Obstacle>,
        gradient: f64,
        exact: Exact,
        moments: &[Moments],
        histogram: Histogram,
    ) -> Self {
        let finite = |value: f64| Some(value).filter(|value| value.is_finite());
        let first = moments.first().copied().unwrap_or_default();
        let mean = first.mean().and_then(finite);
        // Estimates that are all the same differ in their last digit.
        let rounding = 1e-28 * mean.unwrap_or(0.0).powi(2);
        let clean = |variance: f64| if variance < rounding { 0.0 } else { variance };
        let variance = first.variance().and_then(finite).map(clean);
        let gradient = finite(gradient);
        let bias = (mean.zip(gradient)).and_then(|(mean, gradient)| finite(mean - gradient));
        let trace = moments.iter().map(Moments::variance).sum::<Option<f64>>();
        Self {
            id: estimator.id().to_owned(),
            symbol: estimator.symbol().to_owned(),
            kind: estimator.kind(),
            obstacle,
            count: first.count(),
            mean,
            exact: gradient,
            bias,
            bias_exact: (finite(exact.mean).zip(gradient))
                .map(difference)
                .and_then(finite),
            variance,
            variance_exact: finite(exact.variance),
            mse: bias
                .zip(variance)
                .and_then(|(bias, variance)| finite(bias * bias + variance)),
            standard_error: first.standard_error().and_then(finite),
            standard_error_of_variance: first.standard_error_of_variance().and_then(finite),
            trace: trace.and_then(finite),
            trace_exact: finite(exact.trace),
            evaluations_per_estimate: estimator.evaluations() * samples,
            histogram,
        }
    }

    /// Whether a number is not finite although the estimator applies and has been drawn from.
    fn is_lost(&self) -> bool {
        self.obstacle.is_none() && self.count > 0 && self.mean.is_none()
    }
}

/// How many estimates fell into each of equal bins over a range, and beside it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Histogram {
    pub range: [f64; 2],
    pub below: u64,
    pub above: u64,
    pub counts: Vec<u32>,
}

impl Histogram {
    pub const BINS: usize = 96;

    pub fn over(range: [f64; 2]) -> Self {
        Self {
            range,
            below: 0,
            above: 0,
            counts: vec![0; Self::BINS],
        }
    }

    /// What is no number is in no bin.
    pub fn add(&mut self, value: f64) {
        let [low, high] = self.range;
        let place = (value - low) / (high - low) * Self::BINS as f64;
        if value < low {
            self.below += 1;
        } else if value > high {
            self.above += 1;
        } else if let Some(count) = self.counts.get_mut(place as usize).filter(|_| place >= 0.0) {
            *count += 1;
        } else if place.is_finite() {
            self.counts[Self::BINS - 1] += 1;
        }
    }
}

/// A setting that runs over its range.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SweepFrame {
    pub swept: Swept,
    /// The present value of the setting.
    pub at: f64,
    /// Where the exact curves have been computed so far.
    pub points: Vec<f64>,
    /// One curve an estimator.
    pub exact: Vec<ExactCurve>,
    pub dots_at: Vec<f64>,
    pub dots: Vec<Dots>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ExactCurve {
    pub bias: Vec<Option<f64>>,
    pub variance: Vec<Option<f64>>,
}

impl ExactCurve {
    pub fn mse(&self) -> Vec<Option<f64>> {
        let pairs = self.bias.iter().zip(&self.variance);
        pairs
            .map(|(bias, variance)| {
                let mse = bias.zip(*variance).map(|(bias, v)| bias * bias + v);
                mse.filter(|mse| mse.is_finite())
            })
            .collect()
    }
}

/// What was sampled at some points.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Dots {
    pub squared_bias: Vec<Option<f64>>,
    pub variance: Vec<Option<f64>>,
    pub mse: Vec<Option<f64>>,
}

/// Relaxed samples of three classes.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SimplexFrame {
    pub tau: f64,
    pub logits: [f64; 2],
    /// p = softmax(a).
    pub probabilities: [f64; 3],
    /// y₁, y₂ of each sample; y₃ is what is left.
    pub points: Vec<[f32; 2]>,
}

/// One runner of the race.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RaceRun {
    /// Evaluations of f or f′ a step.
    pub evaluations: u64,
    /// It ran away, or it never started; then the lists have one entry, or none if even the start has no value.
    pub has_stopped: bool,
    /// L(θ_n), exactly.
    pub objective: Vec<f64>,
    /// First entry of θ_n.
    pub theta: Vec<f64>,
}

/// Frequencies of argmax(a + G) against softmax(a).
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct GumbelMax {
    pub counts: Vec<u64>,
    pub probabilities: Vec<f64>,
    /// Σ (n_i − n p_i)²/(n p_i); `None` while a class is expected less than five times.
    pub chi_squared: Option<f64>,
    /// K − 1.
    pub degrees: u64,
    /// The probability of a χ² at least as large.
    pub p_value: Option<f64>,
}

impl Frame for EstimatorFrame {
    fn status(&self) -> Status {
        Status {
            id: Standing::Running,
            step: self.step,
        }
    }

    fn readouts(&self) -> Vec<Readout> {
        let count = self.estimators.iter().map(|row| row.count).max();
        let mut readouts = vec![
            Readout::count("step", "n", self.step),
            Readout::count("estimates", "", count.unwrap_or(0)),
            Readout::number("exact", self.gradient(), self.exact),
        ];
        if let Some(test) = &self.gumbel_max {
            readouts.extend([
                Readout::number("chi_squared", "χ²", test.chi_squared),
                Readout::count("degrees", "K − 1", test.degrees),
                Readout::number("p_value", "P", test.p_value),
            ]);
        }
        readouts
    }

    fn notes(&self) -> Vec<Note> {
        let obstacle = |obstacle: &Obstacle| match obstacle {
            Obstacle::NoDerivative => "no_derivative",
            Obstacle::OneSample => "one_sample",
            Obstacle::MoreThanTwoClasses => "more_than_two_classes",
        };
        let mut ids: Vec<&'static str> = self
            .estimators
            .iter()
            .filter_map(|row| row.obstacle.as_ref())
            .map(obstacle)
            .collect();
        if self.stands_in {
            ids.push("stands_in");
        }
        if self.estimators.iter().any(EstimatorRow::is_lost) {
            ids.push("not_finite");
        }
        let lacks = |row: &&EstimatorRow| row.obstacle.is_none() && row.variance_exact.is_none();
        if self.estimators.iter().any(|row| lacks(&row)) {
            ids.push(if self.family == Family::Gaussian {
                "no_exact_variance"
            } else {
                "sampled_only"
            });
        }
        ids.into_iter().map(Note::plain).collect()
    }

    fn board(&self) -> Option<Board> {
        let several = self.family == Family::Categorical;
        let mut columns = vec![
            "estimator",
            "mean",
            "standard_error",
            "bias_exact",
            "variance",
            "variance_exact",
            "mse",
        ];
        if several {
            columns.push("trace");
        }
        columns.push("evaluations");
        let row = |row: &EstimatorRow| {
            let mut cells = vec![Term::Key(format!("curve.{}", row.id))];
            cells.extend(
                [
                    row.mean,
                    row.standard_error,
                    row.bias_exact,
                    row.variance,
                    row.variance_exact,
                    row.mse,
                ]
                .map(Term::number),
            );
            if several {
                cells.push(Term::number(row.trace));
            }
            cells.push(Term::count(Some(row.evaluations_per_estimate)));
            Row {
                line: Some(row.kind.line()),
                cells,
            }
        };
        Some(Board {
            id: "estimators",
            columns,
            rows: self.estimators.iter().map(row).collect(),
        })
    }

    fn table(&self) -> Table {
        let mut table = Table::default();
        if let Some(sweep) = &self.sweep {
            push(
                &mut table,
                "x",
                sweep.points.iter().copied().map(Some).collect(),
            );
            for (row, curve) in self.estimators.iter().zip(&sweep.exact) {
                push(&mut table, &format!("{}_bias", row.id), curve.bias.clone());
                push(
                    &mut table,
                    &format!("{}_variance", row.id),
                    curve.variance.clone(),
                );
            }
        } else if !self.race.is_empty() {
            push(
                &mut table,
                "step",
                (0..=self.step).map(|n| Some(n as f64)).collect(),
            );
            for (row, run) in self.estimators.iter().zip(&self.race) {
                let objective = run.objective.iter().copied().map(Some).collect();
                push(&mut table, &format!("{}_objective", row.id), objective);
            }
        } else {
            let [low, high] = self.range;
            let width = (high - low) / Histogram::BINS as f64;
            let middles = (0..Histogram::BINS).map(|n| Some(low + (n as f64 + 0.5) * width));
            push(&mut table, "estimate", middles.collect());
            for row in &self.estimators {
                let counts = row.histogram.counts.iter();
                push(
                    &mut table,
                    &row.id,
                    counts.map(|n| Some(f64::from(*n))).collect(),
                );
            }
        }
        table
    }
}

/// Adds a column and keeps all of them equally long.
fn push(table: &mut Table, name: &str, column: Vec<Option<f64>>) {
    table.columns.push((name.to_owned(), column));
    let rows = table.columns.iter().map(|(_, column)| column.len()).max();
    for (_, column) in &mut table.columns {
        column.resize(rows.unwrap_or(0), None);
    }
}

/// Of two exact values, which differ by less than quadrature can tell where they are the same.
fn difference((mean, gradient): (f64, f64)) -> f64 {
    const ROUNDING: f64 = 1e-12;
    let difference = mean - gradient;
    if difference.abs() < ROUNDING * gradient.abs().max(mean.abs()) {
        0.0
    } else {
        difference
    }
}
