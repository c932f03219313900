//! Stability next to the nearest minimum: the roots of the update in the complex plane, and the rate over all settings.

use super::{FLOW, PATH};
use crate::frame::{OptimizerFrame, RatePlane, StabilityPicture};
use crate::keys::CONTENDERS;
use thetaflow::draw::{Anchor, Axis};
use thetaflow::figure::Moves;
use thetaflow::figure::{
    Area, Hue, Panel, Place, Points, Shade, Symbol, dots, field, handle, line, row, text, unit_disc,
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
    Some(Area::column(vec![roots(picture), rates(picture)]))
}

fn roots(picture: &StabilityPicture) -> Panel {
    let mut reach = NEAREST;
    for [re, im] in picture.modes.iter().flat_map(|mode| &mode.roots) {
        let modulus = 1.1 * hypot(*re, *im);
        if modulus.is_finite() {
            reach = reach.max(modulus);
        }
    }
    let reach = reach.min(FARTHEST);
    let axis = |label| Axis::linear([-reach, reach], label);
    let is_in_view = |[re, im]: &&[f64; 2]| re.abs() <= reach && im.abs() <= reach;
    let mut panel = Panel::new("roots", axis("Re r"), axis("Im r")).square();
    panel.add(unit_disc());
    for (mode, (hue, symbol, anchor, shift)) in picture.modes.iter().zip(MODES) {
        panel.add(dots(mode.roots.as_slice()).hue(hue).haloed());
        // Beside the upper one of a pair.
        if let Some(root) = mode.roots.first().filter(is_in_view) {
            panel.add(text(symbol, *root, Place::At(anchor, [shift, -9.0])).hue(hue));
        }
    }
    panel
}

/// Over γ alone, ρ is a curve; over γ and μ it is a field.
fn rates(picture: &StabilityPicture) -> Panel {
    let RatePlane { size, most, rates } = &picture.plane;
    let is_curve = size[1] == 1;
    let gamma = Axis::linear([0.0, *most], "γ");
    let mut panel = if is_curve {
        let cells = rates.len() as f64;
        let curve = rates
            .iter()
            .enumerate()
            .map(|(k, rate)| [most * (k as f64 + 0.5) / cells, f64::from(*rate)]);
        Panel::new("rates", gamma, Axis::linear([0.0, 1.5], "ρ"))
            .with(row(1.0).dashed(4.0))
            .with(line(curve.collect::<Points>()))
    } else {
        let size = size.map(|side| side as usize);
        let rates = field(size, rates.as_slice().into(), Shade::Rate);
        Panel::new("rates", gamma, Axis::linear([0.0, 1.0], "μ")).with(rates.of("rate", "ρ"))
    };
    if let Some([rate, momentum, radius]) = picture.optimum {
        let at = [rate, if is_curve { radius } else { momentum }];
        panel.add(dots([at]).symbol(Symbol::Cross(1.75)).radius(5.0));
    }
    if is_curve {
        let here = [[picture.learning_rate, picture.spectral_radius]];
        let ring = dots(here).symbol(Symbol::Ring(1.75)).radius(7.0);
        panel.add(ring.haloed());
        panel.add(dots(here).hue(PATH).radius(2.5));
    } else {
        // The setting itself can be dragged over the plane.
        let here = [picture.learning_rate, picture.momentum.unwrap_or(0.0)];
        let [first, ..] = &CONTENDERS;
        let setting = [first.lr, first.momentum].map(Key::id);
        panel.add(handle(Moves::Numbers(setting), here, "").hue(PATH));
    }
    panel
}
