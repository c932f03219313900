//! One rule stepping down a surface, its flows followed in aligned time.

use super::contender::Contender;
use super::divergence::has_diverged;
use super::flows;
use super::follower::Follower;
use super::frame::{Chart, Run, Series};
use super::noise::NoiseSource;
use super::settings::Settings;
use crate::lab::{Standing, Status};
use crate::optim::{self, WrapperConfig};

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
    /// L* + tolerance, in a race on a surface whose least value is known.
    goal: Option<f64>,
    records_internals: bool,
    /// The rule keeps an average of its iterates.
    averages: bool,
    pub run: Run,
    pub leading: Option<Follower>,
    pub modified: Option<Follower>,
    pub internals: Vec<Series>,
}

impl Racer {
    /// At step 0.
    pub fn new(contender: &Contender, settings: &Settings) -> Self {
        let time_step = contender.time_step();
        let follow = |flow| Follower::new(flow, time_step, settings.steps);
        let flow = contender.flow.as_ref().filter(|_| !settings.is_race());
        let (landscape, start) = (&settings.landscape, settings.start);
        let leading = flow
            .filter(|_| settings.shows_leading())
            .map(|(rule, set)| flows::leading(*rule, set, landscape, start));
        let modified = flow
            .filter(|_| settings.shows_modified())
            .and_then(|(rule, set)| flows::modified(*rule, set, landscape, start));
        let config = &contender.config;
        let goal = settings.reference.filter(|_| settings.is_race());
        let mut racer = Self {
            // Groups of whole vectors fit any vector, so building does not fail; were it to, the bare rule would run.
            rule: (config.build(2)).unwrap_or_else(|_| config.rule.build(config.learning_rate, 2)),
            accumulate: contender.accumulate as u64,
            lookahead_k: contender.lookahead_k,
            noise: NoiseSource::new(settings.noise, contender.accumulate),
            theta: start,
            step: 0,
            gradients: 0,
            goal: goal.map(|least| least + settings.tolerance),
            records_internals: settings.chart == Chart::Internals,
            averages: (config.wrappers.iter())
                .any(|wrapper| matches!(wrapper, WrapperConfig::Average(_))),
            run: Run {
                rule: config.rule.id().to_owned(),
                learning_rate: config.learning_rate,
                time_step,
                ..Run::default()
            },
            leading: leading.map(follow),
            modified: modified.map(follow),
            internals: Vec::new(),
        };
        racer.record(settings);
        racer
    }

    pub fn has_ended(&self) -> bool {
        self.run.status.id == Standing::Diverged
    }

    /// Makes one step.
    pub fn advance(&mut self, settings: &Settings) {
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
        self.record(settings);
        if self.records_internals && !self.has_ended() {
            self.record_internals(before);
        }
    }

    /// Makes the steps that `gradients` gradients pay for.
    pub fn spend(&mut self, gradients: u64, settings: &Settings) {
        while !self.has_ended() && self.gradients + self.cost() <= gradients {
            self.advance(settings);
        }
    }

    /// Gradients of the latest step; of the first, what it costs at least.
    fn cost(&self) -> u64 {
        self.rule.gradients_per_step() as u64 * self.accumulate
    }

    /// Stores θ_n with its loss and gaps, and judges how the run stands.
    fn record(&mut self, settings: &Settings) {
        let landscape = &settings.landscape;
        let (loss, gradient) = landscape.value_and_gradient(self.theta);
        let grad_norm = norm(gradient);
        let is_finite = loss.is_finite() && grad_norm.is_finite() && self.state_is_finite();
        if has_diverged(self.theta) || !is_finite {
            self.run.status = Status {
                id: Standing::Diverged,
                step: self.step,
            };
            return;
        }
        let run = &mut self.run;
        run.theta.push(self.theta);
        run.loss.push(loss);
        run.grad_norm = grad_norm;
        if settings.is_race() {
            run.gradients.push(self.gradients);
        }
        if run.reached.is_none() && self.goal.is_some_and(|goal| loss < goal) {
            run.reached = Some(self.gradients);
        }
        if self.averages {
            let estimate = self.rule.estimate(&self.theta);
            run.average.extend(<[f64; 2]>::try_from(estimate));
        }
        self.record_flows(settings);
        let id = if grad_norm < CONVERGED {
            Standing::Converged
        } else {
            Standing::Running
        };
        let has_stayed = id == Standing::Converged && self.run.status.id == id;
        let since = self.run.status.step;
        let step = if has_stayed { since } else { self.step };
        self.run.status = Status { id, step };
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
            let Some([x, y]) = point else { continue };
            // Between two syncs of Lookahead the iterates are ahead of the flow: the gap is that of the last sync.
            let in_sync = self.step.is_multiple_of(self.lookahead_k);
            let now = norm([self.theta[0] - x, self.theta[1] - y]);
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

pub fn norm([x, y]: [f64; 2]) -> f64 {
    x.hypot(y)
}
