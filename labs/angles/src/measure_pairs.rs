//! From sampled angles to a frame: the law beside them, and exact beside sampled values.

use super::family::{SmallestAngle, log10_orthogonal_count, orthogonal_count};
use super::frame::{
    AngleFrame, Comparison, Density, DensityFigure, DimensionsFigure, Histogram, Other, Remark,
    Shown, SphereFigure,
};
use super::law::AngleLaw;
use super::recording::{FALL, Record, Recording};
use super::settings::{Figure, Method, Sampling, Settings};
use std::f64::consts::{FRAC_PI_2, LN_10};
use thetaflow::lab::Readout;
use thetaflow::math::interval::spaced;
use thetaflow::math::real::powf;

/// Points of each curve.
const POINTS: usize = 401;
/// Dimensions whose laws are drawn beside that of n.
const LADDER: [u64; 7] = [2, 3, 10, 30, 100, 300, 1000];
/// The largest dimension of the lab.
const LARGEST: f64 = 1e6;

pub fn frame(settings: &Settings, recording: &Recording, step: u64, last: u64) -> AngleFrame {
    let Settings {
        figure, sampling, ..
    } = settings;
    let law = AngleLaw::new(sampling.n);
    let grid = grid(settings, recording);
    let record = recording.at(step);
    let mut readouts = readouts(sampling, &law, record);
    // Of other vectors F is not known.
    let approximation = (settings.approximation).filter(|_| sampling.distribution.is_isotropic());
    if let Some(kind) = approximation {
        let distance = kind.distance(&law);
        readouts.push(Readout::number("normal_distance", "sup |F − Φ|", distance));
    }
    let shown = match figure {
        Figure::Sphere => Shown::Sphere(SphereFigure {
            n: sampling.n,
            delta: sampling.delta,
            // In the plane there is nothing to turn.
            turn: if sampling.n > 2 {
                settings.turn
            } else {
                [0.0; 2]
            },
            points: points(recording, record),
        }),
        Figure::Dimensions => Shown::Dimensions(dimensions(sampling, record)),
        _ => Shown::Density(DensityFigure {
            n: sampling.n,
            vectors: sampling.vectors,
            delta: sampling.delta,
            zoom: settings.zoom,
            normal: normal(settings, &law, &grid),
            others: others(settings, &grid),
            falling: falling(recording, step, last),
        }),
    };
    AngleFrame {
        step,
        last_step: last,
        density: density(sampling, &law, &grid),
        histogram: histogram(recording, record),
        shown,
        comparisons: comparisons(sampling, &law, record),
        remarks: remarks(settings, recording),
        readouts,
    }
}

/// The angles at which curves are computed, as distances from π/2: the whole half circle, or where angles lie; denser
/// where the law is narrow.
fn grid(settings: &Settings, recording: &Recording) -> Vec<f64> {
    let range = recording.range;
    let inner = spaced([range.low, range.high], POINTS);
    if settings.zoom && settings.figure == Figure::Density {
        return inner;
    }
    let mut grid = spaced([-FRAC_PI_2, FRAC_PI_2], POINTS / 2);
    grid.extend(inner);
    grid.sort_unstable_by(f64::total_cmp);
    grid.dedup();
    grid
}

fn density(sampling: &Sampling, law: &AngleLaw, grid: &[f64]) -> Density {
    let smallest = SmallestAngle {
        law: *law,
        vectors: sampling.vectors,
    };
    let p = |delta: &f64| {
        if sampling.vectors > 2 {
            smallest.density_beside(*delta)
        } else {
            law.density_beside(*delta)
        }
    };
    Density {
        theta: grid.iter().map(|delta| FRAC_PI_2 + delta).collect(),
        p: grid.iter().map(p).collect(),
    }
}

