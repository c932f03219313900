//! What there is to show of a run of the angle lab.

use serde::{Deserialize, Serialize};
use thetaflow::lab::{Board, Frame, Note, Readout, Row, Standing, Status, Table, Term};

/// One figure of the angle lab at one step.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AngleFrame {
    pub step: u64,
    pub last_step: u64,
    /// The exact law of the sampled angle; empty in the figures of weights.
    pub density: Density,
    /// The sampled angles; empty in the figures of weights.
    pub histogram: Histogram,
    pub shown: Shown,
    /// Sampled beside exact values.
    pub comparisons: Vec<Comparison>,
    pub remarks: Vec<Remark>,
    pub readouts: Vec<Readout>,
}

/// The law of the angle between isotropic vectors; that of the smallest angle if there are more than two.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Density {
    /// In radians.
    pub theta: Vec<f64>,
    /// In 1/rad.
    pub p: Vec<f64>,
}

/// How many sampled angles lie in each bin.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Histogram {
    /// In radians, one more than counts.
    pub edges: Vec<f64>,
    pub counts: Vec<u64>,
    /// Angles below the first edge and above the last.
    pub below: u64,
    pub above: u64,
}

/// What a figure shows besides.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shown {
    Density(DensityFigure),
    Sphere(SphereFigure),
    Dimensions(DimensionsFigure),
    Gram(GramFigure),
    Signal(SignalFigure),
}

/// The density of the angle, tightening around π/2 as n grows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DensityFigure {
    pub n: u64,
    pub vectors: u64,
    pub delta: f64,
    /// Only the part where angles lie is shown.
    pub zoom: bool,
    /// A normal approximation at the angles of the density; empty if none is wanted.
    pub normal: Vec<f64>,
    /// The laws of other dimensions, for comparison.
    pub others: Vec<Other>,
    /// Angles of the latest steps, and how far they have fallen: 0 at the top, 1 in the histogram.
    pub falling: Vec<[f64; 2]>,
}

/// The law of another dimension at the same angles.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Other {
    pub n: u64,
    pub p: Vec<f64>,
}

/// The second vectors, seen from the first, which points to the pole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SphereFigure {
    pub n: u64,
    pub delta: f64,
    /// Degrees about the polar axis and towards the reader.
    pub turn: [f64; 2],
    /// Angle from the pole and azimuth, in radians.
    pub points: Vec<[f64; 2]>,
}

/// How variance and tail fall with the dimension.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DimensionsFigure {
    pub delta: f64,
    pub n: Vec<f64>,
    /// ½ ψ₁(n/2).
    pub variance: Vec<f64>,
    /// log₁₀ P(|θ − π/2| > δ).
    pub log10_tail: Vec<f64>,
    /// log₁₀ of how many vectors keep within δ of a right angle with probability ½.
    pub log10_count: Vec<f64>,
    /// n, sampled variance and its standard error, sampled tail and its; empty before there are any.
    pub sampled: Vec<[f64; 5]>,
    /// The dimension that is sampled.
    pub at: f64,
}

/// Columns of a random matrix.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GramFigure {
    pub fan_in: u64,
    pub fan_out: u64,
    /// How many columns there are.
    pub columns: u64,
    /// cos θ of the pairs of columns: the lower triangle without the diagonal, row by row.
    pub cosines: Vec<f32>,
    /// The law of cos θ between isotropic columns; empty for orthogonal weights.
    pub cosine: Vec<f64>,
    pub cosine_density: Vec<f64>,
    pub singular_values: Vec<f64>,
    /// The law of Marchenko and Pastur; empty for orthogonal weights.
    pub value: Vec<f64>,
    pub value_density: Vec<f64>,
    /// Its edges, or twice the gain for orthogonal weights.
    pub edges: [f64; 2],
}

/// Mean square and angle after 0, 1, …, L layers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SignalFigure {
    pub mean_square: Vec<Measured>,
    /// In radians.
    pub angle: Vec<Measured>,
    pub cosine: Vec<Measured>,
    /// The mean square in the last network alone; empty before the first.
    pub last: Vec<f64>,
    /// In the limit of infinite width.
    pub limit_mean_square: Vec<f64>,
    pub limit_angle: Vec<f64>,
}

/// A mean over networks, and its standard error; nothing before the first, or where no signal is left.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Measured {
    pub count: u64,
    pub mean: f64,
    pub error: f64,
}

/// A sampled value, its standard error and what is exact.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    pub readouts: [Readout; 3],
}

