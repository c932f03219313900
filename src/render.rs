//! Figures as files: SVG by the same scenes as in the page, and PNG by rasterising that SVG.

pub mod legend;

use crate::draw::{Color, Drawing, FontSpec, Image, Picture, SUBPIXELS, Surface, Theme, ThemeName};
use crate::lab::AnyFigure;
use base64::Engine;
use plotters_backend::{BackendCoord, DrawingBackend};
use plotters_svg::SVGBackend;
use resvg::{tiny_skia, usvg};
use std::sync::{Arc, Mutex};

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
    pub legend: &'a [legend::Entry],
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

/// The figure as an SVG document.
pub fn svg(figure: &mut dyn AnyFigure, paper: Paper) -> String {
    let (width, height) = paper.size;
    let below = legend::height(paper.legend, width);
    let drawn = (width, height.saturating_sub(below).max(1));
    let enlargement = enlargement(figure, drawn);
    let pixels = (
        enlargement * f64::from(drawn.0),
        enlargement * f64::from(drawn.1),
    );
    figure.resize(pixels);
    let mut document = String::new();
    let units = |length: f64| (length * SUBPIXELS).round() as u32;
    let size = (units(pixels.0), units(pixels.1));
    let images = {
        let backend = SVGBackend::with_string(&mut document, size);
        let mut surface = Svg {
            backend,
            images: String::new(),
        };
        for draw in [AnyFigure::draw_back, AnyFigure::draw_front] {
            let mut drawing = Drawing::on(Picture::new(&mut surface, pixels), paper.theme);
            drawing.line_width = paper.line_width;
            draw(figure, &drawing);
        }
        surface.backend.present().ok();
        surface.images
    };
    let body = document.split_once('>').map_or("", |(_, body)| body);
    let background = if paper.transparent {
        String::new()
    } else {
        let height = units(enlargement * f64::from(height));
        let (width, color) = (size.0, hexadecimal(paper.theme.background));
        format!("<rect width=\"{width}\" height=\"{height}\" fill=\"{color}\"/>\n")
    };
    let legend = if paper.legend.is_empty() {
        String::new()
    } else {
        format!(
            "<g transform=\"translate(0 {}) scale({})\">\n{}</g>\n",
            size.1,
            enlargement * SUBPIXELS,
            legend::svg(paper.legend, width, paper.theme)
        )
    };
    let part = paper.part();
    let [left, top, width, height] = [part.left, part.top, part.width, part.height]
        .map(|length| units(enlargement * f64::from(length)));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"{}\" viewBox=\"{left} {top} {width} {height}\" \
         stroke-linejoin=\"round\">\n{background}{images}{}{legend}</svg>\n",
        part.width,
        part.height,
        body.trim().trim_end_matches("</svg>")
    )
}

/// The figure as a PNG with `scale` device pixels to a CSS pixel.
///
/// # Errors
/// The size is zero or too large, no font has the legend's letters, or the drawing cannot be encoded.
pub fn png(figure: &mut dyn AnyFigure, scale: f32, paper: Paper) -> Result<Vec<u8>, PngError> {
    let encoding = |error: &dyn std::fmt::Display| PngError::Encoding(error.to_string());
    let document = svg(figure, paper);
    let missing = Arc::new(Mutex::new(String::new()));
    let tree = usvg::Tree::from_str(&document, &options(missing.clone()))
        .map_err(|error| encoding(&error))?;
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
    let image = Image {
        width,
        height,
        rgba: rgba.collect(),
    };
    encode(&image, Some(scale)).map_err(|error| encoding(&error))
}

/// Fonts come with the program, so that a picture is the same on every machine. Only for letters that these have not, such
/// as those of a Chinese legend, the machine's own fonts are asked; letters that they have not either go to `missing`.
fn options(missing: Arc<Mutex<String>>) -> usvg::Options<'static> {
    let mut fonts = usvg::fontdb::Database::new();
    for font in [
        dejavu::sans::regular(),
        dejavu::serif::regular(),
        dejavu::serif::italic(),
    ] {
        fonts.load_font_data(font.to_vec());
    }
    fonts.set_sans_serif_family("DejaVu Sans");
    fonts.set_serif_family("DejaVu Serif");
    let bundled = fonts.len();
    let among = usvg::FontResolver::default_fallback_selector();
    let select_fallback = move |letter, tried: &[_], fonts: &mut Arc<usvg::fontdb::Database>| {
        let found = among(letter, tried, fonts).or_else(|| {
            if fonts.len() == bundled {
                Arc::make_mut(fonts).load_system_fonts();
            }
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
        fontdb: Arc::new(fonts),
        font_family: "DejaVu Sans".to_owned(),
        font_resolver: usvg::FontResolver {
            select_font: usvg::FontResolver::default_font_selector(),
            select_fallback: Box::new(select_fallback),
        },
        ..usvg::Options::default()
    }
}

struct Svg<'a> {
    backend: SVGBackend<'a>,
    /// Elements that go under everything else.
    images: String,
}

impl<'a> Surface for Svg<'a> {
    type Backend = SVGBackend<'a>;

    fn backend(&mut self) -> &mut SVGBackend<'a> {
        &mut self.backend
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

fn hexadecimal(color: Color) -> String {
    let [r, g, b] = color.rgb;
    format!("#{r:02x}{g:02x}{b:02x}")
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
