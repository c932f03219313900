//! A block of starts on their way, and how it is known when each has arrived.
//!
//! "Arrived after n steps" means: within the tolerance of the minimum where the path ends, from step n on. So nothing can
//! be said before the path is at its end, and a path is too long to be kept. But it is enough to keep a stretch of it:
//! at the end of a stretch each path is given the minimum next to it, and the stretch is searched for the last step outside
//! that minimum's circle. Had the path another minimum before, it was outside this one's circle then, because circles do
//! not overlap.

use super::super::points::Points;
use super::Fate;
use super::refinement::Batch;
use crate::divergence::has_diverged;
use thetaflow_surfaces::Landscape;

/// Steps of a stretch.
const STRETCH: usize = 25;

/// Starts that run side by side.
pub struct Block {
    pub batch: Batch,
    points: Points,
    /// Steps taken.
    step: u32,
    /// The points after each step of a stretch, x₁ x₂ ... y₁ y₂ ... each.
    stretch: Vec<f64>,
    /// The index of the minimum next to each path's last known point.
    minimum: Vec<usize>,
    /// Where these minima are, x₁ x₂ ... y₁ y₂ ...
    target: Vec<f64>,
    /// Since which step each path has been within the tolerance of its target; one more than the steps taken where it is
    /// not. As `f64`, so that a loop over paths compares and selects in the same lanes.
    arrived: Vec<f64>,
    diverged: Vec<bool>,
}

impl Block {
    pub fn new(batch: Batch, points: Points) -> Self {
        let count = points.len();
        Self {
            batch,
            step: 0,
            stretch: Vec::with_capacity((STRETCH + 1) * 2 * count),
            minimum: vec![0; count],
            target: vec![0.0; 2 * count],
            arrived: vec![0.0; count],
            diverged: vec![false; count],
            points,
        }
    }

    /// Moves on by one stretch. Whether the block has come to its end: `steps` steps, or every path diverged.
    pub fn advance(
        &mut self,
        landscape: &Landscape,
        minima: &[[f64; 2]],
        tolerance: f64,
        steps: u32,
    ) -> bool {
        let first = self.step;
        // The point where the stretch begins belongs to it, so that step 0 counts too.
        self.stretch.clear();
        self.stretch.extend_from_slice(self.points.theta());
        while self.step < steps && self.step < first + STRETCH as u32 {
            self.points
                .step(&mut |_, theta, gradient| landscape.gradients(theta, gradient));
            self.stretch.extend_from_slice(self.points.theta());
            self.step += 1;
        }
        let square = tolerance * tolerance;
        let mut is_any_inside = false;
        let (tx, ty) = self.target.split_at_mut(self.minimum.len());
        for (i, [x, y]) in self.points.iter().enumerate() {
            self.diverged[i] |= has_diverged([x, y]);
            let (index, minimum, distance) = nearest(minima, [x, y]);
            self.minimum[i] = index;
            [tx[i], ty[i]] = minimum;
            is_any_inside |= distance <= square;
        }
        if is_any_inside {
            self.find_arrivals(first, square);
        } else {
            self.arrived.fill(f64::from(self.step) + 1.0);
        }
        self.step >= steps || self.diverged.iter().all(|&diverged| diverged)
    }

    /// Looks for the last step of the stretch outside the target's circle.
    fn find_arrivals(&mut self, first: u32, square: f64) {
        let (tx, ty) = self.target.split_at(self.arrived.len());
        let points = self.stretch.chunks_exact(self.target.len().max(1));
        for (point, step) in points.zip(first..) {
            let (x, y) = point.split_at(self.arrived.len());
            let next = f64::from(step) + 1.0;
            for ((((&x, &y), &tx), &ty), arrived) in
                x.iter().zip(y).zip(tx).zip(ty).zip(&mut self.arrived)
            {
                let (dx, dy) = (x - tx, y - ty);
                let is_inside = dx * dx + dy * dy <= square;
                *arrived = if is_inside { *arrived } else { next };
            }
        }
    }

    /// What has become of each start, in the order of the batch's pixels.
    pub fn fates(&self, steps: u32) -> impl Iterator<Item = Fate> {
        let last = f64::from(self.step);
        let paths = self.minimum.iter().zip(&self.arrived).zip(&self.diverged);
        paths.map(move |((&minimum, &arrived), &diverged)| {
            let (minimum, steps) = if diverged {
                (Fate::DIVERGED, steps)
            } else if arrived <= last {
                let minimum = u8::try_from(minimum).unwrap_or(Fate::UNDER_WAY);
                (minimum, arrived as u32)
            } else {
                (Fate::UNDER_WAY, steps)
            };
            Fate { minimum, steps }
        })
    }
}

/// The index of the minimum next to a point, where it is, and the square of the distance to it; infinitely far away where
/// there is none.
fn nearest(minima: &[[f64; 2]], [x, y]: [f64; 2]) -> (usize, [f64; 2], f64) {
    let mut best = (0, [f64::INFINITY; 2]);
    let mut least = f64::INFINITY;
    for (index, &minimum) in minima.iter().enumerate() {
        let (dx, dy) = (x - minimum[0], y - minimum[1]);
        let square = dx * dx + dy * dy;
        if square < least {
            (best, least) = ((index, minimum), square);
        }
    }
    (best.0, best.1, least)
}
