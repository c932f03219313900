//! Styles of pictures in files: which colours, how thick lines are, and which gaps tell them apart.

use crate::draw::{Color, SUBPIXELS, Theme, ThemeName};
use crate::math::real::hypot;
use plotters_backend::{BackendColor, BackendCoord};

/// A way to draw pictures for a medium.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// As on the screen.
    #[default]
    Screen,
    /// For paper, printed in black and white too: thicker lines that differ in how dark they are and in their gaps.
    Print,
    /// Finer lines, for pictures in which much is going on.
    Thin,
}

impl Style {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Screen, Self::Print, Self::Thin];

    /// Its name on the command line.
    pub fn id(self) -> &'static str {
        match self {
            Self::Screen => "screen",
            Self::Print => "print",
            Self::Thin => "thin",
        }
    }

    /// The style of this name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|style| style.id() == id)
    }

    /// Its colours. What is printed is light; what is not is in the theme's own.
    pub fn theme(self, theme: ThemeName) -> &'static Theme {
        match (self, theme) {
            (Self::Print, ThemeName::Light) => &PRINT,
            _ => theme.theme(),
        }
    }

    /// How much thicker than on the screen curves are drawn.
    pub fn line_width(self) -> f64 {
        match self {
            Self::Screen => 1.0,
            Self::Print => 1.35,
            Self::Thin => 0.65,
        }
    }

    /// The gaps of lines without gaps of their own.
    pub(super) fn dashes(self, theme: &'static Theme) -> Dashes {
        Dashes(match self {
            Self::Print => Some(theme),
            Self::Screen | Self::Thin => None,
        })
    }
}

/// From dark to light, each as far from the next as grey on paper needs it, all on white.
static PRINT: Theme = Theme {
    background: Color::rgb(255, 255, 255),
    ink: Color::rgb(0, 0, 0),
    faint: Color::rgb(90, 90, 90),
    contour: Color::rgb(60, 60, 80),
    field_strength: 0.3,
    lines: [
        Color::rgb(105, 20, 0),
        Color::rgb(0, 88, 152),
        Color::rgb(0, 132, 98),
        Color::rgb(198, 120, 166),
    ],
};

/// Dashes and gaps of the theme's lines, in CSS pixels: the first has none.
const GAPS: [&[f64]; 4] = [&[], &[9.0, 3.0], &[7.0, 2.5, 1.5, 2.5], &[2.0, 2.0]];

/// Which lines have which gaps: those in colours of the theme's lines, or none.
#[derive(Clone, Copy)]
pub(super) struct Dashes(Option<&'static Theme>);

impl Dashes {
    /// The attribute for lines of a colour without gaps of their own. What is shorter than a pattern, such as the head of an
    /// arrow, has none.
    pub(super) fn of(self, color: BackendColor, paths: &[Vec<BackendCoord>]) -> String {
        const SHORTEST: f64 = 18.0;
        let (red, green, blue) = color.rgb;
        let lines = self.0.map(|theme| theme.lines);
        let line = (lines.iter().flatten()).position(|line| line.rgb == [red, green, blue]);
        let gaps = line.and_then(|line| GAPS.get(line)).copied();
        let longest = paths.iter().map(|path| length(path)).fold(0.0, f64::max);
        match gaps {
            Some(gaps) if !gaps.is_empty() && longest >= SHORTEST * SUBPIXELS => {
                let lengths = gaps.iter().map(|gap| (gap * SUBPIXELS).to_string());
                let lengths = lengths.collect::<Vec<_>>().join(" ");
                format!(" stroke-dasharray=\"{lengths}\"")
            }
            _ => String::new(),
        }
    }
}

fn length(path: &[BackendCoord]) -> f64 {
    let pieces = path.windows(2);
    let piece = |ends: &[BackendCoord]| {
        hypot(
            f64::from(ends[1].0) - f64::from(ends[0].0),
            f64::from(ends[1].1) - f64::from(ends[0].1),
        )
    };
    pieces.map(piece).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How light a colour looks, from 0 to 100: L* of CIE 1976.
    fn lightness(color: Color) -> f64 {
        let channel = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        let [red, green, blue] = color.rgb.map(channel);
        116.0 * (0.2126 * red + 0.7152 * green + 0.0722 * blue).cbrt() - 16.0
    }

    #[test]
    fn printed_lines_are_told_apart_without_their_colours() {
        let lightness = PRINT.lines.map(lightness);
        for pair in lightness.windows(2) {
            assert!(pair[1] - pair[0] >= 11.0, "{lightness:?}");
        }
        // And all from the paper.
        assert!(lightness[3] < 62.0, "{lightness:?}");
        for (index, gaps) in GAPS.iter().enumerate() {
            assert!(!GAPS[..index].contains(gaps));
        }
    }

    #[test]
    fn styles_are_found_by_their_names() {
        for style in Style::ALL {
            assert_eq!(Style::from_id(style.id()), Some(style));
        }
        assert_eq!(Style::from_id("fat"), None);
    }
}
