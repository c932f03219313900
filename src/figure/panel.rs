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

/// How the sides of a panel are to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sides {
    /// They take what room there is.
    Free,
    /// A plane: about as wide as high, if there is room.
    Map,
    /// A unit along one axis is as long as one along the other.
    Equal,
    /// The same, and the axis along the longer side goes on to both ends to fill the room.
    Filled,
}

/// A panel.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    /// Tells it from the other panels of the lab.
    pub id: &'static str,
    /// From left to right.
    pub x: Axis,
    /// From below upwards.
    pub y: Axis,
    /// What is drawn of them.
    pub axes: Axes,
    /// How its sides are to each other.
    pub sides: Sides,
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
    /// Its axes where all of it is in sight, if only a part is.
    pub whole: Option<Box<[Axis; 2]>>,
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
            sides: Sides::Free,
            above: MARGIN,
            names: 0.0,
            marks: Vec::new(),
            easel: None,
            turn: None,
            whole: None,
        }
    }

    /// With a mark in front of those it has.
    #[inline(never)]
    pub fn with<S: Into<Shape>>(mut self, mark: Mark<S>) -> Self {
        self.add(mark);
        self
    }

    /// Puts a mark in front of those it has.
    #[inline(never)]
    pub fn add<S: Into<Shape>>(&mut self, mark: Mark<S>) {
        self.marks.push(mark.any());
    }

    /// Its units are equally long along both axes: circles are circles.
    pub fn square(mut self) -> Self {
        self.sides = Sides::Equal;
        self
    }

    /// Its units are equally long along both axes, of which the one along the longer side goes on to fill the room.
    pub fn filled(mut self) -> Self {
        self.sides = Sides::Filled;
        self
    }

    /// It shows a plane that wants room both ways.
    pub fn map(mut self) -> Self {
        self.sides = Sides::Map;
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
            Axes::Both if self.sides == Sides::Free => RIGHT,
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

    /// Width by height, if units are equally long.
    fn aspect(&self) -> Option<f64> {
        let aspect = (self.x.span() / self.y.span()).abs();
        (self.sides == Sides::Equal && aspect.is_finite() && aspect > 0.0).then_some(aspect)
    }

    /// The length that it needs across or down to fill a room the other way.
    pub(super) fn need(&self, is_across: bool, [_, _, width, height]: [f64; 4]) -> Option<f64> {
        /// Below each other, a map is wider than high, so that what stands below it is not far.
        const FLAT: f64 = 1.25;
        let [left, above, right, below] = self.margins();
        let aspect = match self.sides {
            Sides::Free | Sides::Filled => return None,
            Sides::Map if is_across => 1.0,
            Sides::Map => FLAT,
            Sides::Equal => self.aspect()?,
        };
        Some(if is_across {
            (height - above - below) * aspect + left + right
        } else {
            (width - left - right) / aspect + above + below
        })
    }

    /// Where it stands in a room: left, top, width and height.
    pub(super) fn plot(&self, [left, top, width, height]: [f64; 4]) -> Plot {
        let margins = self.margins();
        let [mut left, top] = [left + margins[0], top + margins[1]];
        let mut width = (width - margins[0] - margins[2]).max(LEAST);
        let mut height = (height - margins[1] - margins[3]).max(LEAST);
        if let Some(aspect) = self.aspect() {
            let fitting = width.min(height * aspect);
            left += 0.5 * (width - fitting);
            (width, height) = (fitting, fitting / aspect);
        }
        let (mut x, mut y) = (self.x.clone(), self.y.clone());
        if self.sides == Sides::Filled && self.whole.is_none() {
            let unit = (x.span() / width).max(y.span() / height);
            widen(&mut x, unit * width);
            widen(&mut y, unit * height);
        }
        Plot {
            left,
            top,
            width,
            height,
            x,
            y,
        }
    }
}

/// The same amount at both ends, so that the axis has this span.
fn widen(axis: &mut Axis, span: f64) {
    let more = 0.5 * (span - axis.span());
    axis.min -= more;
    axis.max += more;
}
