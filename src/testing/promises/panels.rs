//! Panels in pictures of any size.

use crate::draw::SUBPIXELS;
use crate::lab::AnyFigure;
use crate::params::STEPS;
use crate::render::{self, Paper};
use crate::testing::runs::figure_at;
use crate::testing::{Subject, settings};
use std::collections::BTreeSet;

/// Between two panels stand at least the numbers of an axis.
const APART: f64 = 20.0 * SUBPIXELS;
/// By the first one, kinds of pictures are told apart.
const SIZES: [(u32, u32); 10] = [
    (600, 300),
    (100, 100),
    (326, 200),
    (326, 300),
    (500, 500),
    (620, 280),
    (900, 600),
    (1200, 300),
    (8000, 100),
    (100, 4000),
];

/// Left, top, right, bottom, in the units of its layout.
type Frame = [f64; 4];

/// Panels never get into each other's way, in every kind of picture that a choice leads to.
pub fn panels_never_overlap(subject: &Subject) {
    // The frames of a kind of picture, none where its panels have none.
    let mut kinds = BTreeSet::new();
    for mut params in settings::of_every_option(subject) {
        params.set(STEPS.id(), "20").expect("a length");
        let mut figure = figure_at(subject.lab, &params, 20);
        let panels = panels(figure.as_mut(), SIZES[0]);
        if !kinds.insert(format!("{panels:?}")) {
            continue;
        }
        for size in SIZES {
            let panels = self::panels(figure.as_mut(), size);
            for (k, a) in panels.iter().enumerate() {
                for b in &panels[..k] {
                    let query = params.query();
                    assert!(are_apart(a, b), "{query} {size:?}: {a:?} and {b:?}");
                }
            }
        }
    }
    assert_ne!(
        kinds,
        BTreeSet::from(["[]".to_owned()]),
        "no panel is found"
    );
}

fn are_apart(a: &Frame, b: &Frame) -> bool {
    let across = a[0].max(b[0]) - a[2].min(b[2]);
    let down = a[1].max(b[1]) - a[3].min(b[3]);
    across.max(down) >= APART
}

/// The panels' frames, found in the SVG.
fn panels(figure: &mut dyn AnyFigure, size: (u32, u32)) -> Vec<Frame> {
    let svg = render::svg(figure, Paper::white(size));
    let lines = svg.split("<path ").skip(1);
    let paths = lines.filter(|line| line.contains("stroke=\"#787878\""));
    let points = paths.filter_map(|path| path.split("d=\"").nth(1)?.split('"').next());
    let corners = points.map(|points| -> Vec<[f64; 2]> {
        let pairs = points.split(['M', 'L']);
        let pairs = pairs.filter_map(|pair| pair.split_once(' '));
        let numbers = pairs.filter_map(|(x, y)| Some([x.parse().ok()?, y.parse().ok()?]));
        numbers.collect()
    });
    let closed = corners.filter(|corners| corners.len() == 5 && corners[0] == corners[4]);
    closed
        .map(|corners| [corners[0][0], corners[0][1], corners[2][0], corners[2][1]])
        .collect()
}
