//! What a frame shows: one file a figure.

mod density;
mod dimensions;
mod gram;
mod histogram;
mod signal;
mod sphere;

use super::frame::{AngleFrame, Shown};
use thetaflow::draw::room::WIDE;
use thetaflow::figure::{Dots, Figure, Hue, Mark, Points, dots};

/// Which of the theme's lines draws what.
const SAMPLE: Hue = Hue::Line(0);
const EXACT: Hue = Hue::Line(1);
const NORMAL: Hue = Hue::Line(2);
const PAIR: Hue = Hue::Line(3);

/// The height that the figure wants at a width.
pub fn height(width: f64) -> f64 {
    if width >= WIDE {
        (0.5 * width).clamp(330.0, 620.0).round()
    } else {
        (1.25 * width).clamp(300.0, 520.0).round()
    }
}

pub fn figure(frame: &AngleFrame) -> Figure {
    Figure::new(match &frame.shown {
        Shown::Density(figure) => density::area(frame, figure),
        Shown::Sphere(figure) => sphere::area(frame, figure),
        Shown::Dimensions(figure) => dimensions::area(figure),
        Shown::Gram(figure) => gram::area(figure),
        Shown::Signal(figure) => signal::area(figure),
    })
}

/// What was measured at x, as x, y and a standard error.
fn measured(points: &[[f64; 3]]) -> Mark<Dots> {
    let errors = points.iter().map(|[_, _, error]| *error).collect();
    let points: Points = points.iter().map(|[x, y, _]| [*x, *y]).collect();
    dots(points).errors(errors).radius(2.75).hue(SAMPLE)
}
