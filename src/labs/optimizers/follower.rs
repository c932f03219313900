//! A flow followed from step to step.

use super::divergence::has_diverged;
use super::flows::Flow;
use super::frame::FlowCurve;
use super::landscapes::Landscape;

/// Follows a flow from step to step.
pub struct Follower {
    flow: Box<dyn Flow>,
    time_step: f64,
    steps: u64,
    /// The flow could not be followed further: it left the finite numbers, or became too stiff.
    pub lost: bool,
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

    /// How many points of the curve are drawn to a step: a long step of the rule is still a smooth piece of the flow.
    /// Most of the way is made at the beginning.
    fn points_at(&self, step: u64) -> u32 {
        const POINTS: u64 = 1200;
        let share = (POINTS / self.steps.max(1)).clamp(1, 32) as u32;
        match step {
            0 => 1,
            1..=30 => share.max(16),
            _ => share,
        }
    }

    /// θ(n h), stored with its loss; `None` once the flow is lost.
    pub fn follow(&mut self, step: u64, landscape: &Landscape) -> Option<[f64; 2]> {
        let pieces = self.points_at(step);
        for piece in 1..=pieces {
            let steps = if piece == pieces {
                step as f64
            } else {
                step as f64 - 1.0 + f64::from(piece) / f64::from(pieces)
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
