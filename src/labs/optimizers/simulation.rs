//! The optimizer lab's simulation: one rule on its way, or several in a race, and what grows beside them.

use super::HAS_HEAVY;
use super::background::Background;
use super::best_rates::BestRates;
use super::cloud::{self, Cloud, Noise};
use super::flows::Rule as FlowRule;
use super::follower::Follower;
use super::frame::{Chart, CloudPicture, Note, OptimizerFrame, Run};
use super::landscapes::{Landscape, ViewBox};
use super::linear_theory::LinearTheory;
use super::racer::{Racer, norm};
use super::settings::Settings;
use super::stability::nearest;
use crate::lab::{Readout, Simulation, Standing, Status};
use crate::math::symmetric::{Eigen, eigen};

/// Over how many steps a rate of convergence is measured.
const MEASURED: usize = 20;

/// One rule or several stepping down a surface.
pub struct OptimizerSimulation {
    settings: Settings,
    view: ViewBox,
    /// The minima that are known, or found where they are asked for.
    minima: Vec<[f64; 2]>,
    step: u64,
    best_rates: Option<BestRates>,
    racers: Vec<Racer>,
    cloud: Option<Cloud>,
    background: Background,
}

impl OptimizerSimulation {
    pub fn new(settings: Settings, before: Option<&Self>) -> Self {
        let view = view_with(settings.landscape.view(), settings.start);
        let before_rates = before.and_then(|before| before.best_rates.as_ref());
        let best_rates =
            (HAS_HEAVY && settings.best_lr).then(|| BestRates::new(&settings, before_rates));
        let background = Background::new(&settings, view, before.map(|before| &before.background));
        // A search takes a moment: only where its result is drawn.
        let minima = if settings.chart == Chart::Stability {
            settings.landscape.minima_in(view)
        } else {
            settings.landscape.minima()
        };
        let mut simulation = Self {
            cloud: new_cloud(&settings),
            settings,
            view,
            minima,
            step: 0,
            best_rates,
            racers: Vec::new(),
            background,
        };
        simulation.line_up();
        simulation
    }

    /// Brings every contender to the start, with its best rate if that is known by now.
    fn line_up(&mut self) {
        if let Some(rates) = &self.best_rates
            && HAS_HEAVY
            && rates.is_finished()
        {
            rates.apply(&mut self.settings);
        }
        let settings = &self.settings;
        self.racers = (settings.contenders.iter())
            .map(|contender| Racer::new(contender, settings))
            .collect();
    }

    fn first(&self) -> Option<&Racer> {
        self.racers.first()
    }

    /// Diverged if nobody is left; converged if all who are left are.
    fn status(&self) -> Status {
        let runs = || self.racers.iter().map(|racer| racer.run.status);
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
        let run = &self.first()?.run;
        let minimum = nearest(&self.minima, *run.theta.last()?)?;
        LinearTheory::at(
            &self.settings.first().config,
            &self.settings.landscape,
            minimum,
        )
    }

