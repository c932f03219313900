//! The heavy ball θ'' + c θ' + ∇L = 0, and the flows that momentum and Nesterov's method follow more closely.
//!
//! With h = √γ, v ← μ v + g, θ ← θ − γ v is the central difference (θ₊ − 2θ + θ₋)/h² + c (θ − θ₋)/h + ∇L = 0 for
//! c = (1 − μ)/h (Polyak 1964; Qian 1999). Expanding θ± to second order, with c held fixed, gives
//!
//! ```text
//! (1+μ)/2 θ'' + c θ' + ∇L = 0,               θ'(0) = −(h/2) ∇L(θ₀)      momentum
//! (1+μ)/2 θ'' + (c + μ h ∇²L) θ' + ∇L = 0,   θ'(0) = −(h/2) ∇L(θ₀)      nesterov
//! ```
//!
//! (Kovachki & Stuart 2021; Shi, Du, Jordan & Su 2018). The iterates of PyTorch's Nesterov rule are the points where the
//! gradient is taken, one look ahead of the ball: θ + μ (h θ' − h²/2 θ'').

use super::Flow;
use super::loss::Loss;
use super::trajectory::{ABSOLUTE, Equation, RELATIVE, Trajectory};
use thetaflow::math::ode::Tolerance;

/// θ' = α (v − w θ), m v' + (c + β ∇²L) v + ∇L = 0.
pub(super) struct HeavyBall {
    pub loss: Loss,
    /// m
    pub mass: f64,
    /// c
    pub damping: f64,
    /// β, the damping that comes from a gradient taken ahead.
    pub curvature_damping: f64,
    /// α, of Lookahead.
    pub speed: f64,
    /// w
    pub decoupled_weight_decay: f64,
    /// μ and h where the iterates are the look-ahead points.
    pub look_ahead: Option<(f64, f64)>,
}

impl HeavyBall {
    /// v(0) = `kick` ∇L(θ₀).
    pub fn through(self, start: [f64; 2], kick: f64) -> Box<dyn Flow> {
        let g = self.loss.gradient(start);
        let state = [start[0], start[1], kick * g[0], kick * g[1]];
        let tolerance = Tolerance::uniform(RELATIVE, ABSOLUTE);
        Box::new(Trajectory::new(self, 0.0, state, tolerance))
    }
}

impl Equation<4> for HeavyBall {
    fn slope(&self, _time: f64, &[x, y, u, v]: &[f64; 4]) -> [f64; 4] {
        let g = self.loss.gradient([x, y]);
        let bent = match self.curvature_damping {
            0.0 => [0.0, 0.0],
            _ => self.loss.curvature([x, y], [u, v]),
        };
        let acceleration = |i: usize, velocity: f64| {
            -(self.damping * velocity + self.curvature_damping * bent[i] + g[i]) / self.mass
        };
        [
            self.speed * (u - self.decoupled_weight_decay * x),
            self.speed * (v - self.decoupled_weight_decay * y),
            acceleration(0, u),
            acceleration(1, v),
        ]
    }

    fn theta(&self, time: f64, state: &[f64; 4]) -> [f64; 2] {
        let &[x, y, u, v] = state;
        match self.look_ahead {
            None => [x, y],
            Some((mu, h)) => {
                let [_, _, du, dv] = self.slope(time, state);
                let ahead = |velocity, acceleration| mu * h * (velocity - 0.5 * h * acceleration);
                [x + ahead(u, du), y + ahead(v, dv)]
            }
        }
    }
}
