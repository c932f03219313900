//! The map: the surface or its basins, contours, minima, gradient arrows; the paths, flows and clouds on it.

use super::terrain::Terrain;
use super::{AVERAGE, flows, line_of, named};
use crate::frame::{BasinPicture, CloudPicture, OptimizerFrame, Run};
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
    let mut panel = Panel::new("map", Axis::linear(x, "x"), Axis::linear(y, "y")).map();
    panel.add(match &frame.basins {
        Some(basins) => basin_map(basins, kept),
        None => terrain.field(),
    });
    panel.add(terrain.contours());
    if frame.arrows {
        panel.add(gradient_arrows(&terrain, frame.view));
    }
    panel.add(minima(frame));
    for (index, run) in frame.runs.iter().enumerate() {
        add_run(&mut panel, frame, index, run);
    }
    if let Some(cloud) = &frame.cloud {
        add_cloud(&mut panel, cloud);
    }
    panel.add(handle(Moves::Point(START.id()), frame.start, "θ₀"));
    panel
}

/// With basins, those that were found. Of a whole lattice, only the global one, which stands first, is worth a mark.
fn minima(frame: &OptimizerFrame) -> Mark<Dots> {
    let found = frame.basins.as_ref().map(|basins| &basins.minima);
    let minima = found.unwrap_or(&frame.minima);
    let marked = match minima.len() {
        count if count > MARKED_MINIMA => 1,
        count => count,
    };
    let marked = minima.get(..marked).unwrap_or_default();
    dots(marked).symbol(Symbol::Cross(1.5)).radius(4.0)
}

/// −∇L on a grid: the direction exactly, the length by order of magnitude.
fn gradient_arrows(terrain: &Terrain, view: ViewBox) -> Mark<Arrows> {
    let place =
        |[min, max]: [f64; 2], k: usize| min + (max - min) * (k as f64 + 0.5) / ARROWS as f64;
    let (mut nodes, mut downhill) = (Vec::new(), Vec::new());
    for k in 0..ARROWS * ARROWS {
        let node = [place(view.x, k % ARROWS), place(view.y, k / ARROWS)];
        nodes.push(node);
        downhill.push(terrain.downhill(node));
    }
    let reach = 0.85 * (view.x[1] - view.x[0]) / ARROWS as f64;
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
fn add_run(panel: &mut Panel, frame: &OptimizerFrame, index: usize, run: &Run) {
    let hue = line_of(index);
    let mut heads = Vec::new();
    for (flow, look) in flows(run) {
        if let Some(flow) = flow {
            panel.add(look.of(lines(pieces(&flow.pieces, &flow.curve))));
            heads.push((flow.theta.last(), look.hue));
        }
    }
    // Behind a cloud, the one path stands back.
    let strength = if frame.cloud.is_some() { 0.3 } else { 1.0 };
    let path = lines(pieces(&run.path, &run.theta)).wide(1.25);
    panel.add(
        named(frame, path, "path", "θₙ")
            .hue(hue)
            .faded(0.8 * strength),
    );
    let steps = dots(dotted(&run.path, &run.theta));
    panel.add(steps.hue(hue).faded(strength).radius(2.0).apart(3.0));
    if !run.average.is_empty() {
        let average = lines(pieces(&run.average_path, &run.average)).wide(1.75);
        panel.add(named(frame, average, "average", "θ̄ₙ").hue(AVERAGE));
        heads.push((run.average.last(), AVERAGE));
    }
    heads.push((run.theta.last(), hue));
    for (head, hue) in heads {
        if let Some(head) = head {
            panel.add(dots([*head]).hue(hue).haloed());
        }
    }
}

/// Where the runs are, their ellipse of two standard deviations, and the exact one where they will settle.
fn add_cloud(panel: &mut Panel, cloud: &CloudPicture) {
    let twice = |centre: [f64; 2], axes: [[f64; 2]; 2]| {
        ellipse(centre, axes.map(|axis| axis.map(|x| 2.0 * x)))
            .wide(1.75)
            .hue(AVERAGE)
    };
    let positions = dots(cloud.positions.as_slice()).radius(1.75).faded(0.4);
    panel.add(positions.hue(AVERAGE));
    panel.add(twice(cloud.mean, cloud.half_axes).of("spread", ""));
    if let Some([minimum, first, second]) = cloud.stationary {
        let exact = twice(minimum, [first, second]).dashed(5.0);
        panel.add(exact.of("stationary", ""));
    }
    panel.add(dots([cloud.mean]).haloed().hue(AVERAGE));
}
