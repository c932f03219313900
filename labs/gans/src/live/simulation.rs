//! A GAN trained step by step, and measured on the way.

use super::Run;
use super::encoder::normalised;
use super::frame::{Captured, GRID, Heat, LiveFrame, Measurement, Player};
use super::gan::Gan;
use super::losses::distance;
use super::probe::Probe;
use super::settings::{Settings, Shows};
use super::training::PLANE;
use rand::{Rng, SeedableRng};
use thetaflow::lab::{Simulation, Standing, Status};
use thetaflow::params::Params;
use thetaflow_nets::data::Data;
use thetaflow_nets::metrics::{Reference, capture};
use thetaflow_nets::random::{Generator, Latent, draw_latent};

/// Points from which batches are drawn.
const POOL: usize = 16_384;
/// Points and latent vectors that training does not see: for metrics, and on show.
pub const SAMPLE: usize = 512;
/// The first so many of them are compared by MMD².
pub const COMPARED: usize = 256;
/// Directions of the sliced Wasserstein distance.
pub const DIRECTIONS: u32 = 16;
/// Measurements in a whole run, but not more often than every so many steps: they take as long as some.
const MEASUREMENTS: u64 = 200;
const SELDOM: u64 = 10;
/// Of so many generated points ∇D is shown, and of so many real ones the reconstruction.
const ARROWS: usize = 96;
const RECONSTRUCTED: usize = 96;
/// Seeds of parameters are below this: samples that training must not see have seeds beyond.
const UNSEEN: u64 = 1 << 32;

/// A GAN in training.
pub struct LiveSimulation {
    settings: Settings,
    gan: Gan<f32>,
    /// In the players' unit.
    pool: Vec<[f32; 2]>,
    /// Chooses from the pool.
    draws: Generator,
    unseen: Vec<[f64; 2]>,
    /// The unseen points, as generated ones are compared with them.
    reference: Reference,
    /// One after the other.
    latents: Vec<f32>,
    grid: Vec<f32>,
    floor: f64,
    step: u64,
    /// Whether the next step is under way.
    has_begun: bool,
    status: Status,
    history: Vec<Measurement>,
    /// At the present step, once it is asked for.
    now: Option<Measurement>,
}

impl LiveSimulation {
    pub fn new(settings: Settings) -> Self {
        let Settings {
            training,
            data,
            unit,
            seed,
            ..
        } = &settings;
        let gan = Gan::new(training.clone(), *seed);
        let pool = data.sample(*seed, POOL);
        let in_unit = |point: [f64; 2]| point.map(|x| (x / unit) as f32);
        let unseen = data.sample(seed + UNSEEN, SAMPLE);
        let another = data.sample(seed + 2 * UNSEEN, SAMPLE);
        let reference = Reference::new(&unseen, DIRECTIONS, COMPARED);
        let mut simulation = Self {
            pool: pool.into_iter().map(in_unit).collect(),
            draws: Generator::seed_from_u64(seed + UNSEEN),
            latents: latent_sample(training.latent, training.latents, seed + 2 * UNSEEN),
            grid: latent_grid(training.latent, training.latents),
            floor: reference.sliced_wasserstein(&another),
            unseen,
            reference,
            gan,
            step: 0,
            has_begun: false,
            status: Status::default(),
            history: Vec::new(),
            now: None,
            settings,
        };
        simulation.remember();
        simulation
    }

    fn in_unit(&self, points: impl IntoIterator<Item = [f64; 2]>) -> Vec<[f32; 2]> {
        let points = points.into_iter();
        points
            .map(|point| point.map(|x| (x / self.settings.unit) as f32))
            .collect()
    }

    /// G and D as they are now.
    fn probes(&self) -> [Probe<'_>; 2] {
        (self.gan.networks()).map(|(network, theta)| Probe { network, theta })
    }

    /// G at latent vectors, in the units of the data.
    fn generate(&self, latents: &[f32]) -> Vec<[f32; 2]> {
        let [generator, _] = self.probes();
        let unit = self.settings.unit as f32;
        let values = generator.values(latents);
        let (points, _) = values.as_chunks::<PLANE>();
        points.iter().map(|point| point.map(|x| unit * x)).collect()
    }

