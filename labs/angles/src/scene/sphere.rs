//! The sphere (in the plane: the circle) with the first vector at its pole, the band around its equator, and the second
//! vectors on it. An orthographic projection of our own: each pixel of the sphere is turned back to see where it lies.

use super::super::frame::{AngleFrame, SphereFigure};
use super::chart::WIDE;
use super::{EXACT, SAMPLE, density};
use std::f64::consts::{FRAC_PI_2, PI};
use thetaflow::draw::room::MARGIN;
use thetaflow::draw::{Anchor, Axis, Drawing, Image, Label, Plot, Stroke, Theme};
use thetaflow::lab::{Grip, Handle, Moves};
use thetaflow::math::real::{cos, sin, sin_cos};

/// Where everything stands.
#[derive(PartialEq)]
pub struct Layout {
    /// The square of the sphere, from −1.2 to 1.2 of its radius.
    globe: Plot,
    chart: density::Layout,
    n: u64,
    delta: f64,
    turn: [f64; 2],
}

const EXTENT: f64 = 1.2;

pub fn layout(frame: &AngleFrame, figure: &SphereFigure, (width, height): (f64, f64)) -> Layout {
    let (side, chart) = if width >= WIDE {
        let side = (height - 2.0 * MARGIN).min(0.5 * width);
        (
            side,
            [
                side + 2.0 * MARGIN,
                0.0,
                width - side - 2.0 * MARGIN,
                height,
            ],
        )
    } else {
        let side = (0.58 * height).min(width - 2.0 * MARGIN).max(60.0);
        (
            side,
            [
                0.0,
                side + MARGIN,
                width,
                (height - side - MARGIN).max(100.0),
            ],
        )
    };
    let left = if width >= WIDE {
        MARGIN
    } else {
        0.5 * (width - side)
    };
    let axis = || Axis::linear([-EXTENT, EXTENT], "");
    Layout {
        globe: Plot {
            left,
            top: MARGIN,
            width: side,
            height: side,
            x: axis(),
            y: axis(),
        },
        chart: density::chart(frame, figure.n > 2000, figure.delta, chart),
        n: figure.n,
        delta: figure.delta,
        turn: figure.turn,
    }
}

/// How the sphere is turned.
#[derive(Clone, Copy)]
struct View {
    yaw: [f64; 2],
    pitch: [f64; 2],
}

