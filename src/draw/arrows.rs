//! Which way a line runs.

use super::{Drawing, Plot, Stroke};
use crate::math::real::hypot;

impl Drawing<'_> {
    /// An open arrow head, its tip at a place of the picture, pointing along `direction` (pixels, y downwards).
    pub fn arrow_head(&self, tip: (f64, f64), direction: (f64, f64), size: f64, stroke: Stroke) {
        let length = hypot(direction.0, direction.1);
        if length.is_nan() || length <= 0.0 {
            return;
        }
        let (u, v) = (direction.0 / length, direction.1 / length);
        let corner = |side: f64| {
            (
                tip.0 - size * (u + side * 0.5 * v),
                tip.1 - size * (v - side * 0.5 * u),
            )
        };
        self.polyline(&[corner(1.0), tip, corner(-1.0)], stroke);
    }

    /// A line through points of the panel with an arrow head half way along it.
    pub fn directed_path(&self, plot: &Plot, points: &[[f64; 2]], size: f64, stroke: Stroke) {
        self.path(plot, points, stroke);
        let middle = points.len() / 2;
        if let (Some(&from), Some(&to)) = (
            middle.checked_sub(1).and_then(|i| points.get(i)),
            points.get(middle),
        ) {
            let (from, to) = (plot.to_pixels(from), plot.to_pixels(to));
            if !plot.contains(to) {
                return;
            }
            self.arrow_head(to, (to.0 - from.0, to.1 - from.1), size, stroke);
        }
    }
}
