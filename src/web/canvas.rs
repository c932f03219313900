//! A canvas as a [`Sink`]: what plotters draws, in units of an eighth of a pixel, as calls of the browser's own context.
//!
//! plotters-canvas has the same calls. It writes colours and sizes as decimal fractions, and measures text by appending an
//! element to the host page.

use crate::draw::{FontSpec, Image, Line, SUBPIXELS, Sink};
use js_sys::Array;
use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, FontTransform};
use std::cell::{Cell, RefCell};
use std::f64::consts::{FRAC_PI_2, TAU};
use wasm_bindgen::{Clamped, JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};

/// One canvas. Everything drawn on it is scaled from units to device pixels by the context's transform.
pub struct Canvas {
    element: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
    /// A figure has a few dozen labels: a list is searched as fast as they could be hashed.
    text_sizes: RefCell<Vec<MeasuredText>>,
    /// What the context was told last: a run has hundreds of dots of one colour, and telling it costs more than the dot.
    fill: Cell<Option<[u8; 4]>>,
    stroke: Cell<Option<[u8; 4]>>,
    dash: Cell<Option<u32>>,
}

struct MeasuredText {
    css: String,
    text: String,
    size: (u32, u32),
}

impl Canvas {
    /// # Errors
    /// The canvas gives no 2d context.
    pub fn new(element: HtmlCanvasElement) -> Result<Self, JsValue> {
        let context = context_of(&element)?;
        Ok(Self {
            element,
            context,
            text_sizes: RefCell::default(),
            fill: Cell::default(),
            stroke: Cell::default(),
            dash: Cell::default(),
        })
    }

    /// Sets the size in CSS pixels, at `ratio` device pixels to one. Empties the canvas.
    pub fn resize(&self, (width, height): (f64, f64), ratio: f64) {
        self.element.set_width((width * ratio).round() as u32);
        self.element.set_height((height * ratio).round() as u32);
        let scale = ratio / SUBPIXELS;
        self.context
            .set_transform(scale, 0.0, 0.0, scale, 0.0, 0.0)
            .ok();
        self.context.set_line_join("round");
        // The context forgets with its size.
        self.fill.take();
        self.stroke.take();
        self.dash.take();
    }

    pub fn clear(&self, (width, height): (f64, f64)) {
        self.context.clear_rect(
            0.0,
            0.0,
            (width + 1.0) * SUBPIXELS,
            (height + 1.0) * SUBPIXELS,
        );
    }

    /// Goes on with the present path along `points`, from the first of them.
    fn trace(&self, points: &[BackendCoord]) {
        for (index, &(x, y)) in points.iter().enumerate() {
            let (x, y) = (f64::from(x), f64::from(y));
            if index == 0 {
                self.context.move_to(x, y);
            } else {
                self.context.line_to(x, y);
            }
        }
    }

    fn stroke_with(&self, line: &Line) {
        let color = channels(line.color());
        if self.stroke.replace(Some(color)) != Some(color) {
            self.context.set_stroke_style_str(&css_color(color));
        }
        self.context.set_line_width(f64::from(line.stroke_width()));
        if self.dash.replace(line.dash) != line.dash {
            let pattern = Array::new();
            if let Some(length) = line.dash {
                pattern.push(&length.into());
            }
            // Refused only for a length below zero.
            self.context.set_line_dash(&pattern).ok();
        }
    }

    fn fill_with(&self, color: BackendColor) {
        let color = channels(color);
        if self.fill.replace(Some(color)) != Some(color) {
            self.context.set_fill_style_str(&css_color(color));
        }
    }

    fn put_image(
        &self,
        upper_left: BackendCoord,
        lower_right: BackendCoord,
        image: &Image,
    ) -> Result<(), JsValue> {
        let data = ImageData::new_with_u8_clamped_array_and_sh(
            Clamped(&image.rgba),
            image.width,
            image.height,
        )?;
        let document = self.element.owner_document().ok_or(JsValue::NULL)?;
        let small: HtmlCanvasElement = document.create_element("canvas")?.dyn_into()?;
        small.set_width(image.width);
        small.set_height(image.height);
        context_of(&small)?.put_image_data(&data, 0.0, 0.0)?;
        let [left, top, right, bottom] = edges(upper_left, lower_right);
        self.context
            .draw_image_with_html_canvas_element_and_dw_and_dh(
                &small,
                left,
                top,
                right - left,
                bottom - top,
            )
    }
}

