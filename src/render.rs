//! Figures as files: SVG by the same scenes as in the page, and what is made of that SVG: PNG by rasterising it, PDF and PGF by
//! [`thetaflow_papers`].

mod papers;
mod style;
mod surface;

use crate::draw::{Drawing, Entry, Image, Picture, SUBPIXELS, Theme, ThemeName};
use crate::lab::AnyFigure;
use resvg::usvg::fontdb::Database;
use resvg::{tiny_skia, usvg};
use std::sync::{Arc, LazyLock, Mutex};
use style::Dashes;
use surface::Elements;

pub use papers::{PaperError, pdf, pgf};
pub use style::Style;
pub use thetaflow_papers::About;

/// Why there is no PNG.
#[derive(Debug, PartialEq, Eq)]
pub enum PngError {
    /// The size or scale is zero, or too large for memory.
    Size,
    /// No font on this machine has these letters of the legend.
    Letters(String),
    /// The drawing or its pixels could not be encoded.
    Encoding(String),
}

/// The width of a column of a paper in two columns: 3.4 inches, in CSS pixels.
pub const COLUMN_WIDTH: u32 = 326;
/// The width of its page between the margins: 7 inches, in CSS pixels.
pub const PAGE_WIDTH: u32 = 672;

/// How a figure is drawn. Lengths in CSS pixels.
#[derive(Clone, Copy, Debug)]
pub struct Paper<'a> {
    /// The colours: [`Style::theme`].
    pub theme: &'static Theme,
    /// Which gaps lines have.
    pub style: Style,
    /// Without the theme's background.
    pub transparent: bool,
    /// How much thicker than in the page curves are drawn.
    pub line_width: f64,
    /// Width and height, legend included. A figure that needs more room is laid out larger and drawn smaller as a whole.
    pub size: (u32, u32),
    /// What stands below the figure.
    pub legend: &'a [Entry],
    /// What is kept of it; all if `None`.
    pub part: Option<Part>,
}

/// A rectangle of a picture, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// From the left edge of the picture.
    pub left: u32,
    /// From its upper edge.
    pub top: u32,
    /// Its width.
    pub width: u32,
    /// Its height.
    pub height: u32,
}

impl Paper<'_> {
    /// A whole picture on white, as it is drawn unless one asks for something else.
    pub fn white(size: (u32, u32)) -> Self {
        Self {
            theme: ThemeName::Light.theme(),
            style: Style::Screen,
            transparent: false,
            line_width: 1.0,
            size,
            legend: &[],
            part: None,
        }
    }

    fn part(&self) -> Part {
        self.part.unwrap_or(Part {
            left: 0,
            top: 0,
            width: self.size.0,
            height: self.size.1,
        })
    }
}

/// How much larger than `size` a figure is to be laid out so that its panels find room in these proportions.
fn enlargement(figure: &dyn AnyFigure, size: (u32, u32)) -> f64 {
    /// The part of its height that a figure can do with.
    const ENOUGH: f64 = 0.8;
    let (width, height) = (f64::from(size.0), f64::from(size.1));
    let mut factors = (0..80).map(|power| 1.05_f64.powi(power));
    let has_room = |factor: &f64| factor * height >= ENOUGH * figure.height(factor * width);
    factors.find(has_room).unwrap_or(1.0)
}

/// The height of the legend below a figure of a width, both in CSS pixels.
pub fn legend_height(entries: &[Entry], width: u32) -> u32 {
    let mut height = 0.0;
    let style = Style::Screen;
    let theme = style.theme(ThemeName::Light);
    drawn((f64::from(width), 0.0), style.dashes(theme), |picture| {
        height = Drawing::on(picture, theme).legend_height(entries);
    });
    height.round() as u32
}

