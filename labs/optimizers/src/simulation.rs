//! The optimizer lab's simulation: one rule on its way, or several in a race, and what grows beside them.

use super::beside::Beside;
use super::flows::Rule as FlowRule;
use super::frame::{Chart, Note, OptimizerFrame, Run};
use super::ground::Ground;
use super::linear_theory::LinearTheory;
use super::racer::{Moment, Racer};
use super::settings::Settings;
use super::stability::nearest;
use thetaflow::blocks::flow::Flows;
use thetaflow::lab::{Readout, Simulation, Standing, Status};
use thetaflow::math::plane::distance;
use thetaflow::math::real::powf;
use thetaflow_surfaces::ViewBox;

/// Over how many steps a rate of convergence is measured.
const MEASURED: usize = 20;

/// One rule or several stepping down a surface.
pub struct OptimizerSimulation<B> {
    settings: Settings,
    view: ViewBox,
    ground: Ground,
    /// The step on show; the racers may have come further before.
    step: u64,
    racers: Vec<Racer>,
    beside: B,
}

impl<B: Beside> OptimizerSimulation<B> {
    pub fn new(settings: Settings, before: Option<&Self>) -> Self {
        let view = settings.view();
        let ground = Ground::of(
            &settings.landscape,
            view,
            settings.chart == Chart::Stability,
            before.map(|before| &before.ground),
        );
        let goal = settings.goal(ground.least);
        let beside = B::new(&settings, view, goal, before.map(|before| &before.beside));
        let mut simulation = Self {
            settings,
            view,
            ground,
            step: 0,
            racers: Vec::new(),
            beside,
        };
        simulation.line_up();
        simulation
    }

    /// Brings every contender to the start, with its best rate if that is known by now.
    fn line_up(&mut self) {
        if self.beside.is_ready() {
            self.beside.apply(&mut self.settings);
        }
        let settings = &self.settings;
        let goal = (settings.is_race()).then(|| settings.goal(self.ground.least));
        self.racers = (settings.contenders.iter())
            .map(|contender| Racer::new(contender, settings, goal))
            .collect();
    }

