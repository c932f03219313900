//! Stability next to the nearest minimum: the roots of the update in the complex plane, and the rate over all settings.

use super::{FLOW, PATH};
use crate::frame::{OptimizerFrame, RatePlane, StabilityPicture};
use crate::keys::CONTENDERS;
use thetaflow::draw::{Anchor, Axis};
use thetaflow::figure::Moves;
use thetaflow::figure::{
    Area, Hue, Panel, Place, Shade, Symbol, dots, field, handle, line, row, text, unit_disc,
};
use thetaflow::math::real::hypot;
use thetaflow::params::Key;

/// The two eigenvectors have the lines of path and flow: the flattest first. Their labels stand on different sides.
const MODES: [(Hue, &str, Anchor, f64); 2] = [
    (PATH, "λ₁", Anchor::Right, -9.0),
    (FLOW, "λ₂", Anchor::Left, 9.0),
];
/// The part of the complex plane that is always in view.
const NEAREST: f64 = 1.25;
/// Roots farther away than this leave the panel.
const FARTHEST: f64 = 4.0;

pub fn charts(frame: &OptimizerFrame) -> Option<Area> {
    let picture = frame.stability.as_ref()?;
    Some(Area::column([roots(picture), rates(picture)]))
}

fn roots(picture: &StabilityPicture) -> Panel {
    let reach = (picture.modes.iter())
        .flat_map(|mode| &mode.roots)
        .map(|[re, im]| 1.1 * hypot(*re, *im))
        .filter(|reach| reach.is_finite())
        .fold(NEAREST, f64::max)
        .min(FARTHEST);
    let axis = |label| Axis::linear([-reach, reach], label);
    let is_in_view = |[re, im]: &&[f64; 2]| re.abs() <= reach && im.abs() <= reach;
    let modes = picture.modes.iter().zip(MODES);
    let marks = modes.flat_map(|(mode, (hue, symbol, anchor, shift))| {
        let all = dots(mode.roots.iter().copied()).hue(hue).haloed().any();
        // Beside the upper one of a pair.
        let first = mode.roots.first().filter(is_in_view);
        let name = first.map(|root| {
            text(symbol, *root, Place::At(anchor, [shift, -9.0]))
                .hue(hue)
                .any()
        });
        [Some(all), name].into_iter().flatten()
    });
    Panel::new("roots", axis("Re r"), axis("Im r"))
        .square()
        .with(unit_disc())
        .with_all(marks)
}

/// Over γ alone, ρ is a curve; over γ and μ it is a field.
fn rates(picture: &StabilityPicture) -> Panel {
    let RatePlane { size, most, rates } = &picture.plane;
    let is_curve = size[1] == 1;
    let gamma = Axis::linear([0.0, *most], "γ");
    let cross = picture.optimum.map(|[rate, momentum, radius]| {
        let at = [rate, if is_curve { radius } else { momentum }];
        dots([at]).symbol(Symbol::Cross(1.75)).radius(5.0)
    });
    if is_curve {
        let cells = rates.len() as f64;
        let curve = rates
            .iter()
            .enumerate()
            .map(|(k, rate)| [most * (k as f64 + 0.5) / cells, f64::from(*rate)]);
        let here = [picture.learning_rate, picture.spectral_radius];
        return Panel::new("rates", gamma, Axis::linear([0.0, 1.5], "ρ"))
            .with(row(1.0).dashed(4.0))
            .with(line(curve))
            .with_all(cross)
            .with(dots([here]).symbol(Symbol::Ring(1.75)).radius(7.0).haloed())
            .with(dots([here]).hue(PATH).radius(2.5));
    }
    // The setting itself can be dragged over the plane.
    let here = [picture.learning_rate, picture.momentum.unwrap_or(0.0)];
    let [first, ..] = &CONTENDERS;
    let setting = [first.lr, first.momentum].map(Key::id);
    let rates = rates.iter().copied().collect();
    Panel::new("rates", gamma, Axis::linear([0.0, 1.0], "μ"))
        .with(field(size.map(|side| side as usize), rates, Shade::Rate).of("rate", "ρ"))
        .with_all(cross)
        .with(handle(Moves::Numbers(setting), here, "").hue(PATH))
}
