//! The map: the surface or its basins, contours, minima, gradient arrows; the paths, flows and clouds on it.

use super::terrain::Terrain;
use super::{AVERAGE, FLOW, MODIFIED, line_of};
use crate::frame::{BasinPicture, CloudPicture, FlowCurve, OptimizerFrame, Run};
use crate::keys::START;
use std::rc::Rc;
use thetaflow::draw::Axis;
use thetaflow::figure::Moves;
use thetaflow::figure::{
    Arrows, Dots, Field, Mark, Panel, Reach, Shade, Symbol, arrows, dots, ellipse, field, handle,
    lines,
};
use thetaflow::math::thinning::{dotted, pieces};
use thetaflow_surfaces::ViewBox;

/// More minima than this are a lattice.
const MARKED_MINIMA: usize = 12;
/// Gradient arrows along each side.
const ARROWS: usize = 13;

/// The surface and the basins as they were described last.
#[derive(Clone, Default)]
pub struct Kept {
    terrain: Option<Rc<Terrain>>,
    basins: Option<Rc<(BasinPicture, Rc<[f32]>)>>,
}

pub fn panel(frame: &OptimizerFrame, kept: &mut Kept) -> Panel {
    let ViewBox { x, y } = frame.view;
    let terrain = kept.terrain.take();
    let terrain = terrain
        .filter(|terrain| terrain.shows(&frame.landscape, frame.view))
        .unwrap_or_else(|| Rc::new(Terrain::of(&frame.landscape, frame.view, frame.least)));
    kept.terrain = Some(terrain.clone());
    let ground = frame.basins.as_ref().map(|basins| basin_map(basins, kept));
    let arrows = frame.arrows.then(|| gradient_arrows(&terrain, frame.view));
    Panel::new("map", Axis::linear(x, "x"), Axis::linear(y, "y"))
        .map()
        .with(ground.unwrap_or_else(|| terrain.field()))
        .with(terrain.contours())
        .with_all(arrows)
        .with(minima(frame))
        .with_all(
            frame
                .runs
                .iter()
                .enumerate()
                .flat_map(|(index, run)| path(frame, index, run)),
        )
        .with_all(frame.cloud.iter().flat_map(cloud))
        .with(handle(Moves::Point(START.id()), frame.start, "θ₀"))
}

/// With basins, those that were found. Of a whole lattice, only the global one, which stands first, is worth a mark.
fn minima(frame: &OptimizerFrame) -> Mark<Dots> {
    let found = frame.basins.as_ref().map(|basins| &basins.minima);
    let minima = found.unwrap_or(&frame.minima);
    let marked = match minima.len() {
        count if count > MARKED_MINIMA => 1,
        count => count,
    };
    let cross = Symbol::Cross(1.5);
    dots(minima.iter().copied().take(marked))
        .symbol(cross)
        .radius(4.0)
}

/// −∇L on a grid: the direction exactly, the length by order of magnitude.
fn gradient_arrows(terrain: &Terrain, view: ViewBox) -> Mark<Arrows> {
    let place =
        |[min, max]: [f64; 2], k: usize| min + (max - min) * (k as f64 + 0.5) / ARROWS as f64;
    let nodes =
        (0..ARROWS * ARROWS).map(|k| [place(view.x, k % ARROWS), place(view.y, k / ARROWS)]);
    let reach = 0.85 * (view.x[1] - view.x[0]) / ARROWS as f64;
    let downhill = nodes.clone().map(|node| terrain.downhill(node));
    arrows(nodes, downhill, Reach::Units(reach))
        .centred()
        .by_magnitude()
        .faded(0.7)
}

