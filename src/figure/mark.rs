//! Marks: what a panel shows. Each is a shape in the values of the axes, a colour, and, if it means something by itself, a
//! name and a symbol.

use super::grip::{Grip, Moves};
use super::place::Place;
use super::{Hue, Ink};
use crate::math::real::sin_cos;
use std::f64::consts::TAU;
use std::ops::{Deref, DerefMut};
use std::rc::Rc;

/// A mark. While it is being described its shape is of a known kind, see [`Mark::any`].
///
/// It is a pointer: word by word a description hands its mark on, and labs have dozens of descriptions.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark<S = Shape>(Box<Drawn<S>>);

/// What is known of a mark.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn<S> {
    /// What it is called; nothing for what only accompanies others.
    pub name: Option<Name>,
    /// Its colour.
    pub ink: Ink,
    /// What it looks like.
    pub shape: S,
}

/// What a mark is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name {
    /// The text `curve.<id>` of the lab; empty for what has a symbol alone.
    pub id: &'static str,
    /// How formulas write it; may be empty.
    pub symbol: &'static str,
}

/// All shapes.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// Lines through points.
    Lines(Lines),
    /// Single points.
    Dots(Dots),
    /// Bars of a histogram.
    Bars(Bars),
    /// A stretch of the horizontal axis, over the whole height.
    Band([f64; 2]),
    /// A line across the panel at a value of one axis.
    Rule(Rule),
    /// A value everywhere.
    Field(Field),
    /// Vectors at points.
    Arrows(Arrows),
    /// Words or a formula.
    Text(Text),
    /// What a reader can take hold of.
    Handle(Handle),
    /// The inside of the unit circle of the complex plane, where what is multiplied shrinks.
    UnitDisc,
    /// The sphere of a turned panel, with a band of this half width (in radians) around its equator in the mark's colour.
    Globe(f64),
    /// A vector from the centre of the sphere of a turned panel.
    Pin(Pin),
}

/// Points, compared bit by bit: a gap is not a number, and equals itself.
#[derive(Clone, Debug, Default)]
pub struct Points(pub Vec<[f64; 2]>);

impl PartialEq for Points {
    fn eq(&self, other: &Self) -> bool {
        let bits = |points: &Self| points.0.len();
        let same = |(a, b): (&[f64; 2], &[f64; 2])| a.map(f64::to_bits) == b.map(f64::to_bits);
        bits(self) == bits(other) && self.0.iter().zip(&other.0).all(same)
    }
}

impl From<Vec<[f64; 2]>> for Points {
    fn from(points: Vec<[f64; 2]>) -> Self {
        Self(points)
    }
}

impl From<&[[f64; 2]]> for Points {
    fn from(points: &[[f64; 2]]) -> Self {
        Self(points.to_vec())
    }
}

impl<const N: usize> From<[[f64; 2]; N]> for Points {
    fn from(points: [[f64; 2]; N]) -> Self {
        points.as_slice().into()
    }
}

impl FromIterator<[f64; 2]> for Points {
    fn from_iter<I: IntoIterator<Item = [f64; 2]>>(points: I) -> Self {
        let mut points = points.into_iter();
        Self::of(&mut || points.next())
    }
}

impl Points {
    /// Compiled once, whatever gives the points: labs have dozens of kinds, and every figure downloads each. A function and not
    /// a `dyn Iterator`, which has more than one method.
    #[inline(never)]
    fn of(next: &mut dyn FnMut() -> Option<[f64; 2]>) -> Self {
        let mut all = Vec::new();
        while let Some(point) = next() {
            all.push(point);
        }
        Self(all)
    }
}

/// Lines through points.
#[derive(Clone, Debug, PartialEq)]
pub struct Lines {
    /// One line each; a point that is not a number makes a gap.
    pub pieces: Vec<Points>,
    /// In CSS pixels.
    pub width: f64,
    /// The length of dashes, in CSS pixels; a full line without.
    pub dash: Option<f64>,
    /// The size of an arrow head half way along each, in CSS pixels.
    pub head: Option<f64>,
}

/// Single points.
#[derive(Clone, Debug, PartialEq)]
pub struct Dots {
    /// Where.
    pub points: Points,
    /// In CSS pixels.
    pub radius: f64,
    /// What each looks like.
    pub symbol: Symbol,
    /// Whether each stands on a disc of the background, to be seen on whatever is behind it.
    pub haloed: bool,
    /// Points nearer to the one before than this, in CSS pixels, are left out.
    pub apart: f64,
    /// A standard error for each, up and down; or none at all.
    pub errors: Vec<f64>,
}

