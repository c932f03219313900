//! Logistic regression: L = mean of log(1 + exp(−zᵢ (x aᵢ + y bᵢ))), the log-loss of the weights (x, y) on 100 points
//! (aᵢ, bᵢ) with labels zᵢ = ±1.
//!
//! Convex, with one minimum. The second feature varies less than the first, so the valley is narrow one way and long the
//! other. Because the loss is a mean over data, real mini-batches exist:
//! see [`LogisticRegression::batch_gradient`].
//!
//! The data: PCG64 (`rand_pcg::Pcg64::seed_from_u64(20_240_607)`); for each point in turn aᵢ ~ N(0, 2²), bᵢ ~ N(0, 0.5²) and
//! zᵢ = 1 with probability σ(aᵢ − 1.5 bᵢ), else −1.

use std::fmt::Write;
use std::sync::LazyLock;

use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64;

use crate::{Surface, ViewBox};
use thetaflow_math::number::Number;
use thetaflow_math::real::{exp, ln};
use thetaflow_math::ziggurat::StandardNormal;

const SEED: u64 = 20_240_607;

/// zᵢ (aᵢ, bᵢ): the loss needs nothing else.
static DATA: LazyLock<[[f64; 2]; LogisticRegression::POINTS]> = LazyLock::new(|| {
    let mut random = Pcg64::seed_from_u64(SEED);
    std::array::from_fn(|_| {
        let a = 2.0 * random.sample::<f64, _>(StandardNormal);
        let b = 0.5 * random.sample::<f64, _>(StandardNormal);
        let label = if random.random::<f64>() < sigmoid(a - 1.5 * b) {
            1.0
        } else {
            -1.0
        };
        [label * a, label * b]
    })
});

/// Logistic regression.
pub struct LogisticRegression;

impl LogisticRegression {
    /// Points in the data set; indices of a mini-batch run from 0 to here.
    pub const POINTS: usize = 100;

    /// The gradient of the mean log-loss over the points `indices` (each below [`Self::POINTS`], repeats count twice;
    /// others are ignored). Zero for an empty batch.
    pub fn batch_gradient(theta: [f64; 2], indices: &[usize]) -> [f64; 2] {
        mean_gradient(theta, indices.iter().filter_map(|&index| DATA.get(index)))
    }
}

impl Surface for LogisticRegression {
    const ID: &'static str = "logistic_regression";
    const VIEW: ViewBox = ViewBox::new([-2.0, 4.0], [-4.0, 2.0]);
    const START: [f64; 2] = [-1.5, 1.5];
    const RATES: [f64; 3] = [1.0, 0.2, 0.1];
    const IS_POLYNOMIAL: bool = false;

    fn value<N: Number>(&self, x: N, y: N) -> N {
        let losses: N = DATA.iter().map(|&[a, b]| softplus(-(x * a + y * b))).sum();
        losses / Self::POINTS as f64
    }

    fn minima(&self) -> Vec<[f64; 2]> {
        vec![[1.0, -1.5]]
    }

    fn python(&self) -> String {
        let rows = DATA.iter().fold(String::new(), |mut rows, [a, b]| {
            // Writing into a string cannot fail.
            let _ = writeln!(rows, "    [{a:?}, {b:?}],");
            rows
        });
        format!(
            "# z (a, b) of each point with features a, b and label z = 1 or -1\n\
             points = torch.tensor([\n{rows}])\n\n\
             def loss(x, y):\n    \
             return torch.nn.functional.softplus(-points @ torch.stack([x, y])).mean()\n"
        )
    }

    /// Closed form: one exponential a point.
    fn own_gradient(&self, theta: [f64; 2]) -> Option<[f64; 2]> {
        Some(mean_gradient(theta, DATA.iter()))
    }

    /// As e^{xa + yb} = e^{xa} e^{yb}, sides rather than nodes need exponentials; and a node needs one logarithm, as
    /// ∏ (1 + e^{−|t|}) is at most 2^100.
    fn own_grid(&self, x: &[f64], y: &[f64]) -> Option<Vec<f64>> {
        let margins = |side: &[f64], feature: usize| -> Vec<[(f64, f64); Self::POINTS]> {
            let margin = |at: f64, point: [f64; 2]| (at * point[feature], exp(at * point[feature]));
            (side.iter())
                .map(|&at| DATA.map(|point| margin(at, point)))
                .collect()
        };
        let (columns, rows) = (margins(x, 0), margins(y, 1));
        let loss = |column: &[(f64, f64); Self::POINTS], row: &[(f64, f64); Self::POINTS]| {
            let (mut hinge, mut product) = (0.0, 1.0);
            for (&(xa, odds_x), &(yb, odds_y)) in column.iter().zip(row) {
                let (margin, odds) = (xa + yb, odds_x * odds_y);
                if margin < 0.0 {
                    hinge -= margin;
                    product *= 1.0 + odds;
                } else {
                    product *= 1.0 + 1.0 / odds;
                }
            }
            (hinge + ln(product)) / Self::POINTS as f64
        };
        let values = (rows.iter())
            .flat_map(|row| columns.iter().map(move |column| loss(column, row)))
            .collect();
        Some(values)
    }
}

fn mean_gradient<'a>([x, y]: [f64; 2], points: impl Iterator<Item = &'a [f64; 2]>) -> [f64; 2] {
    let (mut gx, mut gy, mut count) = (0.0, 0.0, 0_u32);
    for &[a, b] in points {
        let pull = sigmoid(-(x * a + y * b));
        gx -= pull * a;
        gy -= pull * b;
        count += 1;
    }
    let count = f64::from(count.max(1));
    [gx / count, gy / count]
}

fn sigmoid(t: f64) -> f64 {
    1.0 / (1.0 + exp(-t))
}

/// log(1 + eᵗ), arranged so that the exponential cannot overflow.
fn softplus<N: Number>(t: N) -> N {
    if t.re() > 0.0 {
        t + (-t).exp().ln_1p()
    } else {
        t.exp().ln_1p()
    }
}
