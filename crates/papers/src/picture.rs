//! A picture as data: what is drawn, in order. Lengths are CSS pixels, from the upper left corner.

use crate::Rgb;
use crate::raster::Raster;

/// A picture of a size, with what is drawn on it from back to front. What reaches beyond its edges is not seen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Picture {
    /// Width and height.
    pub size: [f64; 2],
    /// From back to front.
    pub elements: Vec<Element>,
}

impl Picture {
    /// What everything stands on: the colour of what fills it first; white paper if nothing does.
    pub fn background(&self) -> Rgb {
        let reaches_all = |points: &[[f64; 2]]| {
            let has = |corner: [f64; 2]| points.contains(&corner);
            has([0.0, 0.0]) && has(self.size)
        };
        match self.elements.first() {
            Some(Element::Form(Form {
                shape: Shape::Paths(paths),
                fill: Some(fill),
                ..
            })) if paths.iter().any(|(points, _)| reaches_all(points)) => fill.color,
            _ => [255; 3],
        }
    }

    /// The texts in it.
    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        self.elements.iter().filter_map(|element| match element {
            Element::Text(text) => Some(text),
            Element::Form(_) | Element::Image(..) => None,
        })
    }
}

/// Something that is drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Element {
    /// A form with its fill and its outline.
    Form(Form),
    /// A line of text.
    Text(Text),
    /// An image in a rectangle: left, top, width, height.
    Image([f64; 4], Raster),
}

/// A shape, and how it is painted.
#[derive(Clone, Debug, PartialEq)]
pub struct Form {
    /// Where it runs.
    pub shape: Shape,
    /// What is inside.
    pub fill: Option<Paint>,
    /// What is along it.
    pub stroke: Option<Stroke>,
}

/// Where a form runs.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// Paths through points; a path is closed if the flag says so.
    Paths(Vec<(Vec<[f64; 2]>, bool)>),
    /// A circle: its middle and its radius.
    Circle([f64; 2], f64),
}

/// A colour and how much it covers, from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Paint {
    /// Which.
    pub color: Rgb,
    /// From 0 to 1.
    pub opacity: f64,
}

/// How a line is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Stroke {
    /// Its colour.
    pub paint: Paint,
    /// Its width.
    pub width: f64,
    /// Lengths of dashes and gaps in turn; a line without gaps has none.
    pub dashes: Vec<f64>,
}

/// A line of text.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// What it says.
    pub text: String,
    /// Where it stands.
    pub place: Place,
    /// The size of its letters.
    pub size: f64,
    /// Whether it is a formula, which is set in italics.
    pub formula: bool,
    /// Its colour.
    pub paint: Paint,
}

/// Where a text stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// The point that stays where it is, whatever the letters are.
    pub at: [f64; 2],
    /// Which point of the text that is, from its left to its right.
    pub align: Align,
    /// Which point of the text that is, from its top to its bottom.
    pub upright: Upright,
    /// How far it is turned about that point, in degrees clockwise.
    pub turned: f64,
}

/// Which point of a text its place is, along the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Its beginning.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

/// Which point of a text its place is, across the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Upright {
    /// The top of its letters.
    Top,
    /// The middle of its figures.
    Middle,
    /// What its letters stand on.
    Baseline,
    /// Below its letters.
    Bottom,
}
