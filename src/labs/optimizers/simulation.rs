//! One rule stepping down a surface, and its flows followed in aligned time.

use super::divergence::has_diverged;
use super::flows::{self, Flow};
use super::frame::{FlowCurve, Note, OptimizerFrame, Run};
use super::landscapes::{Landscape, ViewBox};
use super::settings::Settings;
use crate::lab::{Readout, Simulation, Standing, Status};
use crate::math::random::{Generator, generator};
use crate::optim;
use rand_distr::{Distribution, StandardNormal};

/// ‖∇L‖ below this is converged.
const CONVERGED: f64 = 1e-8;

/// The optimizer lab's simulation.
pub struct OptimizerSimulation {
    settings: Settings,
    view: ViewBox,
    rule: Box<dyn optim::Rule<f64>>,
    theta: [f64; 2],
    noise: Generator,
    step: u64,
    status: Status,
    run: Run,
    leading: Option<Follower>,
    modified: Option<Follower>,
}

impl OptimizerSimulation {
    pub fn new(settings: Settings) -> Self {
        let Settings {
            landscape,
            start,
            flow_rule,
            flow_settings,
            ..
        } = &settings;
        let leading = flow_rule
            .filter(|_| settings.shows_leading())
            .map(|rule| flows::leading(rule, flow_settings, landscape, *start));
        let modified = flow_rule
            .filter(|_| settings.shows_modified())
            .and_then(|rule| flows::modified(rule, flow_settings, landscape, *start));
        let time_step = settings.time_step();
        let follow = |flow| Follower::new(flow, time_step, settings.steps);
        let mut simulation = Self {
            view: view_with(landscape.view(), *start),
            rule: settings.build(),
            theta: *start,
            noise: generator(settings.seed),
            step: 0,
            status: Status {
                id: Standing::Running,
                step: 0,
            },
            run: Run {
                rule: settings.rule.id().to_owned(),
                time_step,
                ..Run::default()
            },
            leading: leading.map(follow),
            modified: modified.map(follow),
            settings,
        };
        simulation.record();
        simulation
    }

    fn landscape(&self) -> &Landscape {
        &self.settings.landscape
    }

    /// Stores θ_n with its loss and gaps, and judges how the run stands.
    fn record(&mut self) {
        let (loss, gradient) = self.landscape().value_and_gradient(self.theta);
        if has_diverged(self.theta) || !(loss.is_finite() && norm(gradient).is_finite()) {
            self.status = Status {
                id: Standing::Diverged,
                step: self.step,
            };
            return;
        }
        self.run.theta.push(self.theta);
        self.run.loss.push(loss);
        for (follower, gap) in [
            (&mut self.leading, &mut self.run.gap),
            (&mut self.modified, &mut self.run.gap_modified),
        ] {
            let point = follower
                .as_mut()
                .and_then(|follower| follower.follow(self.step, &self.settings.landscape));
            gap.extend(point.map(|[x, y]| norm([self.theta[0] - x, self.theta[1] - y])));
        }
        let id = if norm(gradient) < CONVERGED {
            Standing::Converged
        } else {
            Standing::Running
        };
        let has_stayed = id == Standing::Converged && self.status.id == id;
        self.status = Status {
            id,
            step: if has_stayed {
                self.status.step
            } else {
                self.step
            },
        };
    }

    /// What the reader should know of the flows that are missing.
    fn notes(&self) -> Vec<Note> {
        let lost =
            |follower: &Option<Follower>| follower.as_ref().is_some_and(|follower| follower.lost);
        let mut notes = Vec::new();
        if self.settings.flow_rule.is_none() {
            notes.push(Note::NoFlow);
        } else if self.settings.flow == "modified" && self.modified.is_none() {
            notes.push(Note::NoModifiedFlow);
        }
        if lost(&self.leading) || lost(&self.modified) {
            notes.push(Note::FlowLost);
        }
        notes
    }

    /// σξ with ξ ~ N(0, I): one draw a step, the same wherever the rule asks within it, as with a mini-batch.
    fn draw_noise(&mut self) -> [f64; 2] {
        let sigma = self.settings.noise;
        if sigma == 0.0 {
            return [0.0; 2];
        }
        let mut draw = || sigma * Distribution::<f64>::sample(&StandardNormal, &mut self.noise);
        [draw(), draw()]
    }

