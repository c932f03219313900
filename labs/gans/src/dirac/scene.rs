//! How a frame is drawn: portraits, eigenvalues beside the unit circle, players and distance in time.

pub use super::backdrop::draw_back;
use super::backdrop::name_nullclines;
use super::frame::{DiracFrame, FlowCurve, Run, run_line, step_of};
use super::layout::SMALLEST;
pub use super::layout::{Layout, height, layout};
use thetaflow::draw::{Anchor, Color, Drawing, Label, Plot, Stroke, decimal_text};
use thetaflow::lab::{Curve, Grip, Handle, Moves};
use thetaflow::math::eigenvalues::modulus;
use thetaflow::math::real::hypot;
use thetaflow::math::thinning::{BEGINNING, Piece};
use thetaflow::math::within;

/// Which of the theme's lines draws what.
const PATH: usize = run_line(0);
const FLOW: usize = 1;
const MODIFIED: usize = 2;
const SECOND_PATH: usize = run_line(1);

pub fn draw_front(layout: &Layout, frame: &DiracFrame, drawing: &Drawing) {
    let is_one = frame.runs.len() == 1;
    for (index, (run, (plot, portrait))) in frame.runs.iter().zip(&layout.portraits).enumerate() {
        let color = drawing.theme.lines[run_line(index)];
        draw_paths(drawing, plot, run, color);
        name_nullclines(drawing, plot, &portrait.nullclines);
        if index == 0 {
            draw_start(drawing, plot, frame.start);
        } else {
            drawing.ring(
                plot,
                frame.start,
                4.5,
                Stroke::solid(drawing.theme.ink, 1.25),
            );
        }
        if let Some(circle) = &layout.circle {
            draw_eigenvalues(drawing, circle, run, color, index);
        }
        draw_distances(drawing, &layout.distance, frame, run, color, is_one);
    }
    if let (Some(plot), Some(run)) = (&layout.players, frame.runs.first()) {
        draw_players(drawing, plot, frame, run);
    }
}

/// What is seen of a curve: all of it if it has not been thinned.
fn pieces<'a>(seen: &'a [Piece], all: &'a [[f64; 2]]) -> Vec<&'a [[f64; 2]]> {
    if seen.is_empty() {
        vec![all]
    } else {
        seen.iter().map(Vec::as_slice).collect()
    }
}

fn draw_paths(drawing: &Drawing, plot: &Plot, run: &Run, color: Color) {
    let theme = drawing.theme;
    for (flow, stroke) in [
        (&run.flow, Stroke::solid(theme.lines[FLOW], 2.0)),
        (
            &run.modified,
            Stroke::dashed(theme.lines[MODIFIED], 2.0, 6.0),
        ),
    ] {
        if let Some(flow) = flow {
            drawing.paths(plot, pieces(&flow.seen, &flow.curve), stroke);
        }
    }
    drawing.paths(
        plot,
        pieces(&run.average_seen, &run.average),
        Stroke::dashed(theme.ink, 1.5, 2.0),
    );
    let path = pieces(&run.seen, &run.path);
    // Dots tell steps apart: of a long run in the beginning, until it comes to places where it has been.
    let dotted = path.first().copied().unwrap_or_default();
    drawing.paths(plot, path, Stroke::solid(color, 1.25).faded(0.8));
    const APART: f64 = 3.0;
    let mut before: Option<(f64, f64)> = None;
    let steps = if run.seen.is_empty() {
        usize::MAX
    } else {
        BEGINNING
    };
    for &point in dotted.iter().take(steps) {
        let (x, y) = plot.to_pixels(point);
        if before.is_none_or(|(x0, y0)| hypot(x - x0, y - y0) >= APART) {
            drawing.dot(plot, point, 2.0, color);
            before = Some((x, y));
        }
    }
    let last_of =
        |flow: &Option<FlowCurve>| flow.as_ref().and_then(|flow| flow.curve.last().copied());
    let heads = [
        (last_of(&run.flow), theme.lines[FLOW]),
        (last_of(&run.modified), theme.lines[MODIFIED]),
        (run.average.last().copied(), theme.ink),
        (run.path.last().copied(), color),
    ];
    for (head, color) in heads {
        if let Some(head) = head {
            drawing.dot(plot, head, 5.5, theme.background);
            drawing.dot(plot, head, 4.0, color);
        }
    }
    // The equilibrium.
    drawing.ring(plot, [0.0, 0.0], 3.0, Stroke::solid(theme.ink, 1.25));
}

/// (θ₀, ψ₀), which the reader can take hold of.
fn draw_start(drawing: &Drawing, plot: &Plot, at: [f64; 2]) {
    drawing.dot(plot, at, 7.0, drawing.theme.background);
    drawing.ring(plot, at, 7.0, Stroke::solid(drawing.theme.ink, 1.75));
    let (x, y) = plot.to_pixels(at);
    let [_, top, right, _] = plot.rectangle();
    let (x, anchor) = if right - x > 34.0 {
        (x + 11.0, Anchor::Left)
    } else {
        (x - 11.0, Anchor::Right)
    };
    let y = if y - top > 24.0 { y - 13.0 } else { y + 14.0 };
    drawing.text("x₀", (x, y), Label::formula(drawing.theme.ink, anchor));
}

