//! Colours.

use plotters::style::{Color as _, RGBAColor, RGBColor};
use plotters_backend::BackendColor;

/// A colour, opaque unless it is made [fainter](Color::faded).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Color {
    /// Red, green, blue.
    pub rgb: [u8; 3],
    /// From 0 to 1.
    pub opacity: f64,
}

impl Color {
    /// An opaque colour, from its parts in sRGB.
    pub const fn rgb(red: u8, green: u8, blue: u8) -> Self {
        Self {
            rgb: [red, green, blue],
            opacity: 1.0,
        }
    }

    /// The same with so much of its opacity.
    pub fn faded(self, share: f64) -> Self {
        Self {
            opacity: self.opacity * share,
            ..self
        }
    }

    /// Opaque: so much of this colour, the rest of the ground.
    pub fn on(self, ground: Self, share: f64) -> Self {
        let mut rgb = self.rgb;
        for (channel, ground) in rgb.iter_mut().zip(ground.rgb) {
            let mixed = share * f64::from(*channel) + (1.0 - share) * f64::from(ground);
            *channel = mixed.round() as u8;
        }
        Self { rgb, opacity: 1.0 }
    }

    /// As a pixel of an image.
    pub fn pixel(self) -> [u8; 4] {
        let [r, g, b] = self.rgb;
        [r, g, b, (255.0 * self.opacity).round() as u8]
    }

    /// `#rrggbb`, which all readers of SVG and CSS know; without its opacity.
    pub fn hexadecimal(self) -> String {
        hexadecimal(&self.rgb)
    }

    pub(super) fn of_plotters(self) -> RGBAColor {
        let [r, g, b] = self.rgb;
        RGBColor(r, g, b).mix(self.opacity)
    }
}

/// `#` and two digits for each channel.
pub(crate) fn hexadecimal(channels: &[u8]) -> String {
    let digit = |value: u8| char::from(value + if value < 10 { b'0' } else { b'a' - 10 });
    let digits = (channels.iter()).flat_map(|channel| [channel >> 4, channel & 15]);
    std::iter::once('#').chain(digits.map(digit)).collect()
}

impl plotters::style::Color for Color {
    fn to_backend_color(&self) -> BackendColor {
        self.of_plotters().to_backend_color()
    }
}