    fn first(&self) -> Option<Moment<'_>> {
        self.moments().next()
    }

    /// Everybody as they stood at the step on show.
    fn moments(&self) -> impl Iterator<Item = Moment<'_>> {
        self.racers.iter().map(|racer| racer.at(self.step))
    }

    /// Diverged if nobody is left; converged if all who are left are.
    fn status(&self) -> Status {
        let runs = || self.moments().map(Moment::status);
        let latest = |id| {
            let steps = runs().filter(|status| status.id == id);
            steps.map(|status| status.step).max().unwrap_or(0)
        };
        let all = |ids: &[Standing]| runs().all(|status| ids.contains(&status.id));
        if all(&[Standing::Diverged]) {
            let id = Standing::Diverged;
            return Status {
                id,
                step: latest(id),
            };
        }
        if all(&[Standing::Diverged, Standing::Converged]) {
            let id = Standing::Converged;
            return Status {
                id,
                step: latest(id),
            };
        }
        Status {
            id: Standing::Running,
            step: self.step,
        }
    }

    /// The theory at the minimum next to where the first rule is.
    fn linear_theory(&self) -> Option<LinearTheory> {
        let minimum = nearest(&self.ground.minima, *self.first()?.theta().last()?)?;
        self.theory_at(minimum)
    }

    fn theory_at(&self, minimum: [f64; 2]) -> Option<LinearTheory> {
        let settings = &self.settings;
        LinearTheory::at(&settings.first().config, &settings.landscape, minimum)
    }

    /// Whether there is a theory of this rule at any minimum: next to where it is may be the tip of a cone.
    fn has_linear_theory(&self) -> bool {
        let mut minima = self.ground.minima.iter();
        minima.any(|minimum| self.theory_at(*minimum).is_some())
    }

    fn notes(&self, theory: Option<&LinearTheory>) -> Vec<Note> {
        let mut notes = Vec::new();
        let settings = &self.settings;
        if settings.is_race() {
            notes.push(Note::StepsAreGradients);
            if self.ground.least.is_none() {
                notes.push(Note::AbsoluteGoal(settings.tolerance));
            } else if self.ground.is_found() {
                notes.push(Note::FoundGoal);
            }
        } else {
            notes.extend(self.flow_note());
        }
        if settings.chart == Chart::Stability {
            notes.push(match theory {
                Some(theory) => Note::Regime(theory.regime().id().to_owned()),
                None if self.ground.minima.is_empty() => Note::NoMinimum,
                None => Note::NotLinear,
            });
        }
        if settings.chart == Chart::Order {
            notes.extend(self.held_note());
        }
        notes
    }

    /// What the reader should know of the flows that are missing.
    fn flow_note(&self) -> Option<Note> {
        let (settings, racer) = (&self.settings, self.racers.first()?);
        let contender = settings.first();
        if contender.flow.is_none() {
            let bare = FlowRule::from_id(contender.config.rule.id());
            return Some(bare.map_or(Note::NoFlow, |_| Note::NoFlowWithWrapper));
        }
        if settings.flows == Flows::Modified && racer.modified.is_none() {
            return Some(Note::NoModifiedFlow);
        }
        racer
            .at(self.step)
            .has_lost_a_flow()
            .then_some(Note::FlowLost)
    }

    /// What the order plot holds fixed while h is halved.
    fn held_note(&self) -> Option<Note> {
        let (rule, settings) = self.settings.first().flow.as_ref()?;
        let id = match rule {
            FlowRule::Momentum | FlowRule::Nesterov if settings.overdamped => "held_momentum",
            FlowRule::Momentum | FlowRule::Nesterov => "held_damping",
            FlowRule::Rmsprop | FlowRule::RmspropEpsInside => "held_decay",
            FlowRule::Adam | FlowRule::Adamw => "held_betas",
            FlowRule::Adagrad => "held_eps",
            _ => "held_start",
        };
        Some(Note::Held(id.to_owned()))
    }

    fn readouts(&self, theory: Option<&LinearTheory>) -> Vec<Readout> {
        let (Some(racer), Some(now)) = (self.racers.first(), self.first()) else {
            return Vec::new();
        };
        let mut readouts = vec![Readout::count("step", "n", self.step)];
        if self.settings.is_race() {
            return readouts;
        }
        if let Some(time_step) = now.time_step() {
            let time = self.step as f64 * time_step;
            readouts.push(Readout::number("time", "t", Some(time)));
        }
        readouts.extend([
            Readout::number("loss", "L", now.loss()),
            Readout::number("grad_norm", "‖∇L‖", now.grad_norm()),
        ]);
        let [gap, gap_modified] = now.gaps();
        if racer.leading.is_some() {
            readouts.push(Readout::number("gap", "‖θₙ − θ(tₙ)‖", gap));
        }
        if racer.modified.is_some() {
            readouts.push(Readout::number(
                "gap_modified",
                "‖θₙ − θ̃(tₙ)‖",
                gap_modified,
            ));
        }
        // Rates and slopes are shown beside the picture that they belong to; data has the rates in any case.
        let chart = self.settings.chart;
        let rate = |id, symbol, value| {
            Readout::number(id, symbol, value).shown_if(chart == Chart::Stability)
        };
        if theory.is_some() || self.has_linear_theory() {
            let radius = theory.map(|theory| theory.stability.spectral_radius());
            // The same number by its name in the theory: once is enough for who looks.
            readouts.push(Readout::number("spectral_radius", "ρ", radius).shown_if(false));
            readouts.push(rate("predicted_rate", "ρ", radius));
        }
        if !self.ground.minima.is_empty() {
            let measured = measured_rate(now.theta(), &self.ground.minima);
            readouts.push(rate("measured_rate", "ρₙ", measured));
        }
        if chart == Chart::Order && now.time_step().is_some() {
            let slope = self.beside.order_slope();
            readouts.push(Readout::number("order_slope", "p", slope));
        }
        readouts
    }
}