/// Dots at the eigenvalues of a step, and ρ in words.
fn draw_eigenvalues(drawing: &Drawing, plot: &Plot, run: &Run, color: Color, index: usize) {
    for &eigenvalue in &run.step_eigenvalues {
        drawing.dot(plot, eigenvalue, 6.0, drawing.theme.background);
        drawing.dot(plot, eigenvalue, 4.5, color);
    }
    let Some(&largest) = run.step_eigenvalues.first() else {
        return;
    };
    let rho = modulus(largest);
    let relation = if (rho - 1.0).abs() <= 1e-6 {
        "= 1"
    } else if rho > 1.0 {
        "> 1"
    } else {
        "< 1"
    };
    let text = if relation == "= 1" {
        "ρ = 1".to_owned()
    } else {
        format!("ρ = {} {relation}", decimal_text(rho, 5))
    };
    let place = (plot.left + 8.0, plot.top + 14.0 + 18.0 * index as f64);
    drawing.text(&text, place, Label::formula(color, Anchor::Left));
}

fn draw_players(drawing: &Drawing, plot: &Plot, frame: &DiracFrame, run: &Run) {
    let theme = drawing.theme;
    for (player, name, dash) in [(0, "θ", None), (1, "ψ", Some(5.0))] {
        let stroke = |color, width| Stroke {
            dash,
            ..Stroke::solid(color, width)
        };
        if let Some(flow) = &run.flow {
            let values = flow.curve.iter().enumerate();
            let lr = frame.lr / f64::from(flow.pieces.max(1));
            let time = |entry: usize| step_of(&flow.kept, entry) as f64 * lr;
            drawing.path(
                plot,
                values.map(|(k, point)| [time(k), point[player]]),
                stroke(theme.lines[FLOW], 1.25).faded(0.7),
            );
        }
        let values = run
            .path
            .iter()
            .enumerate()
            .map(|(n, point)| [step_of(&run.kept, n) as f64 * frame.pace(), point[player]]);
        drawing.path(plot, values, stroke(theme.lines[PATH], 1.5));
        name_player(drawing, plot, frame, run, player, name);
    }
}

/// A player's name beside the end of its curve, where that is in view.
fn name_player(
    drawing: &Drawing,
    plot: &Plot,
    frame: &DiracFrame,
    run: &Run,
    player: usize,
    name: &str,
) {
    let ends = run.path.iter().enumerate().rev();
    let last = ends
        .map(|(n, point)| [step_of(&run.kept, n) as f64 * frame.pace(), point[player]])
        .find(|[_, value]| value.abs() <= plot.y.max);
    let Some(last) = last else { return };
    let other = run.path.last().map_or(0.0, |point| point[1 - player]);
    let (x, y) = plot.to_pixels(last);
    let [left, top, right, bottom] = plot.rectangle();
    let beside = if last[1] >= other { y - 9.0 } else { y + 9.0 };
    let place = (
        within(x + 4.0, left + 4.0, right - 12.0),
        within(beside, top + 8.0, bottom - 8.0),
    );
    drawing.text(
        name,
        place,
        Label {
            size: 13.0,
            ..Label::formula(drawing.theme.ink, Anchor::Left)
        },
    );
}

/// Distances from the equilibrium; of two runs only those of the paths, which have their own colours.
fn draw_distances(
    drawing: &Drawing,
    plot: &Plot,
    frame: &DiracFrame,
    run: &Run,
    color: Color,
    is_one: bool,
) {
    let theme = drawing.theme;
    let draw = |points: &[[f64; 2]], kept: &[u32], stroke| {
        let distance = |[theta, psi]: [f64; 2]| hypot(theta, psi).max(SMALLEST);
        drawing.path(
            plot,
            points
                .iter()
                .enumerate()
                .map(|(n, &point)| [step_of(kept, n) as f64 * frame.pace(), distance(point)]),
            stroke,
        );
    };
    if is_one {
        if let Some(flow) = &run.flow {
            let stroke = Stroke::solid(theme.lines[FLOW], 1.5);
            draw(&flow.at_steps, &flow.kept, stroke);
        }
        if let Some(flow) = &run.modified {
            draw(
                &flow.at_steps,
                &flow.kept,
                Stroke::dashed(theme.lines[MODIFIED], 1.5, 6.0),
            );
        }
        let stroke = Stroke::dashed(theme.ink, 1.5, 2.0);
        draw(&run.average, &run.kept, stroke);
    }
    draw(&run.path, &run.kept, Stroke::solid(color, 1.5));
}

pub fn handles(layout: &Layout, frame: &DiracFrame) -> Vec<Handle> {
    let first = layout.portraits.first().map(|(plot, _)| Handle {
        grip: Grip::Dot,
        moves: Moves::Point(crate::keys::START.id()),
        value: frame.start,
        plot: plot.clone(),
    });
    first.into_iter().collect()
}

pub fn curves(frame: &DiracFrame) -> Vec<Curve> {
    let has = |of: fn(&Run) -> bool| frame.runs.iter().any(of);
    let curve = |id, symbol, line, dashed| Curve {
        id,
        symbol,
        line,
        dashed,
    };
    let all = [
        (true, curve("path", "xₙ", PATH, false)),
        (
            frame.runs.len() > 1,
            curve("second_path", "xₙ", SECOND_PATH, false),
        ),
        (
            has(|run| run.flow.is_some()),
            curve("flow", "x(t)", FLOW, false),
        ),
        (
            has(|run| run.modified.is_some()),
            curve("modified", "x̃(t)", MODIFIED, true),
        ),
    ];
    all.into_iter()
        .filter(|(is_there, _)| *is_there)
        .map(|(_, curve)| curve)
        .collect()
}
