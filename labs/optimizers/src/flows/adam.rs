//! Adam and AdamW: m' = r₁ (g − m), v' = r₂ (g² − v), θ' = −m̂/(√v̂ + ε) − λ θ, with rᵢ = (1 − βᵢ)/h and h = γ.
//!
//! Bias correction divides m by 1 − e^{−r₁t} and v by 1 − e^{−r₂t}: the same rates as in the averages themselves (βᵢ^{t/h}
//! would be another rate and leave an error of order one). All of this is 0/0 at t = 0, but the corrected moments are not:
//!
//! ```text
//! m̂' = (g − m̂)/age(r₁, t),   v̂' = (g² − v̂)/age(r₂, t),   m̂(0) = g₀, v̂(0) = g₀²,   age(r, t) = (1 − e^{−rt})/r.
//! ```
//!
//! Sources: Kingma & Ba 2015; da Silva & Gazeau 2020; Loshchilov & Hutter 2019 (AdamW).

use super::Flow;
use super::loss::Loss;
use super::second_moment::{age, mean_square_tolerance, ratio};
use super::trajectory::{ABSOLUTE, Equation, RELATIVE, Trajectory};
use thetaflow::math::ode::Tolerance;

/// The slopes of the moments are 0/0 at t = 0. Starting later by this much moves θ by as little.
const START: f64 = 1e-12;

pub(super) struct Adam {
    pub loss: Loss,
    /// r₁ and r₂
    pub rates: [f64; 2],
    pub eps: f64,
    /// α, of Lookahead.
    pub speed: f64,
    /// λ
    pub decoupled_weight_decay: f64,
}

impl Adam {
    pub fn through(self, start: [f64; 2]) -> Box<dyn Flow> {
        let [gx, gy] = self.loss.gradient(start);
        let state = [start[0], start[1], gx, gy, gx * gx, gy * gy];
        let mean = mean_square_tolerance(ABSOLUTE);
        let tolerance = Tolerance {
            relative: RELATIVE,
            absolute: [ABSOLUTE, ABSOLUTE, ABSOLUTE, ABSOLUTE, mean, mean],
        };
        Box::new(Trajectory::new(self, START, state, tolerance))
    }
}

impl Equation<6> for Adam {
    fn slope(&self, t: f64, &[x, y, mx, my, vx, vy]: &[f64; 6]) -> [f64; 6] {
        let g = self.loss.gradient([x, y]);
        let [mean_age, square_age] = self.rates.map(|rate| age(rate, t));
        let velocity = |theta: f64, m: f64, v: f64| {
            let size = v.max(0.0).sqrt() + self.eps;
            -self.speed * (ratio(m, size) + self.decoupled_weight_decay * theta)
        };
        [
            velocity(x, mx, vx),
            velocity(y, my, vy),
            (g[0] - mx) / mean_age,
            (g[1] - my) / mean_age,
            (g[0] * g[0] - vx) / square_age,
            (g[1] * g[1] - vy) / square_age,
        ]
    }
}
