//! The drawing side of a figure: the frame shown now, its layout, and what a reader can take hold of.

use super::{Curve, Frame, Handle, Lab, Readout, Status, Table};
use crate::draw::{Drawing, Plot};
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
    fn draw_back(&self, drawing: &Drawing);
    fn draw_front(&self, drawing: &Drawing);
    fn status(&self) -> Option<Status>;
    fn readouts(&self) -> Vec<Readout>;
    fn notes(&self) -> Vec<&'static str>;
    fn curves(&self) -> Vec<Curve>;
    fn table(&self) -> Table;
    fn handles(&self) -> Vec<HandleOnScreen>;
    /// The text of a handle's value when it is dragged to a place in CSS pixels.
    fn drag(&self, param: &str, at: (f64, f64), schema: &Schema) -> Option<String>;
    /// The text of a handle's value when it is moved by steps of a two-hundredth of its panel, right and up positive.
    fn nudge(&self, param: &str, steps: (f64, f64), schema: &Schema) -> Option<String>;
}

/// The bytes were not a frame of the lab.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAFrame;

/// Where a handle stands, in CSS pixels.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct HandleOnScreen {
    pub param: &'static str,
    pub x: f64,
    pub y: f64,
    pub value: [f64; 2],
    pub area: Area,
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
pub struct Area {
    pub left: f64,
    pub top: f64,
    pub width: f64,
    pub height: f64,
}

/// A figure of a lab that is known.
pub struct Figure<L: Lab> {
    size: (f64, f64),
    shown: Option<(L::Frame, L::Layout)>,
}

impl<L: Lab> Default for Figure<L> {
    fn default() -> Self {
        Self {
            size: (640.0, 400.0),
            shown: None,
        }
    }
}

impl<L: Lab> Figure<L> {
    /// The frame that is shown.
    pub fn frame(&self) -> Option<&L::Frame> {
        self.shown.as_ref().map(|(frame, _)| frame)
    }

    fn handle(&self, param: &str) -> Option<Handle> {
        let (frame, layout) = self.shown.as_ref()?;
        L::handles(layout, frame)
            .into_iter()
            .find(|handle| handle.param == param)
    }
}

impl<L: Lab> AnyFigure for Figure<L> {
    fn height(&self, width: f64) -> f64 {
        L::height(width)
    }

    fn resize(&mut self, size: (f64, f64)) {
        self.size = size;
        if let Some((frame, layout)) = &mut self.shown {
            *layout = L::layout(frame, size, Some(layout));
        }
    }

    fn show(&mut self, frame: &[u8]) -> Result<bool, NotAFrame> {
        let frame: L::Frame = postcard::from_bytes(frame).map_err(|_| NotAFrame)?;
        let before = self.shown.as_ref().map(|(_, before)| before);
        let layout = L::layout(&frame, self.size, before);
        let changed = before != Some(&layout);
        self.shown = Some((frame, layout));
        Ok(changed)
    }

    fn draw_back(&self, drawing: &Drawing) {
        if let Some((_, layout)) = &self.shown {
            L::draw_back(layout, drawing);
        }
    }

    fn draw_front(&self, drawing: &Drawing) {
        if let Some((frame, layout)) = &self.shown {
            L::draw_front(layout, frame, drawing);
        }
    }

    fn status(&self) -> Option<Status> {
        self.shown.as_ref().map(|(frame, _)| frame.status())
    }

    fn readouts(&self) -> Vec<Readout> {
        self.shown
            .as_ref()
            .map(|(frame, _)| frame.readouts())
            .unwrap_or_default()
    }

    fn notes(&self) -> Vec<&'static str> {
        self.shown
            .as_ref()
            .map(|(frame, _)| frame.notes())
            .unwrap_or_default()
    }

    fn curves(&self) -> Vec<Curve> {
        self.shown
            .as_ref()
            .map(|(frame, _)| L::curves(frame))
            .unwrap_or_default()
    }

    fn table(&self) -> Table {
        self.shown
            .as_ref()
            .map(|(frame, _)| frame.table())
            .unwrap_or_default()
    }

    fn handles(&self) -> Vec<HandleOnScreen> {
        let Some((frame, layout)) = &self.shown else {
            return Vec::new();
        };
        let on_screen = |Handle { param, value, plot }: Handle| {
            let (x, y) = plot.to_pixels(value);
            let Plot {
                left,
                top,
                width,
                height,
                ..
            } = plot;
            HandleOnScreen {
                param,
                x,
                y,
                value,
                area: Area {
                    left,
                    top,
                    width,
                    height,
                },
            }
        };
        L::handles(layout, frame)
            .into_iter()
            .map(on_screen)
            .collect()
    }

    fn drag(&self, param: &str, at: (f64, f64), schema: &Schema) -> Option<String> {
        let plot = self.handle(param)?.plot;
        point_text(&plot, plot.from_pixels(plot.nearest(at)), schema, param)
    }

    fn nudge(&self, param: &str, steps: (f64, f64), schema: &Schema) -> Option<String> {
        const STEPS_ACROSS: f64 = 200.0;
        let Handle {
            value: [x, y],
            plot,
            ..
        } = self.handle(param)?;
        let moved = [
            x + steps.0 * plot.x.span() / STEPS_ACROSS,
            y + steps.1 * plot.y.span() / STEPS_ACROSS,
        ];
        point_text(&plot, moved, schema, param)
    }
}

/// The canonical text of a point, rounded to what a reader can aim at and kept inside the parameter's range.
fn point_text(plot: &Plot, point: [f64; 2], schema: &Schema, param: &str) -> Option<String> {
    let Kind::Point { min, max } = &schema.param(param)?.kind else {
        return None;
    };
    let [x, y] = [plot.x.round(point[0]), plot.y.round(point[1])]
        .map(|coordinate| coordinate.max(*min).min(*max) + 0.0);
    Some(Value::Point([x, y]).text())
}
