//! Figures for papers. What thetaflow draws is an SVG document of a few kinds of elements, whether the command line or a page
//! drew it; here it becomes
//!
//! - a PDF whose letters are letters, with the parts of the fonts that it needs ([`pdf`]);
//! - PGF, which TeX sets with the letters of the paper that reads it ([`pgf`]).
//!
//! ```
//! use thetaflow_papers::{About, Picture, pgf};
//!
//! let svg = r##"<svg width="100" height="50" viewBox="0 0 100 50">
//!     <path d="M0 0L100 50" fill="none" stroke="#0072b2" stroke-width="2"/>
//!     <text x="50" y="25" font-size="14" font-style="italic">θₙ</text>
//! </svg>"##;
//! let about = About { title: "A line".into(), version: "1.0".into(), link: "lab=lines".into() };
//! let tex = pgf(&Picture::read(svg)?, &about);
//! assert!(tex.contains(r"$\theta_{n}$"));
//! # Ok::<(), thetaflow_papers::Unreadable>(())
//! ```

// Nothing panics.
#![cfg_attr(
    not(test),
    warn(clippy::expect_used, clippy::panic, clippy::unwrap_used)
)]
#![cfg_attr(not(test), warn(clippy::disallowed_methods))]
#![warn(missing_docs)]

mod color;
mod drawn;
mod fonts;
mod pdf;
mod pgf;
mod picture;
mod raster;
mod read;
mod tex;

pub use color::Rgb;
pub use drawn::DrawnLetter;
pub use fonts::{Face, Fonts, estimated_width};
pub use pdf::pdf;
pub use pgf::pgf;
pub use picture::{Align, Element, Form, Paint, Picture, Place, Shape, Stroke, Text, Upright};
pub use raster::Raster;
pub use read::Unreadable;
pub use tex::{formula, untranslated, words};

/// What a file says of itself.
#[derive(Clone, Debug, Default)]
pub struct About {
    /// What the figure shows.
    pub title: String,
    /// The version of the program that drew it.
    pub version: String,
    /// The permalink of what is on show.
    pub link: String,
}
