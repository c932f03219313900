//! The surface as the map shows it: log10(L − L_ref + δ), so that a narrow valley and a high wall are both visible.

use super::landscapes::Landscape;
use crate::draw::{Image, Plot, Theme, contours, viridis};

/// Nodes of the grid along each side.
const NODES: usize = 241;
const LEVELS: usize = 14;
/// δ as a share of the range of L in view.
const SOFTENING: f64 = 4e-4;

/// The logarithm of the loss on a grid over the map, rows from below.
pub struct Terrain {
    log_loss: Vec<f64>,
    low: f64,
    high: f64,
    x: [f64; 2],
    y: [f64; 2],
}

impl Terrain {
    pub fn of(landscape: &Landscape, map: &Plot) -> Self {
        let (x, y) = ([map.x.min, map.x.max], [map.y.min, map.y.max]);
        let losses: Vec<f64> = nodes(x, y).map(|[x, y]| landscape.value(x, y)).collect();
        let finite = || losses.iter().copied().filter(|loss| loss.is_finite());
        let (min, max) = (
            finite().fold(f64::INFINITY, f64::min),
            finite().fold(f64::NEG_INFINITY, f64::max),
        );
        let reference = landscape.reference_loss().unwrap_or(min).min(min);
        let softening = SOFTENING * (max - reference).max(f64::MIN_POSITIVE);
        let log = |loss: f64| (loss - reference + softening).log10();
        Self {
            log_loss: losses.into_iter().map(log).collect(),
            low: log(min),
            high: log(max),
            x,
            y,
        }
    }

    /// Viridis, dark in the valleys; holes where the loss is not finite.
    pub fn heat_map(&self, theme: &Theme) -> Image {
        let n = NODES as u32;
        Image::from_fn(n, n, |i, j| {
            let value = self.log_loss[(n - 1 - j) as usize * NODES + i as usize];
            let share = (value - self.low) / (self.high - self.low);
            if value.is_finite() {
                theme.soften(viridis(share))
            } else {
                [0; 4]
            }
        })
    }

    /// Contour lines in the values of the map.
    pub fn contours(&self) -> impl Iterator<Item = Vec<[f64; 2]>> + '_ {
        let level = |k: usize| self.low + (self.high - self.low) * k as f64 / LEVELS as f64;
        let curves = (1..LEVELS).flat_map(move |k| contours(NODES, &self.log_loss, level(k)));
        let value =
            |[min, max]: [f64; 2], cells: f64| min + (max - min) * cells / (NODES - 1) as f64;
        curves.map(move |curve| {
            curve
                .into_iter()
                .map(|[i, j]| [value(self.x, i), value(self.y, j)])
                .collect()
        })
    }
}

fn nodes(x: [f64; 2], y: [f64; 2]) -> impl Iterator<Item = [f64; 2]> {
    let at =
        |[min, max]: [f64; 2], index: usize| min + (max - min) * index as f64 / (NODES - 1) as f64;
    (0..NODES * NODES).map(move |node| [at(x, node % NODES), at(y, node / NODES)])
}