fn normal(settings: &Settings, law: &AngleLaw, grid: &[f64]) -> Vec<f64> {
    let Some(kind) = settings.approximation else {
        return Vec::new();
    };
    (grid.iter())
        .filter_map(|delta| kind.density_beside(law, *delta))
        .collect()
}

/// The laws of lower dimensions, or with many vectors that of a single pair.
fn others(settings: &Settings, grid: &[f64]) -> Vec<Other> {
    const MOST: usize = 4;
    let sampling = &settings.sampling;
    let other = |n: u64| {
        let law = AngleLaw::new(n);
        Other {
            n,
            p: grid
                .iter()
                .map(|delta| law.density_beside(*delta))
                .collect(),
        }
    };
    if sampling.vectors > 2 {
        return vec![other(sampling.n)];
    }
    if settings.zoom {
        // There they are flat.
        return Vec::new();
    }
    let lower: Vec<u64> = (LADDER.into_iter())
        .filter(|n| (*n as f64) < 0.7 * sampling.n as f64)
        .collect();
    (lower.into_iter().rev().take(MOST).rev())
        .map(other)
        .collect()
}

/// The angles of the latest steps on their way into the histogram. At the end of the run all have arrived.
fn falling(recording: &Recording, step: u64, last: u64) -> Vec<[f64; 2]> {
    if step >= last {
        return Vec::new();
    }
    let first = step.saturating_sub(FALL) + 1;
    (first..=step)
        .filter_map(|at| Some((at, recording.at(at)?)))
        .flat_map(|(at, record)| {
            let age = (step - at) as f64 / FALL as f64;
            record.newest.iter().map(move |angle| [*angle, age * age])
        })
        .collect()
}

fn histogram(recording: &Recording, record: Option<&Record>) -> Histogram {
    let bars = record.map(|record| record.bars.clone()).unwrap_or_default();
    Histogram {
        edges: recording.range.edges(),
        counts: bars.counts,
        below: bars.below,
        above: bars.above,
    }
}

fn points(recording: &Recording, record: Option<&Record>) -> Vec<[f64; 2]> {
    let count = record.map_or(0, |record| record.summary.sums.count());
    (recording.points.iter().take(count as usize))
        .copied()
        .collect()
}

/// A sampled share and its standard error.
fn tail(record: &Record) -> Option<(f64, f64)> {
    let count = record.summary.sums.count();
    let share = record.summary.beyond as f64 / count as f64;
    (count > 0).then(|| (share, (share * (1.0 - share) / count as f64).sqrt()))
}

fn dimensions(sampling: &Sampling, record: Option<&Record>) -> DimensionsFigure {
    const STEPS: i32 = 160;
    let mut n: Vec<f64> = (0..=STEPS)
        .map(|k| (2.0 * powf(0.5 * LARGEST, f64::from(k) / f64::from(STEPS))).round())
        .collect();
    n.dedup();
    let laws: Vec<AngleLaw> = n.iter().map(|n| AngleLaw::new(*n as u64)).collect();
    let sampled = record.and_then(|record| {
        let sums = &record.summary.sums;
        let (share, error) = tail(record)?;
        Some([
            sampling.n as f64,
            sums.variance()?,
            sums.standard_error_of_variance()?,
            share,
            error,
        ])
    });
    DimensionsFigure {
        delta: sampling.delta,
        variance: laws.iter().map(AngleLaw::variance).collect(),
        log10_tail: (laws.iter())
            .map(|law| law.ln_tail(sampling.delta) / LN_10)
            .collect(),
        log10_count: (laws.iter())
            .map(|law| log10_orthogonal_count(law, sampling.delta))
            .collect(),
        n,
        sampled: Vec::from_iter(sampled),
        at: sampling.n as f64,
    }
}

/// Whether the exact moments of the sampled angle are known.
fn has_exact(sampling: &Sampling) -> bool {
    sampling.distribution.is_isotropic() && sampling.vectors == 2
}