/// What a reader should be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Remark {
    /// Angles come from their law, not from vectors.
    FromLaw,
    /// Angles come from vectors of n components.
    FromVectors,
    /// No exact law is known.
    NoExactLaw,
    /// The law of the smallest angle takes pairs as independent.
    PairsIndependent,
    /// Families are too large to be drawn.
    TooCostly,
    /// The sphere shows the true angle from the pole; of the other directions it keeps two.
    Projected,
    /// The law of cos θ is that of isotropic columns, which columns of uniform entries are only nearly.
    NearlyIsotropic,
}

impl Remark {
    fn id(self) -> &'static str {
        match self {
            Remark::FromLaw => "from_law",
            Remark::FromVectors => "from_vectors",
            Remark::NoExactLaw => "no_exact_law",
            Remark::PairsIndependent => "pairs_independent",
            Remark::TooCostly => "too_costly",
            Remark::Projected => "projected",
            Remark::NearlyIsotropic => "nearly_isotropic",
        }
    }
}

impl Frame for AngleFrame {
    fn status(&self) -> Status {
        Status {
            id: Standing::Running,
            step: self.step,
        }
    }

    fn readouts(&self) -> Vec<Readout> {
        self.readouts.clone()
    }

    fn notes(&self) -> Vec<Note> {
        (self.remarks.iter().map(|remark| Note::plain(remark.id()))).collect()
    }

    fn board(&self) -> Option<Board> {
        // A column of gaps would say nothing.
        let has_exact = (self.comparisons.iter()).any(|row| row.readouts[2].value.is_some());
        let mut columns = vec!["quantity", "sampled", "error"];
        if has_exact {
            columns.push("exact");
        }
        let rows: Vec<Row> = (self.comparisons.iter())
            .map(|Comparison { readouts }| {
                let name = Term::word(&readouts[0].id);
                let shown = readouts.iter().take(columns.len() - 1);
                let numbers = shown.map(|readout| Term::Text(readout.text()));
                Row {
                    line: None,
                    cells: std::iter::once(name).chain(numbers).collect(),
                }
            })
            .collect();
        (!rows.is_empty()).then_some(Board {
            id: "comparison",
            columns,
            rows,
        })
    }

    fn table(&self) -> Table {
        let mut columns = match &self.shown {
            Shown::Density(figure) => {
                let mut columns = self.angles();
                if !figure.normal.is_empty() {
                    columns.push(column("normal", &figure.normal));
                }
                columns
            }
            Shown::Sphere(figure) => {
                let coordinate =
                    |k: usize| -> Vec<f64> { figure.points.iter().map(|point| point[k]).collect() };
                vec![
                    column("theta", &coordinate(0)),
                    column("azimuth", &coordinate(1)),
                ]
            }
            Shown::Dimensions(figure) => vec![
                column("n", &figure.n),
                column("variance", &figure.variance),
                column("log10_tail", &figure.log10_tail),
                column("log10_orthogonal_count", &figure.log10_count),
            ],
            Shown::Gram(figure) => vec![
                column("singular_value", &figure.singular_values),
                (
                    "cosine".to_owned(),
                    (figure.cosines.iter().map(|c| Some(f64::from(*c)))).collect(),
                ),
            ],
            Shown::Signal(figure) => {
                let means = |measured: &[Measured]| -> Vec<Option<f64>> {
                    (measured.iter())
                        .map(|measured| (measured.count > 0).then_some(measured.mean))
                        .collect()
                };
                let layers: Vec<f64> = (0..figure.mean_square.len()).map(|l| l as f64).collect();
                vec![
                    column("layer", &layers),
                    ("mean_square".to_owned(), means(&figure.mean_square)),
                    column("limit_mean_square", &figure.limit_mean_square),
                    ("angle".to_owned(), means(&figure.angle)),
                    column("limit_angle", &figure.limit_angle),
                ]
            }
        };
        let rows = columns.iter().map(|(_, column)| column.len()).max();
        for (_, column) in &mut columns {
            column.resize(rows.unwrap_or(0), None);
        }
        Table { columns }
    }
}

impl AngleFrame {
    fn angles(&self) -> Vec<(String, Vec<Option<f64>>)> {
        let counts: Vec<f64> = self.histogram.counts.iter().map(|&c| c as f64).collect();
        vec![
            column("theta", &self.density.theta),
            column("p", &self.density.p),
            column("bin_left", &self.histogram.edges),
            column("count", &counts),
        ]
    }
}

fn column(name: &str, values: &[f64]) -> (String, Vec<Option<f64>>) {
    (name.to_owned(), values.iter().copied().map(Some).collect())
}
