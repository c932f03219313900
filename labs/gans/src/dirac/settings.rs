//! The lab's parameters, read into the types that the simulation works with.

use super::game::Game;
use super::method::Method;
use super::portrait::Wanted;
use super::runner::Mover;
use crate::link::{Assignment, same_game};
use crate::settings::objective;
use thetaflow::optim::rules::{Adam, RmsProp};
use thetaflow::params::Params;

/// ε of RMSProp and Adam.
const EPS: f64 = 1e-8;

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
    pub shows_leading: bool,
    pub shows_modified: bool,
    pub wanted: Wanted,
    pub same_game: Vec<Assignment>,
}

impl Settings {
    pub fn of(params: &Params) -> Self {
        let game = Game {
            objective: objective(params, "objective"),
            r1: params.number("r1"),
            l2: params.number("l2"),
            noise: params.number("instance_noise"),
            consensus: params.number("consensus"),
        };
        let compare = params.choice("compare");
        let second = match compare {
            "plain" => Some(Game::plain(game.objective)),
            "objective" => Some(Game {
                objective: objective(params, "objective2"),
                ..game
            }),
            _ => None,
        };
        let flow = params.choice("flow");
        let field = params.choice("field");
        Self {
            games: std::iter::once(game).chain(second).collect(),
            compares_plain: compare == "plain",
            mover: mover(params),
            lr: params.number("lr"),
            start: params.point("start"),
            steps: params.integer("steps"),
            average: params.number("average"),
            shows_leading: matches!(flow, "both" | "leading"),
            shows_modified: matches!(flow, "both" | "modified"),
            wanted: Wanted {
                streamlines: field != "arrows",
                arrows: field != "streamlines",
                nullclines: params.flag("nullclines"),
            },
            same_game: same_game(params),
        }
    }
}

fn mover(params: &Params) -> Mover {
    Mover::Map(match params.choice("method") {
        "alternating" => Method::Alternating {
            n_d: params.integer("n_d") as u32,
        },
        "extragradient" => Method::Extragradient,
        "optimistic" => Method::Optimistic,
        "momentum" => Method::Momentum {
            mu: params.number("momentum"),
        },
        "implicit" => Method::Implicit,
        "rk4" => Method::RungeKutta,
        "rmsprop" => {
            return Mover::RmsProp(RmsProp {
                decay: params.number("decay"),
                eps: EPS,
            });
        }
        "adam" => {
            return Mover::Adam(Adam {
                beta1: params.number("beta1"),
                beta2: params.number("beta2"),
                eps: EPS,
            });
        }
        _ => Method::Simultaneous,
    })
}
