//! A panel: a rectangle of the picture with an axis along each side.

use crate::math::decimal::Decimal;
use crate::math::real::{ln, log10, powf};
use crate::math::within;

/// How values are spread along an axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AxisScale {
    /// Evenly.
    Linear,
    /// Logarithmic, for values above zero.
    Log,
    /// Linear, for angles in radians: marks are fractions of π.
    Angle,
    /// Linear, for what is counted: marks are whole numbers.
    Whole,
}

/// The values along one side of a panel.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// The value at the left or lower end.
    pub min: f64,
    /// The value at the right or upper end.
    pub max: f64,
    /// How the values between are spread.
    pub scale: AxisScale,
    /// A symbol, the same in every language.
    pub label: &'static str,
}

impl Axis {
    /// An axis with evenly spread values.
    pub fn linear([min, max]: [f64; 2], label: &'static str) -> Self {
        Self {
            min,
            max,
            scale: AxisScale::Linear,
            label,
        }
    }

    /// A linear axis of angles in radians.
    pub fn angle(range: [f64; 2], label: &'static str) -> Self {
        Self {
            scale: AxisScale::Angle,
            ..Self::linear(range, label)
        }
    }

    /// A linear axis of whole numbers: classes, steps.
    pub fn whole(range: [f64; 2], label: &'static str) -> Self {
        Self {
            scale: AxisScale::Whole,
            ..Self::linear(range, label)
        }
    }

    /// A linear axis that covers every finite value with a little room to spare; from 0 to 1 if there is none.
    pub fn linear_covering(values: impl IntoIterator<Item = f64>, label: &'static str) -> Self {
        let finite = values.into_iter().filter(|value| value.is_finite());
        let (low, high) = finite.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
            (low.min(value), high.max(value))
        });
        if low > high {
            return Self::linear([0.0, 1.0], label);
        }
        let room = (0.05 * (high - low)).max(1e-3 * high.abs().max(1e-3));
        Self::linear([low - room, high + room], label)
    }

    /// A logarithmic axis over whole decades that covers every finite value above zero, at least one decade long
    /// and never reaching below `floor`.
    pub fn log_covering(
        values: impl IntoIterator<Item = f64>,
        floor: f64,
        label: &'static str,
    ) -> Self {
        let (mut low, mut high) = (f64::INFINITY, 0.0_f64);
        for value in values
            .into_iter()
            .filter(|value| value.is_finite() && *value > 0.0)
        {
            low = low.min(value);
            high = high.max(value);
        }
        if high == 0.0 {
            (low, high) = (0.1, 1.0);
        }
        let high = log10(high.max(floor)).ceil().clamp(-300.0, 300.0);
        let low = log10(low.max(floor)).floor().min(high - 1.0);
        Self {
            min: powf(10f64, low),
            max: powf(10f64, high),
            scale: AxisScale::Log,
            label,
        }
    }

    /// The length of the axis in its own values; negative if they fall.
    pub fn span(&self) -> f64 {
        self.max - self.min
    }

    /// Reaches as far as another with the same scale.
    pub fn cover(&mut self, other: &Self) {
        self.min = self.min.min(other.min);
        self.max = self.max.max(other.max);
    }

    /// Where a value stands: 0 at `min`, 1 at `max`.
    pub fn share(&self, value: f64) -> f64 {
        match self.scale {
            AxisScale::Log => ln(value / self.min) / ln(self.max / self.min),
            _ => (value - self.min) / self.span(),
        }
    }

    /// Between two such places: a part of the axis, or more than it.
    pub fn part(&self, shares: [f64; 2]) -> Self {
        let [min, max] = shares.map(|share| self.value(share));
        Self {
            min,
            max,
            ..self.clone()
        }
    }

    fn value(&self, share: f64) -> f64 {
        match self.scale {
            AxisScale::Log => self.min * powf(self.max / self.min, share),
            _ => self.min + share * self.span(),
        }
    }

    /// Rounds a value to what a reader can aim at: the decimal place that a thousandth of a linear axis reaches, three
    /// significant digits on a logarithmic one; and to so many digits more.
    pub fn round(&self, value: f64, digits: usize) -> f64 {
        let extent = match self.scale {
            AxisScale::Log => 10.0 * value.abs(),
            _ => self.span().abs(),
        };
        let decimals = (3.0 - log10(extent).floor()).clamp(0.0, 15.0) as usize + digits;
        Decimal::to_decimals(value, decimals).map_or(value, |rounded| rounded.value())
    }
}

/// A rectangle in CSS pixels and its axes.
#[derive(Clone, Debug, PartialEq)]
pub struct Plot {
    /// From the left edge of the figure.
    pub left: f64,
    /// From its upper edge.
    pub top: f64,
    /// The length of the horizontal axis.
    pub width: f64,
    /// The length of the vertical one.
    pub height: f64,
    /// The horizontal axis.
    pub x: Axis,
    /// The vertical axis.
    pub y: Axis,
}

impl Plot {
    /// The place of a pair of values, in CSS pixels of the figure.
    pub fn to_pixels(&self, [x, y]: [f64; 2]) -> (f64, f64) {
        (
            self.left + self.width * self.x.share(x),
            self.top + self.height * (1.0 - self.y.share(y)),
        )
    }

    /// The values at a place: the inverse of [`Plot::to_pixels`].
    pub fn from_pixels(&self, (x, y): (f64, f64)) -> [f64; 2] {
        [
            self.x.value((x - self.left) / self.width),
            self.y.value(1.0 - (y - self.top) / self.height),
        ]
    }

    /// The place in the panel that is nearest to a place in the picture.
    pub fn nearest(&self, (x, y): (f64, f64)) -> (f64, f64) {
        (
            within(x, self.left, self.left + self.width),
            within(y, self.top, self.top + self.height),
        )
    }

    /// Whether a place of the picture lies in the panel, or on its border.
    pub fn contains(&self, (x, y): (f64, f64)) -> bool {
        let [left, top, right, bottom] = self.rectangle();
        (left..=right).contains(&x) && (top..=bottom).contains(&y)
    }

    /// Left, top, right, bottom.
    pub fn rectangle(&self) -> [f64; 4] {
        [
            self.left,
            self.top,
            self.left + self.width,
            self.top + self.height,
        ]
    }
}