    fn notes(&self, theory: Option<&LinearTheory>) -> Vec<Note> {
        let mut notes = Vec::new();
        let settings = &self.settings;
        if settings.is_race() {
            notes.push(Note::StepsAreGradients);
            if settings.reference.is_none() {
                notes.push(Note::NoGoal);
            }
        } else {
            notes.extend(self.flow_note());
        }
        if settings.chart == Chart::Stability {
            notes.push(match theory {
                Some(theory) => Note::Regime(theory.regime().id().to_owned()),
                None if self.minima.is_empty() => Note::NoMinimum,
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
        let (settings, racer) = (&self.settings, self.first()?);
        let contender = settings.first();
        let lost =
            |follower: &Option<Follower>| follower.as_ref().is_some_and(|follower| follower.lost);
        if contender.flow.is_none() {
            let bare = FlowRule::from_id(contender.config.rule.id());
            return Some(bare.map_or(Note::NoFlow, |_| Note::NoFlowWithWrapper));
        }
        if settings.wants_modified_only() && racer.modified.is_none() {
            return Some(Note::NoModifiedFlow);
        }
        (lost(&racer.leading) || lost(&racer.modified)).then_some(Note::FlowLost)
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
        let Some(racer) = self.first() else {
            return Vec::new();
        };
        let run = &racer.run;
        let mut readouts = vec![Readout::count("step", "n", self.step)];
        if self.settings.is_race() {
            return readouts;
        }
        let current = |gaps: &[f64]| {
            let gap = gaps.last().copied();
            gap.filter(|_| gaps.len() == run.theta.len())
        };
        let time = self.step as f64 * run.time_step;
        readouts.extend([
            Readout::number("time", "t", Some(time)),
            Readout::number("loss", "L", run.loss.last().copied()),
            Readout::number("grad_norm", "‖∇L‖", Some(run.grad_norm)),
        ]);
        if racer.leading.is_some() {
            let gap = current(&run.gap);
            readouts.push(Readout::number("gap", "‖θₙ − θ(tₙ)‖", gap));
        }
        if racer.modified.is_some() {
            let gap = current(&run.gap_modified);
            readouts.push(Readout::number("gap_modified", "‖θₙ − θ̃(tₙ)‖", gap));
        }
        let radius = theory.map(|theory| theory.stability.spectral_radius());
        let measured = measured_rate(&run.theta, &self.minima);
        readouts.extend([
            Readout::number("spectral_radius", "ρ", radius),
            Readout::number("predicted_rate", "ρ", radius),
            Readout::number("measured_rate", "ρₙ", measured),
            Readout::number("order_slope", "p", self.background.order_slope()),
        ]);
        readouts
    }

    fn cloud_picture(&self) -> Option<CloudPicture> {
        let cloud = self.cloud.as_ref().filter(|_| HAS_HEAVY)?;
        let settings = &self.settings;
        let spread = cloud.spread()?;
        let config = settings.first().complete_config();
        let mut picture = CloudPicture {
            positions: cloud
                .positions()
                .filter(|[x, y]| (x + y).is_finite())
                .collect(),
            mean: spread.mean,
            half_axes: spread.ellipse().half_axes,
            modes: Vec::new(),
            stationary: None,
        };
        if let Landscape::Quadratic { .. } = settings.landscape {
            let minimum = nearest(&self.minima, spread.mean)?;
            let Eigen { values, vectors } = eigen(settings.landscape.hessian(minimum));
            let [[xx, xy], [_, yy]] = spread.covariance;
            let along = |[a, b]: [f64; 2]| a * a * xx + 2.0 * a * b * xy + b * b * yy;
            let sigma = settings.noise.sigma;
            let exact = values.map(|value| cloud::stationary_variance(&config, sigma, value));
            if let [Some(flat), Some(steep)] = exact {
                picture.modes = vec![
                    [values[0], along(vectors[0]), flat],
                    [values[1], along(vectors[1]), steep],
                ];
                let axis = |k: usize, variance: f64| vectors[k].map(|v| v * variance.sqrt());
                picture.stationary = Some([minimum, axis(0, flat), axis(1, steep)]);
            }
        }
        Some(picture)
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
        self.step >= self.settings.steps || self.racers.iter().all(Racer::has_ended)
    }

    /// Before a race that gives everybody the best rate, tries a rate instead of making a step.
    fn advance(&mut self) {
        if let Some(rates) = &mut self.best_rates
            && HAS_HEAVY
            && !rates.is_finished()
        {
            rates.advance();
            if rates.is_finished() {
                self.line_up();
            }
            return;
        }
        if self.has_ended() {
            return;
        }
        self.step += 1;
        for racer in &mut self.racers {
            if self.settings.is_race() {
                racer.spend(self.step, &self.settings);
            } else if !racer.has_ended() {
                racer.advance(&self.settings);
            }
        }
        if let Some(cloud) = &mut self.cloud
            && HAS_HEAVY
        {
            cloud.advance();
        }
    }

    fn refine(&mut self) -> bool {
        self.background.refine()
    }

    fn frame(&self) -> OptimizerFrame {
        let settings = &self.settings;
        let theory = self.linear_theory();
        let curve =
            |follower: &Option<Follower>| follower.as_ref().map(|follower| follower.curve.clone());
        let run = |racer: &Racer| Run {
            flow: curve(&racer.leading),
            modified: curve(&racer.modified),
            ..racer.run.clone()
        };
        let time_step = if settings.is_race() {
            1.0
        } else {
            self.first().map_or(1.0, |racer| racer.run.time_step)
        };
        let stability = (theory.as_ref())
            .filter(|_| settings.chart == Chart::Stability)
            .map(LinearTheory::picture);
        let mut frame = OptimizerFrame {
            step: self.step,
            last_step: settings.steps,
            status: self.status(),
            landscape: settings.landscape.clone(),
            view: self.view,
            start: settings.start,
            horizon: settings.steps as f64 * time_step,
            runs: self.racers.iter().map(run).collect(),
            tolerance: settings.tolerance,
            chart: settings.chart,
            arrows: settings.arrows,
            internals: self
                .first()
                .map_or(Vec::new(), |racer| racer.internals.clone()),
            order: None,
            stability,
            basins: None,
            cloud: self.cloud_picture(),
            notes: self.notes(theory.as_ref()),
            readouts: self.readouts(theory.as_ref()),
        };
        self.background.show(&mut frame);
        frame
    }
}

fn new_cloud(settings: &Settings) -> Option<Cloud> {
    let noise = match settings.noise.batch {
        0 => Noise::Gaussian {
            sigma: settings.noise.sigma,
        },
        size => Noise::MiniBatch { size },
    };
    (HAS_HEAVY && settings.cloud > 0).then(|| {
        Cloud::new(
            &settings.landscape,
            &settings.first().complete_config(),
            settings.start,
            noise,
            settings.noise.seed,
            settings.cloud,
        )
    })
}

/// The factor a step by which the distance to the nearest minimum has fallen over the last steps:
/// (‖θ_n − θ*‖/‖θ_{n−20} − θ*‖)^{1/20}.
fn measured_rate(theta: &[[f64; 2]], minima: &[[f64; 2]]) -> Option<f64> {
    let last = *theta.last()?;
    let before = theta[theta.len().checked_sub(MEASURED + 1)?];
    let minimum = nearest(minima, last)?;
    let distance = |[x, y]: [f64; 2]| norm([x - minimum[0], y - minimum[1]]);
    Some((distance(last) / distance(before)).powf(1.0 / MEASURED as f64))
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
