//! A run: a game, a method and where it stands.

use super::game::Game;
use super::method::{Method, State};
use thetaflow::optim::rules::{Adam, RmsProp};
use thetaflow::optim::{Rule, RuleConfig};

/// What moves the players.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Mover {
    /// A fixed map.
    Map(Method),
    /// Of [`thetaflow::optim`], both players at once, −v in the gradient's place.
    RmsProp(RmsProp),
    Adam(Adam),
}

impl Mover {
    /// The fixed map, if it is one.
    pub fn map(self) -> Option<Method> {
        match self {
            Self::Map(method) => Some(method),
            Self::RmsProp(_) | Self::Adam(_) => None,
        }
    }

    fn rule(self) -> Option<RuleConfig> {
        match self {
            Self::Map(_) => None,
            Self::RmsProp(rule) => Some(RuleConfig::RmsProp(rule)),
            Self::Adam(rule) => Some(RuleConfig::Adam(rule)),
        }
    }
}

/// Makes steps.
pub struct Runner {
    game: Game,
    lr: f64,
    mover: Mover,
    state: State<f64>,
    rule: Option<Box<dyn Rule<f64>>>,
}

impl Runner {
    pub fn new(game: Game, mover: Mover, lr: f64, start: [f64; 2]) -> Self {
        let state = match mover.map() {
            Some(method) => method.start(&game, start),
            None => State {
                point: start,
                memory: [0.0; 2],
            },
        };
        Self {
            game,
            lr,
            mover,
            state,
            rule: mover.rule().map(|rule| rule.build(lr, 2)),
        }
    }

    /// (θ, ψ).
    pub fn point(&self) -> [f64; 2] {
        self.state.point
    }

    pub fn step(&mut self) {
        if let Mover::Map(method) = self.mover {
            self.state = method.step(&self.game, self.lr, self.state);
        } else if let Some(rule) = &mut self.rule {
            let game = &self.game;
            rule.step(
                &mut self.state.point,
                &mut |point: &[f64], gradient: &mut [f64]| {
                    let &[theta, psi] = point else { return };
                    for (entry, v) in gradient.iter_mut().zip(game.field([theta, psi])) {
                        *entry = -v;
                    }
                },
            );
            self.state.point[1] = game.clipped(self.state.point[1]);
        }
    }
}

/// Whether a point has left the finite numbers, or ‖(θ, ψ)‖ ≤ 10⁶.
pub fn has_diverged([theta, psi]: [f64; 2]) -> bool {
    let square = theta * theta + psi * psi;
    square > 1e12 || square.is_nan()
}
