//! How a slider's positions are spread over the range of a number.

use crate::math::decimal::Decimal;
use crate::math::within;
use serde::Serialize;

/// The quantity in which equal moves of a slider are equal steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Scale {
    /// The value v itself.
    Linear,
    /// log v: learning rates, condition numbers. The range must be positive.
    Log,
    /// -log(1 - v): momentum and averaging factors, where 0.9, 0.99 and 0.999 are equally far apart. The range must lie below 1.
    LogOneMinus,
}

impl Scale {
    fn into_scale(self, value: f64) -> f64 {
        match self {
            Scale::Linear => value,
            Scale::Log => value.ln(),
            Scale::LogOneMinus => -(1.0 - value).ln(),
        }
    }

    fn out_of_scale(self, scaled: f64) -> f64 {
        match self {
            Scale::Linear => scaled,
            Scale::Log => scaled.exp(),
            Scale::LogOneMinus => 1.0 - (-scaled).exp(),
        }
    }

    /// How many steps a slider over `[min, max]` has: fine enough to look continuous, coarse enough for arrow keys.
    pub fn positions(self, min: f64, max: f64) -> u32 {
        // So close that neighbours still differ after rounding: see `value_at`.
        let per_decade = match self {
            Scale::Linear => return 200,
            Scale::Log => 40.0,
            Scale::LogOneMinus => 30.0,
        };
        let decades = (self.into_scale(max) - self.into_scale(min)) / std::f64::consts::LN_10;
        (decades * per_decade).round().clamp(40.0, 800.0) as u32
    }

    /// The value at a position, rounded to as many digits as the spacing of the positions warrants.
    pub fn value_at(self, position: u32, min: f64, max: f64) -> f64 {
        let positions = self.positions(min, max);
        if position == 0 {
            return min;
        }
        if position >= positions {
            return max;
        }
        let (low, high) = (self.into_scale(min), self.into_scale(max));
        let value =
            self.out_of_scale(low + (high - low) * f64::from(position) / f64::from(positions));
        let value = match self {
            Scale::Linear => round_to_multiple(value, (max - min) / f64::from(positions)),
            Scale::Log => round_to_digits(value, 3),
            Scale::LogOneMinus => 1.0 - round_to_digits(1.0 - value, 2),
        };
        within(round_to_digits(value, 12), min, max)
    }

    /// The position nearest to a value.
    pub fn position_of(self, value: f64, min: f64, max: f64) -> u32 {
        let (low, high) = (self.into_scale(min), self.into_scale(max));
        let share = (self.into_scale(value) - low) / (high - low);
        (share.clamp(0.0, 1.0) * f64::from(self.positions(min, max))).round() as u32
    }

    /// [`Scale::value_at`] for whole numbers, over a slider of `positions` steps.
    pub fn integer_at(self, position: u32, min: u64, max: u64, positions: u32) -> u64 {
        if position == 0 {
            return min;
        }
        if position >= positions {
            return max;
        }
        let (low, high) = (self.into_scale(min as f64), self.into_scale(max as f64));
        let value =
            self.out_of_scale(low + (high - low) * f64::from(position) / f64::from(positions));
        let value = if value < 100.0 {
            value
        } else {
            round_to_digits(value, 2)
        };
        (value.round() as u64).clamp(min, max)
    }

    /// The position nearest to a whole number.
    pub fn integer_position_of(self, value: u64, min: u64, max: u64, positions: u32) -> u32 {
        let (low, high) = (self.into_scale(min as f64), self.into_scale(max as f64));
        let share = (self.into_scale(value as f64) - low) / (high - low);
        (share.clamp(0.0, 1.0) * f64::from(positions)).round() as u32
    }
}

/// `value` to `digits` significant digits, in decimal: powers of ten are exact there.
pub fn round_to_digits(value: f64, digits: usize) -> f64 {
    Decimal::to_digits(value, digits.max(1)).map_or(value, |rounded| rounded.value())
}

/// The nearest multiple of the power of ten at or below `spacing`.
fn round_to_multiple(value: f64, spacing: f64) -> f64 {
    let decimals = (-spacing.log10().floor()).max(0.0) as usize;
    Decimal::to_decimals(value, decimals).map_or(value, |rounded| rounded.value())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_and_values_agree() {
        for (scale, min, max) in [
            (Scale::Linear, -3.0, 3.0),
            (Scale::Log, 1e-6, 10.0),
            (Scale::LogOneMinus, 0.0, 0.9999),
            (Scale::Linear, 0.0, 90.0),
        ] {
            let last = scale.positions(min, max);
            for position in 0..=last {
                let value = scale.value_at(position, min, max);
                assert!((min..=max).contains(&value));
                assert_eq!(
                    scale.position_of(value, min, max),
                    position,
                    "{scale:?} {value}"
                );
            }
        }
    }

    #[test]
    fn familiar_values_are_reachable() {
        let momenta: Vec<f64> = (0..=Scale::LogOneMinus.positions(0.0, 0.9999))
            .map(|p| Scale::LogOneMinus.value_at(p, 0.0, 0.9999))
            .collect();
        for familiar in [0.5, 0.9, 0.99, 0.999] {
            assert!(momenta.contains(&familiar), "{familiar}");
        }
        let rates: Vec<f64> = (0..=Scale::Log.positions(1e-6, 10.0))
            .map(|p| Scale::Log.value_at(p, 1e-6, 10.0))
            .collect();
        for familiar in [1e-4, 1e-3, 0.01, 0.1, 1.0] {
            assert!(rates.contains(&familiar), "{familiar}");
        }
    }
}