fn context_of(element: &HtmlCanvasElement) -> Result<CanvasRenderingContext2d, JsValue> {
    Ok(element
        .get_context("2d")?
        .ok_or(JsValue::NULL)?
        .dyn_into()?)
}

/// Red, green, blue, alpha.
fn channels(
    BackendColor {
        alpha,
        rgb: (r, g, b),
    }: BackendColor,
) -> [u8; 4] {
    [r, g, b, (255.0 * alpha).round() as u8]
}

/// `#rrggbbaa`.
fn css_color(channels: [u8; 4]) -> String {
    let digits = channels.map(|channel| [channel >> 4, channel & 15]);
    let text = (digits.iter().flatten())
        .map(|&digit| char::from(digit + if digit < 10 { b'0' } else { b'a' - 10 }));
    std::iter::once('#').chain(text).collect()
}

fn css_font(font: &FontSpec) -> String {
    let size = font.size.round() as u32;
    format!("{} {size}px {}", font.slant.as_str(), font.family)
}

impl Sink for Canvas {
    fn paths(&mut self, paths: &[Vec<BackendCoord>], stroke: &Line) {
        self.stroke_with(stroke);
        self.context.begin_path();
        for path in paths {
            self.trace(path);
        }
        self.context.stroke();
    }

    fn polygon(&mut self, points: &[BackendCoord], color: BackendColor) {
        self.fill_with(color);
        self.context.begin_path();
        self.trace(points);
        self.context.fill();
    }

    fn rect(&mut self, [upper_left, lower_right]: [BackendCoord; 2], stroke: &Line, fill: bool) {
        let [left, top, right, bottom] = edges(upper_left, lower_right);
        if fill {
            self.fill_with(stroke.color());
            self.context
                .fill_rect(left, top, right - left, bottom - top);
        } else {
            self.stroke_with(stroke);
            self.context
                .stroke_rect(left, top, right - left, bottom - top);
        }
    }

    fn circle(&mut self, (x, y): BackendCoord, radius: u32, stroke: &Line, fill: bool) {
        self.context.begin_path();
        // Refused only for a radius below zero.
        self.context
            .arc(f64::from(x), f64::from(y), f64::from(radius), 0.0, TAU)
            .ok();
        if fill {
            self.fill_with(stroke.color());
            self.context.fill();
        } else {
            self.stroke_with(stroke);
            self.context.stroke();
        }
    }

    fn text(&mut self, text: &str, font: &FontSpec, (x, y): BackendCoord) {
        let quarters = match font.transform() {
            FontTransform::None => 0.0,
            FontTransform::Rotate90 => 1.0,
            FontTransform::Rotate180 => 2.0,
            FontTransform::Rotate270 => 3.0,
        };
        let anchor = font.anchor();
        self.context.set_text_baseline(match anchor.v_pos {
            VPos::Top => "top",
            VPos::Center => "middle",
            VPos::Bottom => "bottom",
        });
        self.context.set_text_align(match anchor.h_pos {
            HPos::Left => "start",
            HPos::Right => "end",
            HPos::Center => "center",
        });
        self.fill_with(font.color());
        self.context.set_font(&css_font(font));
        self.context.save();
        self.context.translate(f64::from(x), f64::from(y)).ok();
        self.context.rotate(quarters * FRAC_PI_2).ok();
        self.context.fill_text(text, 0.0, 0.0).ok();
        self.context.restore();
    }

    fn image(&mut self, upper_left: BackendCoord, lower_right: BackendCoord, image: &Image) {
        self.put_image(upper_left, lower_right, image).ok();
    }

    fn text_size(&self, text: &str, font: &FontSpec) -> (u32, u32) {
        let css = css_font(font);
        let is_this = |measured: &&MeasuredText| measured.css == css && measured.text == text;
        if let Some(measured) = self.text_sizes.borrow().iter().find(is_this) {
            return measured.size;
        }
        self.context.set_font(&css);
        let width = self
            .context
            .measure_text(text)
            .map_or(0.0, |metrics| metrics.width());
        let size = (width.ceil() as u32, font.size.ceil() as u32);
        self.text_sizes.borrow_mut().push(MeasuredText {
            css,
            text: text.to_owned(),
            size,
        });
        size
    }
}

/// Left, top, right, bottom.
fn edges(upper_left: BackendCoord, lower_right: BackendCoord) -> [f64; 4] {
    [upper_left.0, upper_left.1, lower_right.0, lower_right.1].map(f64::from)
}
