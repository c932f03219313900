//! The surface as the map shows it: log10(L − L_ref + δ), so that a narrow valley and a high wall are both visible.

use thetaflow::draw::{Image, Theme, contours, viridis};
use thetaflow::math::real::ln;
use thetaflow_surfaces::{Landscape, ViewBox};

/// Nodes of the grid along each side.
const NODES: usize = 181;
const LEVELS: usize = 14;
/// δ as a share of the range of L in view: small where there is a minimum to look into, large where L_ref is only the
/// least value that happens to be in view.
const SOFTENING: [f64; 2] = [4e-4, 0.3];

/// The logarithm of the loss on a grid over the map.
///
/// Made once for a surface and a view, which decide L* too and are all that two terrains are compared by.
pub struct Terrain {
    landscape: Landscape,
    view: ViewBox,
    /// Where each node stands between the least and the largest value, in [0, 1]; rows from below.
    shares: Vec<f64>,
    /// Contour lines in the values of the map.
    pub contours: Vec<Vec<[f64; 2]>>,
}

impl PartialEq for Terrain {
    fn eq(&self, other: &Self) -> bool {
        self.shows(&other.landscape, other.view)
    }
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
        let (low, high) = (log(min), log(max));
        let shares: Vec<f64> = losses
            .into_iter()
            .map(|loss| (log(loss) - low) / (high - low))
            .collect();
        let levels: Vec<f64> = (1..LEVELS).map(|k| k as f64 / LEVELS as f64).collect();
        let mut curves = contours(NODES, &shares, &levels);
        for point in curves.iter_mut().flatten() {
            *point = [at(view.x, point[0]), at(view.y, point[1])];
        }
        Self {
            landscape: landscape.clone(),
            view,
            shares,
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

    /// Viridis, dark in the valleys; holes where the loss is not finite.
    pub fn heat_map(&self, theme: &Theme) -> Image {
        let colors: Vec<[u8; 4]> = (0..=255)
            .map(|level| theme.soften(viridis(f64::from(level) / 255.0)))
            .collect();
        let n = NODES as u32;
        Image::from_fn(n, n, |i, j| {
            let share = self.shares[(n - 1 - j) as usize * NODES + i as usize];
            if share.is_finite() {
                colors[(share * 255.0) as usize % 256]
            } else {
                [0; 4]
            }
        })
    }
}