/// The figure as an SVG document.
pub fn svg(figure: &mut dyn AnyFigure, paper: Paper) -> String {
    let (width, height) = paper.size;
    let below = legend_height(paper.legend, width);
    let above = (width, height.saturating_sub(below).max(1));
    let enlargement = enlargement(figure, above);
    let pixels = (
        enlargement * f64::from(above.0),
        enlargement * f64::from(above.1),
    );
    figure.resize(pixels);
    let dashes = paper.style.dashes(paper.theme);
    let layers = [AnyFigure::draw_back, AnyFigure::draw_front].map(|draw| {
        drawn(pixels, dashes, |picture| {
            let mut drawing = Drawing::on(picture, paper.theme);
            drawing.line_width = paper.line_width;
            draw(figure, &drawing);
        })
    });
    // Letters of the legend are as large as the paper's, however large the figure was laid out.
    let legend = drawn((f64::from(width), f64::from(below)), dashes, |picture| {
        Drawing::on(picture, paper.theme).legend(paper.legend, 0.0);
    });
    let units = |length: f64| (length * SUBPIXELS).round() as u32;
    let background = if paper.transparent {
        String::new()
    } else {
        let [width, height] = [width, height].map(|side| units(enlargement * f64::from(side)));
        let color = paper.theme.background.hexadecimal();
        format!("<rect width=\"{width}\" height=\"{height}\" fill=\"{color}\"/>\n")
    };
    let part = paper.part();
    let [left, top, width, height] = [part.left, part.top, part.width, part.height]
        .map(|length| units(enlargement * f64::from(length)));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"{}\" viewBox=\"{left} {top} {width} {height}\" \
         stroke-linejoin=\"round\">\n{background}{}<g transform=\"translate(0 {}) scale({enlargement})\">\n{legend}</g>\n</svg>\n",
        part.width,
        part.height,
        layers.concat(),
        units(pixels.1),
    )
}

/// What is drawn on a picture of `size` CSS pixels, as elements of SVG in units.
fn drawn(size: (f64, f64), dashes: Dashes, draw: impl FnOnce(Picture)) -> String {
    let mut surface = Elements {
        text: String::new(),
        dashes,
    };
    draw(Picture::new(&mut surface, size));
    surface.text
}

/// The figure as a PNG with `scale` device pixels to a CSS pixel.
///
/// # Errors
/// The size is zero or too large, no font has the legend's letters, or the drawing cannot be encoded.
pub fn png(figure: &mut dyn AnyFigure, scale: f32, paper: Paper) -> Result<Vec<u8>, PngError> {
    let image = pixels(figure, scale, paper)?;
    encode(&image, Some(scale)).map_err(|error| PngError::Encoding(error.to_string()))
}

/// The figure as pixels, `scale` of them to a CSS pixel.
///
/// # Errors
/// As of [`png`].
pub fn pixels(figure: &mut dyn AnyFigure, scale: f32, paper: Paper) -> Result<Image, PngError> {
    let document = svg(figure, paper);
    let missing = Arc::new(Mutex::new(String::new()));
    let tree = usvg::Tree::from_str(&document, &options(missing.clone()))
        .map_err(|error| PngError::Encoding(error.to_string()))?;
    let missing = missing.lock().map(|letters| letters.clone());
    if let Some(letters) = missing.ok().filter(|letters| !letters.is_empty()) {
        return Err(PngError::Letters(letters));
    }
    let part = paper.part();
    let [width, height] =
        [part.width, part.height].map(|length| (length as f32 * scale).round() as u32);
    let mut pixels = tiny_skia::Pixmap::new(width, height).ok_or(PngError::Size)?;
    resvg::render(
        &tree,
        tiny_skia::Transform::from_scale(scale, scale),
        &mut pixels.as_mut(),
    );
    let rgba = (pixels.pixels().iter())
        .map(|pixel| pixel.demultiply())
        .flat_map(|color| [color.red(), color.green(), color.blue(), color.alpha()]);
    Ok(Image {
        width,
        height,
        rgba: rgba.collect(),
    })
}

