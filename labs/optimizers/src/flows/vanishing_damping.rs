//! Nesterov's method for convex functions: θ'' + (3/t) θ' + ∇L = 0, θ'(0) = 0, h = √γ (Su, Boyd & Candès 2014, eq. 3).
//!
//! The damping is infinite at t = 0. There θ = θ₀ − t²/8 ∇L(θ₀) + O(t⁴), which starts the integrator at a small t.

use super::Flow;
use super::loss::Loss;
use super::trajectory::{ABSOLUTE, Equation, RELATIVE, Trajectory};
use thetaflow::math::ode::Tolerance;

/// Its square, and so how far θ has moved by then, is about the size of rounding.
const START: f64 = 1e-6;

/// θ' = α (v − w θ), v' + (3/t) v + ∇L = 0.
pub(super) struct VanishingDamping {
    pub loss: Loss,
    /// α, of Lookahead.
    pub speed: f64,
    /// w
    pub decoupled_weight_decay: f64,
}

impl VanishingDamping {
    pub fn through(self, start: [f64; 2]) -> Box<dyn Flow> {
        let g = self.loss.gradient(start);
        let [x, y] = std::array::from_fn(|i| {
            let pulled =
                START * START / 8.0 * g[i] + START * self.decoupled_weight_decay * start[i];
            start[i] - self.speed * pulled
        });
        let state = [x, y, -START / 4.0 * g[0], -START / 4.0 * g[1]];
        let tolerance = Tolerance::uniform(RELATIVE, ABSOLUTE);
        Box::new(Trajectory::new(self, START, state, tolerance))
    }
}

impl Equation<4> for VanishingDamping {
    fn slope(&self, t: f64, &[x, y, u, v]: &[f64; 4]) -> [f64; 4] {
        let g = self.loss.gradient([x, y]);
        [
            self.speed * (u - self.decoupled_weight_decay * x),
            self.speed * (v - self.decoupled_weight_decay * y),
            -3.0 / t * u - g[0],
            -3.0 / t * v - g[1],
        ]
    }
}
