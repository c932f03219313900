//! What can be left out of a long run's curves because nobody sees it: frames of such runs are thinned for drawing, never
//! for results.
//!
//! - Against time: of all points in a column of the chart the first, the last, the lowest and the highest are kept
//!   (Jugel et al. 2014, *M4*), so a peak of a single step stays where and as high as it is.
//! - In the plane: what lies on a line between two other points is left out, and so is a line where one like it, from the
//!   same small cell to the same small cell, has been drawn before. So a path that winds in keeps its windings, and one that
//!   swings to and fro for ever is drawn once.
//!
//! Both depend on the points alone, and on nothing that comes after them.

mod columns;
mod trace;

pub use columns::{COLUMNS, Kept, seen_in_columns};
pub use trace::{Piece, Trace, dotted, pieces};
