//! The lab's parameters, read into the types that the simulation works with.

use super::game::Game;
use super::method::Method;
use super::portrait::Wanted;
use super::runner::Mover;
use crate::keys;
use crate::link::{Assignment, same_game};
use crate::settings::objective;
use thetaflow::blocks::flow::Flows;
use thetaflow::choices;
use thetaflow::optim::Hyper;
use thetaflow::optim::rules::{Adam, RmsProp};
use thetaflow::params::Params;

/// ε of RMSProp and Adam.
const EPS: f64 = 1e-8;

choices! {
    /// How the players step, before the numbers are known.
    pub enum MethodName {
        Simultaneous = "simultaneous",
        Alternating = "alternating",
        Extragradient = "extragradient",
        Optimistic = "optimistic",
        Momentum = "momentum",
        Implicit = "implicit",
        RungeKutta = "rk4",
        RmsProp = "rmsprop",
        Adam = "adam",
    }
}

impl MethodName {
    /// Those that imitate a flow.
    pub const FLOWING: [Self; 7] = [
        Self::Simultaneous,
        Self::Alternating,
        Self::Extragradient,
        Self::Optimistic,
        Self::Momentum,
        Self::Implicit,
        Self::RungeKutta,
    ];
}

choices! {
    /// What is shown beside the game.
    pub enum Compare {
        Off = "off",
        /// The same without its regularisers.
        Plain = "plain",
        /// Another objective.
        Objective = "objective",
    }
}

choices! {
    /// How the vector field is drawn.
    pub enum Field {
        Streamlines = "streamlines",
        Arrows = "arrows",
        Both = "both",
    }
}

/// What a figure is made from.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// One game, or two beside each other.
    pub games: Vec<Game>,
    /// Whether the second game is the first without its regularisers.
    pub compares_plain: bool,
    pub mover: Mover,
    /// η.
    pub lr: f64,
    pub start: [f64; 2],
    pub steps: u64,
    /// α of the average of iterates; 0 is none.
    pub average: f64,
    pub flows: Flows,
    pub wanted: Wanted,
    pub same_game: Vec<Assignment>,
}

impl Settings {
    pub fn of(params: &Params) -> Self {
        let game = Game {
            objective: objective(params, params.get(keys::OBJECTIVE)),
            r1: params.get(keys::R1),
            l2: params.get(keys::L2),
            noise: params.get(keys::INSTANCE_NOISE),
            consensus: params.get(keys::CONSENSUS),
        };
        let compare = params.get(keys::COMPARE);
        let second = match compare {
            Compare::Off => None,
            Compare::Plain => Some(Game::plain(game.objective)),
            Compare::Objective => Some(Game {
                objective: objective(params, params.get(keys::OBJECTIVE_2)),
                ..game
            }),
        };
        let field = params.get(keys::FIELD);
        Self {
            games: std::iter::once(game).chain(second).collect(),
            compares_plain: compare == Compare::Plain,
            mover: mover(params),
            lr: params.get(keys::LR),
            start: params.get(keys::START),
            steps: params.steps(),
            average: params.get(keys::AVERAGE),
            flows: params.get(keys::FLOW),
            wanted: Wanted {
                streamlines: field != Field::Arrows,
                arrows: field != Field::Streamlines,
                nullclines: params.get(keys::NULLCLINES),
            },
            same_game: same_game(params),
        }
    }
}

fn mover(params: &Params) -> Mover {
    Mover::Map(match params.get(keys::METHOD) {
        MethodName::Simultaneous => Method::Simultaneous,
        MethodName::Alternating => Method::Alternating {
            n_d: params.get(keys::N_D) as u32,
        },
        MethodName::Extragradient => Method::Extragradient,
        MethodName::Optimistic => Method::Optimistic,
        MethodName::Momentum => Method::Momentum {
            mu: params.get(keys::shared(Hyper::Momentum)),
        },
        MethodName::Implicit => Method::Implicit,
        MethodName::RungeKutta => Method::RungeKutta,
        MethodName::RmsProp => {
            return Mover::RmsProp(RmsProp {
                decay: params.get(keys::shared(Hyper::Decay)),
                eps: EPS,
            });
        }
        MethodName::Adam => {
            return Mover::Adam(Adam {
                beta1: params.get(keys::shared(Hyper::Beta1)),
                beta2: params.get(keys::shared(Hyper::Beta2)),
                eps: EPS,
            });
        }
    })
}