/// What a point looks like.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Symbol {
    /// A filled circle.
    Disc,
    /// A circle, its line this wide.
    Ring(f64),
    /// A diagonal cross, its lines this wide.
    Cross(f64),
    /// A filled square, which is drawn many times faster than a disc.
    Square,
}

/// Bars of a histogram, or of anything else that is counted.
#[derive(Clone, Debug, PartialEq)]
pub struct Bars {
    /// From left to right.
    pub spans: Vec<Span>,
    /// How strong the outline is, from 0 to 1, beside the colour of the inside.
    pub outline: f64,
}

/// One bar.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    /// Its left and right edge.
    pub x: [f64; 2],
    /// Its upper edge.
    pub height: f64,
    /// The standard error of that; 0 for none.
    pub error: f64,
}

/// A line across the panel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rule {
    /// The value of one of the axes.
    pub at: f64,
    /// Whether that is the vertical axis, and the line so a horizontal one.
    pub is_level: bool,
    /// In CSS pixels.
    pub width: f64,
    /// The length of dashes, in CSS pixels; a full line without.
    pub dash: Option<f64>,
    /// How far it goes on beyond the upper or the right edge of the panel, in CSS pixels.
    pub beyond: f64,
}

/// A value for each cell of a grid that fills the panel.
#[derive(Clone, Debug)]
pub struct Field {
    /// Cells in a row, and rows.
    pub size: [usize; 2],
    /// Row by row, the lowest first.
    pub values: Rc<[f32]>,
    /// Which colours mean what.
    pub shade: Shade,
}

impl PartialEq for Field {
    fn eq(&self, other: &Self) -> bool {
        let same = |(a, b): (&f32, &f32)| a.to_bits() == b.to_bits();
        self.size == other.size
            && self.shade == other.shade
            && (Rc::ptr_eq(&self.values, &other.values)
                || self.values.len() == other.values.len()
                    && self.values.iter().zip(other.values.iter()).all(same))
    }
}

/// From values of a field to colours. What is not a number is blank.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Shade {
    /// Viridis by the logarithm of the value and a small `shift`, between two `ends` of that logarithm.
    Log {
        /// What is added to each value.
        shift: f64,
        /// The logarithms of the darkest and of the brightest.
        ends: [f64; 2],
    },
    /// Viridis by √(1 − r) of a rate r: bright where something shrinks fast, blank where it does not.
    Rate,
    /// One line's colour above 0, another's below, by tanh of the value over a unit.
    Sides {
        /// Above, and below.
        lines: [usize; 2],
        /// Where the colour is strong.
        unit: f64,
    },
    /// One line's colour above 0, another's below, by the root of the value, from −1 to 1.
    Signs {
        /// Above, and below.
        lines: [usize; 2],
    },
    /// The whole part is a class from 0 on, and the rest how pale it is; −1 is not decided, −2 has no class.
    Classes,
}

/// Vectors at points.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrows {
    /// Where.
    pub at: Points,
    /// Which way and how long, in the values of the axes.
    pub along: Points,
    /// The length of the longest, in CSS pixels.
    pub reach: Reach,
    /// Whether points are the middles of arrows, or where they begin.
    pub centred: bool,
    /// Lengths by their order of magnitude, not by their root.
    pub by_magnitude: bool,
}

/// How long the longest arrow is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reach {
    /// In CSS pixels.
    Pixels(f64),
    /// In values of the horizontal axis.
    Units(f64),
}

/// Words or a formula.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// What is written.
    pub text: String,
    /// A point of the panel.
    pub at: [f64; 2],
    /// Where beside that point.
    pub place: Place,
    /// The size of letters in CSS pixels.
    pub size: f64,
    /// Set as a formula.
    pub formula: bool,
    /// Before a veil of the background, where lines run.
    pub veiled: bool,
}

/// A vector from the centre of a sphere through one of its points.
#[derive(Clone, Debug, PartialEq)]
pub struct Pin {
    /// The point, by its angle from the pole and its azimuth.
    pub at: [f64; 2],
    /// In radii of the sphere.
    pub length: f64,
    /// Written at its end; may be empty.
    pub symbol: &'static str,
}

/// What a reader can take hold of.
#[derive(Clone, Debug, PartialEq)]
pub struct Handle {
    /// The parameters that it sets.
    pub moves: Moves,
    /// What it stands for.
    pub value: [f64; 2],
    /// How it is taken hold of.
    pub grip: Grip,
    /// The values that moving over the panel runs through, if they are not those of its axes: across, and up.
    pub ranges: Option<[[f64; 2]; 2]>,
    /// Its symbol; may be empty.
    pub symbol: &'static str,
}

impl<S> Deref for Mark<S> {
    type Target = Drawn<S>;

