//! The page's side: draws frames on two canvases, and says where things are.

use super::canvas::Canvas;
use super::served::lab;
use super::{to_js, worded};
use crate::draw::{Drawing, Entry, Picture, Plot, Theme, ThemeName, Tone};
use crate::figure::{Curve, Held, MOST_PINS, ReadValue, Windows};
use crate::lab::{
    AnyFigure, Describe, Figure, Frame, Readout, Summary, Term, Wish, legend, read_frame,
};
use js_sys::{Function, Object, Uint8Array};
use serde::Serialize;
use tsify::Tsify;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::HtmlCanvasElement;

/// A figure on two canvases, one above the other: the back one is drawn only when it changes.
#[wasm_bindgen]
pub struct View {
    figure: Box<dyn WebFigure>,
    back: Canvas,
    front: Canvas,
    /// In units of `zoom` CSS pixels.
    size: (f64, f64),
    zoom: f64,
    theme: ThemeName,
    contrast: bool,
    /// What stands below the figure in a file, and the height that it takes.
    legend: (Vec<Entry>, f64),
    /// Where something has been taken hold of, and what was in sight then.
    grabbed: Option<((f64, f64), Windows)>,
}

/// How much thicker curves are drawn for readers who ask for more contrast.
const STRONG_LINES: f64 = 5.0 / 3.0;

/// Up to this width, in CSS pixels, figures have text of the page's usual size.
const NATURAL_WIDTH: f64 = 1000.0;

/// A figure that can hand its frame to JavaScript.
pub trait WebFigure: AnyFigure {
    fn frame_js(&self) -> JsValue;
    fn read(&self, frame: &[u8]) -> JsValue;
}

impl<L: Describe> WebFigure for Figure<L> {
    fn frame_js(&self) -> JsValue {
        self.frame().map_or(JsValue::NULL, frame_to_js)
    }

    fn read(&self, frame: &[u8]) -> JsValue {
        read_frame::<L::Frame>(frame).map_or(JsValue::NULL, |frame| frame_to_js(&frame))
    }
}

/// A frame with its readouts by their ids, and how the run stands.
fn frame_to_js(frame: &impl Frame) -> JsValue {
    let data: Object = to_js(frame).unchecked_into();
    let summary: Object = to_js(&Summary::of(frame)).unchecked_into();
    Object::assign(&data, &summary).into()
}

/// A number under the figure.
#[derive(Serialize, Tsify)]
#[tsify(rename = "Readout", missing_as_null)]
struct ReadoutNow {
    id: String,
    symbol: String,
    value: Option<f64>,
    text: String,
}

/// A small table below the figure.
#[derive(Serialize, Tsify)]
#[tsify(rename = "Board")]
struct BoardNow {
    id: &'static str,
    columns: Vec<&'static str>,
    #[tsify(type = "BoardRow[]")]
    rows: Vec<RowNow>,
}

/// One row, with the colour in which the figure draws what it is about.
#[derive(Serialize, Tsify)]
#[tsify(rename = "BoardRow", missing_as_null)]
struct RowNow {
    color: Option<String>,
    cells: Vec<Term>,
}

/// The colour of one of the theme's lines.
fn line_color(theme: &Theme, line: usize) -> String {
    theme.tone(Tone::Line(line)).hexadecimal()
}

/// A kind of line in the figure.
#[derive(Serialize, Tsify)]
#[tsify(rename = "LegendEntry")]
struct CurveNow {
    id: &'static str,
    symbol: &'static str,
    color: String,
    dashed: bool,
}

/// What stands at a place of the picture.
#[derive(Serialize, Tsify)]
#[tsify(rename = "Reading")]
struct ReadingNow {
    panel: usize,
    x: f64,
    y: f64,
    #[tsify(type = "ReadValue[]")]
    values: Vec<ReadValueNow>,
}

/// One number there, with the colour in which it is drawn.
#[derive(Serialize, Tsify)]
#[tsify(rename = "ReadValue", missing_as_null)]
struct ReadValueNow {
    name: Option<&'static str>,
    symbol: String,
    text: String,
    color: Option<String>,
}

