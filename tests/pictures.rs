//! What pictures of any size promise: their panels never get into each other's way.

use thetaflow::draw::SUBPIXELS;
use thetaflow::lab::{AnyFigure, Figure, Lab, LabVisitor, labs, visit_lab};
use thetaflow::params::Kind;
use thetaflow::render::{self, Paper};

struct NewFigure;

impl LabVisitor for NewFigure {
    type Output = Box<dyn AnyFigure>;

    fn visit<L: Lab>(self) -> Box<dyn AnyFigure> {
        Box::new(Figure::<L>::default())
    }
}

/// Choices that decide which panels there are.
const KINDS_OF_FIGURES: [&str; 4] = ["figure", "chart", "view", "compare"];

/// Left, top, right, bottom of the panels' frames in an SVG, in the units of its layout.
fn frames(svg: &str) -> Vec<[f64; 4]> {
    let lines = svg.split("<polyline ").skip(1);
    let paths = lines.filter(|line| line.contains("stroke=\"#787878\""));
    let points = paths.filter_map(|path| path.split("points=\"").nth(1)?.split('"').next());
    let corners = points.map(|points| -> Vec<[f64; 2]> {
        let pairs = points
            .split_whitespace()
            .filter_map(|pair| pair.split_once(','));
        let numbers = pairs.filter_map(|(x, y)| Some([x.parse().ok()?, y.parse().ok()?]));
        numbers.collect()
    });
    let closed = corners.filter(|corners| corners.len() == 5 && corners[0] == corners[4]);
    closed
        .map(|corners| [corners[0][0], corners[0][1], corners[2][0], corners[2][1]])
        .collect()
}

#[test]
fn panels_never_overlap() {
    // Between two panels stand at least the numbers of an axis.
    const APART: f64 = 20.0 * SUBPIXELS;
    let sizes = [
        (100, 100),
        (326, 200),
        (326, 300),
        (600, 300),
        (500, 500),
        (620, 280),
        (900, 600),
        (1200, 300),
        (8000, 100),
        (100, 4000),
    ];
    let mut pairs = 0;
    for lab in labs() {
        let mut settings = vec![lab.params()];
        for param in &lab.schema().params {
            let Kind::Choice { options } = &param.kind else {
                continue;
            };
            if KINDS_OF_FIGURES.contains(&param.id) {
                settings.extend(options.iter().map(|option| {
                    let mut params = lab.params();
                    params.set(param.id, option).expect("an option");
                    params
                }));
            }
        }
        for mut params in settings {
            params
                .set("steps", "20")
                .expect("a length that every lab allows");
            let mut session = lab.session(&params);
            session.advance(20, || true);
            let mut figure = visit_lab(lab.id(), NewFigure).expect("a lab");
            figure.show(&session.frame()).expect("a frame");
            for size in sizes {
                let frames = frames(&render::svg(figure.as_mut(), Paper::white(size)));
                for (k, a) in frames.iter().enumerate() {
                    for b in &frames[..k] {
                        let across = a[0].max(b[0]) - a[2].min(b[2]);
                        let down = a[1].max(b[1]) - a[3].min(b[3]);
                        assert!(
                            across.max(down) >= APART,
                            "{} {size:?}: {a:?} and {b:?}",
                            params.query()
                        );
                        pairs += 1;
                    }
                }
            }
        }
    }
    assert!(pairs > 100, "{pairs} pairs of panels");
}
