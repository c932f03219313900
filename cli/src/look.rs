//! How `render` is asked to draw: size, part, theme, style, legend, lines.

use crate::arguments::{Refused, option};
use clap::ArgMatches;
use thetaflow::draw::{Entry, ThemeName};
use thetaflow::lab::AnyFigure;
use thetaflow::params::read_number;
use thetaflow::render::{self, Paper, Part, Style};
use thetaflow::texts::Texts;

/// The options of a picture, as far as they can be read without the figure.
pub struct Look {
    size: Size,
    crop: Option<Part>,
    theme: ThemeName,
    style: Style,
    transparent: bool,
    line_width: f64,
    /// Whether the figure's legend stands below it.
    pub has_legend: bool,
    /// Pixels of a PNG to a CSS pixel.
    pub scale: f32,
}

impl Look {
    pub fn of(matches: &ArgMatches, texts: &Texts) -> Result<Self, Refused> {
        let sentence =
            |key: &str, name: &str| vec![texts.fill(key, [("got", option(matches, name))])];
        let factor = |key: &str, name: &str| {
            let factor = read_number(option(matches, name)).ok();
            let allowed = factor.filter(|factor| (0.25..=8.0).contains(factor));
            allowed.ok_or_else(|| sentence(key, name))
        };
        let crop = matches.get_one::<String>("crop");
        let crop =
            crop.map(|text| parse_part(text).ok_or_else(|| sentence("cli.bad_crop", "crop")));
        let size = Size::parse(option(matches, "size"));
        let style = Style::from_id(option(matches, "style"));
        Ok(Self {
            size: size.ok_or_else(|| sentence("cli.bad_size", "size"))?,
            crop: crop.transpose()?,
            theme: ThemeName::from_id(option(matches, "theme")).unwrap_or_default(),
            style: style.ok_or_else(|| bad_style(option(matches, "style"), texts))?,
            transparent: matches.get_flag("transparent"),
            has_legend: matches.get_flag("legend"),
            line_width: factor("cli.bad_line_width", "line_width")?,
            scale: factor("cli.bad_scale", "scale")? as f32,
        })
    }

    /// What the figure is drawn on.
    ///
    /// # Errors
    /// The part to be cropped reaches outside the picture.
    pub fn paper<'a>(
        &self,
        figure: &dyn AnyFigure,
        legend: &'a [Entry],
        texts: &Texts,
    ) -> Result<Paper<'a>, Refused> {
        let size = self.size.of(figure, legend);
        let reaches_outside = |part: &Part| {
            part.left.saturating_add(part.width) > size.0
                || part.top.saturating_add(part.height) > size.1
        };
        if self.crop.as_ref().is_some_and(reaches_outside) {
            let size = format!("{}x{}", size.0, size.1);
            return Err(vec![
                texts.fill("cli.crop_outside", [("size", size.as_str())]),
            ]);
        }
        Ok(Paper {
            theme: self.style.theme(self.theme),
            style: self.style,
            transparent: self.transparent,
            line_width: self.style.line_width() * self.line_width,
            size,
            legend,
            part: self.crop,
        })
    }
}

fn bad_style(got: &str, texts: &Texts) -> Refused {
    let allowed = Style::ALL.map(Style::id).join(", ");
    vec![texts.fill(
        "cli.bad_style",
        [("got", got), ("allowed", allowed.as_str())],
    )]
}

/// A part as `WIDTHxHEIGHT+LEFT+TOP`, not empty.
fn parse_part(text: &str) -> Option<Part> {
    let (width, rest) = text.split_once(['x', 'X', '×'])?;
    let mut rest = rest.split('+');
    let mut next = || rest.next()?.trim().parse().ok();
    let part = Part {
        width: width.trim().parse().ok()?,
        height: next()?,
        left: next()?,
        top: next()?,
    };
    (rest.next().is_none() && part.width > 0 && part.height > 0).then_some(part)
}

/// How large a picture is to be, in CSS pixels.
enum Size {
    /// As high as the figure wants to be.
    Wide(u32),
    Exactly(u32, u32),
}

impl Size {
    /// `column` and `page` of a paper, a width such as `700`, or `900x600`; sides from 100 to 8000.
    fn parse(text: &str) -> Option<Self> {
        let side = |text: &str| {
            text.trim()
                .parse()
                .ok()
                .filter(|side| (100..=8000).contains(side))
        };
        match (text, text.split_once(['x', 'X', '×'])) {
            ("column", _) => Some(Self::Wide(render::COLUMN_WIDTH)),
            ("page", _) => Some(Self::Wide(render::PAGE_WIDTH)),
            (_, Some((width, height))) => Some(Self::Exactly(side(width)?, side(height)?)),
            _ => Some(Self::Wide(side(text)?)),
        }
    }

    fn of(&self, figure: &dyn AnyFigure, legend: &[Entry]) -> (u32, u32) {
        match *self {
            Self::Wide(width) => {
                let height = figure.height(f64::from(width)).round() as u32;
                (width, height + render::legend_height(legend, width))
            }
            Self::Exactly(width, height) => (width, height),
        }
    }
}
