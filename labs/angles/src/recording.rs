//! A run of sampled angles, step by step, and what each step came to.

use super::components::Distribution;
use super::crowd::CrowdSampler;
use super::direct::DirectSampler;
use super::pairs::{Direction, PairSampler};
use super::settings::{Method, Sampling};
use super::tally::{Bars, Range, Summary, Tally};
use thetaflow::math::random::generator;

/// Each step brings so many times more angles than the one before.
const GROWTH: f64 = 1.035;
/// The first step draws one pair, or a part of one if it has more components than this.
const FIRST_COMPONENTS: f64 = 16_384.0;
/// A step draws about so many components at most: a few milliseconds.
const MOST_COMPONENTS: f64 = 2_097_152.0;
/// Until a step is long, its end is looked for after so many components.
const PIECE: u64 = 131_072;
/// A family that takes more multiplications than this is too much for one step.
pub const LARGEST_FAMILY: f64 = 33_554_432.0;
/// Points that are kept for the sphere.
const POINTS: usize = 2000;
/// How many of a step's angles are seen falling, and for how many steps.
const FALLING: usize = 6;
pub const FALL: u64 = 16;

/// How many angles there are after each step: more and more, until a step would take too long.
#[derive(Clone, Copy, Debug)]
struct Schedule {
    step: u64,
    /// What the next step brings; less than one where a pair takes several steps.
    batch: f64,
    most: f64,
    /// The step from which on all bring the same, and the sum until then.
    base: (u64, f64),
}

impl Schedule {
    fn new(sampling: &Sampling) -> Self {
        let cost = match sampling.method {
            Method::Law => 40.0,
            // A word of signs is 32 components.
            Method::Vectors if sampling.vectors > 2 => family_cost(sampling),
            Method::Vectors if sampling.distribution == Distribution::Rademacher => {
                20.0 + sampling.n as f64 / 16.0
            }
            Method::Vectors => 20.0 + sampling.n as f64,
        };
        Self {
            step: 0,
            batch: (FIRST_COMPONENTS / cost).min(1.0),
            most: MOST_COMPONENTS / cost,
            base: (0, 0.0),
        }
    }

    fn grows(&self) -> bool {
        self.batch < self.most
    }

    fn advance(&mut self) {
        self.step += 1;
        if self.grows() {
            self.base = (self.step, self.base.1 + self.batch);
            self.batch *= GROWTH;
        }
    }

    /// How many angles there are by now.
    fn total(&self) -> u64 {
        let (step, sum) = self.base;
        // A little more than the sum, so that rounding takes none away.
        (sum + (self.step - step) as f64 * self.most + 1e-6) as u64
    }

    /// The step at which there are `samples`, or `steps` if that comes first.
    fn steps_to(mut self, samples: u64, steps: u64) -> u64 {
        while self.total() < samples && self.step < steps && self.grows() {
            self.advance();
        }
        let left = (samples as f64 - self.base.1) / self.most;
        if self.total() >= samples {
            self.step.min(steps)
        } else {
            (self.base.0 + (left - 1e-9).ceil().max(0.0) as u64).min(steps)
        }
    }
}

/// Multiplications for one family of vectors.
fn family_cost(sampling: &Sampling) -> f64 {
    0.5 * sampling.n as f64 * (sampling.vectors as f64).powi(2)
}

#[derive(Clone, Debug)]
enum Sampler {
    Pairs(Box<PairSampler>),
    Families(Box<CrowdSampler>),
    Direct(DirectSampler),
}

impl Sampler {
    fn new(sampling: &Sampling) -> Self {
        let mut generator = generator(sampling.seed);
        let Sampling {
            n,
            distribution,
            vectors,
            ..
        } = *sampling;
        match sampling.method {
            Method::Law => Self::Direct(DirectSampler::new(n, generator)),
            Method::Vectors if vectors > 2 => Self::Families(Box::new(CrowdSampler::new(
                distribution,
                n,
                vectors,
                &mut generator,
            ))),
            Method::Vectors => {
                Self::Pairs(Box::new(PairSampler::new(distribution, n, &mut generator)))
            }
        }
    }