/// Fonts come with the program, so that a picture is the same on every machine. Only for letters that these have not, such
/// as those of a Chinese legend, the machine's own fonts are asked; letters that they have not either go to `missing`.
fn options(missing: Arc<Mutex<String>>) -> usvg::Options<'static> {
    // Read once however many pictures there are: an animation has hundreds.
    static BUNDLED: LazyLock<Arc<Database>> = LazyLock::new(|| Arc::new(bundled_fonts()));
    static ALL: LazyLock<Arc<Database>> = LazyLock::new(|| {
        let mut fonts = Database::clone(&BUNDLED);
        fonts.load_system_fonts();
        Arc::new(fonts)
    });
    let among = usvg::FontResolver::default_fallback_selector();
    let select_fallback = move |letter, tried: &[_], fonts: &mut Arc<Database>| {
        let found = among(letter, tried, fonts).or_else(|| {
            // Those that are found already have the same numbers in it.
            *fonts = ALL.clone();
            among(letter, tried, fonts)
        });
        if let (None, Ok(mut missing)) = (found, missing.lock())
            && !missing.contains(letter)
        {
            missing.push(letter);
        }
        found
    };
    usvg::Options {
        fontdb: BUNDLED.clone(),
        font_family: "DejaVu Sans".to_owned(),
        font_resolver: usvg::FontResolver {
            select_font: usvg::FontResolver::default_font_selector(),
            select_fallback: Box::new(select_fallback),
        },
        ..usvg::Options::default()
    }
}

fn bundled_fonts() -> Database {
    let mut fonts = Database::new();
    for font in [
        dejavu::sans::regular(),
        dejavu::serif::regular(),
        dejavu::serif::italic(),
    ] {
        fonts.load_font_data(font.to_vec());
    }
    fonts.set_sans_serif_family("DejaVu Sans");
    fonts.set_serif_family("DejaVu Serif");
    fonts
}

/// A PNG. With a number of pixels to a CSS pixel it says how large it is meant to be: 96 CSS pixels are an inch.
fn encode(image: &Image, scale: Option<f32>) -> Result<Vec<u8>, png::EncodingError> {
    let mut data = Vec::new();
    let mut encoder = png::Encoder::new(&mut data, image.width, image.height);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_pixel_dims(scale.map(|scale| {
        let per_metre = (f64::from(scale) * 96.0 / 0.0254).round() as u32;
        png::PixelDimensions {
            xppu: per_metre,
            yppu: per_metre,
            unit: png::Unit::Meter,
        }
    }));
    encoder.write_header()?.write_image_data(&image.rgba)?;
    Ok(data)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::Tone;
    use thetaflow_papers::estimated_width;

    /// The places of the texts of an SVG document, in CSS pixels.
    fn texts(svg: &str) -> Vec<(f64, String)> {
        let text = |piece: &str| {
            let (_, from_x) = piece.split_once("x=\"")?;
            let (x, rest) = from_x.split_once('"')?;
            let (_, words) = rest.split_once('>')?;
            Some((x.parse::<f64>().ok()? / SUBPIXELS, words.trim().to_owned()))
        };
        let pieces = svg.split("<text ").skip(1);
        pieces
            .filter_map(|piece| text(piece.split_once("</text>")?.0))
            .collect()
    }

    #[test]
    fn a_legend_ends_within_the_picture() {
        let entry = |text: &str| Entry {
            text: text.to_owned(),
            symbol: "θ(t)".to_owned(),
            tone: Tone::Line(0),
            dashed: true,
        };
        let names = ["flow", "a long name of a line", "流", "RELAX", "x & y < z"];
        let entries = names.map(entry);
        let theme = ThemeName::Dark.theme();
        assert_eq!(legend_height(&[], 300), 0);
        for width in [20, 120, 200, 300, 900] {
            let height = legend_height(&entries, width);
            let size = (f64::from(width), f64::from(height));
            let svg = drawn(size, Style::Screen.dashes(theme), |picture| {
                Drawing::on(picture, theme).legend(&entries, 0.0);
            });
            let texts = texts(&svg);
            assert_eq!(texts.len(), 10, "{svg}");
            let begins: Vec<f64> = texts.iter().step_by(2).map(|text| text.0).collect();
            let rows = 1 + begins.windows(2).filter(|pair| pair[1] <= pair[0]).count();
            assert_eq!(height as usize, 17 * rows + 6);
            for (left, text) in begins.iter().zip(names) {
                let end = left + estimated_width(text, 11.5);
                assert!(
                    end < f64::from(width) || *left < 40.0,
                    "{text} ends at {end} of {width}"
                );
            }
            assert!(
                svg.contains("x &amp; y &lt; z") && svg.contains("#ff9f40"),
                "{svg}"
            );
        }
    }
}
