//! One rule stepping down a surface, its flows followed in aligned time.
//!
//! Every step is kept, so that what was on show before can be shown again without being computed again.

use super::contender::Contender;
use super::divergence::has_diverged;
use super::flows;
use super::follower::Follower;
use super::frame::{Chart, FlowCurve, Run, Series};
use super::noise::NoiseSource;
use super::settings::Settings;
use thetaflow::lab::{Standing, Status};
use thetaflow::math::plane::{distance, norm};
use thetaflow::math::thinning::Kept;
use thetaflow::optim::{self, WrapperConfig};

mod thinned;

pub use thinned::Traces;

/// ‖∇L‖ below this is converged.
const CONVERGED: f64 = 1e-8;

/// A rule on its way.
pub struct Racer {
    rule: Box<dyn optim::Rule<f64>>,
    accumulate: u64,
    lookahead_k: u64,
    noise: NoiseSource,
    theta: [f64; 2],
    step: u64,
    /// Gradients asked for so far.
    gradients: u64,
    /// In a race: the loss that is to be undercut.
    goal: Option<f64>,
    records_internals: bool,
    /// The rule keeps an average of its iterates.
    averages: bool,
    /// All steps so far, those too that lie behind the one on show.
    run: Run,
    /// ‖∇L(θ_n)‖.
    grad_norms: Vec<f64>,
    /// In a race: the step of the lab in which step n was made.
    made: Vec<u32>,
    /// The first θ_n that has reached the goal.
    reached: Option<usize>,
    diverged: Option<Diverged>,
    pub leading: Option<Follower>,
    pub modified: Option<Follower>,
    internals: Vec<Series>,
}

/// Where a run left the finite numbers: at which step of its own, and at which of the lab.
#[derive(Clone, Copy)]
struct Diverged {
    own: u64,
    lab: u64,
}

impl Racer {
    /// At step 0. `goal` is the loss that is to be undercut in a race.
    pub fn new(contender: &Contender, settings: &Settings, goal: Option<f64>) -> Self {
        let time_step = contender.time_step().filter(|_| !settings.is_race());
        let follow = |flow| Follower::new(flow, time_step.unwrap_or(1.0), settings.steps);
        let flow = contender.flow.as_ref().filter(|_| !settings.is_race());
        let (landscape, start) = (&settings.landscape, settings.start);
        let leading = flow
            .filter(|_| settings.flows.has_leading())
            .map(|(rule, set)| flows::leading(*rule, set, landscape, start));
        let modified = flow
            .filter(|_| settings.flows.has_modified())
            .and_then(|(rule, set)| flows::modified(*rule, set, landscape, start));
        let config = &contender.config;
        let mut racer = Self {
            // Groups of whole vectors fit any vector, so building does not fail; were it to, the bare rule would run.
            rule: (config.build(2)).unwrap_or_else(|_| config.rule.build(config.learning_rate, 2)),
            accumulate: contender.accumulate as u64,
            lookahead_k: contender.lookahead_k,
            noise: NoiseSource::new(settings.noise, contender.accumulate),
            theta: start,
            step: 0,
            gradients: 0,
            goal,
            records_internals: settings.chart == Chart::Internals,
            averages: (config.wrappers.iter())
                .any(|wrapper| matches!(wrapper, WrapperConfig::Average(_))),
            run: Run {
                rule: config.rule.id().to_owned(),
                learning_rate: config.learning_rate,
                time_step,
                ..Run::default()
            },
            grad_norms: Vec::new(),
            made: Vec::new(),
            reached: None,
            diverged: None,
            leading: leading.map(follow),
            modified: modified.map(follow),
            internals: Vec::new(),
        };
        racer.record(0, settings);
        racer
    }

    /// Computes what is not there yet of the way to a step of the lab. In a race, that step pays for so many gradients.
    pub fn go_to(&mut self, step: u64, settings: &Settings) {
        while self.diverged.is_none() && self.can_afford(step, settings) {
            self.advance(step, settings);
        }
    }

    fn can_afford(&self, step: u64, settings: &Settings) -> bool {
        if settings.is_race() {
            self.gradients + self.cost() <= step
        } else {
            self.step < step
        }
    }

    /// Makes one step.
    fn advance(&mut self, lab_step: u64, settings: &Settings) {
        self.noise.draw();
        let before = self.theta;
        let (noise, landscape) = (&self.noise, &settings.landscape);
        let mut oracle = |theta: &[f64], gradient: &mut [f64]| {
            if let &[x, y] = theta {
                gradient.copy_from_slice(&noise.gradient(landscape, [x, y]));
            }
        };
        self.rule.step(&mut self.theta, &mut oracle);
        self.step += 1;
        self.gradients += self.cost();
        self.record(lab_step, settings);
        if self.records_internals && self.diverged.is_none() {
            self.record_internals(before);
        }
    }

