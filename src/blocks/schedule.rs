//! How a learning rate changes on the way.

use crate::optim::Schedule;
use crate::params::{Condition, Key, Param, Params, Scale, choice, integer, number};

/// The keys of one schedule's parameters.
#[derive(Clone, Copy)]
pub struct Keys {
    /// Which schedule.
    pub schedule: Key<Course>,
    /// Over how many steps.
    pub steps: Key<u64>,
    /// Its other number: factor or floor.
    pub factor: Key<f64>,
}

/// The keys with an ending that tells several schedules of a lab apart.
#[macro_export]
macro_rules! schedule_keys {
    ($ending:literal) => {
        $crate::blocks::schedule::Keys {
            schedule: $crate::params::Key::new(concat!("schedule", $ending)),
            steps: $crate::params::Key::new(concat!("schedule_steps", $ending)),
            factor: $crate::params::Key::new(concat!("schedule_factor", $ending)),
        }
    };
}
pub use schedule_keys as keys;

crate::choices! {
    /// Which course it takes.
    pub enum Course {
        /// None: the rate stays.
        Constant = "constant",
        /// Up in a straight line, and then constant.
        WarmUp = "warm_up",
        /// Down along half a cosine.
        Cosine = "cosine",
        /// Down by a factor, again and again.
        Step = "step",
        /// Like 1/t.
        InverseTime = "inverse_time",
        /// Up in a straight line, and down again in as long a time.
        PiecewiseLinear = "piecewise_linear",
        /// Constant, and then down in a straight line after as long a time.
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
pub fn params(keys: &Keys, steps: u64) -> [Param; 3] {
    let chosen = |options: &[Course]| Condition::is(keys.schedule, options);
    [
        choice(keys.schedule, "s(n)"),
        integer(keys.steps, "n", Scale::Log, [1, 100_000], steps)
            .relevant_when(chosen(&Course::ALL[1..])),
        number(keys.factor, "s", Scale::Linear, [0.0, 1.0], 0.1)
            .relevant_when(chosen(&WITH_FACTOR)),
    ]
}

/// `None` for a rate that stays.
pub fn schedule(params: &Params, keys: &Keys) -> Option<Schedule> {
    let steps = params.get(keys.steps);
    let factor = params.get(keys.factor);
    let n = steps as f64;
    Some(match params.get(keys.schedule) {
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
        Course::PiecewiseLinear => {
            Schedule::PiecewiseLinear(vec![(0.0, 0.0), (n, 1.0), (2.0 * n, factor)])
        }
        Course::LinearDecay => Schedule::PiecewiseLinear(vec![(n, 1.0), (2.0 * n, factor)]),
    })
}