impl<B: Beside> Simulation for OptimizerSimulation<B> {
    type Frame = OptimizerFrame;

    fn step(&self) -> u64 {
        self.step
    }

    fn last_step(&self) -> u64 {
        self.settings.steps
    }

    fn has_ended(&self) -> bool {
        self.step >= self.settings.steps || self.moments().all(Moment::has_ended)
    }

    /// Before a race that gives everybody the best rate, tries a rate instead of making a step.
    fn advance(&mut self) {
        if !self.beside.is_ready() {
            self.prepare();
            return;
        }
        if self.has_ended() {
            return;
        }
        self.step += 1;
        for racer in &mut self.racers {
            racer.go_to(self.step, &self.settings);
        }
        self.beside.advance();
    }

    fn rewind(&mut self, step: u64) -> bool {
        let can = self.beside.can_rewind() && step <= self.step;
        if can {
            self.step = step;
        }
        can
    }

    /// At step 0 the rates belong to no step yet.
    fn refine(&mut self) -> bool {
        if !self.beside.is_ready() && !self.has_ended() {
            self.prepare();
            return false;
        }
        self.beside.refine()
    }

    fn frame(&self) -> OptimizerFrame {
        self.frame_of(false)
    }

    fn picture(&self) -> OptimizerFrame {
        self.frame_of(true)
    }
}

impl<B: Beside> OptimizerSimulation<B> {
    /// Tries a rate for a race that gives everybody the best one, and lines the rules up when all have been tried.
    fn prepare(&mut self) {
        self.beside.prepare();
        if self.beside.is_ready() {
            self.line_up();
        }
    }

    /// The frame on show, whole or as it is drawn.
    fn frame_of(&self, as_drawn: bool) -> OptimizerFrame {
        let settings = &self.settings;
        let theory = self.linear_theory();
        let pace = if settings.is_race() {
            1.0
        } else {
            self.first().map_or(1.0, Moment::pace)
        };
        let stability = (theory.as_ref())
            .filter(|_| settings.chart == Chart::Stability)
            .map(LinearTheory::picture);
        let wanted = |(place, moment): (usize, Moment)| {
            if as_drawn {
                self.beside.picture(place, moment, settings)
            } else {
                moment.whole()
            }
        };
        let (runs, internals): (Vec<Run>, Vec<_>) = self.moments().enumerate().map(wanted).unzip();
        let mut frame = OptimizerFrame {
            step: self.step,
            last_step: settings.steps,
            status: self.status(),
            landscape: settings.landscape.clone(),
            view: self.view,
            minima: self.ground.minima.clone(),
            least: self.ground.least,
            start: settings.start,
            horizon: settings.steps as f64 * pace,
            runs,
            tolerance: if settings.is_race() {
                settings.tolerance
            } else {
                0.0
            },
            chart: settings.chart,
            arrows: settings.arrows,
            internals: internals.into_iter().next().unwrap_or_default(),
            order: None,
            stability,
            basins: None,
            cloud: None,
            notes: self.notes(theory.as_ref()),
            readouts: self.readouts(theory.as_ref()),
        };
        self.beside.show(settings, &self.ground.minima, &mut frame);
        frame
    }
}

/// The factor a step by which the distance to the nearest minimum has fallen over the last steps:
/// (‖θ_n − θ*‖/‖θ_{n−20} − θ*‖)^{1/20}.
fn measured_rate(theta: &[[f64; 2]], minima: &[[f64; 2]]) -> Option<f64> {
    let last = *theta.last()?;
    let before = theta[theta.len().checked_sub(MEASURED + 1)?];
    let minimum = nearest(minima, last)?;
    Some(powf(
        distance(last, minimum) / distance(before, minimum),
        1.0 / MEASURED as f64,
    ))
}
