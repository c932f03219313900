//! How the players step. Each method is one map of its whole state, written over numbers that carry derivatives, so that
//! the eigenvalues of a step come from differentiating the step itself.

use super::game::Game;
use thetaflow::math::number::Number;
use thetaflow::math::plane::{inverse, norm, times};

/// A method whose step is a fixed map. η is the learning rate; one step stands for the time η.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Method {
    /// x + η v(x): both players at once.
    Simultaneous,
    /// First `n_d` steps of D, then one of G, which sees the new ψ.
    Alternating { n_d: u32 },
    /// x + η v(x + η v(x)) (Korpelevich 1976).
    Extragradient,
    /// x + η (2 v(x) − v(x₋₁)), v₋₁ = v₀ (Daskalakis et al. 2018).
    Optimistic,
    /// m ← μ m + v(x), x + η m; μ may be negative (Gidel et al. 2019).
    Momentum { mu: f64 },
    /// x₊ = x + η v(x₊).
    Implicit,
    /// The classical Runge–Kutta method of order 4.
    RungeKutta,
}

/// All that a step depends on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct State<N> {
    /// (θ, ψ).
    pub point: [N; 2],
    /// v(x₋₁) of the optimistic method, m of momentum; else unused.
    pub memory: [N; 2],
}

impl Method {
    /// The state in which a run begins.
    pub fn start(self, game: &Game, point: [f64; 2]) -> State<f64> {
        let memory = match self {
            Self::Optimistic => game.field(point),
            _ => [0.0; 2],
        };
        State { point, memory }
    }

    /// Whether the state has a memory.
    pub fn has_memory(self) -> bool {
        matches!(self, Self::Optimistic | Self::Momentum { .. })
    }

    /// One step of length `lr`.
    pub fn step<N: Number>(
        self,
        game: &Game,
        lr: f64,
        State { point, memory }: State<N>,
    ) -> State<N> {
        let forget = |[theta, psi]: [N; 2]| State {
            point: [theta, game.clipped(psi)],
            memory,
        };
        match self {
            Self::Simultaneous => forget(moved(point, game.field(point), lr)),
            Self::Alternating { n_d } => {
                let [theta, mut psi] = point;
                for _ in 0..n_d {
                    let [_, v2] = game.field([theta, psi]);
                    psi = game.clipped(psi + v2 * lr);
                }
                let [v1, _] = game.field([theta, psi]);
                forget([theta + v1 * lr, psi])
            }
            Self::Extragradient => {
                let ahead = forget(moved(point, game.field(point), lr));
                forget(moved(point, game.field(ahead.point), lr))
            }
            Self::Optimistic => {
                let v = game.field(point);
                let twice = [0, 1].map(|i| v[i] * 2.0 - memory[i]);
                State {
                    memory: v,
                    ..forget(moved(point, twice, lr))
                }
            }
            Self::Momentum { mu } => {
                let v = game.field(point);
                let velocity = [0, 1].map(|i| memory[i] * mu + v[i]);
                State {
                    memory: velocity,
                    ..forget(moved(point, velocity, lr))
                }
            }
            Self::Implicit => forget(implicit(game, lr, point)),
            Self::RungeKutta => {
                let k1 = game.field(point);
                let k2 = game.field(moved(point, k1, 0.5 * lr));
                let k3 = game.field(moved(point, k2, 0.5 * lr));
                let k4 = game.field(moved(point, k3, lr));
                let slope = [0, 1].map(|i| (k1[i] + (k2[i] + k3[i]) * 2.0 + k4[i]) / 6.0);
                forget(moved(point, slope, lr))
            }
        }
    }
}

fn moved<N: Number>(point: [N; 2], velocity: [N; 2], time: f64) -> [N; 2] {
    [0, 1].map(|i| point[i] + velocity[i] * time)
}

/// Solves y = x + η v(y) by Newton's method, from y = x, halving steps that lead away.
fn implicit<N: Number>(game: &Game, lr: f64, point: [N; 2]) -> [N; 2] {
    let start = point.map(|coordinate| coordinate.re());
    let shortfall = |y: [f64; 2]| {
        let v = game.field(y);
        [0, 1].map(|i| start[i] + lr * v[i] - y[i])
    };
    let mut y = start;
    let mut rest = shortfall(y);
    for _ in 0..30 {
        if norm(rest) <= 1e-15 * (1.0 + norm(y)) {
            break;
        }
        let step = newton(game, lr, y, rest);
        let mut share = 1.0;
        let better = loop {
            let trial = [0, 1].map(|i| y[i] + share * step[i]);
            let left = shortfall(trial);
            if norm(left) < norm(rest) {
                break Some((trial, left));
            }
            share *= 0.5;
            if share < 1e-4 {
                break None;
            }
        };
        match better {
            Some(found) => (y, rest) = found,
            None => break,
        }
    }
    if !N::HAS_SLOPES {
        return y.map(N::from);
    }
    // One more Newton step in numbers with derivatives, its matrix held fixed, is exact in the first of them.
    let at = y.map(N::from);
    let v = game.field(at);
    let rest = [0, 1].map(|i| point[i] + v[i] * lr - at[i]);
    let [[a, b], [c, d]] = newton_matrix(game, lr, y);
    [
        at[0] + rest[0] * a + rest[1] * b,
        at[1] + rest[0] * c + rest[1] * d,
    ]
}

fn newton(game: &Game, lr: f64, at: [f64; 2], rest: [f64; 2]) -> [f64; 2] {
    times(newton_matrix(game, lr, at), rest)
}

/// (1 − ηJ)⁻¹.
fn newton_matrix(game: &Game, lr: f64, at: [f64; 2]) -> [[f64; 2]; 2] {
    let [[a, b], [c, d]] = game.jacobian(at);
    inverse([[1.0 - lr * a, -lr * b], [-lr * c, 1.0 - lr * d]])
}