    /// Gradients of the latest step; of the first, what it costs at least.
    fn cost(&self) -> u64 {
        self.rule.gradients_per_step() as u64 * self.accumulate
    }

    /// Stores θ_n with its loss and gaps, and judges whether the run goes on.
    fn record(&mut self, lab_step: u64, settings: &Settings) {
        let landscape = &settings.landscape;
        let (loss, gradient) = landscape.value_and_gradient(self.theta);
        let grad_norm = norm(gradient);
        let is_finite = loss.is_finite() && grad_norm.is_finite() && self.state_is_finite();
        if has_diverged(self.theta) || !is_finite {
            self.diverged = Some(Diverged {
                own: self.step,
                lab: lab_step,
            });
            return;
        }
        let run = &mut self.run;
        run.theta.push(self.theta);
        run.loss.push(loss);
        self.grad_norms.push(grad_norm);
        if settings.is_race() {
            run.gradients.push(self.gradients);
            self.made.push(lab_step as u32);
        }
        if self.reached.is_none() && self.goal.is_some_and(|goal| loss < goal) {
            self.reached = Some(run.loss.len() - 1);
        }
        if self.averages {
            let estimate = self.rule.estimate(&self.theta);
            run.average.extend(<[f64; 2]>::try_from(estimate));
        }
        self.record_flows(settings);
    }

    /// Whether the rule can go on: with squares that have overflowed, θ stands still for ever.
    fn state_is_finite(&mut self) -> bool {
        let mut is_finite = true;
        self.rule.each_state(&mut |state| {
            is_finite &= state.iter().all(|number| number.is_finite());
        });
        is_finite
    }

    fn record_flows(&mut self, settings: &Settings) {
        for (follower, gap) in [
            (&mut self.leading, &mut self.run.gap),
            (&mut self.modified, &mut self.run.gap_modified),
        ] {
            let point = follower
                .as_mut()
                .and_then(|follower| follower.follow(self.step, &settings.landscape));
            let Some(there) = point else { continue };
            // Between two syncs of Lookahead the iterates are ahead of the flow: the gap is that of the last sync.
            let in_sync = self.step.is_multiple_of(self.lookahead_k);
            let now = distance(self.theta, there);
            let held = gap.last().copied().filter(|_| !in_sync);
            gap.push(held.unwrap_or(now));
        }
    }

    /// The rule's state vectors and the length of the step.
    fn record_internals(&mut self, before: [f64; 2]) {
        let mut series = self.internals.iter_mut();
        let mut added = Vec::new();
        let mut push = |symbol: &str, coordinate: usize, value: f64| match series.next() {
            Some(series) => series.values.push(value),
            None => added.push(Series {
                symbol: symbol.to_owned(),
                coordinate,
                values: vec![value],
            }),
        };
        for internal in self.rule.internals() {
            let Some((symbol, is_square)) = shown(&self.run.rule, internal.name) else {
                continue;
            };
            for (coordinate, value) in internal.corrected().enumerate() {
                push(
                    symbol,
                    coordinate,
                    if is_square { value.sqrt() } else { value },
                );
            }
        }
        for (coordinate, (now, before)) in self.theta.iter().zip(before).enumerate() {
            push(Series::STEP, coordinate, now - before);
        }
        self.internals.extend(added);
    }

    /// How the run stood at a step of the lab that it has reached.
    pub fn at(&self, step: u64) -> Moment<'_> {
        let entries = self.run.theta.len();
        let count = if self.made.is_empty() {
            entries.min(step as usize + 1)
        } else {
            self.made.partition_point(|&made| u64::from(made) <= step)
        };
        Moment {
            racer: self,
            count,
            diverged: self.diverged.filter(|diverged| diverged.lab <= step),
        }
    }
}

/// A run as it stood at one step of the lab.
#[derive(Clone, Copy)]
pub struct Moment<'a> {
    racer: &'a Racer,
    /// How many θ_n there were; none where the surface has no value at the start.
    count: usize,
    diverged: Option<Diverged>,
}

impl<'a> Moment<'a> {
    /// Its own step n.
    pub fn step(self) -> u64 {
        self.count.saturating_sub(1) as u64
    }

    pub fn has_ended(self) -> bool {
        self.diverged.is_some()
    }

