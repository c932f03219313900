//! What is to be seen, as data.
//!
//! A lab says what its figure shows: panels, each with its axes and its marks. Everything else follows from that for all
//! labs: where panels stand in a wide and in a narrow picture, which marks stay on the back layer while a run plays, the
//! legend, what can be taken hold of. Values are those of the axes, lengths are CSS pixels.
//!
//! ```
//! use thetaflow::draw::Axis;
//! use thetaflow::figure::{Area, Figure, Hue, LaidOut, Panel, dots, line};
//!
//! let path: Vec<[f64; 2]> = (0..20).map(|n| [f64::from(n), 0.8_f64.powi(n)]).collect();
//! let last = path[19];
//! let chart = Panel::new("decay", Axis::linear([0.0, 20.0], "n"), Axis::linear([0.0, 1.0], "xₙ"))
//!     .with(line(path).of("path", "xₙ").hue(Hue::Line(0)))
//!     .with(dots([last]).hue(Hue::Line(0)).haloed());
//! let figure = LaidOut::new(Figure::new(Area::panel(chart)), (640.0, 400.0), None);
//! assert_eq!(figure.curves()[0].id, "path");
//! ```

mod area;
mod grip;
mod handles;
mod ink;
mod laid_out;
mod legend;
mod mark;
mod paint;
mod panel;
mod pinned;
mod place;
mod read;
mod turn;
mod window;
mod words;

pub use area::{Area, Figure, Way};
pub use grip::{Grip, Map, Moves, PlacedHandle};
pub use ink::{Hue, Ink};
pub use laid_out::LaidOut;
pub use legend::Curve;
pub use mark::{
    Arrows, Bars, Dots, Field, Handle, Lines, Mark, Name, Pin, Points, Reach, Rule, Shade, Shape,
    Span, Symbol, Text, arrows, band, bars, column, dots, ellipse, field, globe, handle, line,
    lines, pin, row, text, unit_disc,
};
pub use panel::{Axes, Panel, Sides};
pub use pinned::MOST_PINS;
pub use place::{Corner, Place};
pub use read::{ReadValue, Reading};
pub use window::{Held, Window, Windows};
pub use words::Phrase;