    /// The codes, or the outputs, of D at points in its unit.
    fn codes(&self, points: &[[f32; 2]]) -> Vec<f32> {
        self.probes()[1].values(points.as_flattened())
    }

    /// D at points in its unit.
    fn scores(&self, points: &[[f32; 2]]) -> Vec<f32> {
        let codes = self.codes(points);
        let wide = codes.len() / points.len().max(1);
        let mean = |code: &[f32]| code.iter().sum::<f32>() / code.len() as f32;
        codes.chunks(wide.max(1)).map(mean).collect()
    }

    /// Measures for the history.
    fn remember(&mut self) {
        let measured = self.measure();
        self.history.push(measured);
        self.now = Some(measured);
    }

    fn measure(&self) -> Measurement {
        let generated: Vec<[f64; 2]> = self.generate(&self.latents).iter().map(double).collect();
        let losses = self.losses(&generated);
        let captured = capture(&self.settings.data, &generated);
        let has_modes = !self.settings.data.modes().is_empty();
        Measurement {
            step: self.step,
            losses,
            capture: captured.filter(|_| has_modes).map(|captured| Captured {
                modes: captured.modes as u64,
                quality: captured.quality,
            }),
            sliced_wasserstein: self.reference.sliced_wasserstein(&generated),
            mmd_squared: self.reference.mmd_squared(&generated),
        }
    }

    /// What both players minimise, in the mean over pairs of an unseen and a generated point.
    fn losses(&self, generated: &[[f64; 2]]) -> [f64; 2] {
        let [real, fake] = [&self.unseen[..], generated].map(|all| self.in_unit(all.to_vec()));
        let [on_real, on_fake] = [&real, &fake].map(|points| self.scores(points));
        let losses = self.settings.training.losses;
        let mut sums = [0.0; 2];
        for (k, (real, fake)) in real.iter().zip(&fake).enumerate() {
            let apart = distance(real[0] - fake[0], real[1] - fake[1]);
            let values = losses.values(on_real[k], on_fake[k], apart);
            for (sum, value) in sums.iter_mut().zip(values) {
                *sum += f64::from(value);
            }
        }
        // Squares can overflow where nothing else has.
        sums.map(|sum| (sum / SAMPLE as f64).clamp(-1e30, 1e30))
    }

    /// D on the square that is shown, in fewer cells where D is a large network.
    fn heat(&self) -> Heat {
        /// Multiply-adds: some milliseconds.
        const AFFORDABLE: f64 = 3e7;
        let [_, (network, _)] = self.gan.networks();
        let side = (AFFORDABLE / network.parameters() as f64).sqrt();
        let side = (side as u32).clamp(32, 64);
        let extent = self.settings.data.extent();
        let middle = |k: u32| extent * ((2.0 * f64::from(k) + 1.0) / f64::from(side) - 1.0);
        let cells = (0..side * side).map(|k| [middle(k % side), -middle(k / side)]);
        let cells = self.in_unit(cells);
        let values = self.scores(&cells);
        let mean = |of: &dyn Fn(f64) -> f64| {
            let sum: f64 = values.iter().map(|&value| of(f64::from(value))).sum();
            sum / values.len().max(1) as f64
        };
        let neutral = if self.settings.is_absolute() {
            0.0
        } else {
            mean(&|value| value)
        };
        let unit = mean(&|value| (value - neutral) * (value - neutral)).sqrt();
        Heat {
            side,
            neutral: neutral as f32,
            unit: unit.max(1e-9) as f32,
            values,
        }
    }

    /// G(E(x)) of some unseen points.
    fn reconstructions(&self) -> Vec<[f32; 2]> {
        if self.settings.training.encoder.is_none() {
            return Vec::new();
        }
        let points = self.in_unit(self.unseen[..RECONSTRUCTED].to_vec());
        let codes = self.codes(&points);
        let wide = self.settings.training.latents;
        let latents: Vec<f32> = codes.chunks(wide).flat_map(normalised).collect();
        self.generate(&latents)
    }

