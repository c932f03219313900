//! How a learning rate changes on the way.

use crate::optim::Schedule;
use crate::params::{Choices, Condition, Param, Params, Scale, choice, integer, number};

/// The ids of one schedule's parameters.
#[derive(Clone, Copy)]
pub struct Ids {
    /// Which schedule.
    pub schedule: &'static str,
    /// Over how many steps.
    pub steps: &'static str,
    /// Its other number: factor or floor.
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

crate::choices! {
    /// Which course it takes.
    enum Course {
        Constant = "constant",
        WarmUp = "warm_up",
        Cosine = "cosine",
        Step = "step",
        InverseTime = "inverse_time",
        PiecewiseLinear = "piecewise_linear",
        LinearDecay = "linear_decay",
    }
}

/// Those that end at a factor, or multiply by it again and again.
const WITH_FACTOR: [Course; 4] = [
    Course::Cosine,
    Course::Step,
    Course::PiecewiseLinear,
    Course::LinearDecay,
];

/// Which schedule, how many steps it counts (`steps` if nobody says), and its factor.
pub fn params(ids: &Ids, steps: u64) -> [Param; 3] {
    let chosen = |options: &[Course]| Condition::is(ids.schedule, options);
    [
        choice(ids.schedule, "s(n)", Course::IDS),
        integer(ids.steps, "n", Scale::Log, [1, 100_000], steps)
            .relevant_when(chosen(&Course::ALL[1..])),
        number(ids.factor, "s", Scale::Linear, [0.0, 1.0], 0.1).relevant_when(chosen(&WITH_FACTOR)),
    ]
}

/// `None` for a rate that stays.
pub fn schedule(params: &Params, ids: &Ids) -> Option<Schedule> {
    let steps = params.integer(ids.steps);
    let factor = params.number(ids.factor);
    let n = steps as f64;
    Some(match Course::of(params, ids.schedule) {
        Course::Constant => return None,
        Course::WarmUp => Schedule::WarmUp {
            steps,
            then: Box::new(Schedule::Constant),
        },
        Course::Cosine => Schedule::Cosine {
            steps,
            floor: factor,
        },
        Course::Step => Schedule::Step {
            every: steps,
            factor,
        },
        Course::InverseTime => Schedule::InverseTime { half: n },
        // Up in a straight line, and down again to the factor in as long a time.
        Course::PiecewiseLinear => {
            Schedule::PiecewiseLinear(vec![(0.0, 0.0), (n, 1.0), (2.0 * n, factor)])
        }
        // Down in a straight line after as long a time.
        Course::LinearDecay => Schedule::PiecewiseLinear(vec![(n, 1.0), (2.0 * n, factor)]),
    })
}
