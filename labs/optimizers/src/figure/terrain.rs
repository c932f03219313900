//! The surface as the map shows it: log(L − L_ref + δ), so that a narrow valley and a high wall are both visible.

use std::rc::Rc;
use thetaflow::draw::contours;
use thetaflow::figure::{Field, Hue, Lines, Mark, Shade, field, lines};
use thetaflow::math::real::ln;
use thetaflow_surfaces::{Landscape, ViewBox};

/// Nodes of the grid along each side.
const NODES: usize = 181;
const LEVELS: usize = 14;
/// δ as a share of the range of L in view: small where there is a minimum to look into, large where L_ref is only the
/// least value that happens to be in view.
const SOFTENING: [f64; 2] = [4e-4, 0.3];

/// The loss on a grid over the map.
///
/// Made once for a surface and a view, which decide L* too and are all that two terrains are compared by.
pub struct Terrain {
    landscape: Landscape,
    view: ViewBox,
    /// L − L*, or L where there is no least one, at each node; rows from below.
    heights: Rc<[f32]>,
    symbol: &'static str,
    shade: Shade,
    /// Contour lines in the values of the map.
    contours: Vec<Vec<[f64; 2]>>,
}

impl Terrain {
    /// `least` is L* of this surface in this view.
    pub fn of(landscape: &Landscape, view: ViewBox, least: Option<f64>) -> Self {
        let at = |[min, max]: [f64; 2], cells: f64| min + (max - min) * cells / (NODES - 1) as f64;
        let side =
            |range: [f64; 2]| -> Vec<f64> { (0..NODES).map(|k| at(range, k as f64)).collect() };
        let losses = landscape.values_on_grid(&side(view.x), &side(view.y));
        let finite = losses.iter().copied().filter(|loss| loss.is_finite());
        let (min, max) = finite.fold((f64::INFINITY, f64::NEG_INFINITY), |(min, max), loss| {
            (min.min(loss), max.max(loss))
        });
        let reference = least.unwrap_or(min).min(min);
        let softening =
            SOFTENING[usize::from(least.is_none())] * (max - reference).max(f64::MIN_POSITIVE);
        let log = |loss: f64| ln(loss - reference + softening);
        let ends = [log(min), log(max)];
        let share = |loss: &f64| (log(*loss) - ends[0]) / (ends[1] - ends[0]);
        let shares: Vec<f64> = losses.iter().map(share).collect();
        let levels: Vec<f64> = (1..LEVELS).map(|k| k as f64 / LEVELS as f64).collect();
        let mut curves = contours(NODES, &shares, &levels);
        for point in curves.iter_mut().flatten() {
            *point = [at(view.x, point[0]), at(view.y, point[1])];
        }
        Self {
            landscape: landscape.clone(),
            view,
            // Without a least loss, losses are shown as they are.
            heights: (losses.iter())
                .map(|loss| (loss - least.map_or(0.0, |_| reference)) as f32)
                .collect(),
            symbol: least.map_or("L", |_| "L − L*"),
            shade: Shade::Log {
                shift: softening - least.map_or(reference, |_| 0.0),
                ends,
            },
            contours: curves,
        }
    }

    /// −∇L at a point.
    pub fn downhill(&self, theta: [f64; 2]) -> [f64; 2] {
        self.landscape.gradient(theta).map(|g| -g)
    }

    pub fn shows(&self, landscape: &Landscape, view: ViewBox) -> bool {
        self.landscape == *landscape && self.view == view
    }

    /// Dark in the valleys; holes where the loss is not finite.
    pub fn field(&self) -> Mark<Field> {
        field([NODES; 2], self.heights.clone(), self.shade).of("loss", self.symbol)
    }

    /// Lines of equal loss.
    pub fn contours(&self) -> Mark<Lines> {
        lines(self.contours.clone())
            .hue(Hue::Contour)
            .wide(0.75)
            .faded(0.35)
    }
}
