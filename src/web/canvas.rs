//! A canvas as a [`Sink`]: plotters-canvas draws on it, in units of an eighth of a pixel. What that lacks stands here: dashes,
//! several paths in one stroke, images, and the size of a text without an element in the host page.

use crate::draw::{FontSpec, Image, Line, SUBPIXELS, Sink, hexadecimal};
use js_sys::Array;
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, DrawingBackend};
use plotters_canvas::CanvasBackend;
use std::cell::{Cell, RefCell};
use wasm_bindgen::{Clamped, JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};

/// One canvas. Everything drawn on it is scaled from units to device pixels by the context's transform.
pub struct Canvas {
    element: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
    backend: CanvasBackend,
    /// A figure has a few dozen labels: a list is searched as fast as they could be hashed.
    text_sizes: RefCell<Vec<MeasuredText>>,
    /// What the context was told last.
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
        let backend = CanvasBackend::with_canvas_object(element.clone()).ok_or(JsValue::NULL)?;
        Ok(Self {
            element,
            context,
            backend,
            text_sizes: RefCell::default(),
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

    fn set_dash(&self, dash: Option<u32>) {
        if self.dash.replace(dash) != dash {
            let pattern = Array::new();
            if let Some(length) = dash {
                pattern.push(&length.into());
            }
            // Refused only for a length below zero.
            self.context.set_line_dash(&pattern).ok();
        }
    }

    /// Several paths in one stroke: a thousand cost no more than one, and look the same where they cross.
    fn stroke_together(&self, paths: &[Vec<BackendCoord>], stroke: &Line) {
        self.context
            .set_stroke_style_str(&css_color(stroke.color()));
        self.context
            .set_line_width(f64::from(stroke.stroke_width()));
        self.context.begin_path();
        for path in paths {
            for (index, &(x, y)) in path.iter().enumerate() {
                let (x, y) = (f64::from(x), f64::from(y));
                if index == 0 {
                    self.context.move_to(x, y);
                } else {
                    self.context.line_to(x, y);
                }
            }
        }
        self.context.stroke();
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
        let [left, top, right, bottom] =
            [upper_left.0, upper_left.1, lower_right.0, lower_right.1].map(f64::from);
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

/// `#rrggbbaa`.
fn css_color(
    BackendColor {
        alpha,
        rgb: (r, g, b),
    }: BackendColor,
) -> String {
    hexadecimal(&[r, g, b, (255.0 * alpha).round() as u8])
}

fn css_font(font: &FontSpec) -> String {
    let size = font.size.round() as u32;
    format!("{} {size}px {}", font.slant.as_str(), font.family)
}

// A failed drawing call is dropped: the picture lacks a stroke, nothing else.
impl Sink for Canvas {
    fn paths(&mut self, paths: &[Vec<BackendCoord>], stroke: &Line) {
        self.set_dash(stroke.dash);
        if let [path] = paths {
            self.backend.draw_path(path.iter().copied(), stroke).ok();
        } else {
            self.stroke_together(paths, stroke);
        }
    }

    fn polygon(&mut self, points: &[BackendCoord], color: BackendColor) {
        self.backend
            .fill_polygon(points.iter().copied(), &color)
            .ok();
    }

    fn rect(&mut self, [upper_left, lower_right]: [BackendCoord; 2], stroke: &Line, fill: bool) {
        self.set_dash(None);
        self.backend
            .draw_rect(upper_left, lower_right, stroke, fill)
            .ok();
    }

    fn circle(&mut self, center: BackendCoord, radius: u32, stroke: &Line, fill: bool) {
        self.set_dash(None);
        self.backend.draw_circle(center, radius, stroke, fill).ok();
    }

    fn text(&mut self, text: &str, font: &FontSpec, at: BackendCoord) {
        self.backend.draw_text(text, font, at).ok();
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
