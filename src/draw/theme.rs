//! Colours, light and dark. Lines take theirs from Okabe and Ito's palette, which stays apart for colour-blind readers.

use plotters::style::RGBColor;

/// Which theme.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ThemeName {
    #[default]
    Light,
    Dark,
}

impl ThemeName {
    pub fn from_id(id: &str) -> Option<Self> {
        match id {
            "light" => Some(ThemeName::Light),
            "dark" => Some(ThemeName::Dark),
            _ => None,
        }
    }

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

/// The colours of a figure.
#[derive(Debug)]
pub struct Theme {
    pub background: RGBColor,
    /// Text.
    pub ink: RGBColor,
    /// Axes and what else stays behind.
    pub faint: RGBColor,
    /// Contour lines on a field.
    pub contour: RGBColor,
    /// How much of a field's colour is mixed into the background: lines must stand out from it.
    pub field_strength: f64,
    /// Lines, in the order of their importance.
    pub lines: [RGBColor; 4],
}

static LIGHT: Theme = Theme {
    background: RGBColor(255, 255, 255),
    ink: RGBColor(34, 34, 34),
    faint: RGBColor(120, 120, 120),
    contour: RGBColor(60, 60, 80),
    field_strength: 0.42,
    lines: [
        RGBColor(213, 94, 0),
        RGBColor(0, 114, 178),
        RGBColor(0, 128, 94),
        RGBColor(170, 80, 135),
    ],
};

static DARK: Theme = Theme {
    background: RGBColor(22, 24, 28),
    ink: RGBColor(228, 228, 228),
    faint: RGBColor(150, 150, 150),
    contour: RGBColor(210, 215, 225),
    field_strength: 0.5,
    lines: [
        RGBColor(255, 159, 64),
        RGBColor(86, 180, 233),
        RGBColor(64, 211, 164),
        RGBColor(214, 140, 184),
    ],
};

static LIGHT_CONTRAST: Theme = Theme {
    background: RGBColor(255, 255, 255),
    ink: RGBColor(0, 0, 0),
    faint: RGBColor(64, 64, 64),
    contour: RGBColor(40, 40, 60),
    field_strength: 0.25,
    lines: [
        RGBColor(160, 62, 0),
        RGBColor(0, 78, 140),
        RGBColor(0, 92, 66),
        RGBColor(132, 44, 100),
    ],
};

static DARK_CONTRAST: Theme = Theme {
    background: RGBColor(0, 0, 0),
    ink: RGBColor(255, 255, 255),
    faint: RGBColor(200, 200, 200),
    contour: RGBColor(225, 230, 240),
    field_strength: 0.3,
    lines: [
        RGBColor(255, 183, 105),
        RGBColor(130, 206, 250),
        RGBColor(104, 232, 190),
        RGBColor(238, 176, 212),
    ],
};

impl Theme {
    /// A field's colour, mixed into the background.
    pub fn soften(&self, [r, g, b]: [u8; 3]) -> [u8; 4] {
        let mix = |color: u8, background: u8| {
            (self.field_strength * f64::from(color)
                + (1.0 - self.field_strength) * f64::from(background))
            .round() as u8
        };
        [
            mix(r, self.background.0),
            mix(g, self.background.1),
            mix(b, self.background.2),
            255,
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As WCAG 2 has it.
    fn contrast(one: RGBColor, other: RGBColor) -> f64 {
        let luminance = |RGBColor(r, g, b)| {
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
