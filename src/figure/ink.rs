//! Colours by what they stand for: which colour that is, a theme says.

use crate::draw::{Color, Theme, Tone};

/// A colour of the theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hue {
    /// One of [`Theme::lines`].
    Line(usize),
    /// Text, and what is as strong as text.
    Ink,
    /// Axes and what else stays behind.
    Faint,
    /// Contour lines on a field.
    Contour,
    /// What everything stands on.
    Background,
    /// An earlier run, counted from 0: the later ones are paler.
    Pinned(usize),
}

/// A colour and how much of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ink {
    /// Which.
    pub hue: Hue,
    /// From 0 to 1.
    pub opacity: f64,
}

impl Ink {
    /// The colour in a theme.
    pub fn in_theme(self, theme: &Theme) -> Color {
        let color = match self.hue {
            Hue::Line(line) => theme.tone(Tone::Line(line)),
            Hue::Ink => theme.ink,
            Hue::Faint => theme.faint,
            Hue::Contour => theme.contour,
            Hue::Background => theme.background,
            Hue::Pinned(index) => theme.tone(Tone::Pinned(index)),
        };
        color.faded(self.opacity)
    }
}

impl From<Hue> for Ink {
    fn from(hue: Hue) -> Self {
        Self { hue, opacity: 1.0 }
    }
}
