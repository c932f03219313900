//! What is kept of sampled angles: a histogram, moments, the tail, the smallest.

use super::components::Distribution;
use super::family::SmallestAngle;
use super::law::AngleLaw;
use super::settings::Sampling;
use serde::{Deserialize, Serialize};
use std::f64::consts::FRAC_PI_2;
use thetaflow::math::moments::Moments;
use thetaflow::math::real::{acos, exp_m1, ln_1p};

/// Bars of the histogram.
pub const BARS: usize = 60;
/// Finer bins within each, on whose edges the distribution is compared with the exact one.
const FINE: usize = 64;

/// Where the histogram stands: bins of equal width from `low` to `high`, as distances from a right angle in radians.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    pub low: f64,
    pub high: f64,
}

impl Range {
    /// Where nearly all angles of a sampling are expected: within six standard deviations of their mean.
    pub fn of(sampling: &Sampling) -> Self {
        const DEVIATIONS: f64 = 6.0;
        let n = sampling.n as f64;
        let width = FRAC_PI_2.min(DEVIATIONS / n.sqrt());
        let whole = Self {
            low: -FRAC_PI_2,
            high: FRAC_PI_2,
        };
        match sampling.distribution {
            Distribution::Correlated(_) => whole,
            // cos θ → 2/π, with a variance of (2/π)² (π²/4 − 2)/n by the delta method.
            Distribution::Positive if sampling.vectors == 2 && n > 100.0 => {
                let center = acos(2.0 / std::f64::consts::PI) - FRAC_PI_2;
                let width = DEVIATIONS * 0.565 / n.sqrt();
                Self {
                    low: center - width,
                    high: center + width,
                }
            }
            Distribution::Positive => Self {
                low: -FRAC_PI_2,
                high: 0.0,
            },
            _ if sampling.vectors > 2 => {
                let law = SmallestAngle {
                    law: AngleLaw::new(sampling.n),
                    vectors: sampling.vectors,
                };
                let [low, high] = [1e-7, 1.0 - 1e-7].map(|share| law.quantile_beside(share));
                let room = 0.15 * (high - low);
                Self {
                    low: (low - room).max(-FRAC_PI_2),
                    high: (high + room).min(FRAC_PI_2),
                }
            }
            _ => Self {
                low: -width,
                high: width,
            },
        }
    }

    fn edge(&self, k: usize, bins: usize) -> f64 {
        self.low + (self.high - self.low) * k as f64 / bins as f64
    }

    /// The edges of the bars, as angles.
    pub fn edges(&self) -> Vec<f64> {
        (0..=BARS).map(|k| FRAC_PI_2 + self.edge(k, BARS)).collect()
    }

    /// The exact distribution at the edges of the fine bins. Between edges the density is integrated by Gauss and
    /// Legendre's rule of three points, which there is exact to rounding.
    pub fn exact(&self, sampling: &Sampling) -> Vec<f64> {
        let law = AngleLaw::new(sampling.n);
        let bins = BARS * FINE;
        let half = 0.5 * (self.high - self.low) / bins as f64;
        let offset = half * 0.6_f64.sqrt();
        let mut below = law.distribution_beside(self.low);
        let mut values = Vec::with_capacity(bins + 1);
        values.push(below);
        for k in 0..bins {
            let middle = self.edge(k, bins) + half;
            let [left, center, right] =
                [-offset, 0.0, offset].map(|offset| law.density_beside(middle + offset));
            below += half * (5.0 * (left + right) + 8.0 * center) / 9.0;
            values.push(below.min(1.0));
        }
        if sampling.vectors > 2 {
            let pairs = super::family::pairs_of(sampling.vectors);
            for value in &mut values {
                *value = -exp_m1(pairs * ln_1p(-*value));
            }
        }
        values
    }
}

/// Counts of all angles so far.
#[derive(Clone, Debug)]
pub struct Tally {
    range: Range,
    scale: f64,
    delta: f64,
    /// Fine bins, with one more at each side for what lies outside.
    bins: Vec<u64>,
    summary: Summary,
}

/// What is remembered of every step.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    pub sums: Moments,
    /// How many lay further than δ from a right angle.
    pub beyond: u64,
    /// The smallest of all, π before the first.
    pub smallest: f64,
}

impl Tally {
    pub fn new(range: Range, delta: f64) -> Self {
        Self {
            range,
            scale: (BARS * FINE) as f64 / (range.high - range.low),
            delta,
            bins: vec![0; BARS * FINE + 2],
            summary: Summary {
                sums: Moments::default(),
                beyond: 0,
                smallest: std::f64::consts::PI,
            },
        }
    }

    pub fn add(&mut self, angle: f64) {
        let beside = angle - FRAC_PI_2;
        self.summary.sums.add(angle);
        self.summary.beyond += u64::from(beside.abs() > self.delta);
        self.summary.smallest = self.summary.smallest.min(angle);
        // Casting keeps what is too small at 0, which stands for all that lies below the first bin.
        let bin = ((beside - self.range.low) * self.scale + 1.0) as usize;
        let last = self.bins.len() - 1;
        if let Some(count) = self.bins.get_mut(bin.min(last)) {
            *count += 1;
        }
    }

    pub fn summary(&self) -> Summary {
        self.summary
    }

    /// How many lie in each bar, below the first and above the last.
    pub fn bars(&self) -> Bars {
        let inner = &self.bins[1..self.bins.len() - 1];
        Bars {
            counts: inner.chunks(FINE).map(|bins| bins.iter().sum()).collect(),
            below: self.bins.first().copied().unwrap_or(0),
            above: self.bins.last().copied().unwrap_or(0),
        }
    }

    /// sup |F_N − F| over the edges of the fine bins, `exact` being F there. Within a bin lies a 800th of a sample at most,
    /// so that this is the Kolmogorov–Smirnov distance to 0.0013, and for large N to a few hundredths of 1/√N.
    pub fn kolmogorov_smirnov(&self, exact: &[f64]) -> Option<f64> {
        let total = self.summary.sums.count();
        let mut count = 0;
        let gaps = self.bins.iter().zip(exact).map(|(bin, exact)| {
            count += bin;
            (count as f64 / total as f64 - exact).abs()
        });
        (total > 0).then(|| gaps.fold(0.0, f64::max))
    }
}

/// Counts of a histogram.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bars {
    pub counts: Vec<u64>,
    pub below: u64,
    pub above: u64,
}
