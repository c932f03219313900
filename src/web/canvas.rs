//! A canvas as a [`Surface`]: plotters-canvas in units of an eighth of a pixel, with images and measured text.

use crate::draw::{FontSpec, Image, SUBPIXELS, Surface};
use plotters_backend::{BackendCoord, BackendTextStyle};
use plotters_canvas::CanvasBackend;
use std::cell::RefCell;
use wasm_bindgen::{Clamped, JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};

/// One canvas. Everything drawn on it is scaled from units to device pixels by the context's transform.
pub struct Canvas {
    element: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
    backend: CanvasBackend,
    /// plotters would measure by appending an element to the host page.
    /// A figure has a few dozen labels: a list is searched as fast as they could be hashed.
    text_sizes: RefCell<Vec<MeasuredText>>,
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
    }

    pub fn clear(&self, (width, height): (f64, f64)) {
        self.context.clear_rect(
            0.0,
            0.0,
            (width + 1.0) * SUBPIXELS,
            (height + 1.0) * SUBPIXELS,
        );
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

impl Surface for Canvas {
    type Backend = CanvasBackend;

    fn backend(&mut self) -> &mut CanvasBackend {
        &mut self.backend
    }

    fn image(&mut self, upper_left: BackendCoord, lower_right: BackendCoord, image: &Image) {
        self.put_image(upper_left, lower_right, image).ok();
    }

    fn text_size(&self, text: &str, font: &FontSpec) -> (u32, u32) {
        let css = format!("{} {}px {}", font.style().as_str(), font.size, font.family);
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