    fn deref(&self) -> &Drawn<S> {
        &self.0
    }
}

impl<S> DerefMut for Mark<S> {
    fn deref_mut(&mut self) -> &mut Drawn<S> {
        &mut self.0
    }
}

impl<S> Mark<S> {
    fn new(shape: S) -> Self {
        Self(Box::new(Drawn {
            name: None,
            ink: Hue::Ink.into(),
            shape,
        }))
    }

    /// Named by a text of the lab and a symbol: so it stands in the legend, and can be read.
    #[inline(never)]
    pub fn of(mut self, id: &'static str, symbol: &'static str) -> Self {
        self.name = Some(Name { id, symbol });
        self
    }

    /// Read by this symbol, without a name of its own and a place in the legend.
    #[inline(never)]
    pub fn written(self, symbol: &'static str) -> Self {
        self.of("", symbol)
    }

    /// In this colour.
    #[inline(never)]
    pub fn hue(mut self, hue: Hue) -> Self {
        self.ink.hue = hue;
        self
    }

    /// With so much of its opacity.
    #[inline(never)]
    pub fn faded(mut self, share: f64) -> Self {
        self.ink.opacity *= share;
        self
    }
}

impl<S: Into<Shape>> Mark<S> {
    /// Whatever its shape is.
    #[inline(never)]
    pub fn any(self) -> Mark {
        let Drawn { name, ink, shape } = *self.0;
        let shape = shape.into();
        Mark(Box::new(Drawn { name, ink, shape }))
    }
}

macro_rules! shapes {
    ($($name:ident),+) => {
        $(impl From<$name> for Shape {
            fn from(shape: $name) -> Self {
                Self::$name(shape)
            }
        })+
    };
}
shapes!(Lines, Dots, Bars, Rule, Field, Arrows, Text, Handle, Pin);

/// A line through points.
pub fn line(points: impl Into<Points>) -> Mark<Lines> {
    through(vec![points.into()])
}

/// Several lines of one kind.
pub fn lines<P: Into<Points>>(pieces: impl IntoIterator<Item = P>) -> Mark<Lines> {
    through(pieces.into_iter().map(Into::into).collect())
}

#[inline(never)]
fn through(pieces: Vec<Points>) -> Mark<Lines> {
    Mark::new(Lines {
        pieces,
        width: 1.5,
        dash: None,
        head: None,
    })
}

/// An ellipse by its centre and its half axes.
pub fn ellipse(centre: [f64; 2], axes: [[f64; 2]; 2]) -> Mark<Lines> {
    const PIECES: u32 = 72;
    let point = |k| {
        let (sin, cos) = sin_cos(TAU * f64::from(k) / f64::from(PIECES));
        [0, 1].map(|i| centre[i] + cos * axes[0][i] + sin * axes[1][i])
    };
    line((0..=PIECES).map(point).collect::<Points>())
}

impl Mark<Lines> {
    /// So many CSS pixels wide.
    #[inline(never)]
    pub fn wide(mut self, width: f64) -> Self {
        self.shape.width = width;
        self
    }

    /// With gaps, and dashes as long as they.
    #[inline(never)]
    pub fn dashed(mut self, dash: impl Into<Option<f64>>) -> Self {
        self.shape.dash = dash.into();
        self
    }

    /// With an arrow head half way along, of a size in CSS pixels.
    #[inline(never)]
    pub fn headed(mut self, size: f64) -> Self {
        self.shape.head = Some(size);
        self
    }
}

/// Single points.
pub fn dots(points: impl Into<Points>) -> Mark<Dots> {
    single(points.into())
}

#[inline(never)]
fn single(points: Points) -> Mark<Dots> {
    Mark::new(Dots {
        points,
        radius: 4.0,
        symbol: Symbol::Disc,
        haloed: false,
        apart: 0.0,
        errors: Vec::new(),
    })
}

impl Mark<Dots> {
    /// Of this radius in CSS pixels.
    #[inline(never)]
    pub fn radius(mut self, radius: f64) -> Self {
        self.shape.radius = radius;
        self
    }

    /// With another symbol than a disc.
    #[inline(never)]
    pub fn symbol(mut self, symbol: Symbol) -> Self {
        self.shape.symbol = symbol;
        self
    }

    /// Each on a disc of the background.
    #[inline(never)]
    pub fn haloed(mut self) -> Self {
        self.shape.haloed = true;
        self
    }

    /// Only those that stand so many CSS pixels from the one before.
    #[inline(never)]
    pub fn apart(mut self, pixels: f64) -> Self {
        self.shape.apart = pixels;
        self
    }

    /// Each with a standard error above and below.
    #[inline(never)]
    pub fn errors(mut self, errors: Vec<f64>) -> Self {
        self.shape.errors = errors;
        self
    }
}

