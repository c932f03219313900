//! What a frame shows: the plane with both samples on what D says of it, and charts of the training.

use super::frame::{GRID, Heat, LiveFrame, Measurement};
use thetaflow::blocks::dataset::POINTS;
use thetaflow::draw::Axis;
use thetaflow::figure::{
    Area, Corner, Field, Figure, Hue, Lines, Mark, Panel, Place, Reach, Shade, Symbol, arrows,
    dots, field, line, lines, text,
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
    let charts = [Some(losses(frame)), shares(frame), Some(distances(frame))];
    let charts = Area::column(charts.into_iter().flatten());
    Figure::new(Area::beside([
        (1.3, Area::panel(plane(frame))),
        (1.0, charts),
    ]))
}

fn plane(frame: &LiveFrame) -> Panel {
    let axis = |label| Axis::linear([-frame.extent, frame.extent], label);
    let points = |points: &[[f32; 2]]| points.iter().copied().map(double).collect::<Vec<_>>();
    // A square is drawn many times faster than a disc, and at this size looks the same.
    let sample =
        |sample: &[[f32; 2]], half| dots(points(sample)).symbol(Symbol::Square).radius(half);
    let mut panel = Panel::new("plane", axis("x₁"), axis("x₂"))
        .square()
        .easel(POINTS.id())
        .with_all((frame.heat.side > 0).then(|| heat(&frame.heat)))
        .with(grid(&frame.grid))
        .with(
            sample(&frame.real, 2.0)
                .hue(Hue::Line(REAL))
                .of("real", "x"),
        );
    if !frame.reconstructions.is_empty() {
        // From each real point to what G makes of its code.
        let again = points(&frame.reconstructions);
        let pairs = frame
            .real
            .iter()
            .zip(&again)
            .map(|(real, again)| [double(*real), *again]);
        panel = panel
            .with(
                lines(pairs)
                    .hue(QUALITY)
                    .wide(1.0)
                    .faded(0.6)
                    .of("reconstruction", "G(E(x))"),
            )
            .with(dots(again).hue(QUALITY).radius(2.5));
    }
    // ∇D at generated points: where G is pushed.
    let slopes = arrows(
        points(&frame.generated),
        points(&frame.slopes),
        Reach::Pixels(22.0),
    );
    panel
        .with(
            sample(&frame.generated, 1.5)
                .hue(Hue::Line(GENERATED))
                .of("generated", "G(z)"),
        )
        .with(slopes.faded(0.75))
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
    let rows = grid
        .chunks(GRID)
        .map(|row| row.iter().copied().map(double).collect::<Vec<_>>());
    // Of a latent line there is one row.
    let columns = (0..GRID).filter(|_| grid.len() > GRID);
    let columns = columns.map(|column| {
        grid.iter()
            .skip(column)
            .step_by(GRID)
            .copied()
            .map(double)
            .collect()
    });
    lines(rows.chain(columns)).wide(0.75).faded(0.35)
}

/// A chart of the training.
fn chart(id: &'static str, frame: &LiveFrame, label: &'static str, y: Axis) -> Panel {
    let steps = frame.last_step.max(1) as f64;
    Panel::new(id, Axis::linear([0.0, steps], label), y)
}

/// A line of a chart, and its name in a corner.
fn course(
    frame: &LiveFrame,
    hue: Hue,
    value: impl Fn(&Measurement) -> Option<f64>,
    symbol: &'static str,
    name: impl Into<String>,
    corner: Place,
) -> [Mark; 2] {
    let points = frame
        .history
        .iter()
        .filter_map(|at| Some([at.step as f64, value(at)?]));
    [
        line(points).hue(hue).written(symbol).any(),
        text(name, [0.0, 0.0], corner)
            .size(13.0)
            .veiled()
            .hue(hue)
            .any(),
    ]
}

fn losses(frame: &LiveFrame) -> Panel {
    let corner = |row| Place::Corner(Corner::UpperRight, row);
    let of = |player: usize| move |at: &Measurement| Some(at.losses[player]);
    chart("losses", frame, "", losses_axis(&frame.history))
        .with_all(course(frame, Hue::Line(REAL), of(0), "D", "D", corner(0)))
        .with_all(course(
            frame,
            Hue::Line(GENERATED),
            of(1),
            "G",
            "G",
            corner(1),
        ))
}

/// Shares: of modes captured, and of points of high quality; None where the data have no modes. Both rise to the top, as a
/// rule.
fn shares(frame: &LiveFrame) -> Option<Panel> {
    let corner = |row| Place::Corner(Corner::LowerRight, row);
    let all = frame.modes.max(1) as f64;
    let modes = |at: &Measurement| Some(at.capture?.modes as f64 / all);
    let panel = chart("shares", frame, "", Axis::linear([0.0, 1.05], ""))
        .with_all(course(
            frame,
            QUALITY,
            |at| Some(at.capture?.quality),
            "q",
            "q",
            corner(0),
        ))
        .with_all(course(
            frame,
            MODES,
            modes,
            "m",
            format!("m/{}", frame.modes),
            corner(1),
        ));
    (frame.modes > 0).then_some(panel)
}

/// Distances between the samples.
fn distances(frame: &LiveFrame) -> Panel {
    let corner = |row| Place::Corner(Corner::UpperRight, row);
    let distances = frame
        .history
        .iter()
        .flat_map(|at| [at.sliced_wasserstein, at.mmd_squared]);
    let wasserstein = |at: &Measurement| Some(at.sliced_wasserstein.max(SMALLEST));
    let mmd = |at: &Measurement| Some(at.mmd_squared.max(SMALLEST));
    // The last of them says what they all run over.
    chart(
        "distances",
        frame,
        "n",
        Axis::log_covering(distances, SMALLEST, ""),
    )
    .with_all(course(frame, MODES, wasserstein, "SW", "SW", corner(0)))
    .with_all(course(frame, QUALITY, mmd, "MMD²", "MMD²", corner(1)))
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
