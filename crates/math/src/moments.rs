//! Mean and central moments of numbers that arrive one by one.

use serde::{Deserialize, Serialize};

/// Running central sums up to the fourth power (Pébay 2008): they lose no digits to a large mean.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Moments {
    count: u64,
    mean: f64,
    /// Sums of the second, third and fourth powers of the deviations from the mean.
    sums: [f64; 3],
}

impl Moments {
    /// Takes in one more value.
    pub fn add(&mut self, value: f64) {
        let before = self.count as f64;
        self.count += 1;
        let n = self.count as f64;
        let delta = value - self.mean;
        let share = delta / n;
        let term = delta * share * before;
        let [second, third, _] = self.sums;
        self.mean += share;
        self.sums[2] += term * share * share * (n * n - 3.0 * n + 3.0)
            + 6.0 * share * share * second
            - 4.0 * share * third;
        self.sums[1] += term * share * (n - 2.0) - 3.0 * share * second;
        self.sums[0] += term;
    }

    /// How many values have arrived.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// `None` without values.
    pub fn mean(&self) -> Option<f64> {
        (self.count > 0).then_some(self.mean)
    }

    /// The unbiased estimate of the variance; `None` below two values.
    pub fn variance(&self) -> Option<f64> {
        (self.count > 1).then(|| self.sums[0] / (self.count as f64 - 1.0))
    }

    /// The standard error of the mean.
    pub fn standard_error(&self) -> Option<f64> {
        Some((self.variance()? / self.count as f64).sqrt())
    }

    /// The standard error of the variance, √((m₄ − m₂²)/n).
    pub fn standard_error_of_variance(&self) -> Option<f64> {
        let n = self.count as f64;
        let second = self.sums[0] / n;
        let spread = self.sums[2] / n - second * second;
        // Rounding can make it negative; what is no number stays none.
        let spread = if spread < 0.0 { 0.0 } else { spread };
        (self.count > 1).then(|| (spread / n).sqrt())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn running_sums_are_the_sums_of_their_definition() {
        let values: Vec<f64> = (0..50).map(|n| 1e6 + f64::from(n * n % 17)).collect();
        let mut moments = Moments::default();
        values.iter().for_each(|value| moments.add(*value));
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        let power = |k: i32| values.iter().map(|v| (v - mean).powi(k)).sum::<f64>();
        assert!((moments.mean().unwrap() - mean).abs() < 1e-9);
        for (found, k) in moments.sums.iter().zip(2..) {
            assert!((found / power(k) - 1.0).abs() < 1e-9, "{k}: {found}");
        }
        assert!((moments.variance().unwrap() / (power(2) / (n - 1.0)) - 1.0).abs() < 1e-9);
        let error = ((power(4) / n - (power(2) / n).powi(2)) / n).sqrt();
        assert!((moments.standard_error_of_variance().unwrap() / error - 1.0).abs() < 1e-9);
    }

    #[test]
    fn moments_of_a_few_numbers() {
        let mut moments = Moments::default();
        for value in [1.0, 2.0, 3.0, 4.0, 10.0] {
            moments.add(1e6 + value);
        }
        assert_eq!(moments.count(), 5);
        let near = |found: Option<f64>, exact: f64| (found.unwrap() / exact - 1.0).abs() < 1e-9;
        assert!(near(moments.mean(), 1e6 + 4.0) && near(moments.variance(), 12.5));
        assert!(near(moments.standard_error(), 2.5_f64.sqrt()));
        // m₂ = 10, m₄ = (81 + 16 + 1 + 0 + 1296)/5
        let error = ((1394.0 / 5.0 - 100.0) / 5.0_f64).sqrt();
        assert!(near(moments.standard_error_of_variance(), error));
    }

    #[test]
    fn too_few_values_have_no_moments() {
        let mut moments = Moments::default();
        assert_eq!((moments.mean(), moments.variance()), (None, None));
        moments.add(3.0);
        assert_eq!((moments.mean(), moments.variance()), (Some(3.0), None));
        assert_eq!(moments.standard_error(), None);
    }
}
