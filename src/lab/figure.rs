//! The drawing side of a figure: the frame shown now, its layout, and what a reader can take hold of.

#[cfg(any(feature = "compute", not(target_arch = "wasm32")))]
use super::Table;
use super::{Board, Describe, Frame, Note, Readout, Status, Stride, read_frame};
use crate::draw::{Axis, Drawing, Plot};
use crate::figure::{
    Curve, Figure as Description, Grip, Held, LaidOut, MOST_PINS, Moves, Phrase, PlacedHandle,
    Reading, Windows,
};
use crate::params::{Kind, Schema, Value};

/// A figure of one lab, with its types hidden.
pub trait AnyFigure {
    /// The height that the figure wants at a width, in CSS pixels.
    fn height(&self, width: f64) -> f64;
    /// Sets the size in CSS pixels.
    fn resize(&mut self, size: (f64, f64));
    /// Takes a frame of [`super::Session::frame`]. Returns whether the back layer must be drawn anew.
    ///
    /// # Errors
    /// The bytes are not a frame of this lab.
    fn show(&mut self, frame: &[u8]) -> Result<bool, NotAFrame>;
    /// Keeps these frames in sight behind the one that is shown, and no others. Returns whether all were frames of this lab:
    /// if not, nothing changes.
    fn pin(&mut self, frames: &[Vec<u8>]) -> bool;
    /// Brings the part of a panel into sight that [`LaidOut::zoomed`] and [`LaidOut::moved`] find. Returns whether there is one.
    fn look_at(&mut self, wish: Wish) -> bool;
    /// What is in sight of each panel.
    fn windows(&self) -> &Windows;
    /// Has the same in sight as another figure.
    fn set_windows(&mut self, windows: Windows);
    /// What a hand takes hold of at a place in CSS pixels.
    fn held(&self, place: (f64, f64)) -> Option<Held>;
    /// Draws what a point under way does not change; see [`LaidOut::draw_back`].
    fn draw_back(&self, drawing: &Drawing);
    /// Draws the rest over it.
    fn draw_front(&self, drawing: &Drawing);
    /// How the run stands; nothing before the first frame.
    fn status(&self) -> Option<Status>;
    /// Those that stand under the figure.
    fn readouts(&self) -> Vec<Readout>;
    /// The sentences beside the figure.
    fn notes(&self) -> Vec<Note>;
    /// The table beside the figure, if the frame has one.
    fn board(&self) -> Option<Board>;
    /// Steps worth going to.
    fn strides(&self) -> Vec<Stride>;
    /// See [`Frame::steps_per_second`].
    fn steps_per_second(&self) -> Option<f64>;
    /// The entries of the legend.
    fn curves(&self) -> Vec<Curve>;
    /// The numbers of the run.
    #[cfg(any(feature = "compute", not(target_arch = "wasm32")))]
    fn table(&self) -> Table;
    /// What can be dragged, where it stands.
    fn handles(&self) -> Vec<HandleOnScreen>;
    /// What dragging a handle to a place in CSS pixels makes of its parameters.
    fn drag(&self, handle: &str, at: (f64, f64), schema: &Schema) -> Vec<Assignment>;
    /// What moving a handle by steps makes of its parameters; a step is a two-hundredth of its panel, right and up positive.
    /// Infinitely many lead to the panel's edge, and less than one moves it by less than it is rounded to otherwise.
    /// It starts from the value `from`, which may be newer than the frame that is shown: keys can be faster than frames.
    fn nudge(
        &self,
        handle: &str,
        from: [f64; 2],
        steps: (f64, f64),
        schema: &Schema,
    ) -> Vec<Assignment>;
    /// The panel on which a reader draws the points of this parameter, if the picture has it now. Its axes are linear.
    fn easel(&self, param: &str) -> Option<Plot>;
    /// What stands at a place in CSS pixels, in numbers.
    fn values_at(&self, place: (f64, f64)) -> Option<Reading>;
    /// What it shows, for sentences.
    fn phrases(&self) -> Vec<Phrase>;
    /// The middle of a panel in CSS pixels, to begin to read there; nothing if there is none with this number.
    fn middle(&self, panel: usize) -> Option<(f64, f64)>;
    /// The frame as data, with its [`super::Summary`]; null before the first.
    #[cfg(not(target_arch = "wasm32"))]
    fn frame_json(&self) -> serde_json::Value;
}