    /// The next angle, if there is one without further work.
    #[inline]
    fn next(&mut self) -> Option<Direction> {
        match self {
            Sampler::Pairs(pairs) => pairs.direction(),
            Sampler::Direct(direct) => Some(direct.direction()),
            Sampler::Families(families) => families.angle().map(|angle| Direction {
                angle,
                azimuth: 0.0,
            }),
        }
    }

    /// Works towards the next one. Returns how many components or multiplications it took.
    fn work(&mut self, budget: u64) -> u64 {
        match self {
            Sampler::Pairs(pairs) => 16 * pairs.work(budget.div_ceil(16)),
            Sampler::Direct(_) => 0,
            Sampler::Families(families) => families.work(),
        }
    }
}

/// The state after a step.
#[derive(Clone, Debug)]
pub struct Record {
    pub summary: Summary,
    pub bars: Bars,
    /// Kolmogorov–Smirnov distance from the isotropic law.
    pub distance: Option<f64>,
    /// The first angles of the step.
    pub newest: Vec<f64>,
}

/// Samples angles, and remembers what each step came to, so that a run that differs only in how it is looked at need not
/// be computed again.
#[derive(Clone, Debug)]
pub struct Recording {
    pub sampling: Sampling,
    pub range: Range,
    samples: u64,
    schedule: Schedule,
    sampler: Sampler,
    tally: Tally,
    exact: Vec<f64>,
    newest: Vec<f64>,
    /// Steps 0, 1, …; each is shared by the copies of a recording.
    records: Vec<std::rc::Rc<Record>>,
    /// Angle and azimuth of the first pairs.
    pub points: Vec<[f64; 2]>,
}

impl Recording {
    pub fn new(sampling: Sampling, samples: u64) -> Self {
        let range = Range::of(&sampling);
        let mut recording = Self {
            sampling,
            range,
            samples,
            schedule: Schedule::new(&sampling),
            sampler: Sampler::new(&sampling),
            tally: Tally::new(range, sampling.delta),
            exact: range.exact(&sampling),
            newest: Vec::new(),
            records: Vec::new(),
            points: Vec::new(),
        };
        recording.record();
        recording.schedule.advance();
        recording
    }

    /// Whether families are so large that none is drawn.
    pub fn is_too_costly(&self) -> bool {
        self.sampling.vectors > 2 && family_cost(&self.sampling) > LARGEST_FAMILY
    }

    /// The step at which all samples are there, or `steps` if that comes first.
    pub fn last_step(&self, steps: u64) -> u64 {
        if self.is_too_costly() {
            return 0;
        }
        Schedule::new(&self.sampling).steps_to(self.samples, steps)
    }

    /// What a step came to; `None` if it has not been computed.
    pub fn at(&self, step: u64) -> Option<&Record> {
        self.records.get(step as usize).map(|record| &**record)
    }

    /// Works on the step that comes next, for some milliseconds at most. Returns whether it is complete.
    pub fn advance(&mut self) -> bool {
        let target = self.schedule.total().min(self.samples);
        let mut budget = PIECE;
        while self.tally.summary().sums.count() < target {
            match self.sampler.next() {
                Some(direction) => self.add(direction),
                None if budget == 0 => return false,
                None => budget = budget.saturating_sub(self.sampler.work(budget).max(1)),
            }
        }
        self.record();
        self.schedule.advance();
        true
    }

    fn add(&mut self, Direction { angle, azimuth }: Direction) {
        self.tally.add(angle);
        if self.newest.len() < FALLING {
            self.newest.push(angle);
        }
        if self.points.len() < POINTS {
            self.points.push([angle, azimuth]);
        }
    }

    fn record(&mut self) {
        self.records.push(std::rc::Rc::new(Record {
            summary: self.tally.summary(),
            bars: self.tally.bars(),
            distance: self.tally.kolmogorov_smirnov(&self.exact),
            newest: std::mem::take(&mut self.newest),
        }));
    }
}
