//! A flow followed from step to step.

use super::divergence::has_diverged;
use super::flows::Flow;
use super::frame::FlowCurve;
use thetaflow_surfaces::Landscape;

/// Follows a flow from step to step.
pub struct Follower {
    flow: Box<dyn Flow>,
    time_step: f64,
    steps: u64,
    /// The flow could not be followed further: it left the finite numbers, or became too stiff.
    lost: bool,
    pub curve: FlowCurve,
}

impl Follower {
    pub fn new(flow: Box<dyn Flow>, time_step: f64, steps: u64) -> Self {
        Self {
            flow,
            time_step,
            steps,
            lost: false,
            curve: FlowCurve::default(),
        }
    }

    /// How many points of the curve lead to a step: a long step of the rule is still a smooth piece of the flow. Most of
    /// the way is made at the beginning.
    fn points_until(&self, step: u64) -> usize {
        const POINTS: u64 = 1200;
        const BEGINNING: u64 = 30;
        let share = (POINTS / self.steps.max(1)).clamp(1, 32);
        let beginning = step.min(BEGINNING);
        (1 + beginning * share.max(16) + (step - beginning) * share) as usize
    }

    /// The part of the curve up to a step; all of it where the flow has not come so far.
    pub fn curve_until(&self, step: u64) -> &[[f64; 2]] {
        let curve = &self.curve.curve;
        curve.get(..self.points_until(step)).unwrap_or(curve)
    }

    /// Whether the flow could not be followed to a step.
    pub fn is_lost_at(&self, step: u64) -> bool {
        self.lost && self.curve.theta.len() as u64 <= step
    }

    /// θ(n h), stored with its loss; `None` once the flow is lost.
    pub fn follow(&mut self, step: u64, landscape: &Landscape) -> Option<[f64; 2]> {
        let before = step
            .checked_sub(1)
            .map_or(0, |before| self.points_until(before));
        let pieces = self.points_until(step) - before;
        for piece in 1..=pieces {
            let steps = if piece == pieces {
                step as f64
            } else {
                step as f64 - 1.0 + piece as f64 / pieces as f64
            };
            let point = if self.lost {
                None
            } else {
                self.flow.advance_to(steps * self.time_step).ok()
            };
            let Some(point) = point.filter(|point| !has_diverged(*point)) else {
                self.lost = true;
                return None;
            };
            self.curve.curve.push(point);
        }
        let point = *self.curve.curve.last()?;
        self.curve.theta.push(point);
        self.curve.loss.push(landscape.value(point[0], point[1]));
        Some(point)
    }
}