/// What a reader wants to have in sight; places in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Wish {
    /// What is around a place, so many times larger.
    Closer((f64, f64), f64),
    /// What a hand brings there from one place to another.
    Moved((f64, f64), (f64, f64)),
    /// All of every panel.
    All,
}

/// A parameter and the canonical text of its new value.
pub type Assignment = (&'static str, String);

/// The bytes were not a frame of the lab.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAFrame;

/// Where a handle stands, in CSS pixels.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(rename = "Handle"))]
pub struct HandleOnScreen {
    /// The first of its parameters, which names it.
    pub id: &'static str,
    /// All that move with it.
    pub params: Vec<&'static str>,
    /// From the left edge of the figure, in CSS pixels.
    pub x: f64,
    /// From its upper edge, in CSS pixels.
    pub y: f64,
    /// What it stands for.
    pub value: [f64; 2],
    /// Where it can go.
    pub area: Area,
    /// How it is taken hold of.
    pub grip: Grip,
}

impl HandleOnScreen {
    /// The same handle in a picture that is drawn `zoom` times larger.
    pub fn zoomed(self, zoom: f64) -> Self {
        let Area {
            left,
            top,
            width,
            height,
        } = self.area;
        let area = Area {
            left: left * zoom,
            top: top * zoom,
            width: width * zoom,
            height: height * zoom,
        };
        Self {
            x: self.x * zoom,
            y: self.y * zoom,
            area,
            ..self
        }
    }
}

/// The rectangle in which a handle moves, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Area {
    pub left: f64,
    pub top: f64,
    pub width: f64,
    pub height: f64,
}

/// A figure of a lab that is known.
pub struct Figure<L: Describe> {
    size: (f64, f64),
    shown: Option<(L::Frame, LaidOut)>,
    kept: L::Kept,
    /// What earlier runs look like.
    pinned: Vec<Description>,
    /// What is in sight of its panels, and which panels these are.
    windows: Windows,
    panels: Vec<&'static str>,
}

impl<L: Describe> Default for Figure<L> {
    fn default() -> Self {
        Self {
            size: (640.0, 400.0),
            shown: None,
            kept: L::Kept::default(),
            pinned: Vec::new(),
            windows: Windows::default(),
            panels: Vec::new(),
        }
    }
}

impl<L: Describe> Figure<L> {
    /// The frame that is shown.
    pub fn frame(&self) -> Option<&L::Frame> {
        self.shown.as_ref().map(|(frame, _)| frame)
    }

    fn laid_out(&self) -> Option<&LaidOut> {
        self.shown.as_ref().map(|(_, laid_out)| laid_out)
    }

    fn lay_out(&mut self, frame: &L::Frame, before: Option<&LaidOut>) -> LaidOut {
        let figure = L::figure(frame, &mut self.kept).before(&self.pinned);
        // Other panels are seen as a whole.
        let panels = figure.panels();
        if panels != self.panels {
            self.windows = Windows::default();
            self.panels = panels;
        }
        LaidOut::new(figure.within(&self.windows), self.size, before)
    }

    fn lay_out_again(&mut self) {
        if let Some((frame, before)) = self.shown.take() {
            let laid_out = self.lay_out(&frame, Some(&before));
            self.shown = Some((frame, laid_out));
        }
    }

    fn handle(&self, id: &str) -> Option<PlacedHandle> {
        let mut handles = self.laid_out()?.handles().into_iter();
        handles.find(|handle| handle.moves.params()[0] == id)
    }
}

impl<L: Describe> AnyFigure for Figure<L> {
    fn height(&self, width: f64) -> f64 {
        L::height(width)
    }

    fn resize(&mut self, size: (f64, f64)) {
        self.size = size;
        self.lay_out_again();
    }

