//! Colours, light and dark. Lines take theirs from Okabe and Ito's palette, which stays apart for colour-blind readers.

use super::Color;

/// Which theme.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ThemeName {
    /// Dark on light.
    #[default]
    Light,
    /// Light on dark.
    Dark,
}

impl ThemeName {
    /// From `light` or `dark`.
    pub fn from_id(id: &str) -> Option<Self> {
        match id {
            "light" => Some(ThemeName::Light),
            "dark" => Some(ThemeName::Dark),
            _ => None,
        }
    }

    /// Its colours.
    pub fn theme(self) -> &'static Theme {
        match self {
            ThemeName::Light => &LIGHT,
            ThemeName::Dark => &DARK,
        }
    }

    /// For readers who ask for more contrast: black or white ink, paler fields, stronger lines.
    pub fn with_more_contrast(self) -> &'static Theme {
        match self {
            ThemeName::Light => &LIGHT_CONTRAST,
            ThemeName::Dark => &DARK_CONTRAST,
        }
    }
}

/// What a curve stands for, as far as its colour goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// One of [`Theme::lines`], and after the last the first again.
    Line(usize),
    /// An earlier run, counted from 0: the later ones are paler.
    Pinned(usize),
}

/// The colours of a figure.
#[derive(Debug)]
pub struct Theme {
    /// What figures stand on.
    pub background: Color,
    /// Text.
    pub ink: Color,
    /// Axes and what else stays behind.
    pub faint: Color,
    /// Contour lines on a field.
    pub contour: Color,
    /// How much of a field's colour is mixed into the background: lines must stand out from it.
    pub field_strength: f64,
    /// Lines, in the order of their importance.
    pub lines: [Color; 4],
}

static LIGHT: Theme = Theme {
    background: Color::rgb(255, 255, 255),
    ink: Color::rgb(34, 34, 34),
    faint: Color::rgb(120, 120, 120),
    contour: Color::rgb(60, 60, 80),
    field_strength: 0.42,
    lines: [
        Color::rgb(213, 94, 0),
        Color::rgb(0, 114, 178),
        Color::rgb(0, 128, 94),
        Color::rgb(170, 80, 135),
    ],
};

static DARK: Theme = Theme {
    background: Color::rgb(22, 24, 28),
    ink: Color::rgb(228, 228, 228),
    faint: Color::rgb(150, 150, 150),
    contour: Color::rgb(210, 215, 225),
    field_strength: 0.5,
    lines: [
        Color::rgb(255, 159, 64),
        Color::rgb(86, 180, 233),
        Color::rgb(64, 211, 164),
        Color::rgb(214, 140, 184),
    ],
};

static LIGHT_CONTRAST: Theme = Theme {
    background: Color::rgb(255, 255, 255),
    ink: Color::rgb(0, 0, 0),
    faint: Color::rgb(64, 64, 64),
    contour: Color::rgb(40, 40, 60),
    field_strength: 0.25,
    lines: [
        Color::rgb(160, 62, 0),
        Color::rgb(0, 78, 140),
        Color::rgb(0, 92, 66),
        Color::rgb(132, 44, 100),
    ],
};

static DARK_CONTRAST: Theme = Theme {
    background: Color::rgb(0, 0, 0),
    ink: Color::rgb(255, 255, 255),
    faint: Color::rgb(200, 200, 200),
    contour: Color::rgb(225, 230, 240),
    field_strength: 0.3,
    lines: [
        Color::rgb(255, 183, 105),
        Color::rgb(130, 206, 250),
        Color::rgb(104, 232, 190),
        Color::rgb(238, 176, 212),
    ],
};

impl Theme {
    /// The colour of a curve.
    pub fn tone(&self, tone: Tone) -> Color {
        match tone {
            Tone::Line(line) => self.lines[line % self.lines.len()],
            Tone::Pinned(index) => {
                let strength = [0.62, 0.42, 0.26].get(index).copied().unwrap_or(0.26);
                self.ink.on(self.background, strength)
            }
        }
    }

    /// A field's colour, mixed into the background.
    pub fn soften(&self, [r, g, b]: [u8; 3]) -> [u8; 4] {
        let color = Color::rgb(r, g, b);
        color.on(self.background, self.field_strength).pixel()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As WCAG 2 has it.
    fn contrast(one: Color, other: Color) -> f64 {
        let luminance = |color: Color| {
            let [r, g, b] = color.rgb;
            let channel = |value: u8| {
                let value = f64::from(value) / 255.0;
                if value <= 0.04045 {
                    value / 12.92
                } else {
                    ((value + 0.055) / 1.055).powf(2.4)
                }
            };
            0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b)
        };
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    fn least_contrast(theme: &Theme) -> f64 {
        (theme.lines.iter())
            .chain([&theme.ink, &theme.faint, &theme.contour])
            .map(|color| contrast(*color, theme.background))
            .fold(f64::INFINITY, f64::min)
    }

    #[test]
    fn everything_drawn_stands_out_from_the_background_and_more_so_on_demand() {
        for name in [ThemeName::Light, ThemeName::Dark] {
            let usual = least_contrast(name.theme());
            assert!(usual > 3.0, "{name:?}: {usual}");
            let more = least_contrast(name.with_more_contrast());
            assert!(more > 6.0, "{name:?}: {more}");
            assert!(name.with_more_contrast().field_strength < name.theme().field_strength);
        }
    }
}
