//! The flows that the methods discretise, and the modified flows that they follow one order better.
//!
//! Time is t = nη. With J the Jacobian of v (backward error analysis; Rosca et al. 2021 for the first two rows):
//!
//! | method | leading flow | modified flow |
//! |---|---|---|
//! | simultaneous | v | v − (η/2) J v |
//! | alternating, n steps of D | (v₁, n v₂) | v₁ − (η/2)(∂θv₁ v₁ − n ∂ψv₁ v₂), n v₂ − (nη/2)(∂θv₂ v₁ + ∂ψv₂ v₂) |
//! | extragradient, optimistic, implicit | v | v + (η/2) J v |
//! | momentum | v/(1−μ) | none drawn |
//! | RK4 | v | the flow itself is four orders off |
//!
//! Where the field jumps, the flow is Filippov's solution: the hinge's is computed with instance noise of 10⁻³, the
//! clipping of WGAN stops ψ within a thousandth of the bound.

use super::game::Game;
use super::method::Method;
use super::runner::has_diverged;
use crate::objectives::Objective;
use thetaflow::math::ode::{Dopri5, Tolerance};

/// Width of what a jump is blurred to, and of the band in which clipping stops ψ, relative to the bound.
const BLUR: f64 = 1e-3;

/// A flow of a method.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Flow {
    game: Game,
    method: Method,
    /// η of the modified flow; None for the leading one.
    lr: Option<f64>,
}

impl Flow {
    /// The flow that the method discretises.
    pub fn leading(game: Game, method: Method) -> Self {
        Self {
            game: blurred(game),
            method,
            lr: None,
        }
    }

    /// The flow that the steps of length `lr` follow to second order; None where none is drawn.
    pub fn modified(game: Game, method: Method, lr: f64) -> Option<Self> {
        let exists = !matches!(method, Method::Momentum { .. } | Method::RungeKutta);
        exists.then(|| Self {
            game: blurred(game),
            method,
            lr: Some(lr),
        })
    }

    /// (θ', ψ') at (θ, ψ).
    pub fn velocity(&self, point: [f64; 2]) -> [f64; 2] {
        self.stopped(point, self.free_velocity(point))
    }

    fn free_velocity(&self, point: [f64; 2]) -> [f64; 2] {
        let game = &self.game;
        let corrected = |lr: f64, share: f64| {
            let v = game.field(point);
            let [_, bent] = game.field_along(point, v);
            [0, 1].map(|i| v[i] + share * lr * bent[i])
        };
        match (self.method, self.lr) {
            (Method::Alternating { n_d }, lr) => {
                let n = f64::from(n_d);
                let [v1, v2] = game.field(point);
                let Some(lr) = lr else { return [v1, n * v2] };
                let [[a, b], [c, d]] = game.jacobian(point);
                [
                    v1 - 0.5 * lr * (a * v1 - n * b * v2),
                    n * v2 - 0.5 * n * lr * (c * v1 + d * v2),
                ]
            }
            (Method::Momentum { mu }, _) => game.field(point).map(|v| v / (1.0 - mu)),
            (_, None) => game.field(point),
            (Method::Simultaneous, Some(lr)) => corrected(lr, -0.5),
            (_, Some(lr)) => corrected(lr, 0.5),
        }
    }

    /// ψ does not leave the bound on D's parameters.
    fn stopped(&self, [_, psi]: [f64; 2], [v1, v2]: [f64; 2]) -> [f64; 2] {
        match self.game.objective.clip() {
            Some(bound) if v2 * psi > 0.0 => {
                let room = (bound - psi.abs()) / (BLUR * bound);
                [v1, v2 * room.clamp(0.0, 1.0)]
            }
            _ => [v1, v2],
        }
    }
}

/// The game whose field has no jump that a flow could slide along.
fn blurred(game: Game) -> Game {
    match game.objective {
        Objective::Hinge => Game {
            noise: game.noise.max(BLUR),
            ..game
        },
        _ => game,
    }
}

/// A flow followed from step to step.
pub struct Follower {
    flow: Flow,
    solution: Dopri5<2>,
    /// η.
    lr: f64,
    /// How many points are drawn to a step.
    pieces: u32,
    /// Where it is at each step.
    pub at_steps: Vec<[f64; 2]>,
    /// The same curve with points between the steps, for drawing.
    pub curve: Vec<[f64; 2]>,
    /// It left the finite numbers or became too stiff to follow.
    lost: bool,
}

impl Follower {
    /// From `start`, with `pieces` pieces of the drawn curve a step of `lr`.
    pub fn new(flow: Flow, lr: f64, pieces: u32, start: [f64; 2]) -> Self {
        let start = [start[0], flow.game.clipped(start[1])];
        Self {
            flow,
            solution: Dopri5::new(0.0, start, Tolerance::uniform(1e-10, 1e-12)).with_budget(6000),
            lr,
            pieces: pieces.max(1),
            at_steps: vec![start],
            curve: vec![start],
            lost: false,
        }
    }

    /// How many pieces of the curve are one step.
    pub fn pieces(&self) -> u32 {
        self.pieces
    }

    /// The part of the curve up to a step; all of it where the flow has not come so far.
    pub fn curve_until(&self, step: u64) -> &[[f64; 2]] {
        let end = 1 + step as usize * self.pieces as usize;
        self.curve.get(..end).unwrap_or(&self.curve)
    }

    /// Whether it could not be followed to a step.
    pub fn is_lost_at(&self, step: u64) -> bool {
        self.lost && self.at_steps.len() as u64 <= step
    }

    /// Goes on to the next step; returns the point there unless the flow is lost.
    pub fn advance(&mut self) -> Option<[f64; 2]> {
        let step = self.at_steps.len() as f64;
        for piece in 1..=self.pieces {
            if self.lost {
                return None;
            }
            let left = f64::from(self.pieces - piece) / f64::from(self.pieces);
            let flow = self.flow;
            let velocity = move |_: f64, point: &[f64; 2]| flow.velocity(*point);
            match self.solution.advance_to((step - left) * self.lr, &velocity) {
                Ok(point) if !has_diverged(point) => self.curve.push(point),
                _ => self.lost = true,
            }
        }
        let point = self.curve.last().copied().filter(|_| !self.lost)?;
        self.at_steps.push(point);
        Some(point)
    }
}