    fn show(&mut self, frame: &[u8]) -> Result<bool, NotAFrame> {
        let frame: L::Frame = read_frame(frame).ok_or(NotAFrame)?;
        let before = self.shown.take().map(|(_, before)| before);
        let laid_out = self.lay_out(&frame, before.as_ref());
        let changed = before.as_ref() != Some(&laid_out);
        self.shown = Some((frame, laid_out));
        Ok(changed)
    }

    fn pin(&mut self, frames: &[Vec<u8>]) -> bool {
        let figures = frames.iter().take(MOST_PINS).map(|frame| {
            let frame: L::Frame = read_frame(frame)?;
            Some(L::figure(&frame, &mut L::Kept::default()))
        });
        let Some(figures) = figures.collect() else {
            return false;
        };
        self.pinned = figures;
        self.lay_out_again();
        true
    }

    fn look_at(&mut self, wish: Wish) -> bool {
        let laid_out = self.laid_out();
        let found = match wish {
            Wish::All => None,
            Wish::Closer(place, factor) => laid_out.and_then(|seen| seen.zoomed(place, factor)),
            Wish::Moved(from, to) => laid_out.and_then(|seen| seen.moved(from, to)),
        };
        match (wish, found) {
            (Wish::All, _) => self.windows = Windows::default(),
            (_, Some((panel, window))) => self.windows.set(panel, window),
            (_, None) => return false,
        }
        self.lay_out_again();
        true
    }

    fn windows(&self) -> &Windows {
        &self.windows
    }

    fn set_windows(&mut self, windows: Windows) {
        self.windows = windows;
        self.lay_out_again();
    }

    fn held(&self, place: (f64, f64)) -> Option<Held> {
        Some(self.laid_out()?.held(place)?.1)
    }

    fn draw_back(&self, drawing: &Drawing) {
        if let Some(laid_out) = self.laid_out() {
            laid_out.draw_back(drawing);
        }
    }

    fn draw_front(&self, drawing: &Drawing) {
        if let Some(laid_out) = self.laid_out() {
            laid_out.draw_front(drawing);
        }
    }

    fn status(&self) -> Option<Status> {
        self.shown.as_ref().map(|(frame, _)| frame.status())
    }

    fn readouts(&self) -> Vec<Readout> {
        let mut readouts = self.frame().map(Frame::readouts).unwrap_or_default();
        readouts.retain(|readout| readout.shown);
        readouts
    }

    fn notes(&self) -> Vec<Note> {
        self.shown
            .as_ref()
            .map(|(frame, _)| frame.notes())
            .unwrap_or_default()
    }

    fn board(&self) -> Option<Board> {
        self.shown.as_ref().and_then(|(frame, _)| frame.board())
    }

    fn strides(&self) -> Vec<Stride> {
        let frame = self.frame();
        frame.map(Frame::strides).unwrap_or_default()
    }

    fn steps_per_second(&self) -> Option<f64> {
        self.frame().and_then(Frame::steps_per_second)
    }

    fn curves(&self) -> Vec<Curve> {
        self.laid_out().map(LaidOut::curves).unwrap_or_default()
    }

    #[cfg(any(feature = "compute", not(target_arch = "wasm32")))]
    fn table(&self) -> Table {
        self.shown
            .as_ref()
            .map(|(frame, _)| frame.table())
            .unwrap_or_default()
    }

    fn handles(&self) -> Vec<HandleOnScreen> {
        let on_screen = |handle: PlacedHandle| {
            let PlacedHandle {
                moves,
                value,
                plot,
                grip,
            } = handle;
            let params = moves.params().to_vec();
            let (x, y) = plot.to_pixels(moves.place(value));
            let Plot {
                left,
                top,
                width,
                height,
                ..
            } = plot;
            HandleOnScreen {
                id: params[0],
                params,
                x,
                y,
                value,
                area: Area {
                    left,
                    top,
                    width,
                    height,
                },
                grip,
            }
        };
        let handles = self.laid_out().map(LaidOut::handles).unwrap_or_default();
        handles.into_iter().map(on_screen).collect()
    }