/// A class for each minimum, pale where it takes long.
fn basin_map(basins: &BasinPicture, kept: &mut Kept) -> Mark<Field> {
    let same = kept.basins.take().filter(|kept| kept.0 == *basins);
    let kept = kept.basins.insert(same.unwrap_or_else(|| {
        let value = |(&minimum, &haste): (&u8, &u8)| match minimum {
            BasinPicture::UNKNOWN => f32::NAN,
            BasinPicture::UNDER_WAY => -1.0,
            BasinPicture::DIVERGED => -2.0,
            class => f32::from(class) + f32::from(haste) / 256.0,
        };
        let values = basins
            .minimum
            .iter()
            .zip(&basins.haste)
            .map(value)
            .collect();
        Rc::new((basins.clone(), values))
    }));
    field(
        basins.size.map(|side| side as usize),
        kept.1.clone(),
        Shade::Classes,
    )
}

/// A run with its flows and its average, each with a dot where it is now.
fn path(frame: &OptimizerFrame, index: usize, run: &Run) -> Vec<Mark> {
    let hue = line_of(index);
    let is_race = frame.is_race();
    // The table below the figure says which rule has which colour.
    let named = |mark: Mark, id, symbol| if is_race { mark } else { mark.of(id, symbol) };
    let mut marks = Vec::new();
    for (curve, hue, dash, id, symbol) in [
        (&run.flow, FLOW, None, "flow", "θ(t)"),
        (&run.modified, MODIFIED, Some(6.0), "modified", "θ̃(t)"),
    ] {
        if let Some(curve) = curve {
            let curve = lines(pieces(&curve.pieces, &curve.curve))
                .hue(hue)
                .wide(2.0)
                .dashed(dash);
            marks.push(named(curve.any(), id, symbol));
        }
    }
    // Behind a cloud, the one path stands back.
    let strength = if frame.cloud.is_some() { 0.3 } else { 1.0 };
    let curve = lines(pieces(&run.path, &run.theta))
        .hue(hue)
        .wide(1.25)
        .faded(0.8 * strength);
    marks.push(named(curve.any(), "path", "θₙ"));
    let steps = dotted(&run.path, &run.theta);
    marks.push(
        dots(steps)
            .hue(hue)
            .faded(strength)
            .radius(2.0)
            .apart(3.0)
            .any(),
    );
    if !run.average.is_empty() {
        let average = lines(pieces(&run.average_path, &run.average))
            .hue(AVERAGE)
            .wide(1.75);
        marks.push(named(average.any(), "average", "θ̄ₙ"));
    }
    let heads = [
        (last(&run.flow), FLOW),
        (last(&run.modified), MODIFIED),
        (run.average.last(), AVERAGE),
        (run.theta.last(), hue),
    ];
    let heads = heads
        .into_iter()
        .filter_map(|(head, hue)| Some((*head?, hue)));
    marks.extend(heads.map(|(head, hue)| dots([head]).hue(hue).haloed().any()));
    marks
}

fn last(curve: &Option<FlowCurve>) -> Option<&[f64; 2]> {
    curve.as_ref().and_then(|curve| curve.theta.last())
}

/// Where the runs are, their ellipse of two standard deviations, and the exact one where they will settle.
fn cloud(cloud: &CloudPicture) -> Vec<Mark> {
    let double = |axes: [[f64; 2]; 2]| axes.map(|axis| axis.map(|x| 2.0 * x));
    let positions = dots(cloud.positions.iter().copied())
        .radius(1.75)
        .faded(0.4);
    let own = ellipse(cloud.mean, double(cloud.half_axes)).wide(1.75);
    let exact = cloud.stationary.map(|[minimum, first, second]| {
        let exact = ellipse(minimum, double([first, second]))
            .wide(1.75)
            .dashed(5.0);
        exact.of("stationary", "").any()
    });
    let marks = [
        Some(positions.any()),
        Some(own.of("spread", "").any()),
        exact,
    ];
    let mean = dots([cloud.mean]).haloed().any();
    let marks = marks.into_iter().flatten().chain([mean]);
    marks.map(|mark| mark.hue(AVERAGE)).collect()
}
