//! Where a text stands beside its point.

use crate::draw::{Anchor, Plot};
use crate::math::within;

/// Where a text stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Place {
    /// So many CSS pixels right of and below its point.
    At(Anchor, [f64; 2]),
    /// Above its point, to the left if there is room, and never over the panel's border.
    Beside,
    /// Its left end so many CSS pixels right of and below its point, moved to where it is within the panel.
    Within([f64; 2]),
    /// Left of and above its point, within the panel: on the upper side of a line that rises.
    Before,
    /// So many CSS pixels above its point, and never over the panel's sides.
    Above(f64),
    /// Right of the panel, as high as its point, but not over another one: the names of lines.
    End,
    /// In a corner of the panel, in a row of texts from there on.
    Corner(Corner, usize),
    /// Above the panel at the left or at the right end: a title.
    Title(Anchor),
}

/// A corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Corner {
    /// The first row is on top, to the left.
    UpperLeft,
    /// The first row is on top, to the right.
    UpperRight,
    /// The first row is at the bottom, to the right.
    LowerRight,
}

/// The distance of two lines of text.
const LINE: f64 = 15.0;

impl Place {
    /// Whether it follows its point, which may be out of sight.
    pub(super) fn is_at_its_point(self) -> bool {
        !matches!(self, Self::Corner(..) | Self::Title(_))
    }

    /// The place in the picture and which of its points stands there, of a text `width` wide whose point is at (x, y).
    /// Not for [`Place::End`], see [`ends`].
    pub(super) fn resolve(
        self,
        plot: &Plot,
        (x, y): (f64, f64),
        width: f64,
    ) -> ((f64, f64), Anchor) {
        let [left, top, right, bottom] = plot.rectangle();
        // Half a line from the upper and the lower border.
        let upright = |y: f64| y.min(bottom - 8.0).max(top + 8.0);
        match self {
            Self::At(anchor, [dx, dy]) => ((x + dx, y + dy), anchor),
            Self::Beside => {
                const AWAY: f64 = 11.0;
                let x = if x - left > AWAY + width + 4.0 {
                    (x - AWAY, Anchor::Right)
                } else {
                    (x + AWAY, Anchor::Left)
                };
                let y = if y - top > 24.0 { y - 12.0 } else { y + 14.0 };
                ((x.0, upright(y)), x.1)
            }
            Self::Within([dx, dy]) => {
                let x = (x + dx).min(right - width - 4.0).max(left + 4.0);
                ((x, upright(y + dy)), Anchor::Left)
            }
            Self::Before => {
                let at = (
                    (x - 10.0).max(left + width + 4.0),
                    (y - 10.0).max(top + 10.0),
                );
                (at, Anchor::Right)
            }
            Self::Above(gap) => {
                let half = (0.5 * width).min(0.5 * (right - left));
                (
                    (within(x, left + half, right - half), y - gap),
                    Anchor::Bottom,
                )
            }
            Self::End => ((right + 6.0, y), Anchor::Left),
            Self::Corner(corner, row) => {
                let row = 18.0 * row as f64 + 13.0;
                match corner {
                    Corner::UpperLeft => ((left + 8.0, top + row), Anchor::Left),
                    Corner::UpperRight => ((right - 8.0, top + row), Anchor::Right),
                    Corner::LowerRight => ((right - 8.0, bottom - row - 7.0), Anchor::Right),
                }
            }
            Self::Title(Anchor::Right) => ((right, top - 9.0), Anchor::Right),
            Self::Title(Anchor::Left) => ((left, top - 9.0), Anchor::Left),
            Self::Title(_) => ((x, top - 2.0), Anchor::Bottom),
        }
    }
}

/// Heights for texts at the right of a panel, each as close to its own as the others allow.
pub(super) fn ends(plot: &Plot, wanted: &[f64]) -> Vec<f64> {
    let [_, top, _, bottom] = plot.rectangle();
    let mut order: Vec<usize> = Vec::new();
    for (index, height) in wanted.iter().enumerate() {
        let before = order.partition_point(|other| wanted[*other] <= *height);
        order.insert(before, index);
    }
    let within = |y: f64| y.max(top + 4.0).min(bottom - 6.0);
    let mut sorted: Vec<f64> = order.iter().map(|index| within(wanted[*index])).collect();
    // Downwards each makes room for those above it, then upwards those below the panel push back.
    for n in 1..sorted.len() {
        sorted[n] = sorted[n].max(sorted[n - 1] + LINE);
    }
    let mut limit = bottom - 6.0;
    for place in sorted.iter_mut().rev() {
        *place = place.min(limit);
        limit = *place - LINE;
    }
    let mut places = vec![0.0; wanted.len()];
    for (index, place) in order.into_iter().zip(sorted) {
        places[index] = place;
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::Axis;

    fn plot() -> Plot {
        let axis = || Axis::linear([0.0, 1.0], "");
        Plot {
            left: 50.0,
            top: 20.0,
            width: 300.0,
            height: 200.0,
            x: axis(),
            y: axis(),
        }
    }

    #[test]
    fn names_at_the_end_keep_apart_and_in_order() {
        let places = ends(&plot(), &[100.0, 101.0, 99.0, 215.0, 219.0]);
        let mut sorted = places.clone();
        sorted.sort_by(f64::total_cmp);
        assert!(
            sorted
                .windows(2)
                .all(|pair| pair[1] - pair[0] >= LINE - 1e-9)
        );
        assert!(places[2] < places[0] && places[0] < places[1] && places[3] < places[4]);
        assert!(sorted[4] <= 214.0 + 1e-9);
    }

    #[test]
    fn a_text_beside_a_point_stays_within_the_panel() {
        for x in [51.0, 120.0, 200.0, 340.0, 349.0] {
            for y in [21.0, 100.0, 219.0] {
                let ((at, height), anchor) = Place::Beside.resolve(&plot(), (x, y), 30.0);
                let [from, to] = match anchor {
                    Anchor::Left => [at, at + 30.0],
                    _ => [at - 30.0, at],
                };
                assert!(from >= 50.0 && to <= 350.0, "{x}: {from} to {to}");
                assert!((20.0..=220.0).contains(&height));
                for width in [30.0, 1000.0] {
                    let above = Place::Above(9.0).resolve(&plot(), (x, y), width);
                    let ((middle, height), anchor) = above;
                    assert_eq!((height, anchor), (y - 9.0, Anchor::Bottom));
                    let half = 0.5 * f64::min(width, 300.0);
                    assert!(middle >= 50.0 + half && middle <= 350.0 - half);
                }
            }
        }
    }
}
