//! The basin map: each pixel is a start, coloured by the minimum it reaches and shaded by the steps it needs.
//!
//! Starts run in blocks, side by side as one long parameter vector, from a coarse picture to the finest. The work can be
//! interrupted after every 25 steps of a block (0.07 ms for Adam on a polynomial, some 10 ms where a gradient is a sum over
//! data); neither the interruptions nor the size of the blocks change the picture.

mod block;
mod refinement;

use super::points::Points;
use crate::frame::BasinPicture;
use block::Block;
use refinement::Refinement;
use thetaflow::math::plane::distance;
use thetaflow::optim::OptimizerConfig;
use thetaflow_surfaces::{Landscape, ViewBox};

/// The longest side of a map, in pixels.
pub const LARGEST: u32 = 512;
/// The most steps that are counted.
pub const MOST_STEPS: u32 = 100_000;
/// Arrived is who stays within this share of the shorter side of the view of a minimum ...
const ARRIVED: f64 = 0.05;
/// ... but never further from it than this share of the way to the next minimum.
const BETWEEN_MINIMA: f64 = 0.49;

/// What becomes of a start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fate {
    /// The index of the minimum reached, or one of the marks [`UNDER_WAY`](Self::UNDER_WAY),
    /// [`DIVERGED`](Self::DIVERGED) and [`UNKNOWN`](Self::UNKNOWN).
    pub minimum: u8,
    /// After how many steps the path has arrived at that minimum for good. All steps where it has not.
    pub steps: u32,
}

impl Fate {
    /// The path has not come to a minimum, or not to a known one.
    pub const UNDER_WAY: u8 = BasinPicture::UNDER_WAY;
    /// The path has left the finite numbers, or ‖θ‖ ≤ 10⁶.
    pub const DIVERGED: u8 = BasinPicture::DIVERGED;
    /// Not computed yet, not even coarsely.
    pub const UNKNOWN: u8 = BasinPicture::UNKNOWN;
}

/// A basin map in the making.
pub struct BasinMap {
    landscape: Landscape,
    config: OptimizerConfig,
    view: ViewBox,
    steps: u32,
    /// Starts that run side by side.
    block_size: usize,
    minima: Vec<[f64; 2]>,
    tolerance: f64,
    refinement: Refinement,
    block: Option<Block>,
    /// How many pixels are.
    computed: usize,
    fates: Vec<Fate>,
}

impl BasinMap {
    /// The map of `width` × `height` pixels (each 1 to [`LARGEST`], others are clamped) over `view`, every start given
    /// `steps` steps (at most [`MOST_STEPS`]). Noise-free, so gradient accumulation changes nothing and is left out.
    pub fn new(
        landscape: &Landscape,
        config: &OptimizerConfig,
        view: ViewBox,
        [width, height]: [u32; 2],
        steps: u32,
    ) -> Self {
        let size = [width.clamp(1, LARGEST), height.clamp(1, LARGEST)];
        let minima = landscape.minima_in(view);
        // Enough starts that what is done once a step costs little, and few enough that they fit into the fastest cache
        // with their gradient and moments. Not 512: these vectors would lie 8192 bytes apart, and a processor that compares
        // the low 12 bits of addresses would take a load from one for the value just stored into another, and wait.
        // A rule that cannot run on many at once gets short blocks, so that the picture appears gradually.
        let block_size = if config.rule.is_elementwise() {
            496
        } else {
            16
        };
        Self {
            tolerance: tolerance(view, &minima),
            landscape: landscape.clone(),
            config: config.clone(),
            view,
            steps: steps.min(MOST_STEPS),
            block_size,
            minima,
            refinement: Refinement::new(size),
            block: None,
            computed: 0,
            fates: vec![
                Fate {
                    minimum: Fate::UNKNOWN,
                    steps: 0,
                };
                (size[0] * size[1]) as usize
            ],
        }
    }

    /// Works on until the map is finished or `may_go_on`, asked after each piece, says no. Whether it is finished.
    pub fn advance(&mut self, may_go_on: &mut dyn FnMut() -> bool) -> bool {
        loop {
            let mut block = match self.block.take() {
                Some(block) => block,
                None => {
                    let batch = self.refinement.next_batch(self.block_size);
                    if batch.pixels.is_empty() {
                        return true;
                    }
                    let starts = batch.pixels.iter().map(|&pixel| self.start(pixel));
                    let points = Points::new(&self.config, starts);
                    Block::new(batch, points)
                }
            };
            if block.advance(&self.landscape, &self.minima, self.tolerance, self.steps) {
                for (&pixel, fate) in block.batch.pixels.iter().zip(block.fates(self.steps)) {
                    self.refinement
                        .paint(&block.batch, pixel, fate, &mut self.fates);
                }
                self.computed += block.batch.pixels.len();
            } else {
                self.block = Some(block);
            }
            if !may_go_on() {
                return false;
            }
        }
    }

    /// Columns and rows.
    pub fn size(&self) -> [u32; 2] {
        self.refinement.size()
    }

    /// The fate of every pixel, row by row from below (y upwards), each row from left to right. Where the exact fate is
    /// not known yet, that of a pixel close by.
    pub fn fates(&self) -> &[Fate] {
        &self.fates
    }

    /// The minima that the fates index.
    pub fn minima(&self) -> &[[f64; 2]] {
        &self.minima
    }

    /// How close to a minimum counts as arrived.
    pub fn tolerance(&self) -> f64 {
        self.tolerance
    }

    /// The steps that every start is given.
    pub fn steps(&self) -> u32 {
        self.steps
    }

    /// The share of the pixels that are computed, 0 to 1.
    pub fn progress(&self) -> f64 {
        self.computed as f64 / self.fates.len() as f64
    }

    /// θ₀ of a pixel: its centre.
    fn start(&self, [column, row]: [u32; 2]) -> [f64; 2] {
        let [width, height] = self.size();
        let at = |[from, to]: [f64; 2], index: u32, count: u32| {
            from + (to - from) * (f64::from(index) + 0.5) / f64::from(count)
        };
        [at(self.view.x, column, width), at(self.view.y, row, height)]
    }
}

/// How close to a minimum counts as arrived: never so far that two minima could claim the same point.
fn tolerance(view: ViewBox, minima: &[[f64; 2]]) -> f64 {
    let side = (view.x[1] - view.x[0])
        .abs()
        .min((view.y[1] - view.y[0]).abs());
    let pairs = minima
        .iter()
        .enumerate()
        .flat_map(|(i, a)| minima[..i].iter().map(move |b| (a, b)));
    let closest = pairs
        .map(|(a, b)| distance(*a, *b))
        .fold(f64::INFINITY, f64::min);
    (ARRIVED * side).min(BETWEEN_MINIMA * closest)
}

#[cfg(test)]
mod tests;
