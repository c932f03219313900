//! How a learning rate changes on the way.

use crate::optim::Schedule;
use crate::params::{Condition, Param, Params, Scale, choice, integer, number};

/// The ids of one schedule's parameters.
#[derive(Clone, Copy)]
pub struct Ids {
    pub schedule: &'static str,
    pub steps: &'static str,
    pub factor: &'static str,
}

/// The ids with an ending that tells several schedules of a lab apart.
#[macro_export]
macro_rules! schedule_ids {
    ($ending:literal) => {
        $crate::blocks::schedule::Ids {
            schedule: concat!("schedule", $ending),
            steps: concat!("schedule_steps", $ending),
            factor: concat!("schedule_factor", $ending),
        }
    };
}
pub use schedule_ids as ids;

const OPTIONS: [&str; 7] = [
    "constant",
    "warm_up",
    "cosine",
    "step",
    "inverse_time",
    "piecewise_linear",
    "linear_decay",
];
/// Those that end at a factor, or multiply by it again and again.
const WITH_FACTOR: [&str; 4] = ["cosine", "step", "piecewise_linear", "linear_decay"];

/// Which schedule, how many steps it counts (`steps` if nobody says), and its factor.
pub fn params(ids: &Ids, steps: u64) -> [Param; 3] {
    let chosen = |options: &[&'static str]| Condition::Is(ids.schedule, options.to_vec());
    [
        choice(ids.schedule, "s(n)", &OPTIONS),
        integer(ids.steps, "n", Scale::Log, [1, 100_000], steps)
            .relevant_when(chosen(&OPTIONS[1..])),
        number(ids.factor, "s", Scale::Linear, [0.0, 1.0], 0.1).relevant_when(chosen(&WITH_FACTOR)),
    ]
}

/// `None` for a rate that stays.
pub fn schedule(params: &Params, ids: &Ids) -> Option<Schedule> {
    let steps = params.integer(ids.steps);
    let factor = params.number(ids.factor);
    let n = steps as f64;
    Some(match params.choice(ids.schedule) {
        "warm_up" => Schedule::WarmUp {
            steps,
            then: Box::new(Schedule::Constant),
        },
        "cosine" => Schedule::Cosine {
            steps,
            floor: factor,
        },
        "step" => Schedule::Step {
            every: steps,
            factor,
        },
        "inverse_time" => Schedule::InverseTime { half: n },
        // Up in a straight line, and down again to the factor in as long a time.
        "piecewise_linear" => {
            Schedule::PiecewiseLinear(vec![(0.0, 0.0), (n, 1.0), (2.0 * n, factor)])
        }
        // Down in a straight line after as long a time.
        "linear_decay" => Schedule::PiecewiseLinear(vec![(n, 1.0), (2.0 * n, factor)]),
        _ => return None,
    })
}
