//! Mean, variance and their standard errors of numbers that arrive one by one.

use serde::{Deserialize, Serialize};

/// Sums of powers about the first number that arrived: close to the mean, so that little cancels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PowerSums {
    count: u64,
    origin: f64,
    sums: [f64; 4],
}

impl PowerSums {
    /// Takes in one more value.
    pub fn add(&mut self, value: f64) {
        if self.count == 0 {
            self.origin = value;
        }
        self.count += 1;
        let x = value - self.origin;
        let square = x * x;
        self.sums[0] += x;
        self.sums[1] += square;
        self.sums[2] += square * x;
        self.sums[3] += square * square;
    }

    /// How many values have arrived.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// The mean; `None` of nothing.
    pub fn mean(&self) -> Option<f64> {
        let [first, ..] = self.moments()?;
        Some(self.origin + first)
    }

    /// The unbiased variance; `None` of fewer than two.
    pub fn variance(&self) -> Option<f64> {
        let n = self.count as f64;
        let [_, second, ..] = self.central()?;
        (self.count > 1).then(|| second * n / (n - 1.0))
    }

    /// √(s²/N).
    pub fn mean_error(&self) -> Option<f64> {
        Some((self.variance()? / self.count as f64).sqrt())
    }

    /// √((m₄ − m₂²)/N), the standard error of the variance.
    pub fn variance_error(&self) -> Option<f64> {
        let [_, second, _, fourth] = self.central()?;
        (self.count > 1).then(|| ((fourth - second * second).max(0.0) / self.count as f64).sqrt())
    }

    /// Means of the first four powers about the origin.
    fn moments(&self) -> Option<[f64; 4]> {
        (self.count > 0).then(|| self.sums.map(|sum| sum / self.count as f64))
    }

    /// The same about the mean.
    fn central(&self) -> Option<[f64; 4]> {
        let [a, b, c, d] = self.moments()?;
        Some([
            0.0,
            (b - a * a).max(0.0),
            c - 3.0 * a * b + 2.0 * a * a * a,
            d - 4.0 * a * c + 6.0 * a * a * b - 3.0 * a * a * a * a,
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_of_a_few_numbers() {
        let mut sums = PowerSums::default();
        assert_eq!((sums.mean(), sums.variance()), (None, None));
        sums.add(1e6 + 1.0);
        assert_eq!((sums.mean(), sums.variance()), (Some(1e6 + 1.0), None));
        for value in [2.0, 3.0, 4.0, 10.0] {
            sums.add(1e6 + value);
        }
        assert_eq!(sums.mean(), Some(1e6 + 4.0));
        assert_eq!(sums.variance(), Some(12.5));
        assert_eq!(sums.mean_error(), Some(2.5_f64.sqrt()));
        // m₂ = 10, m₄ = (81 + 16 + 1 + 0 + 1296)/5
        let error = ((1394.0 / 5.0 - 100.0) / 5.0_f64).sqrt();
        assert!((sums.variance_error().unwrap_or(0.0) - error).abs() < 1e-12);
    }
}
