//! The gradient flow θ' = −∇L, and the flow that Euler's methods follow more closely.
//!
//! Explicit Euler with step γ is gradient descent, implicit Euler the proximal point method. Backward error analysis gives
//! the flow they follow to second order, θ' = −∇(L ± γ/4 ‖∇L‖²) = −∇L ∓ γ/2 ∇²L ∇L: plus for the explicit, minus for the
//! implicit method (Barrett & Dherin 2021, "Implicit Gradient Regularization", eq. 1).

use super::Flow;
use super::loss::Loss;
use super::trajectory::{ABSOLUTE, Equation, RELATIVE, Trajectory};
use thetaflow::math::ode::Tolerance;

/// θ' = −α (s ∇L + ρ ∇²L ∇L + w θ).
pub(super) struct GradientFlow {
    pub loss: Loss,
    /// s: 1, or 1/(1−μ) where a sum of gradients moves θ.
    pub gain: f64,
    /// ρ: 0 for the leading flow, ±γ/2 for the modified ones.
    pub regularization: f64,
    /// α, of Lookahead.
    pub speed: f64,
    /// w
    pub decoupled_weight_decay: f64,
}

impl GradientFlow {
    pub fn through(self, start: [f64; 2]) -> Box<dyn Flow> {
        let tolerance = Tolerance::uniform(RELATIVE, ABSOLUTE);
        Box::new(Trajectory::new(self, 0.0, start, tolerance))
    }
}

impl Equation<2> for GradientFlow {
    fn slope(&self, _time: f64, &theta: &[f64; 2]) -> [f64; 2] {
        let g = self.loss.gradient(theta);
        let bent = match self.regularization {
            0.0 => [0.0, 0.0],
            _ => self.loss.curvature(theta, g),
        };
        std::array::from_fn(|i| {
            let pull = self.gain * g[i] + self.regularization * bent[i];
            -self.speed * (pull + self.decoupled_weight_decay * theta[i])
        })
    }
}
