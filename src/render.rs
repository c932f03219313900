//! Figures as files: SVG by the same scenes as in the page, and PNG by rasterising that SVG.

use crate::draw::{
    Drawing, Entry, FontSpec, Image, Line, Picture, SUBPIXELS, Sink, Theme, ThemeName, dashes,
};
use crate::lab::AnyFigure;
use base64::Engine;
use plotters_backend::{BackendColor, BackendCoord, DrawingBackend};
use plotters_svg::SVGBackend;
use resvg::usvg::fontdb::Database;
use resvg::{tiny_skia, usvg};
use std::sync::{Arc, LazyLock, Mutex};

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
    /// The colours.
    pub theme: &'static Theme,
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
    drawn((f64::from(width), 0.0), |picture| {
        height = Drawing::on(picture, ThemeName::Light.theme()).legend_height(entries);
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
    let layers = [AnyFigure::draw_back, AnyFigure::draw_front].map(|draw| {
        drawn(pixels, |picture| {
            let mut drawing = Drawing::on(picture, paper.theme);
            drawing.line_width = paper.line_width;
            draw(figure, &drawing);
        })
    });
    // Letters of the legend are as large as the paper's, however large the figure was laid out.
    let legend = drawn((f64::from(width), f64::from(below)), |picture| {
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
fn drawn(size: (f64, f64), draw: impl FnOnce(Picture)) -> String {
    let mut document = String::new();
    let units = |length: f64| (length * SUBPIXELS).round() as u32;
    let images = {
        let mut surface = Svg {
            backend: SVGBackend::with_string(&mut document, (units(size.0), units(size.1))),
            images: String::new(),
        };
        draw(Picture::new(&mut surface, size));
        surface.backend.present().ok();
        surface.images
    };
    let body = document.split_once('>').map_or("", |(_, body)| body);
    format!("{images}{}", body.trim().trim_end_matches("</svg>"))
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

struct Svg<'a> {
    backend: SVGBackend<'a>,
    /// Elements that go under everything else.
    images: String,
}

impl Sink for Svg<'_> {
    fn paths(&mut self, paths: &[Vec<BackendCoord>], stroke: &Line) {
        for path in paths {
            let pieces = match stroke.dash {
                Some(length) => dashes(path, f64::from(length)),
                None => vec![path.clone()],
            };
            for piece in pieces {
                self.backend.draw_path(piece, stroke).ok();
            }
        }
    }

    fn polygon(&mut self, points: &[BackendCoord], color: BackendColor) {
        self.backend
            .fill_polygon(points.iter().copied(), &color)
            .ok();
    }

    fn rect(&mut self, [from, to]: [BackendCoord; 2], stroke: &Line, fill: bool) {
        self.backend.draw_rect(from, to, stroke, fill).ok();
    }

    fn circle(&mut self, center: BackendCoord, radius: u32, stroke: &Line, fill: bool) {
        self.backend.draw_circle(center, radius, stroke, fill).ok();
    }

    fn text(&mut self, text: &str, font: &FontSpec, at: BackendCoord) {
        /// plotters takes sizes for heights of lines, and writes the size of letters that stand in those.
        const LINE: f64 = 1.24;
        let mut font = font.clone();
        font.size *= LINE;
        self.backend.draw_text(text, &font, at).ok();
    }

    fn image(&mut self, (left, top): BackendCoord, (right, bottom): BackendCoord, image: &Image) {
        let Ok(data) = encode(image, None) else {
            return;
        };
        let (width, height, data) = (
            right - left,
            bottom - top,
            base64::engine::general_purpose::STANDARD.encode(data),
        );
        self.images += &format!(
            "<image x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\" preserveAspectRatio=\"none\" \
             href=\"data:image/png;base64,{data}\"/>\n"
        );
    }

    fn text_size(&self, text: &str, font: &FontSpec) -> (u32, u32) {
        (text_width(text, font.size) as u32, font.size as u32)
    }
}

/// An estimate: who opens the file brings the font.
fn text_width(text: &str, size: f64) -> f64 {
    let width = |letter: char| match letter {
        // Marks above the letter before.
        '\u{300}'..='\u{36f}' => 0.0,
        'A'..='Z' => 0.72,
        // Chinese and its punctuation.
        '\u{2e80}'.. => 1.0,
        _ => 0.58,
    };
    size * text.chars().map(width).sum::<f64>()
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

    /// The places of the texts of an SVG document, in CSS pixels.
    fn texts(svg: &str) -> Vec<(f64, String)> {
        let text = |piece: &str| {
            let (_, from_x) = piece.split_once("x=\"")?;
            let (x, rest) = from_x.split_once('"')?;
            let (_, words) = rest.split_once(">\n")?;
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
            let svg = drawn(size, |picture| {
                Drawing::on(picture, theme).legend(&entries, 0.0);
            });
            let texts = texts(&svg);
            assert_eq!(texts.len(), 10, "{svg}");
            let begins: Vec<f64> = texts.iter().step_by(2).map(|text| text.0).collect();
            let rows = 1 + begins.windows(2).filter(|pair| pair[1] <= pair[0]).count();
            assert_eq!(height as usize, 17 * rows + 6);
            for (left, text) in begins.iter().zip(names) {
                let end = left + text_width(text, 11.5);
                assert!(
                    end < f64::from(width) || *left < 40.0,
                    "{text} ends at {end} of {width}"
                );
            }
            assert!(
                svg.contains("x &amp; y &lt; z") && svg.contains("#FF9F40"),
                "{svg}"
            );
        }
    }
}