    fn drag(&self, handle: &str, at: (f64, f64), schema: &Schema) -> Vec<Assignment> {
        let Some(PlacedHandle { moves, plot, .. }) = self.handle(handle) else {
            return Vec::new();
        };
        let place = plot.from_pixels(plot.nearest(at));
        assignments(moves, &plot, place, 0, schema)
    }

    fn nudge(
        &self,
        handle: &str,
        from: [f64; 2],
        steps: (f64, f64),
        schema: &Schema,
    ) -> Vec<Assignment> {
        const STEPS_ACROSS: f64 = 200.0;
        let Some(PlacedHandle { moves, plot, .. }) = self.handle(handle) else {
            return Vec::new();
        };
        let (x, y) = plot.to_pixels(moves.place(from));
        let moved = (
            x + steps.0 * plot.width / STEPS_ACROSS,
            y - steps.1 * plot.height / STEPS_ACROSS,
        );
        let edge = plot.nearest(moved);
        let moved = (
            if moved.0.is_finite() { moved.0 } else { edge.0 },
            if moved.1.is_finite() { moved.1 } else { edge.1 },
        );
        // Steps finer than the usual ones must not be rounded away.
        let is_fine = steps.0.abs().max(steps.1.abs()) < 1.0;
        let place = plot.from_pixels(moved);
        assignments(moves, &plot, place, usize::from(is_fine), schema)
    }

    fn values_at(&self, place: (f64, f64)) -> Option<Reading> {
        self.laid_out()?.read(place)
    }

    fn phrases(&self) -> Vec<Phrase> {
        self.laid_out().map(LaidOut::phrases).unwrap_or_default()
    }

    fn middle(&self, panel: usize) -> Option<(f64, f64)> {
        self.laid_out()?.middle(panel)
    }

    fn easel(&self, param: &str) -> Option<Plot> {
        self.laid_out()?.easel(param)
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn frame_json(&self) -> serde_json::Value {
        use serde_json::{Value, json};
        let mut data = json!(self.frame());
        let summary = json!(self.frame().map(super::Summary::of));
        if let (Value::Object(data), Value::Object(summary)) = (&mut data, summary) {
            data.extend(summary);
        }
        data
    }
}

/// The canonical texts for a place in a panel, rounded to what a reader can aim at, or so many digits more, and kept inside
/// the parameters' ranges.
fn assignments(
    moves: Moves,
    plot: &Plot,
    place: [f64; 2],
    digits: usize,
    schema: &Schema,
) -> Vec<Assignment> {
    let kind = |id| schema.param(id).map(|param| &param.kind);
    let axes = [&plot.x, &plot.y];
    match moves {
        Moves::Point(id) => match kind(id) {
            Some(Kind::Point { min, max }) => {
                let [x, y] = [0, 1].map(|k| rounded(axes[k], place[k], digits, [*min, *max]));
                vec![(id, Value::Point([x, y]).text())]
            }
            _ => Vec::new(),
        },
        Moves::Mapped(id, map) => match kind(id) {
            Some(Kind::Point { min, max }) => {
                // The map stretches one place more than another; thousandths are fine enough everywhere.
                let unit = if digits == 0 { 1e3 } else { 1e4 };
                let value = (map.value)(place)
                    .map(|value| ((value * unit).round() / unit).max(*min).min(*max) + 0.0);
                vec![(id, Value::Point(value).text())]
            }
            _ => Vec::new(),
        },
        Moves::Numbers(ids) => (ids.into_iter().zip(axes).zip(place))
            .filter_map(|((id, axis), value)| match kind(id) {
                Some(Kind::Number { min, max, .. }) => {
                    let number = rounded(axis, value, digits, [*min, *max]);
                    Some((id, Value::Number(number).text()))
                }
                _ => None,
            })
            .collect(),
    }
}

fn rounded(axis: &Axis, value: f64, digits: usize, [min, max]: [f64; 2]) -> f64 {
    // `clamp` would bring its message for wrong bounds along.
    axis.round(value, digits).max(min).min(max) + 0.0
}
