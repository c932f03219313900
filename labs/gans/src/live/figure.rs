//! What a frame shows: the plane with both samples on what D says of it, and charts of the training.

use super::frame::{GRID, Heat, LiveFrame, Measurement};
use thetaflow::blocks::dataset::POINTS;
use thetaflow::draw::Axis;
use thetaflow::figure::{
    Area, Corner, Field, Figure, Hue, Lines, Mark, Panel, Place, Points, Reach, Shade, Symbol,
    arrows, dots, field, line, lines, text,
};
use thetaflow::math::real::{exp2, log2};

/// Which of the theme's lines stand for what: the generator and what it makes, the discriminator and what is real.
const GENERATED: usize = 0;
const REAL: usize = 1;
const MODES: Hue = Hue::Line(2);
const QUALITY: Hue = Hue::Line(3);

/// Distances below this are chance.
const SMALLEST: f64 = 1e-4;

pub fn figure(frame: &LiveFrame) -> Figure {
    let mut charts = vec![losses(frame)];
    charts.extend(shares(frame));
    charts.push(distances(frame));
    Figure::new(Area::beside([
        (1.3, Area::panel(plane(frame))),
        (1.0, Area::column(charts)),
    ]))
}

fn plane(frame: &LiveFrame) -> Panel {
    let axis = |label| Axis::linear([-frame.extent, frame.extent], label);
    // A square is drawn many times faster than a disc, and at this size looks the same.
    let sample =
        |sample: &[[f32; 2]], half| dots(doubled(sample)).symbol(Symbol::Square).radius(half);
    let mut panel = Panel::new("plane", axis("x₁"), axis("x₂"))
        .square()
        .easel(POINTS.id());
    if frame.heat.side > 0 {
        panel.add(heat(&frame.heat));
    }
    panel.add(grid(&frame.grid));
    let real = sample(&frame.real, 2.0).hue(Hue::Line(REAL));
    panel.add(real.of("real", "x"));
    if !frame.reconstructions.is_empty() {
        // From each real point to what G makes of its code.
        let pairs = frame.real.iter().zip(&frame.reconstructions);
        let pairs = lines(pairs.map(|(real, again)| [*real, *again].map(double)));
        let pairs = pairs.hue(QUALITY).wide(1.0).faded(0.6);
        panel.add(pairs.of("reconstruction", "G(E(x))"));
        let again = dots(doubled(&frame.reconstructions));
        panel.add(again.hue(QUALITY).radius(2.5));
    }
    let generated = sample(&frame.generated, 1.5).hue(Hue::Line(GENERATED));
    panel.add(generated.of("generated", "G(z)"));
    // ∇D at generated points: where G is pushed.
    let reach = Reach::Pixels(22.0);
    let slopes = arrows(doubled(&frame.generated), doubled(&frame.slopes), reach);
    panel.add(slopes.faded(0.75));
    panel
}

/// What D takes for real in the colour of the data, what it takes for generated in that of G.
fn heat(heat: &Heat) -> Mark<Field> {
    let side = heat.side as usize;
    let rows = heat.values.chunks(side).rev().flatten();
    let values = rows.map(|value| value - heat.neutral).collect();
    let shade = Shade::Sides {
        lines: [REAL, GENERATED],
        unit: f64::from(heat.unit),
    };
    field([side; 2], values, shade)
}

/// The image of the latent plane: lines that cross where G folds it.
fn grid(grid: &[[f32; 2]]) -> Mark<Lines> {
    let mut curves: Vec<Points> = grid.chunks(GRID).map(doubled).collect();
    // Of a latent line there is one row.
    if grid.len() > GRID {
        for column in 0..GRID {
            let column = grid.iter().skip(column).step_by(GRID);
            curves.push(column.map(|point| double(*point)).collect());
        }
    }
    lines(curves).wide(0.75).faded(0.35)
}

/// A chart of the training.
fn chart(id: &'static str, frame: &LiveFrame, label: &'static str, y: Axis) -> Panel {
    let steps = frame.last_step.max(1) as f64;
    Panel::new(id, Axis::linear([0.0, steps], label), y)
}

