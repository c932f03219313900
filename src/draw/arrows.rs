//! Arrows: the direction of a line, and vectors of a field.

use super::{Drawing, Plot, Stroke};

impl Drawing<'_> {
    /// An open arrow head, its tip at a place of the picture, pointing along `direction` (pixels, y downwards).
    pub fn arrow_head(&self, tip: (f64, f64), direction: (f64, f64), size: f64, stroke: Stroke) {
        let length = direction.0.hypot(direction.1);
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
        self.path(plot, points.iter().copied(), stroke);
        let middle = points.len() / 2;
        if let (Some(&from), Some(&to)) = (
            middle.checked_sub(1).and_then(|i| points.get(i)),
            points.get(middle),
        ) {
            let (from, to) = (plot.to_pixels(from), plot.to_pixels(to));
            self.arrow_head(to, (to.0 - from.0, to.1 - from.1), size, stroke);
        }
    }

    /// An arrow `length` pixels long whose middle is at a point of the panel, along `vector` (y upwards).
    pub fn arrow(&self, plot: &Plot, at: [f64; 2], vector: [f64; 2], length: f64, stroke: Stroke) {
        let norm = vector[0].hypot(vector[1]);
        if !(norm.is_finite() && norm > 0.0 && length > 0.5) {
            return;
        }
        let (x, y) = plot.to_pixels(at);
        let (dx, dy) = (
            0.5 * length * vector[0] / norm,
            -0.5 * length * vector[1] / norm,
        );
        let tip = (x + dx, y + dy);
        self.polyline(&[(x - dx, y - dy), tip], stroke);
        self.arrow_head(tip, (dx, dy), (0.4 * length).min(4.5), stroke);
    }
}
