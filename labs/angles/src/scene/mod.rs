//! How a frame is drawn: one file a figure.

mod chart;
mod density;
mod dimensions;
mod gram;
mod signal;
mod sphere;

use super::frame::{AngleFrame, Shown};
use thetaflow::draw::Drawing;
use thetaflow::lab::{Curve, Handle};

/// Which of the theme's lines draws what.
const SAMPLE: usize = 0;
const EXACT: usize = 1;
const NORMAL: usize = 2;
const PAIR: usize = 3;

/// Where everything stands.
#[derive(PartialEq)]
pub enum Layout {
    Density(density::Layout),
    Sphere(sphere::Layout),
    Dimensions(dimensions::Layout),
    Gram(gram::Layout),
    Signal(signal::Layout),
}

/// The height that the figure wants at a width.
pub fn height(width: f64) -> f64 {
    if width >= chart::WIDE {
        (0.5 * width).clamp(330.0, 620.0).round()
    } else {
        (1.25 * width).clamp(300.0, 520.0).round()
    }
}

pub fn layout(frame: &AngleFrame, size: (f64, f64)) -> Layout {
    match &frame.shown {
        Shown::Density(figure) => Layout::Density(density::layout(frame, figure, size)),
        Shown::Sphere(figure) => Layout::Sphere(sphere::layout(frame, figure, size)),
        Shown::Dimensions(figure) => Layout::Dimensions(dimensions::layout(figure, size)),
        Shown::Gram(figure) => Layout::Gram(gram::layout(figure, size)),
        Shown::Signal(figure) => Layout::Signal(signal::layout(figure, size)),
    }
}

pub fn draw_back(layout: &Layout, drawing: &Drawing) {
    match layout {
        Layout::Density(layout) => density::draw_back(layout, drawing),
        Layout::Sphere(layout) => sphere::draw_back(layout, drawing),
        Layout::Dimensions(layout) => dimensions::draw_back(layout, drawing),
        Layout::Gram(layout) => gram::draw_back(layout, drawing),
        Layout::Signal(layout) => signal::draw_back(layout, drawing),
    }
}

pub fn draw_front(layout: &Layout, frame: &AngleFrame, drawing: &Drawing) {
    match (layout, &frame.shown) {
        (Layout::Density(layout), Shown::Density(figure)) => {
            density::draw_front(layout, frame, figure, drawing);
        }
        (Layout::Sphere(layout), Shown::Sphere(figure)) => {
            sphere::draw_front(layout, frame, figure, drawing);
        }
        (Layout::Dimensions(layout), Shown::Dimensions(figure)) => {
            dimensions::draw_front(layout, figure, drawing);
        }
        (Layout::Gram(layout), Shown::Gram(figure)) => gram::draw_front(layout, figure, drawing),
        (Layout::Signal(layout), Shown::Signal(figure)) => {
            signal::draw_front(layout, figure, drawing);
        }
        // A layout is made from the frame that it is drawn with.
        _ => {}
    }
}

pub fn handles(layout: &Layout) -> Vec<Handle> {
    match layout {
        Layout::Sphere(layout) => sphere::handles(layout),
        _ => Vec::new(),
    }
}

pub fn curves(frame: &AngleFrame) -> Vec<Curve> {
    let curve = |id, symbol, line, dashed| Curve {
        id,
        symbol,
        line,
        dashed,
    };
    let sample = curve("sample", "", SAMPLE, false);
    match &frame.shown {
        Shown::Density(figure) => {
            let mut curves = vec![sample];
            if figure.vectors > 2 {
                curves.push(curve("smallest", "", EXACT, false));
                curves.push(curve("density", "pₙ(θ)", PAIR, false));
            } else {
                curves.push(curve("density", "pₙ(θ)", EXACT, false));
            }
            if !figure.normal.is_empty() {
                curves.push(curve("normal", "", NORMAL, true));
            }
            curves
        }
        Shown::Sphere(_) => vec![
            curve("outside", "|θ − π/2| > δ", SAMPLE, false),
            curve("band", "|θ − π/2| ≤ δ", EXACT, false),
        ],
        Shown::Dimensions(_) => vec![
            sample,
            curve("exact", "", EXACT, false),
            curve("asymptote", "1/n", NORMAL, true),
        ],
        Shown::Gram(_) => vec![
            curve("columns", "", SAMPLE, false),
            curve("exact", "", EXACT, false),
        ],
        Shown::Signal(_) => vec![
            curve("networks", "", SAMPLE, false),
            curve("limit", "", EXACT, false),
            curve("last", "", PAIR, true),
        ],
    }
}