/// Something that is measured in the training: a line of a chart, and its name in a corner.
struct Course<'v> {
    hue: Hue,
    symbol: &'static str,
    value: &'v dyn Fn(&Measurement) -> Option<f64>,
    /// Where its name stands, and what that is.
    corner: Place,
    name: String,
}

impl Course<'_> {
    fn add_to(self, panel: &mut Panel, frame: &LiveFrame) {
        let mut points = Vec::new();
        for at in &frame.history {
            if let Some(value) = (self.value)(at) {
                points.push([at.step as f64, value]);
            }
        }
        panel.add(line(points).hue(self.hue).written(self.symbol));
        let name = text(self.name, [0.0, 0.0], self.corner).size(13.0);
        panel.add(name.veiled().hue(self.hue));
    }
}

fn losses(frame: &LiveFrame) -> Panel {
    let mut panel = chart("losses", frame, "", losses_axis(&frame.history));
    for (player, name, line) in [(0, "D", REAL), (1, "G", GENERATED)] {
        let course = Course {
            hue: Hue::Line(line),
            symbol: name,
            value: &|at| Some(at.losses[player]),
            corner: Place::Corner(Corner::UpperRight, player),
            name: name.to_owned(),
        };
        course.add_to(&mut panel, frame);
    }
    panel
}

/// Shares: of modes captured, and of points of high quality; None where the data have no modes. Both rise to the top, as a
/// rule.
fn shares(frame: &LiveFrame) -> Option<Panel> {
    if frame.modes == 0 {
        return None;
    }
    let all = frame.modes as f64;
    let quality = Course {
        hue: QUALITY,
        symbol: "q",
        value: &|at| Some(at.capture?.quality),
        corner: Place::Corner(Corner::LowerRight, 0),
        name: "q".to_owned(),
    };
    let modes = Course {
        hue: MODES,
        symbol: "m",
        value: &|at| Some(at.capture?.modes as f64 / all),
        corner: Place::Corner(Corner::LowerRight, 1),
        name: format!("m/{}", frame.modes),
    };
    let mut panel = chart("shares", frame, "", Axis::linear([0.0, 1.05], ""));
    quality.add_to(&mut panel, frame);
    modes.add_to(&mut panel, frame);
    Some(panel)
}

/// Distances between the samples.
fn distances(frame: &LiveFrame) -> Panel {
    let mut distances = Vec::new();
    for at in &frame.history {
        distances.extend_from_slice(&[at.sliced_wasserstein, at.mmd_squared]);
    }
    let wasserstein = Course {
        hue: MODES,
        symbol: "SW",
        value: &|at| Some(at.sliced_wasserstein.max(SMALLEST)),
        corner: Place::Corner(Corner::UpperRight, 0),
        name: "SW".to_owned(),
    };
    let mmd = Course {
        hue: QUALITY,
        symbol: "MMD²",
        value: &|at| Some(at.mmd_squared.max(SMALLEST)),
        corner: Place::Corner(Corner::UpperRight, 1),
        name: "MMD²".to_owned(),
    };
    // The last of the charts says what they all run over.
    let y = Axis::log_covering(distances, SMALLEST, "");
    let mut panel = chart("distances", frame, "n", y);
    wasserstein.add_to(&mut panel, frame);
    mmd.add_to(&mut panel, frame);
    panel
}

/// Steps of a range that may grow with every frame, so that it seldom does.
fn losses_axis(history: &[Measurement]) -> Axis {
    let losses = history.iter().flat_map(|at| at.losses);
    let (low, high) = losses.fold((0.0_f64, 0.5_f64), |(low, high), loss| {
        (low.min(loss), high.max(loss))
    });
    let unit = 0.5 * power_of_two(0.5 * (high - low));
    Axis::linear(
        [(low / unit).floor() * unit, (high / unit).ceil() * unit],
        "L",
    )
}

/// The largest power of two that is not above a value.
fn power_of_two(value: f64) -> f64 {
    exp2(log2(value).floor())
}

fn double([x, y]: [f32; 2]) -> [f64; 2] {
    [f64::from(x), f64::from(y)]
}

fn doubled(points: &[[f32; 2]]) -> Points {
    points.iter().map(|point| double(*point)).collect()
}