    /// Draws what the next step needs.
    fn begin(&mut self, player: Player) {
        let (pool, draws) = (&self.pool, &mut self.draws);
        let mut next = || {
            let index = (u64::from(draws.next_u32()) * pool.len() as u64) >> 32;
            pool.get(index as usize).copied().unwrap_or_default()
        };
        self.gan.draw_latent();
        match player {
            Player::Discriminator => {
                self.gan.draw_real(&mut next);
                self.gan.begin_discriminator();
            }
            Player::Generator => {
                if self.settings.training.losses.generator_sees_real() {
                    self.gan.draw_real(&mut next);
                }
                self.gan.begin_generator();
            }
        }
    }

    fn is_finite(&self) -> bool {
        let finite = |theta: &[f32]| theta.iter().all(|x| x.is_finite());
        self.gan.parameters().into_iter().all(finite)
    }
}

/// Latent vectors, one after the other.
fn latent_sample(latent: Latent, latents: usize, seed: u64) -> Vec<f32> {
    use thetaflow_nets::batch::{Batch, tiles};
    let mut vectors = Batch::new(latents, tiles(SAMPLE));
    draw_latent(
        latent,
        &mut Generator::seed_from_u64(seed),
        &mut vectors,
        SAMPLE,
    );
    (0..SAMPLE * latents)
        .map(|k| vectors.get(k / latents, k % latents))
        .collect()
}

/// A grid in the first two latent numbers, over where most of them fall.
fn latent_grid(latent: Latent, latents: usize) -> Vec<f32> {
    let reach = match latent {
        Latent::Uniform => 1.0,
        Latent::Normal => 2.0,
    };
    let along = |k: usize| reach * (2.0 * k as f32 / (GRID - 1) as f32 - 1.0);
    let rows = if latents > 1 { GRID } else { 1 };
    let mut grid = vec![0.0; rows * GRID * latents];
    for (k, vector) in grid.chunks_mut(latents).enumerate() {
        vector[0] = along(k % GRID);
        if let Some(second) = vector.get_mut(1) {
            *second = along(k / GRID);
        }
    }
    grid
}

fn double(point: &[f32; 2]) -> [f64; 2] {
    point.map(f64::from)
}

impl Run for LiveSimulation {
    fn of(params: &Params) -> Self {
        Self::new(Settings::of(params))
    }
}

impl Simulation for LiveSimulation {
    type Frame = LiveFrame;

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
        let player = self.settings.round.turn(self.step);
        if !self.has_begun {
            self.begin(player);
        }
        let is_complete = match player {
            Player::Discriminator => self.gan.continue_discriminator(),
            Player::Generator => self.gan.continue_generator(),
        };
        self.has_begun = !is_complete;
        if !is_complete {
            return;
        }
        self.step += 1;
        self.now = None;
        let id = if self.is_finite() {
            Standing::Running
        } else {
            Standing::Diverged
        };
        self.status = Status {
            id,
            step: self.step,
        };
        let every = self.settings.steps.div_ceil(MEASUREMENTS).max(SELDOM);
        if self.step.is_multiple_of(every) || self.has_ended() {
            self.remember();
        }
    }

    /// What is measured at the step that is shown: too much work for every step on the way.
    fn refine(&mut self) -> bool {
        if self.now.is_none() {
            self.now = Some(self.measure());
        }
        true
    }

    fn frame(&self) -> LiveFrame {
        let generated = self.generate(&self.latents);
        let Shows { heat, slopes, grid } = self.settings.shows;
        let pushed = if slopes { ARROWS } else { 0 };
        let pushed = self.in_unit(generated[..pushed].iter().map(double));
        let grid = if grid { &self.grid[..] } else { &[] };
        LiveFrame {
            step: self.step,
            last_step: self.settings.steps,
            status: self.status,
            extent: self.settings.data.extent(),
            round: self.settings.round,
            real: (self.unseen.iter())
                .map(|point| point.map(|x| x as f32))
                .collect(),
            generated,
            slopes: self.probes()[1].slopes(&pushed),
            grid: self.generate(grid),
            reconstructions: self.reconstructions(),
            heat: if heat { self.heat() } else { Heat::default() },
            modes: self.settings.data.modes().len() as u64,
            history: self.history.clone(),
            now: self.now.or(self.history.last().copied()),
            floor: self.floor,
            same_game: self.settings.same_game.clone(),
            lacks_points: matches!(&self.settings.data, Data::Points(points) if points.is_empty()),
        }
    }
}