#[wasm_bindgen]
impl View {
    /// # Errors
    /// A canvas gives no 2d context (`null`).
    #[wasm_bindgen(constructor)]
    pub fn new(back: HtmlCanvasElement, front: HtmlCanvasElement) -> Result<Self, JsValue> {
        Ok(Self {
            figure: lab().figure(),
            back: Canvas::new(back)?,
            front: Canvas::new(front)?,
            size: (0.0, 0.0),
            zoom: 1.0,
            theme: ThemeName::Light,
            contrast: false,
            legend: (Vec::new(), 0.0),
            grabbed: None,
        })
    }

    /// The height that the figure wants at a width, in CSS pixels.
    pub fn height(&self, width: f64) -> f64 {
        self.figure.height(width)
    }

    /// Sets the size in CSS pixels. A figure that is wider than [`NATURAL_WIDTH`] is drawn larger as a whole, text included:
    /// it is looked at from further away.
    pub fn resize(&mut self, width: f64, height: f64, device_pixel_ratio: f64) {
        self.zoom = (width / NATURAL_WIDTH).clamp(1.0, 2.0);
        self.size = (width / self.zoom, height / self.zoom);
        let ratio = device_pixel_ratio * self.zoom;
        self.back.resize(self.size, ratio);
        self.front.resize(self.size, ratio);
        self.figure
            .resize((self.size.0, self.size.1 - self.legend.1));
        self.redraw();
    }

    /// Keeps these frames in sight behind the one that is shown, and no others.
    pub fn pin(&mut self, frames: Vec<Uint8Array>) {
        let frames: Vec<Vec<u8>> = frames.iter().map(Uint8Array::to_vec).collect();
        if self.figure.pin(&frames) {
            self.redraw();
        }
    }

    /// Comes so many times closer to a place in CSS pixels. Returns whether there is a panel.
    pub fn zoom_in(&mut self, x: f64, y: f64, factor: f64) -> bool {
        let place = (x / self.zoom, y / self.zoom);
        self.look_at(Wish::Closer(place, factor))
    }

    /// What a hand takes hold of at a place in CSS pixels: `panel`, or the axis beside it, `x` or `y`.
    #[wasm_bindgen(unchecked_return_type = "'panel' | 'x' | 'y' | undefined")]
    pub fn held(&self, x: f64, y: f64) -> Option<String> {
        let name = match self.figure.held((x / self.zoom, y / self.zoom))? {
            Held::Panel => "panel",
            Held::Horizontal => "x",
            Held::Vertical => "y",
        };
        Some(name.to_owned())
    }

    /// Takes hold of it, for [`View::bring`].
    #[wasm_bindgen(unchecked_return_type = "'panel' | 'x' | 'y' | undefined")]
    pub fn grab(&mut self, x: f64, y: f64) -> Option<String> {
        let held = self.held(x, y)?;
        let place = (x / self.zoom, y / self.zoom);
        self.grabbed = Some((place, self.figure.windows().clone()));
        Some(held)
    }

    /// Brings what has been taken hold of to a place in CSS pixels.
    pub fn bring(&mut self, x: f64, y: f64) {
        if let Some((from, windows)) = &self.grabbed {
            let (from, to) = (*from, (x / self.zoom, y / self.zoom));
            self.figure.set_windows(windows.clone());
            self.figure.look_at(Wish::Moved(from, to));
            self.redraw();
        }
    }

    /// Brings all of every panel into sight.
    pub fn show_all(&mut self) {
        self.look_at(Wish::All);
    }

    fn look_at(&mut self, wish: Wish) -> bool {
        let is_new = self.figure.look_at(wish);
        if is_new {
            self.redraw();
        }
        is_new
    }

    /// Whether only parts of panels are in sight.
    pub fn shows_parts(&self) -> bool {
        !self.figure.windows().is_empty()
    }

    /// What is in sight of each panel, for [`View::set_windows`] of another view.
    pub fn windows(&self) -> Vec<f64> {
        self.figure.windows().numbers()
    }

    /// Has the same in sight as another view that shows the same frame.
    pub fn set_windows(&mut self, numbers: &[f64]) {
        self.figure.set_windows(Windows::from_numbers(numbers));
        self.redraw();
    }

    /// Puts a legend below the figure that is shown, with the names of the earlier runs, worded by a function from a
    /// [`Term`] to a text. Returns the height by which the picture has to be made larger for it, in CSS pixels.
    pub fn set_legend(&mut self, pinned: Vec<String>, word: &Function) -> f64 {
        let entries = legend(self.figure.as_ref(), &pinned, worded(word));
        let picture = Picture::new(&mut self.front, self.size);
        let height = Drawing::on(picture, self.theme.theme()).legend_height(&entries);
        self.legend = (entries, height);
        self.zoom * height
    }

