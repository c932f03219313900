//! The unit circle of the complex plane, inside of which lies what shrinks.

use super::{Drawing, Image, Plot, Stroke};
use crate::math::real::{hypot, sin_cos};

impl Drawing<'_> {
    /// The unit circle in a panel whose axes are the real and the imaginary part, its inside tinted.
    pub fn unit_circle(&self, plot: &Plot) {
        let tint = self.theme.lines[2];
        let (columns, rows) = (160, 120);
        let share = |index: u32, count: u32| (f64::from(index) + 0.5) / f64::from(count);
        let inside = Image::from_fn(columns, rows, |i, j| {
            let re = plot.x.min + plot.x.span() * share(i, columns);
            let im = plot.y.max - plot.y.span() * share(j, rows);
            // Fades over a pixel of the raster.
            let edge = (1.0 - hypot(re, im)) / (plot.x.span() / f64::from(columns));
            tint.faded(0.1 * (edge + 0.5).clamp(0.0, 1.0)).pixel()
        });
        self.field(plot, &inside);
        const PIECES: usize = 360;
        let mut circle = Vec::new();
        for k in 0..=PIECES {
            let (sin, cos) = sin_cos(std::f64::consts::TAU * k as f64 / PIECES as f64);
            circle.push([cos, sin]);
        }
        self.path(plot, &circle, Stroke::solid(self.theme.faint, 1.25));
        let axis = Stroke::solid(self.theme.faint, 0.75).faded(0.6);
        self.path(plot, &[[plot.x.min, 0.0], [plot.x.max, 0.0]], axis);
        self.path(plot, &[[0.0, plot.y.min], [0.0, plot.y.max]], axis);
    }
}
