//! Stability next to the nearest minimum: the roots of the update in the complex plane, and the rate over all settings.

use super::{Charts, Room};
use crate::frame::{OptimizerFrame, RatePlane, StabilityPicture};
use crate::keys::CONTENDERS;
use thetaflow::draw::{Anchor, Axis, Drawing, Image, Label, Plot, Stroke, viridis};
use thetaflow::lab::{Grip, Handle, Moves};
use thetaflow::math::real::hypot;

/// The two eigenvectors have the lines of path and flow: the flattest first.
const MODES: [usize; 2] = [0, 1];
const MODE_LABELS: [&str; 2] = ["λ₁", "λ₂"];
/// The part of the complex plane that is always in view.
const NEAREST: f64 = 1.25;
/// Roots farther away than this leave the panel.
const FARTHEST: f64 = 4.0;

#[derive(PartialEq)]
pub struct Panels {
    roots: Plot,
    rates: Plot,
    plane: RatePlane,
}

impl Panels {
    pub fn plots(&self) -> Vec<&Plot> {
        vec![&self.roots, &self.rates]
    }

    /// Over γ alone, ρ is a curve; over γ and μ it is a field.
    fn is_curve(&self) -> bool {
        self.plane.size[1] == 1
    }
}

pub fn charts(frame: &OptimizerFrame, room: Room) -> Option<Charts> {
    let picture = frame.stability.as_ref()?;
    let reach = (picture.modes.iter())
        .flat_map(|mode| &mode.roots)
        .map(|[re, im]| 1.1 * hypot(*re, *im))
        .filter(|reach| reach.is_finite())
        .fold(NEAREST, f64::max)
        .min(FARTHEST);
    let axis = |label| Axis::linear([-reach, reach], label);
    let roots = square(room.panel(0, 2, axis("Re r"), axis("Im r")));
    let gamma = Axis::linear([0.0, picture.plane.most], "γ");
    let has_momentum = picture.plane.size[1] > 1;
    let other = if has_momentum {
        Axis::linear([0.0, 1.0], "μ")
    } else {
        Axis::linear([0.0, 1.5], "ρ")
    };
    Some(Charts::Stability(Panels {
        roots,
        rates: room.panel(1, 2, gamma, other),
        plane: picture.plane.clone(),
    }))
}

/// As wide as it is high, in the middle of where it stood.
fn square(plot: Plot) -> Plot {
    let side = plot.width.min(plot.height);
    Plot {
        left: plot.left + (plot.width - side) / 2.0,
        width: side,
        height: side,
        ..plot
    }
}

pub fn draw_back(panels: &Panels, drawing: &Drawing) {
    drawing.unit_circle(&panels.roots);
    if panels.is_curve() {
        let RatePlane { most, rates, .. } = &panels.plane;
        let cells = rates.len() as f64;
        let point = |(k, rate): (usize, &f32)| {
            let gamma = most * (k as f64 + 0.5) / cells;
            [gamma, f64::from(*rate)]
        };
        let one = [0.0, *most].map(|gamma| [gamma, 1.0]);
        drawing.path(
            &panels.rates,
            one,
            Stroke::dashed(drawing.theme.faint, 1.0, 4.0),
        );
        let curve = rates.iter().enumerate().map(point);
        drawing.path(&panels.rates, curve, Stroke::solid(drawing.theme.ink, 1.5));
    } else {
        drawing.field(&panels.rates, &field(&panels.plane, drawing));
    }
}

/// Bright where the distance shrinks fastest, blank where it does not shrink.
fn field(plane: &RatePlane, drawing: &Drawing) -> Image {
    let [width, height] = plane.size;
    Image::from_fn(width, height, |i, j| {
        let cell = (height - 1 - j) * width + i;
        match plane.rates.get(cell as usize) {
            Some(&rate) if rate < 1.0 => {
                drawing.theme.soften(viridis(f64::from(1.0 - rate).sqrt()))
            }
            _ => [0; 4],
        }
    })
}

pub fn draw_front(panels: &Panels, frame: &OptimizerFrame, drawing: &Drawing) {
    let Some(picture) = &frame.stability else {
        return;
    };
    let modes = picture.modes.iter().zip(MODES).zip(MODE_LABELS);
    for (k, ((mode, line), label)) in modes.enumerate() {
        let color = drawing.theme.lines[line];
        for &root in &mode.roots {
            drawing.dot(&panels.roots, root, 5.5, drawing.theme.background);
            drawing.dot(&panels.roots, root, 4.0, color);
        }
        // The upper one of a pair; the labels of both modes on different sides.
        let Some(&root) = mode
            .roots
            .first()
            .filter(|root| inside(&panels.roots, **root))
        else {
            continue;
        };
        let (x, y) = panels.roots.to_pixels(root);
        let (dx, anchor) = [(-9.0, Anchor::Right), (9.0, Anchor::Left)][k];
        drawing.text(label, (x + dx, y - 9.0), Label::formula(color, anchor));
    }
    let here = [picture.learning_rate, height(panels, picture)];
    if let Some([rate, momentum, radius]) = picture.optimum {
        let at = [rate, if panels.is_curve() { radius } else { momentum }];
        drawing.cross(
            &panels.rates,
            at,
            5.0,
            Stroke::solid(drawing.theme.ink, 1.75),
        );
    }
    let color = drawing.theme.lines[super::PATH];
    drawing.dot(&panels.rates, here, 7.0, drawing.theme.background);
    drawing.ring(
        &panels.rates,
        here,
        7.0,
        Stroke::solid(drawing.theme.ink, 1.75),
    );
    drawing.dot(&panels.rates, here, 3.5, color);
}

/// Where the present setting stands on the vertical axis.
fn height(panels: &Panels, picture: &StabilityPicture) -> f64 {
    if panels.is_curve() {
        picture.spectral_radius
    } else {
        picture.momentum.unwrap_or(0.0)
    }
}

fn inside(plot: &Plot, [x, y]: [f64; 2]) -> bool {
    (plot.x.min..=plot.x.max).contains(&x) && (plot.y.min..=plot.y.max).contains(&y)
}

/// The setting itself can be dragged over the plane.
pub fn handle(panels: &Panels, frame: &OptimizerFrame) -> Option<Handle> {
    let picture = frame.stability.as_ref()?;
    let momentum = picture.momentum?;
    Some(Handle {
        moves: Moves::Numbers([CONTENDERS[0].lr.id(), CONTENDERS[0].momentum.id()]),
        value: [picture.learning_rate, momentum],
        plot: panels.rates.clone(),
        grip: Grip::Dot,
    })
}
