//! Figures as files: SVG by the same scenes as in the page, and PNG by rasterising that SVG.

use crate::draw::{Drawing, FontSpec, Image, Picture, SUBPIXELS, Surface, Theme};
use crate::lab::AnyFigure;
use base64::Engine;
use plotters_backend::{BackendCoord, DrawingBackend};
use plotters_svg::SVGBackend;
use resvg::{tiny_skia, usvg};
use std::sync::Arc;

/// Why there is no PNG.
#[derive(Debug, PartialEq, Eq)]
pub enum PngError {
    /// The size or scale is zero, or too large for memory.
    Size,
    /// The drawing or its pixels could not be encoded.
    Encoding(String),
}

/// The width of a column of a paper in two columns: 3.4 inches, in CSS pixels.
pub const COLUMN_WIDTH: u32 = 326;
/// The width of its page between the margins: 7 inches, in CSS pixels.
pub const PAGE_WIDTH: u32 = 672;

/// What a figure is drawn on.
#[derive(Clone, Copy, Debug)]
pub struct Paper {
    pub theme: &'static Theme,
    /// Without the theme's background.
    pub transparent: bool,
}

/// The figure as an SVG document of `size` (width, height) CSS pixels.
pub fn svg(figure: &mut dyn AnyFigure, size: (u32, u32), paper: Paper) -> String {
    let theme = paper.theme;
    let pixels = (f64::from(size.0), f64::from(size.1));
    figure.resize(pixels);
    let mut document = String::new();
    let units = (size.0 * SUBPIXELS as u32, size.1 * SUBPIXELS as u32);
    let images = {
        let backend = SVGBackend::with_string(&mut document, units);
        let mut surface = Svg {
            backend,
            images: String::new(),
        };
        figure.draw_back(&Drawing::on(Picture::new(&mut surface, pixels), theme));
        figure.draw_front(&Drawing::on(Picture::new(&mut surface, pixels), theme));
        surface.backend.present().ok();
        surface.images
    };
    let body = document.split_once('>').map_or("", |(_, body)| body);
    let background = if paper.transparent {
        String::new()
    } else {
        let plotters::style::RGBColor(r, g, b) = theme.background;
        format!("<rect width=\"100%\" height=\"100%\" fill=\"#{r:02x}{g:02x}{b:02x}\"/>\n")
    };
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"{}\" viewBox=\"0 0 {} {}\" stroke-linejoin=\"round\">\n\
         {background}{images}{}",
        size.0,
        size.1,
        units.0,
        units.1,
        body.trim_start()
    )
}

/// The figure as a PNG with `scale` device pixels to a CSS pixel.
///
/// # Errors
/// The size is zero or too large, or the drawing cannot be encoded.
pub fn png(
    figure: &mut dyn AnyFigure,
    size: (u32, u32),
    scale: f32,
    paper: Paper,
) -> Result<Vec<u8>, PngError> {
    let encoding = |error: &dyn std::fmt::Display| PngError::Encoding(error.to_string());
    let document = svg(figure, size, paper);
    let tree = usvg::Tree::from_str(&document, &options()).map_err(|error| encoding(&error))?;
    let [width, height] = [size.0, size.1].map(|length| (length as f32 * scale).round() as u32);
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

/// Fonts come with the program, so that a picture is the same on every machine.
fn options() -> usvg::Options<'static> {
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
    usvg::Options {
        fontdb: Arc::new(fonts),
        font_family: "DejaVu Sans".to_owned(),
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

    /// An estimate: who opens the file brings the font.
    fn text_size(&self, text: &str, font: &FontSpec) -> (u32, u32) {
        (
            (0.58 * font.size * text.chars().count() as f64) as u32,
            font.size as u32,
        )
    }
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