    /// `light` or `dark`; anything else changes nothing.
    pub fn set_theme(&mut self, theme: &str) {
        if let Some(theme) = ThemeName::from_id(theme).filter(|theme| *theme != self.theme) {
            self.theme = theme;
            self.redraw();
        }
    }

    /// Stronger colours and thicker curves, or the usual ones.
    pub fn set_contrast(&mut self, more: bool) {
        if more != self.contrast {
            self.contrast = more;
            self.redraw();
        }
    }

    /// The background of its colours, `#rrggbb`: what fields are mixed into.
    pub fn background(&self) -> String {
        self.colors().background.hexadecimal()
    }

    fn line_width(&self) -> f64 {
        if self.contrast { STRONG_LINES } else { 1.0 }
    }

    fn colors(&self) -> &'static Theme {
        if self.contrast {
            self.theme.with_more_contrast()
        } else {
            self.theme.theme()
        }
    }

    /// Shows a frame of a session of the same lab. Returns whether it was one.
    pub fn show(&mut self, frame: &[u8]) -> bool {
        match self.figure.show(frame) {
            Ok(back_changed) => {
                if back_changed {
                    self.draw_back();
                }
                self.draw_front();
                true
            }
            Err(_) => false,
        }
    }

    fn redraw(&mut self) {
        self.draw_back();
        self.draw_front();
    }

    fn draw_back(&mut self) {
        let (colors, line_width) = (self.colors(), self.line_width());
        self.back.clear(self.size);
        let mut drawing = Drawing::on(Picture::new(&mut self.back, self.size), colors);
        drawing.line_width = line_width;
        self.figure.draw_back(&drawing);
    }

    fn draw_front(&mut self) {
        let (colors, line_width) = (self.colors(), self.line_width());
        self.front.clear(self.size);
        let mut drawing = Drawing::on(Picture::new(&mut self.front, self.size), colors);
        drawing.line_width = line_width;
        self.figure.draw_front(&drawing);
        drawing.legend(&self.legend.0, self.size.1 - self.legend.1);
    }

    /// `{id, symbol, value, text}` of every readout.
    #[wasm_bindgen(unchecked_return_type = "Readout[]")]
    pub fn readouts(&self) -> JsValue {
        let now = |readout: Readout| {
            let text = readout.text();
            ReadoutNow {
                id: readout.id,
                symbol: readout.symbol,
                value: readout.value,
                text,
            }
        };
        to_js(
            &self
                .figure
                .readouts()
                .into_iter()
                .map(now)
                .collect::<Vec<_>>(),
        )
    }

    /// `{id, args, settings, momentary}` of every sentence that a reader should be told beside the figure.
    #[wasm_bindgen(unchecked_return_type = "Note[]")]
    pub fn notes(&self) -> JsValue {
        to_js(&self.figure.notes())
    }

    /// The table below the figure as `{id, columns, rows}`; `null` if there is none.
    #[wasm_bindgen(unchecked_return_type = "Board | null")]
    pub fn board(&self) -> JsValue {
        let theme = self.colors();
        to_js(&self.figure.board().map(|board| {
            BoardNow {
                id: board.id,
                columns: board.columns,
                rows: (board.rows.into_iter())
                    .map(|row| RowNow {
                        color: row.line.map(|line| line_color(theme, line)),
                        cells: row.cells,
                    })
                    .collect(),
            }
        }))
    }

    /// `{id, step}` of every move forward that means something.
    #[wasm_bindgen(unchecked_return_type = "Stride[]")]
    pub fn strides(&self) -> JsValue {
        to_js(&self.figure.strides())
    }

    /// How many steps a second are played at normal speed, if the schema does not say it.
    pub fn steps_per_second(&self) -> Option<f64> {
        self.figure.steps_per_second()
    }

    /// `{id, step}`: how the run stands; `null` before the first frame.
    #[wasm_bindgen(unchecked_return_type = "Status | null")]
    pub fn status(&self) -> JsValue {
        to_js(&self.figure.status())
    }

    /// `{id, params, x, y, value, area}` of everything that can be dragged, in CSS pixels.
    #[wasm_bindgen(unchecked_return_type = "Handle[]")]
    pub fn handles(&self) -> JsValue {
        let handles = self.figure.handles().into_iter();
        to_js(
            &handles
                .map(|handle| handle.zoomed(self.zoom))
                .collect::<Vec<_>>(),
        )
    }

    /// What dragging a handle to a place in CSS pixels makes of its parameters: `[id, text]` of each.
    #[wasm_bindgen(unchecked_return_type = "[string, string][]")]
    pub fn drag(&self, handle: &str, x: f64, y: f64) -> JsValue {
        let at = (x / self.zoom, y / self.zoom);
        to_js(&self.figure.drag(handle, at, lab().schema()))
    }

    /// What moving a handle by so many steps to the right and upwards from its present value (x, y) makes of its
    /// parameters: `[id, text]` of each.
    #[wasm_bindgen(unchecked_return_type = "[string, string][]")]
    pub fn nudge(&self, handle: &str, x: f64, y: f64, right: f64, up: f64) -> JsValue {
        let nudged = (self.figure).nudge(handle, [x, y], (right, up), lab().schema());
        to_js(&nudged)
    }

    /// What stands at a place in CSS pixels: `{panel, x, y, values}`; `null` where nothing does.
    #[wasm_bindgen(unchecked_return_type = "Reading | null")]
    pub fn values_at(&self, x: f64, y: f64) -> JsValue {
        let theme = self.colors();
        let now = |value: ReadValue| ReadValueNow {
            color: value.line.map(|line| line_color(theme, line)),
            name: value.name,
            symbol: value.symbol,
            text: value.text,
        };
        let reading = self.figure.values_at((x / self.zoom, y / self.zoom));
        to_js(&reading.map(|reading| ReadingNow {
            panel: reading.panel,
            x: reading.x * self.zoom,
            y: reading.y * self.zoom,
            values: reading.values.into_iter().map(now).collect(),
        }))
    }

    /// `{id, name, args}` of every sentence that says what is shown.
    #[wasm_bindgen(unchecked_return_type = "Phrase[]")]
    pub fn phrases(&self) -> JsValue {
        to_js(&self.figure.phrases())
    }

    /// The middle of a panel in CSS pixels, to begin to read there; `undefined` if there is none with this number.
    pub fn middle(&self, panel: usize) -> Option<Vec<f64>> {
        let (x, y) = self.figure.middle(panel)?;
        Some(vec![x * self.zoom, y * self.zoom])
    }

    /// The panel on which the points of a parameter are drawn, if there is one now: left, top, width, height in CSS pixels,
    /// then the values at its left, right, lower and upper side.
    pub fn easel(&self, param: &str) -> Option<Vec<f64>> {
        let Plot {
            left,
            top,
            width,
            height,
            x,
            y,
        } = self.figure.easel(param)?;
        let zoom = self.zoom;
        Some(vec![
            left * zoom,
            top * zoom,
            width * zoom,
            height * zoom,
            x.min,
            x.max,
            y.min,
            y.max,
        ])
    }

    /// The colours of the earlier runs.
    pub fn pin_colors(&self) -> Vec<String> {
        let tones = (0..MOST_PINS).map(Tone::Pinned);
        tones
            .map(|tone| self.colors().tone(tone).hexadecimal())
            .collect()
    }

    /// `{id, symbol, color, dashed}` of every kind of line in the figure.
    #[wasm_bindgen(unchecked_return_type = "LegendEntry[]")]
    pub fn legend(&self) -> JsValue {
        let theme = self.colors();
        let now = |curve: Curve| CurveNow {
            id: curve.id,
            symbol: curve.symbol,
            color: line_color(theme, curve.line),
            dashed: curve.dashed,
        };
        to_js(
            &self
                .figure
                .curves()
                .into_iter()
                .map(now)
                .collect::<Vec<_>>(),
        )
    }

    /// The shown frame as a plain object, with its [`Summary`]; `null` before the first.
    #[wasm_bindgen(unchecked_return_type = "unknown")]
    pub fn frame(&self) -> JsValue {
        self.figure.frame_js()
    }

    /// Any frame of the same lab as a plain object; `null` if it is none.
    #[wasm_bindgen(unchecked_return_type = "unknown")]
    pub fn read(&self, frame: &[u8]) -> JsValue {
        self.figure.read(frame)
    }
}
