//! A panel: two axes and the marks between them.

use super::{Mark, Shape};
use crate::draw::room::{BELOW, LEFT, MARGIN, RIGHT};
use crate::draw::{Axis, Plot};

/// Which axes a panel has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axes {
    /// A box with marks, numbers and symbols at both.
    Both,
    /// A line below, with marks and numbers.
    Below,
    /// A box alone.
    Box,
    /// Nothing but the marks of the panel.
    None,
}

/// A panel.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    /// Its name in the lab's texts.
    pub id: &'static str,
    /// From left to right.
    pub x: Axis,
    /// From below upwards.
    pub y: Axis,
    /// What is drawn of them.
    pub axes: Axes,
    /// A unit along one axis is as long as one along the other.
    pub equal: bool,
    /// Room above it.
    pub above: f64,
    /// Room to its right, where the names of its lines stand.
    pub names: f64,
    /// What it shows, the hindmost first.
    pub marks: Vec<Mark>,
    /// The parameter whose points a reader draws here.
    pub easel: Option<&'static str>,
    /// The panel shows a sphere that is turned by these angles, in degrees: its marks are given by the angle from the
    /// pole and the azimuth, both in radians.
    pub turn: Option<[f64; 2]>,
}

/// The least side of a panel.
const LEAST: f64 = 8.0;

impl Panel {
    /// A panel with nothing in it.
    pub fn new(id: &'static str, x: Axis, y: Axis) -> Self {
        Self {
            id,
            x,
            y,
            axes: Axes::Both,
            equal: false,
            above: MARGIN,
            names: 0.0,
            marks: Vec::new(),
            easel: None,
            turn: None,
        }
    }

    /// With a mark in front of those it has.
    pub fn with<S: Into<Shape>>(mut self, mark: Mark<S>) -> Self {
        self.marks.push(mark.any());
        self
    }

    /// With more marks.
    pub fn with_all<S: Into<Shape>>(mut self, marks: impl IntoIterator<Item = Mark<S>>) -> Self {
        self.marks.extend(marks.into_iter().map(Mark::any));
        self
    }

    /// Its units are equally long along both axes: circles are circles.
    pub fn square(mut self) -> Self {
        self.equal = true;
        self
    }

    /// With other axes than a box with numbers.
    pub fn axes(mut self, axes: Axes) -> Self {
        self.axes = axes;
        self
    }

    /// With room above, for titles.
    pub fn above(mut self, room: f64) -> Self {
        self.above = room;
        self
    }

    /// With room to the right for names at the ends of lines; see [`super::Place::End`].
    pub fn names(mut self, room: f64) -> Self {
        self.names = room;
        self
    }

    /// Readers draw the points of this parameter here.
    pub fn easel(mut self, param: &'static str) -> Self {
        self.easel = Some(param);
        self
    }

    /// It shows a sphere that is turned.
    pub fn turned(mut self, turn: [f64; 2]) -> Self {
        self.turn = Some(turn);
        self
    }

    /// Room to the left, above, to the right and below.
    fn margins(&self) -> [f64; 4] {
        let below = match (self.axes, self.x.label) {
            (Axes::Both | Axes::Below, "") => BELOW - 18.0,
            (Axes::Both | Axes::Below, _) => BELOW,
            (Axes::Box | Axes::None, "") => 0.0,
            (Axes::Box | Axes::None, _) => 24.0,
        };
        let left = match self.axes {
            Axes::Both => LEFT,
            _ => MARGIN,
        };
        let right = match self.axes {
            Axes::Both if self.equal => MARGIN,
            Axes::Both => RIGHT,
            _ => MARGIN,
        };
        [left, self.above, right.max(self.names), below]
    }

    /// The room around it, across or down.
    pub(super) fn around(&self, is_across: bool) -> f64 {
        let [left, above, right, below] = self.margins();
        if is_across {
            left + right
        } else {
            above + below
        }
    }

    /// Width by height, if it is not free.
    fn aspect(&self) -> Option<f64> {
        let aspect = (self.x.span() / self.y.span()).abs();
        (self.equal && aspect.is_finite() && aspect > 0.0).then_some(aspect)
    }

    /// The length that it needs across or down to fill a room the other way.
    pub(super) fn need(&self, is_across: bool, [_, _, width, height]: [f64; 4]) -> Option<f64> {
        let [left, above, right, below] = self.margins();
        let aspect = self.aspect()?;
        Some(if is_across {
            (height - above - below) * aspect + left + right
        } else {
            (width - left - right) / aspect + above + below
        })
    }

    /// Where it stands in a room: left, top, width and height.
    pub(super) fn plot(&self, [left, top, width, height]: [f64; 4]) -> Plot {
        let margins = self.margins();
        let [mut left, mut top] = [left + margins[0], top + margins[1]];
        let mut width = (width - margins[0] - margins[2]).max(LEAST);
        let mut height = (height - margins[1] - margins[3]).max(LEAST);
        if let Some(aspect) = self.aspect() {
            let fitting = width.min(height * aspect);
            left += 0.5 * (width - fitting);
            top += 0.5 * (height - fitting / aspect).min(0.0);
            (width, height) = (fitting, fitting / aspect);
        }
        Plot {
            left,
            top,
            width,
            height,
            x: self.x.clone(),
            y: self.y.clone(),
        }
    }
}
