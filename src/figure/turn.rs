//! A sphere that is turned: points by their angle from a pole and their azimuth, seen from the front without perspective.

use super::Points;
use crate::draw::{Color, Drawing, Image, Plot, Stroke};
use crate::math::real::{sin, sin_cos};

/// How the sphere is turned.
#[derive(Clone, Copy)]
pub(super) struct Turn {
    yaw: [f64; 2],
    pitch: [f64; 2],
}

impl Turn {
    /// By two angles in degrees: about the axis of the poles, and of these towards the reader.
    pub fn new([yaw, pitch]: [f64; 2]) -> Self {
        let turn = |degrees: f64| {
            let (sin, cos) = sin_cos(degrees.to_radians());
            [sin, cos]
        };
        Self {
            yaw: turn(yaw),
            pitch: turn(pitch),
        }
    }

    /// Right, up and towards the reader, of a point by its angle from the pole and its azimuth.
    pub fn project(&self, [theta, azimuth]: [f64; 2]) -> [f64; 3] {
        let (sin, z) = sin_cos(theta);
        let (y, x) = sin_cos(azimuth);
        let ([s, c], [ps, pc]) = (self.yaw, self.pitch);
        let (right, depth) = (sin * (x * s + y * c), sin * (x * c - y * s));
        [right, z * pc - depth * ps, depth * pc + z * ps]
    }

    /// The height over the equator, cos θ, of the point that is seen at a height of the picture.
    fn latitude(&self, up: f64, towards: f64) -> f64 {
        let [sin, cos] = self.pitch;
        up * cos + towards * sin
    }

    /// What is seen of a line: gaps where it runs behind the sphere.
    pub fn near_side(&self, points: &[[f64; 2]]) -> Points {
        let seen = |point: &[f64; 2]| match self.project(*point) {
            [right, up, towards] if towards >= 0.0 => [right, up],
            _ => [f64::NAN; 2],
        };
        Points(points.iter().map(seen).collect())
    }

    /// What is seen of a vector from the centre through a point, and whether that point is on the near side: there what
    /// is inside is hidden.
    pub fn pin(&self, at: [f64; 2], length: f64) -> ([[f64; 2]; 2], bool) {
        let [right, up, towards] = self.project(at);
        let is_near = towards >= 0.0;
        let from = if is_near { 1.0 } else { 0.0 };
        let path = [from, length].map(|radius| [radius * right, radius * up]);
        (path, is_near)
    }

    /// The sphere with its outline as an image, lit from the upper left, with a band around its equator.
    pub fn draw_globe(&self, drawing: &Drawing, plot: &Plot, band: f64, color: Color) {
        const LARGEST: f64 = 320.0;
        let theme = drawing.theme;
        let size = plot.width.clamp(1.0, LARGEST) as u32;
        let pixel = plot.x.span() / f64::from(size);
        let edge = sin(band);
        let plain = theme.faint.on(theme.background, 0.2).rgb;
        let band = color.on(theme.background, 0.4).rgb;
        let image = Image::from_fn(size, size, |i, j| {
            let right = (f64::from(i) + 0.5) * pixel + plot.x.min;
            let up = plot.y.max - (f64::from(j) + 0.5) * pixel;
            let square = right * right + up * up;
            // The last pixel fades out.
            let alpha = ((1.0 - square.sqrt()) / pixel + 0.5).clamp(0.0, 1.0);
            if alpha == 0.0 {
                return [0; 4];
            }
            let towards = (1.0 - square).max(0.0).sqrt();
            let light = 0.86 + 0.16 * (0.5 * towards - 0.5 * right + 0.7 * up).clamp(-1.0, 1.0);
            let is_inside = self.latitude(up, towards).abs() <= edge;
            let color = if is_inside { band } else { plain };
            let [r, g, b] =
                color.map(|channel| (f64::from(channel) * light).clamp(0.0, 255.0) as u8);
            [r, g, b, (255.0 * alpha) as u8]
        });
        drawing.field(plot, &image);
        let mut outline = Vec::new();
        for degrees in 0..=180 {
            let (sin, cos) = sin_cos(f64::from(2 * degrees).to_radians());
            outline.push([cos, sin]);
        }
        drawing.path(plot, &outline, Stroke::solid(theme.faint, 1.0));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::f64::consts::FRAC_PI_2;

    /// A turned point keeps its length, and its height over the equator can be read off the picture.
    #[test]
    fn turning_is_a_rotation() {
        for turn in [[0.0, 0.0], [30.0, 20.0], [-100.0, 90.0], [180.0, -75.0]] {
            let turn = Turn::new(turn);
            for point in [[0.0, 0.0], [1.0, 2.0], [2.5, -3.0], [FRAC_PI_2, 0.5]] {
                let [right, up, towards] = turn.project(point);
                let length = right * right + up * up + towards * towards;
                assert!((length - 1.0).abs() < 1e-15);
                assert!((turn.latitude(up, towards) - f64::cos(point[0])).abs() < 1e-15);
            }
        }
    }

    /// Dragging to the right brings the near side to the right, dragging downwards brings it down.
    #[test]
    fn the_near_side_follows_the_hand() {
        let near = |yaw, pitch| Turn::new([yaw, pitch]).project([FRAC_PI_2, 0.0]);
        assert!(near(10.0, 0.0)[0] > near(0.0, 0.0)[0]);
        assert!(near(0.0, 10.0)[1] < near(0.0, 0.0)[1]);
        assert!(near(0.0, 0.0)[2] > 0.99);
    }

    #[test]
    fn a_pin_is_seen_outside_the_sphere_and_behind_it() {
        let turn = Turn::new([30.0, 0.0]);
        assert_eq!(turn.pin([0.0, 0.0], 1.2), ([[0.0, 1.0], [0.0, 1.2]], true));
        let (path, is_near) = Turn::new([0.0, 0.0]).pin([FRAC_PI_2, 3.0], 1.2);
        let [right, up] = path[1];
        assert!(!is_near && path[0] == [0.0, 0.0]);
        assert!((right - 1.2 * f64::sin(3.0)).abs() < 1e-12 && up.abs() < 1e-12);
    }
}