    fn readouts(&self) -> Vec<Readout> {
        let last = self.run.theta.last().copied();
        let gradient = last.map(|theta| norm(self.landscape().gradient(theta)));
        let current = |gaps: &[f64]| {
            gaps.last()
                .copied()
                .filter(|_| gaps.len() == self.run.theta.len())
        };
        let mut readouts = vec![
            Readout::count("step", "n", self.step),
            Readout::number("time", "t", Some(self.step as f64 * self.run.time_step)),
            Readout::number("loss", "L", self.run.loss.last().copied()),
            Readout::number("grad_norm", "‖∇L‖", gradient),
        ];
        if self.leading.is_some() {
            readouts.push(Readout::number(
                "gap",
                "‖θₙ − θ(tₙ)‖",
                current(&self.run.gap),
            ));
        }
        if self.modified.is_some() {
            readouts.push(Readout::number(
                "gap_modified",
                "‖θₙ − θ̃(tₙ)‖",
                current(&self.run.gap_modified),
            ));
        }
        readouts
    }
}

impl Simulation for OptimizerSimulation {
    type Frame = OptimizerFrame;

    fn step(&self) -> u64 {
        self.step
    }

    fn last_step(&self) -> u64 {
        self.settings.steps
    }

    fn has_ended(&self) -> bool {
        self.step >= self.settings.steps || self.status.id == Standing::Diverged
    }

    fn advance(&mut self) {
        if self.has_ended() {
            return;
        }
        let noise = self.draw_noise();
        let landscape = &self.settings.landscape;
        let mut oracle = |theta: &[f64], gradient: &mut [f64]| {
            let &[x, y] = theta else { return };
            let exact = landscape.gradient([x, y]);
            gradient
                .iter_mut()
                .zip(exact)
                .zip(noise)
                .for_each(|((entry, exact), noise)| *entry = exact + noise);
        };
        self.rule.step(&mut self.theta, &mut oracle);
        self.step += 1;
        self.record();
    }

    fn frame(&self) -> OptimizerFrame {
        let curve =
            |follower: &Option<Follower>| follower.as_ref().map(|follower| follower.curve.clone());
        let run = Run {
            flow: curve(&self.leading),
            modified: curve(&self.modified),
            ..self.run.clone()
        };
        OptimizerFrame {
            step: self.step,
            last_step: self.settings.steps,
            status: self.status,
            landscape: self.landscape().clone(),
            view: self.view,
            start: self.settings.start,
            horizon: self.settings.steps as f64 * self.run.time_step,
            runs: vec![run],
            notes: self.notes(),
            readouts: self.readouts(),
        }
    }
}

/// Follows a flow from step to step.
struct Follower {
    flow: Box<dyn Flow>,
    time_step: f64,
    steps: u64,
    /// The flow could not be followed further: it left the finite numbers, or became too stiff.
    lost: bool,
    curve: FlowCurve,
}

impl Follower {
    fn new(flow: Box<dyn Flow>, time_step: f64, steps: u64) -> Self {
        Self {
            flow,
            time_step,
            steps,
            lost: false,
            curve: FlowCurve::default(),
        }
    }

    /// How many points of the curve are drawn to a step: a long step of the rule is still a smooth piece of the flow.
    /// Most of the way is made at the beginning.
    fn points_at(&self, step: u64) -> u32 {
        const POINTS: u64 = 1200;
        let share = (POINTS / self.steps.max(1)).clamp(1, 32) as u32;
        match step {
            0 => 1,
            1..=30 => share.max(16),
            _ => share,
        }
    }

    /// θ(n h), stored with its loss; `None` once the flow is lost.
    fn follow(&mut self, step: u64, landscape: &Landscape) -> Option<[f64; 2]> {
        let pieces = self.points_at(step);
        for piece in 1..=pieces {
            let steps = if piece == pieces {
                step as f64
            } else {
                step as f64 - 1.0 + f64::from(piece) / f64::from(pieces)
            };
            let point = if self.lost {
                None
            } else {
                self.flow.advance_to(steps * self.time_step).ok()
            };
            let Some(point) = point.filter(|point| !has_diverged(*point)) else {
                self.lost = true;
                return None;
            };
            self.curve.curve.push(point);
        }
        let point = *self.curve.curve.last()?;
        self.curve.theta.push(point);
        self.curve.loss.push(landscape.value(point[0], point[1]));
        Some(point)
    }
}

/// The surface's own view, widened so that the start is in it.
fn view_with(view: ViewBox, start: [f64; 2]) -> ViewBox {
    let widen = |[min, max]: [f64; 2], value: f64| {
        let room = 0.05 * (max - min);
        [
            if value < min { value - room } else { min },
            if value > max { value + room } else { max },
        ]
    };
    ViewBox {
        x: widen(view.x, start[0]),
        y: widen(view.y, start[1]),
    }
}

fn norm([x, y]: [f64; 2]) -> f64 {
    x.hypot(y)
}
