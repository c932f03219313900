//! Counts as bars of a density.

use thetaflow::figure::Span;
use thetaflow::math::interval::spaced;
use thetaflow::math::real::{log10, powf};

/// The bars of counts between neighbouring edges, out of a total, with their standard errors.
pub fn of_counts(edges: &[f64], counts: &[u64], total: u64) -> Vec<Span> {
    let bar = |(ends, count): (&[f64], &u64)| {
        let x = [ends[0], ends[1]];
        let scale = 1.0 / (total.max(1) as f64 * (x[1] - x[0]));
        let height = *count as f64 * scale;
        let error = (*count as f64).sqrt() * scale;
        Span { x, height, error }
    };
    edges.windows(2).zip(counts).map(bar).collect()
}

/// The bars of values in a range.
pub fn of_values(values: &[f64], [low, high]: [f64; 2], bins: usize) -> Vec<Span> {
    let width = (high - low) / bins as f64;
    let mut counts = vec![0; bins];
    for value in values {
        if (low..=high).contains(value) {
            counts[(((value - low) / width) as usize).min(bins - 1)] += 1;
        }
    }
    of_counts(&spaced([low, high], bins + 1), &counts, values.len() as u64)
}

/// The highest bar, or another height if that is higher.
pub fn highest(bars: &[Span], other: f64) -> f64 {
    bars.iter().map(|bar| bar.height).fold(other, f64::max)
}

/// The next of a few round numbers: an axis that ends there seldom has to change.
pub fn round_up(value: f64) -> f64 {
    if !(value.is_finite() && value > 0.0) {
        return 1.0;
    }
    let power = powf(10f64, log10(value).floor());
    let nice = [1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0]
        .into_iter()
        .find(|nice| nice * power >= value * (1.0 - 1e-12));
    nice.unwrap_or(10.0) * power
}