fn comparisons(sampling: &Sampling, law: &AngleLaw, record: Option<&Record>) -> Vec<Comparison> {
    let sums = record.map(|record| &record.summary.sums);
    let exact = has_exact(sampling);
    let tails = record.and_then(tail);
    let row = |id: &str, symbol: &str, [value, error, exact]: [Option<f64>; 3]| Comparison {
        readouts: [
            Readout::number(id, symbol, value),
            Readout::number("error", "", error),
            Readout::number("exact", "", exact),
        ],
    };
    vec![
        row(
            "mean",
            "",
            [
                sums.and_then(|sums| sums.mean()),
                sums.and_then(|sums| sums.standard_error()),
                exact.then_some(FRAC_PI_2),
            ],
        ),
        row(
            "variance",
            "",
            [
                sums.and_then(|sums| sums.variance()),
                sums.and_then(|sums| sums.standard_error_of_variance()),
                exact.then(|| law.variance()),
            ],
        ),
        row(
            "tail",
            "",
            [
                tails.map(|(share, _)| share),
                tails.map(|(_, error)| error),
                exact.then(|| law.tail(sampling.delta)),
            ],
        ),
    ]
}

fn readouts(sampling: &Sampling, law: &AngleLaw, record: Option<&Record>) -> Vec<Readout> {
    let sums = record.map(|record| &record.summary.sums);
    let exact = has_exact(sampling);
    let count = sums.map_or(0, |sums| sums.count());
    let smallest = record
        .map(|record| record.summary.smallest)
        .filter(|_| count > 0);
    let of_law = |id: &str, symbol: &str, value: f64| {
        exact.then(|| Readout::number(id, symbol, Some(value)))
    };
    let readouts = [
        Some(Readout::count("n", "n", sampling.n)),
        Some(Readout::count("samples", "N", count)),
        Some(Readout::number(
            "mean",
            "θ̄",
            sums.and_then(|sums| sums.mean()),
        )),
        of_law("mean_exact", "E θ", FRAC_PI_2),
        Some(Readout::number(
            "variance",
            "s²",
            sums.and_then(|sums| sums.variance()),
        )),
        of_law("variance_exact", "½ψ₁(n/2)", law.variance()),
        Some(Readout::number(
            "tail",
            "",
            record.and_then(tail).map(|(share, _)| share),
        )),
        of_law("tail_exact", "", law.tail(sampling.delta)),
        Some(Readout::number(
            "ks",
            "D",
            record.and_then(|record| record.distance),
        )),
        Some(Readout::number("min_angle", "", smallest)),
        nearly_orthogonal(sampling, law),
    ];
    readouts.into_iter().flatten().collect()
}

/// How many isotropic vectors keep within δ of a right angle, or the logarithm where there are too many to count.
fn nearly_orthogonal(sampling: &Sampling, law: &AngleLaw) -> Option<Readout> {
    let most = orthogonal_count(law, sampling.delta);
    let readout = if most.is_some() {
        Readout::number("orthogonal_count", "", most)
    } else {
        let log = log10_orthogonal_count(law, sampling.delta);
        Readout::number("log10_orthogonal_count", "", Some(log))
    };
    Some(readout).filter(|_| sampling.distribution.is_isotropic())
}

fn remarks(settings: &Settings, recording: &Recording) -> Vec<Remark> {
    let Sampling {
        n,
        vectors,
        method,
        distribution,
        ..
    } = settings.sampling;
    let mut remarks = vec![if recording.is_too_costly() {
        Remark::TooCostly
    } else if method == Method::Law {
        Remark::FromLaw
    } else {
        Remark::FromVectors
    }];
    if vectors > 2 {
        remarks.push(Remark::PairsIndependent);
    }
    if !distribution.is_isotropic() {
        remarks.push(Remark::NoExactLaw);
    }
    if settings.figure == Figure::Sphere && n > 3 {
        remarks.push(Remark::Projected);
    }
    remarks
}