    pub fn status(self) -> Status {
        if let Some(Diverged { own, .. }) = self.diverged {
            return Status {
                id: Standing::Diverged,
                step: own,
            };
        }
        let norms = self.racer.grad_norms.iter().take(self.count);
        let calm = norms.rev().take_while(|norm| **norm < CONVERGED).count() as u64;
        let id = match calm {
            0 => Standing::Running,
            _ => Standing::Converged,
        };
        Status {
            id,
            step: self.step() - calm.saturating_sub(1),
        }
    }

    /// θ_0 to θ_n.
    pub fn theta(self) -> &'a [[f64; 2]] {
        &self.racer.run.theta[..self.count]
    }

    pub fn loss(self) -> Option<f64> {
        latest(&self.racer.run.loss, self.count)
    }

    pub fn grad_norm(self) -> Option<f64> {
        latest(&self.racer.grad_norms, self.count)
    }

    pub fn time_step(self) -> Option<f64> {
        self.racer.run.time_step
    }

    /// How far a step goes on an axis of time, or of steps where these stand for no time.
    pub fn pace(self) -> f64 {
        self.racer.run.pace()
    }

    /// The gaps to the leading and to the modified flow, where these have been followed so far.
    pub fn gaps(self) -> [Option<f64>; 2] {
        let run = &self.racer.run;
        [&run.gap, &run.gap_modified].map(|gaps| latest(gaps, self.count))
    }

    /// Whether a flow could not be followed so far.
    pub fn has_lost_a_flow(self) -> bool {
        let followers = [&self.racer.leading, &self.racer.modified];
        let lost = |follower: &Follower| follower.is_lost_at(self.step());
        followers.into_iter().flatten().any(lost)
    }

    /// What goes into a frame that has every step.
    pub fn whole(self) -> (Run, Vec<Series>) {
        let curves = |follower: &Option<Follower>| {
            let follower = follower.as_ref()?;
            Some(follower.curve_until(self.step()).to_vec())
        };
        let racer = self.racer;
        let [leading, modified] = [&racer.leading, &racer.modified].map(curves);
        let mut run = self.run(&Kept::First(self.count));
        for (flow, curve) in [(&mut run.flow, leading), (&mut run.modified, modified)] {
            if let (Some(flow), Some(curve)) = (flow, curve) {
                flow.curve = curve;
            }
        }
        (
            run,
            self.internals(&Kept::First(self.count.saturating_sub(1))),
        )
    }

    fn run(self, kept: &Kept) -> Run {
        let Racer {
            run,
            leading,
            modified,
            reached,
            ..
        } = self.racer;
        let flow = |follower: &Option<Follower>| {
            let curve = &follower.as_ref()?.curve;
            Some(FlowCurve {
                theta: kept.of(&curve.theta),
                loss: kept.of(&curve.loss),
                ..FlowCurve::default()
            })
        };
        let reached = reached.filter(|&entry| entry < self.count);
        Run {
            rule: run.rule.clone(),
            learning_rate: run.learning_rate,
            time_step: run.time_step,
            status: self.status(),
            theta: kept.of(&run.theta),
            loss: kept.of(&run.loss),
            grad_norm: self.grad_norm().unwrap_or_default(),
            flow: flow(leading),
            modified: flow(modified),
            gap: kept.of(&run.gap),
            gap_modified: kept.of(&run.gap_modified),
            average: kept.of(&run.average),
            gradients: kept.of(&run.gradients),
            reached: reached.and_then(|entry| run.gradients.get(entry).copied()),
            ..Run::default()
        }
    }

    fn internals(self, kept: &Kept) -> Vec<Series> {
        let series = |series: &Series| Series {
            symbol: series.symbol.clone(),
            coordinate: series.coordinate,
            values: kept.of(&series.values),
        };
        let mut internals: Vec<_> = self.racer.internals.iter().map(series).collect();
        // At step 0 there are none yet, also when a run has gone back there.
        internals.retain(|series| !series.values.is_empty());
        internals
    }
}

/// The last of the first `count` values; none where there are fewer.
fn latest(values: &[f64], count: usize) -> Option<f64> {
    values.get(count.checked_sub(1)?).copied()
}

/// How a state vector is shown: its symbol, and whether it is a mean of squares, of which the root is shown. Positions,
/// such as Lookahead's slow weights, are on the map instead.
fn shown(rule: &str, name: &str) -> Option<(&'static str, bool)> {
    Some(match (rule, name) {
        ("momentum" | "nesterov", "v") => ("v", false),
        ("lion", "m") => ("m", false),
        (_, "m") => ("m̂", false),
        (_, "v") => ("√v̂", true),
        (_, "s") => ("√ŝ", true),
        (_, "G") => ("√G", true),
        (_, "D") => ("√D", true),
        (_, "u") => ("u", false),
        (_, "displacement") => ("d", false),
        _ => return None,
    })
}