/// Bars, from left to right.
pub fn bars(spans: Vec<Span>) -> Mark<Bars> {
    Mark::new(Bars {
        spans,
        outline: 0.0,
    })
}

impl Mark<Bars> {
    /// With a line around neighbouring bars.
    #[inline(never)]
    pub fn outlined(mut self, strength: f64) -> Self {
        self.shape.outline = strength;
        self
    }
}

/// A stretch of the horizontal axis.
pub fn band(x: [f64; 2]) -> Mark {
    Mark::new(Shape::Band(x))
}

/// A vertical line at a value of the horizontal axis.
pub fn column(x: f64) -> Mark<Rule> {
    rule(x, false)
}

/// A horizontal line at a value of the vertical axis.
pub fn row(y: f64) -> Mark<Rule> {
    rule(y, true)
}

fn rule(at: f64, is_level: bool) -> Mark<Rule> {
    let rule = Rule {
        at,
        is_level,
        width: 1.0,
        dash: None,
        beyond: 0.0,
    };
    Mark::new(rule).hue(Hue::Faint)
}

impl Mark<Rule> {
    /// So many CSS pixels wide.
    #[inline(never)]
    pub fn wide(mut self, width: f64) -> Self {
        self.shape.width = width;
        self
    }

    /// With gaps, and dashes as long as they.
    #[inline(never)]
    pub fn dashed(mut self, dash: f64) -> Self {
        self.shape.dash = Some(dash);
        self
    }

    /// Going on beyond the upper or the right edge of the panel: to the panel above, say, or to its name.
    #[inline(never)]
    pub fn beyond(mut self, pixels: f64) -> Self {
        self.shape.beyond = pixels;
        self
    }
}

/// A value for each cell of a grid of `size` (columns, rows), row by row from below.
pub fn field(size: [usize; 2], values: Rc<[f32]>, shade: Shade) -> Mark<Field> {
    Mark::new(Field {
        size,
        values,
        shade,
    })
}

/// Vectors at points.
pub fn arrows(at: impl Into<Points>, along: impl Into<Points>, reach: Reach) -> Mark<Arrows> {
    Mark::new(Arrows {
        at: at.into(),
        along: along.into(),
        reach,
        centred: false,
        by_magnitude: false,
    })
}

impl Mark<Arrows> {
    /// With their middles at the points.
    #[inline(never)]
    pub fn centred(mut self) -> Self {
        self.shape.centred = true;
        self
    }

    /// As long as the order of magnitude says.
    #[inline(never)]
    pub fn by_magnitude(mut self) -> Self {
        self.shape.by_magnitude = true;
        self
    }
}

/// A formula at a point.
pub fn text(text: impl Into<String>, at: [f64; 2], place: Place) -> Mark<Text> {
    Mark::new(Text {
        text: text.into(),
        at,
        place,
        size: 14.0,
        formula: true,
        veiled: false,
    })
}

impl Mark<Text> {
    /// In letters of this size, in CSS pixels.
    #[inline(never)]
    pub fn size(mut self, size: f64) -> Self {
        self.shape.size = size;
        self
    }

    /// Set as numbers are, not as a formula.
    #[inline(never)]
    pub fn plain(mut self) -> Self {
        self.shape.formula = false;
        self
    }

    /// Before a veil of the background.
    #[inline(never)]
    pub fn veiled(mut self) -> Self {
        self.shape.veiled = true;
        self
    }
}

/// A point that a reader can drag, with its symbol.
pub fn handle(moves: Moves, value: [f64; 2], symbol: &'static str) -> Mark<Handle> {
    Mark::new(Handle {
        moves,
        value,
        grip: Grip::Dot,
        ranges: None,
        symbol,
    })
}

impl Mark<Handle> {
    /// Taken hold of anywhere in the panel, over which the values run through these ranges: across, and up.
    #[inline(never)]
    pub fn area(mut self, ranges: [[f64; 2]; 2]) -> Self {
        self.shape.grip = Grip::Area;
        self.shape.ranges = Some(ranges);
        self
    }
}

/// The inside of the unit circle of the complex plane.
pub fn unit_disc() -> Mark {
    Mark::new(Shape::UnitDisc)
}

/// The sphere of a turned panel, with a band around its equator, this far to both sides in radians.
pub fn globe(band: f64) -> Mark {
    Mark::new(Shape::Globe(band))
}

/// A vector from the centre of the sphere of a turned panel through one of its points, so many radii long, with its symbol.
pub fn pin(at: [f64; 2], length: f64, symbol: &'static str) -> Mark<Pin> {
    Mark::new(Pin { at, length, symbol })
}
