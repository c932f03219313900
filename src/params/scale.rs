//! How a slider's positions are spread over the range of a number.

use crate::math::decimal::Decimal;
use crate::math::real::{exp, ln, log10};
use crate::math::within;
use serde::Serialize;

/// The quantity in which equal moves of a slider are equal steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
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
            Scale::Log => ln(value),
            Scale::LogOneMinus => -ln(1.0 - value),
        }
    }

    fn out_of_scale(self, scaled: f64) -> f64 {
        match self {
            Scale::Linear => scaled,
            Scale::Log => exp(scaled),
            Scale::LogOneMinus => 1.0 - exp(-scaled),
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

    /// [`Scale::positions`] for whole numbers: at most one for each of them.
    pub fn integer_positions(self, min: u64, max: u64) -> u32 {
        let grid = IntegerGrid::new(self, min, max);
        grid.singles + (grid.size - grid.first)
    }

    /// [`Scale::value_at`] for whole numbers: another one at every position.
    pub fn integer_at(self, position: u32, min: u64, max: u64) -> u64 {
        let grid = IntegerGrid::new(self, min, max);
        if position < grid.singles {
            return min + u64::from(position);
        }
        let at = grid.first.saturating_add(position - grid.singles);
        if at >= grid.size {
            max
        } else {
            grid.rounded(at)
        }
    }

    /// The position nearest to a whole number.
    pub fn integer_position_of(self, value: u64, min: u64, max: u64) -> u32 {
        let grid = IntegerGrid::new(self, min, max);
        if value < min + u64::from(grid.singles) {
            return value.saturating_sub(min) as u32;
        }
        let share = (self.into_scale(value as f64) - grid.low) / (grid.high - grid.low);
        let at = (share.clamp(0.0, 1.0) * f64::from(grid.size)).round() as u32;
        grid.singles + at.saturating_sub(grid.first)
    }
}

/// How a slider goes through whole numbers. The places of an even grid that are less than one apart would be the same
/// number several times, and an arrow key that moves to the same number does nothing. So the slider goes from number to
/// number up to the first place from which the grid is wider.
struct IntegerGrid {
    scale: Scale,
    min: u64,
    max: u64,
    /// Both ends on the scale.
    low: f64,
    high: f64,
    /// Steps of the grid over the whole range.
    size: u32,
    /// The place of the grid where it takes over.
    first: u32,
    /// How many numbers stand one by one before.
    singles: u32,
}

impl IntegerGrid {
    fn new(scale: Scale, min: u64, max: u64) -> Self {
        let [low, high] = [min, max].map(|end| scale.into_scale(end as f64));
        let size = scale
            .positions(min as f64, max as f64)
            .min((max - min).min(1000) as u32);
        let mut grid = Self {
            scale,
            min,
            max,
            low,
            high,
            size,
            first: 0,
            singles: 0,
        };
        if scale == Scale::Log && size > 0 {
            let step = (high - low) / f64::from(size);
            // The place v from which v and the place before it are one apart.
            let wide = ln((1.0 - exp(-step)).recip());
            grid.first = within(((wide - low) / step).ceil(), 0.0, f64::from(size)) as u32;
            let takes_over = if grid.first == size {
                max
            } else {
                grid.rounded(grid.first)
            };
            grid.singles = takes_over.saturating_sub(min) as u32;
        }
        grid
    }

    fn value(&self, at: u32) -> f64 {
        let share = f64::from(at) / f64::from(self.size);
        self.scale
            .out_of_scale(self.low + (self.high - self.low) * share)
    }

    /// The number at a place, as round as its neighbours' distance allows.
    fn rounded(&self, at: u32) -> u64 {
        let value = self.value(at);
        let spacing = value
            - if at == 0 {
                self.min as f64
            } else {
                self.value(at - 1)
            };
        // As much less than a whole as the last bits of a logarithm may be.
        let digits = log10(spacing + 1e-6).floor().max(0.0) as u32;
        let unit = 10_f64.powi(digits as i32);
        within(
            (value / unit).round() * unit,
            self.min as f64,
            self.max as f64,
        ) as u64
    }
}

/// `value` to `digits` significant digits, in decimal: powers of ten are exact there.
pub fn round_to_digits(value: f64, digits: usize) -> f64 {
    Decimal::to_digits(value, digits.max(1)).map_or(value, |rounded| rounded.value())
}

/// The nearest multiple of the power of ten at or below `spacing`.
fn round_to_multiple(value: f64, spacing: f64) -> f64 {
    let decimals = (-log10(spacing).floor()).max(0.0) as usize;
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
