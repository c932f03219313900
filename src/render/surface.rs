//! A picture as elements of SVG, in units. The page writes the same ones (`www/export/svg-canvas.ts`), so that whatever reads
//! pictures reads those of both.

use super::style::Dashes;
use crate::draw::{FontSpec, Image, Line, Sink};
use base64::Engine;
use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, FontStyle, FontTransform,
};
use std::fmt::Write;

/// Elements of SVG, one a line.
pub(super) struct Elements {
    pub(super) text: String,
    /// Which gaps lines of some colours have.
    pub(super) dashes: Dashes,
}

impl Elements {
    fn shape(&mut self, geometry: &str, stroke: &Line, fill: bool) {
        let paint = if fill {
            paint("fill", stroke.color())
        } else {
            format!("fill=\"none\" {}", outline(stroke))
        };
        if stroke.color().alpha > 0.0 {
            writeln!(self.text, "<{geometry} {paint}/>").ok();
        }
    }
}

/// A colour as two attributes: most programs that read SVG know neither `#rrggbbaa` nor `rgba()`.
fn paint(what: &str, color: BackendColor) -> String {
    let (red, green, blue) = color.rgb;
    let opacity = if color.alpha < 1.0 {
        format!(" {what}-opacity=\"{}\"", short(color.alpha))
    } else {
        String::new()
    };
    format!("{what}=\"#{red:02x}{green:02x}{blue:02x}\"{opacity}")
}

fn outline(stroke: &Line) -> String {
    let (paint, width) = (paint("stroke", stroke.color()), stroke.stroke_width());
    format!("{paint} stroke-width=\"{width}\"")
}

/// Hundredths are fine enough: a unit is an eighth of a pixel.
fn short(length: f64) -> f64 {
    (100.0 * length).round() / 100.0
}

/// The way through points.
fn way(path: &[BackendCoord]) -> String {
    let mut way = String::new();
    for (index, (x, y)) in path.iter().enumerate() {
        let command = if index == 0 { 'M' } else { 'L' };
        write!(way, "{command}{x} {y}").ok();
    }
    way
}

fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    text.replace('>', "&gt;").replace('"', "&quot;")
}

impl Sink for Elements {
    fn paths(&mut self, paths: &[Vec<BackendCoord>], stroke: &Line) {
        let gaps = match stroke.dash {
            Some(length) => format!(" stroke-dasharray=\"{length}\""),
            None => self.dashes.of(stroke.color(), paths),
        };
        let ways: String = paths.iter().map(|path| way(path)).collect();
        let outline = outline(stroke);
        if stroke.color().alpha > 0.0 && !ways.is_empty() {
            writeln!(
                self.text,
                "<path d=\"{ways}\" fill=\"none\" {outline}{gaps}/>"
            )
            .ok();
        }
    }

    fn polygon(&mut self, points: &[BackendCoord], color: BackendColor) {
        if color.alpha > 0.0 && !points.is_empty() {
            let (way, paint) = (way(points), paint("fill", color));
            writeln!(self.text, "<path d=\"{way}\" {paint}/>").ok();
        }
    }

    fn rect(&mut self, [from, to]: [BackendCoord; 2], stroke: &Line, fill: bool) {
        let (left, top) = (from.0.min(to.0), from.1.min(to.1));
        let (width, height) = (from.0.abs_diff(to.0), from.1.abs_diff(to.1));
        let geometry =
            format!("rect x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\"");
        self.shape(&geometry, stroke, fill);
    }

    fn circle(&mut self, (x, y): BackendCoord, radius: u32, stroke: &Line, fill: bool) {
        let geometry = format!("circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"");
        self.shape(&geometry, stroke, fill);
    }

    fn text(&mut self, text: &str, font: &FontSpec, (x, y): BackendCoord) {
        if font.color().alpha == 0.0 {
            return;
        }
        let anchor = font.anchor();
        // How far letters stand below their place, in ems; for the middle that of figures.
        let below = match anchor.v_pos {
            VPos::Top => 0.76,
            VPos::Center => 0.36,
            VPos::Bottom => -0.24,
        };
        let degrees = match font.transform() {
            FontTransform::None => 0,
            FontTransform::Rotate90 => 90,
            FontTransform::Rotate180 => 180,
            FontTransform::Rotate270 => -90,
        };
        let place = if degrees == 0 {
            format!("x=\"{x}\" y=\"{y}\"")
        } else {
            // What turns, turns about the place of the text.
            format!("x=\"0\" y=\"0\" transform=\"translate({x} {y}) rotate({degrees})\"")
        };
        let align = match anchor.h_pos {
            HPos::Left => "",
            HPos::Center => " text-anchor=\"middle\"",
            HPos::Right => " text-anchor=\"end\"",
        };
        let slant = match font.slant {
            FontStyle::Normal => "",
            _ => " font-style=\"italic\"",
        };
        writeln!(
            self.text,
            "<text {place} dy=\"{}\" font-family=\"{}\" font-size=\"{}\"{slant}{align} {}>{}</text>",
            short(below * font.size),
            escaped(&font.family),
            short(font.size),
            paint("fill", font.color()),
            escaped(text),
        )
        .ok();
    }

    fn image(&mut self, (left, top): BackendCoord, (right, bottom): BackendCoord, image: &Image) {
        let Ok(data) = super::encode(image, None) else {
            return;
        };
        let (width, height) = (right - left, bottom - top);
        let data = base64::engine::general_purpose::STANDARD.encode(data);
        writeln!(
            self.text,
            "<image x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\" preserveAspectRatio=\"none\" \
             href=\"data:image/png;base64,{data}\"/>"
        )
        .ok();
    }

    fn text_size(&self, text: &str, font: &FontSpec) -> (u32, u32) {
        let width = thetaflow_papers::estimated_width(text, font.size);
        (width.ceil() as u32, font.size.ceil() as u32)
    }
}