impl View {
    fn new([yaw, pitch]: [f64; 2]) -> Self {
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
    fn project(&self, theta: f64, azimuth: f64) -> [f64; 3] {
        let (sin, z) = sin_cos(theta);
        let (y, x) = sin_cos(azimuth);
        let ([s, c], [ps, pc]) = (self.yaw, self.pitch);
        let (right, depth) = (sin * (x * s + y * c), sin * (x * c - y * s));
        [right, z * pc - depth * ps, depth * pc + z * ps]
    }

    /// The height over the equator, cos θ, of the point that is seen at (right, up).
    fn latitude(&self, up: f64, towards: f64) -> f64 {
        let [sin, cos] = self.pitch;
        up * cos + towards * sin
    }
}

pub fn draw_back(layout: &Layout, drawing: &Drawing) {
    density::draw_back(&layout.chart, drawing);
    let theme = drawing.theme;
    if layout.n == 2 {
        draw_circle(layout, drawing);
        return;
    }
    let view = View::new(layout.turn);
    drawing.field(&layout.globe, &shade(layout, &view, theme));
    let grid = Stroke::solid(theme.faint, 0.75).faded(0.45);
    for k in 1..6 {
        let theta = PI * f64::from(k) / 6.0;
        line(layout, drawing, grid, |t| view.project(theta, 2.0 * PI * t));
    }
    for k in 0..6 {
        let azimuth = PI * f64::from(k) / 6.0;
        line(layout, drawing, grid, |t| {
            view.project(2.0 * PI * t, azimuth)
        });
    }
    let edge = Stroke::solid(theme.lines[EXACT], 1.25);
    for theta in [FRAC_PI_2 - layout.delta, FRAC_PI_2 + layout.delta] {
        line(layout, drawing, edge, |t| view.project(theta, 2.0 * PI * t));
    }
    let outline = (0..=180).map(|k| {
        let (sin, cos) = sin_cos(PI * f64::from(k) / 90.0);
        [cos, sin]
    });
    drawing.path(&layout.globe, outline, Stroke::solid(theme.faint, 1.0));
    let [right, up, towards] = view.project(0.0, 0.0);
    pole(layout, drawing, [right, up], towards >= 0.0);
}

/// The sphere as an image, lit from the upper left, the band in the colour of the law.
fn shade(layout: &Layout, view: &View, theme: &Theme) -> Image {
    const LARGEST: f64 = 320.0;
    let size = layout.globe.width.clamp(1.0, LARGEST) as u32;
    let pixel = 2.0 * EXTENT / f64::from(size);
    let edge = sin(layout.delta);
    let plain = theme.faint.on(theme.background, 0.2).rgb;
    let band = theme.lines[EXACT].on(theme.background, 0.4).rgb;
    Image::from_fn(size, size, |i, j| {
        let right = (f64::from(i) + 0.5) * pixel - EXTENT;
        let up = EXTENT - (f64::from(j) + 0.5) * pixel;
        let square = right * right + up * up;
        // The last pixel fades out.
        let alpha = ((1.0 - square.sqrt()) / pixel + 0.5).clamp(0.0, 1.0);
        if alpha == 0.0 {
            return [0; 4];
        }
        let towards = (1.0 - square).max(0.0).sqrt();
        let light = 0.86 + 0.16 * (0.5 * towards - 0.5 * right + 0.7 * up).clamp(-1.0, 1.0);
        let inside = view.latitude(up, towards).abs() <= edge;
        let color = if inside { band } else { plain };
        let [r, g, b] = color.map(|channel| (f64::from(channel) * light).clamp(0.0, 255.0) as u8);
        [r, g, b, (255.0 * alpha) as u8]
    })
}

/// A closed line, its part on the near side alone.
fn line(layout: &Layout, drawing: &Drawing, stroke: Stroke, at: impl Fn(f64) -> [f64; 3]) {
    let points = (0..=120).map(|k| {
        let [right, up, towards] = at(f64::from(k) / 120.0);
        if towards >= 0.0 {
            [right, up]
        } else {
            [f64::NAN; 2]
        }
    });
    drawing.path(&layout.globe, points, stroke);
}

/// The first vector, from the centre to the pole.
fn pole(layout: &Layout, drawing: &Drawing, [right, up]: [f64; 2], near: bool) {
    let strength = if near { 1.0 } else { 0.4 };
    let stroke = Stroke::solid(drawing.theme.ink, 2.0).faded(strength);
    let tip = [1.12 * right, 1.12 * up];
    drawing.path(
        &layout.globe,
        [[right, up].map(|x| if near { x } else { 0.0 * x }), tip],
        stroke,
    );
    drawing.dot(
        &layout.globe,
        [right, up],
        3.5,
        drawing.theme.ink.faded(strength),
    );
    let (x, y) = layout.globe.to_pixels(tip);
    let label = Label::formula(drawing.theme.ink, Anchor::Left);
    drawing.text("x", (x + 6.0, y - 4.0), label);
}

fn draw_circle(layout: &Layout, drawing: &Drawing) {
    let theme = drawing.theme;
    let arc = |from: f64, to: f64, stroke| {
        let points = (0..=90).map(|k| {
            let (sin, cos) = sin_cos(from + (to - from) * f64::from(k) / 90.0);
            [sin, cos]
        });
        drawing.path(&layout.globe, points, stroke);
    };
    arc(0.0, 2.0 * PI, Stroke::solid(theme.faint, 1.25));
    for side in [1.0, -1.0] {
        let (from, to) = (FRAC_PI_2 - layout.delta, FRAC_PI_2 + layout.delta);
        arc(
            side * from,
            side * to,
            Stroke::solid(theme.lines[EXACT], 9.0).faded(0.35),
        );
    }
    drawing.path(
        &layout.globe,
        [[0.0, 0.0], [0.0, 1.0]],
        Stroke::solid(theme.ink, 2.0),
    );
    pole(layout, drawing, [0.0, 1.0], true);
}

pub fn draw_front(layout: &Layout, frame: &AngleFrame, figure: &SphereFigure, drawing: &Drawing) {
    let theme = drawing.theme;
    density::draw_plain(&layout.chart, frame, drawing);
    let view = View::new(layout.turn);
    let place = |[theta, azimuth]: [f64; 2]| {
        if figure.n == 2 {
            let side = if azimuth == 0.0 { 1.0 } else { -1.0 };
            [side * sin(theta), cos(theta), 1.0]
        } else {
            view.project(theta, azimuth)
        }
    };
    for near in [false, true] {
        for point in &figure.points {
            let [right, up, towards] = place(*point);
            if (towards >= 0.0) != near {
                continue;
            }
            let inside = (point[0] - FRAC_PI_2).abs() <= figure.delta;
            let color = theme.lines[if inside { EXACT } else { SAMPLE }];
            if near {
                drawing.dot(&layout.globe, [right, up], 1.9, color.faded(0.9));
            } else {
                drawing.dot(&layout.globe, [right, up], 1.25, color.faded(0.28));
            }
        }
    }
}

/// The sphere is turned by its whole area: to the right and, downwards, towards the reader.
pub fn handles(layout: &Layout) -> Vec<Handle> {
    if layout.n == 2 {
        return Vec::new();
    }
    vec![Handle {
        moves: Moves::Numbers([crate::keys::YAW.id(), crate::keys::PITCH.id()]),
        value: layout.turn,
        plot: Plot {
            x: Axis::linear([-180.0, 180.0], ""),
            y: Axis::linear([90.0, -90.0], ""),
            ..layout.globe.clone()
        },
        grip: Grip::Area,
    }]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A turned point keeps its length, and its height over the equator can be read off the picture.
    #[test]
    fn turning_is_a_rotation() {
        for turn in [[0.0, 0.0], [30.0, 20.0], [-100.0, 90.0], [180.0, -75.0]] {
            let view = View::new(turn);
            for (theta, azimuth) in [(0.0, 0.0), (1.0, 2.0), (2.5, -3.0), (FRAC_PI_2, 0.5)] {
                let [right, up, towards] = view.project(theta, azimuth);
                let length = right * right + up * up + towards * towards;
                assert!((length - 1.0).abs() < 1e-15);
                assert!((view.latitude(up, towards) - f64::cos(theta)).abs() < 1e-15);
            }
        }
    }

    /// Dragging to the right brings the near side to the right, dragging downwards brings it down.
    #[test]
    fn the_near_side_follows_the_hand() {
        let near = |yaw, pitch| View::new([yaw, pitch]).project(FRAC_PI_2, 0.0);
        assert!(near(10.0, 0.0)[0] > near(0.0, 0.0)[0]);
        assert!(near(0.0, 10.0)[1] < near(0.0, 0.0)[1]);
        assert!(near(0.0, 0.0)[2] > 0.99);
    }
}
