//! What scenes share: the picture they draw on and its parts.
//!
//! A scene draws with plotters' elements on a [`Drawing`], which stands for a canvas in the page and for SVG in a file.
//! Lengths are CSS pixels in `f64`; plotters counts in whole units, so it is given units 8 times finer than a pixel.

mod arrows;
mod clip;
mod color;
mod colormap;
mod contours;
mod drawing;
mod image;
mod legend;
mod picture;
mod plot;
pub mod room;
mod streamlines;
mod theme;
mod ticks;
mod unit_circle;

pub use clip::clip_path;
pub use color::Color;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
pub(crate) use color::hexadecimal;
pub use colormap::viridis;
pub use contours::contours;
pub use drawing::{Anchor, Drawing, Label, SANS, SERIF, Stroke};
pub use image::Image;
pub use legend::Entry;
pub use picture::{FontSpec, Line, Picture, SUBPIXELS, Sink};
pub use plot::{Axis, AxisScale, Plot};
pub use streamlines::streamlines;
pub use theme::{Theme, ThemeName, Tone};
pub use ticks::{Tick, angle_ticks, decimal_text, ticks};
