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
