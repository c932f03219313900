//! What becomes of a run in the long term, and why.
//!
//! The linear theory decides next to the equilibrium: ρ, the largest modulus of a step's eigenvalues, below 1 attracts and
//! above 1 repels. At ρ = 1 the losses' nonlinear damping decides. What holds a run that is repelled, or whether the start
//! lies too far out for the linear theory, a trial run tells; it also stands in where there is no linear theory.

use super::game::{Damping, Game};
use super::linear::{of_step, spectral_radius};
use super::runner::{Mover, Runner, has_diverged};
use serde::{Deserialize, Serialize};
use thetaflow::math::plane::{self, norm};
use thetaflow::math::real::powf;

/// ρ this close to 1 makes less than a tenth of a difference in 10⁵ steps.
const NEUTRAL: f64 = 1e-6;

/// The verdict on a run.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Verdict {
    pub outcome: Outcome,
    /// ρ; None where there is no linear theory, and only a trial run tells.
    pub rho: Option<f64>,
    /// The largest distance from the equilibrium in the second half of the trial run; None if it diverged.
    pub reach: Option<f64>,
}

/// What becomes of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Towards the equilibrium, exponentially: ρ < 1.
    Converges,
    /// Towards the equilibrium through the nonlinear part alone, slower than any exponential: ρ = 1.
    ConvergesNonlinearly,
    /// Around the equilibrium for ever, at a distance that the start decides: ρ = 1.
    Circles,
    /// Ever farther away: ρ > 1 and nothing holds it.
    SpiralsOut,
    /// Onto a cycle around the equilibrium, which repels: ρ > 1 and something holds it.
    LimitCycle,
    /// The equilibrium attracts, but this start lies outside what it attracts.
    Escapes,
    /// At rest where it should not be: WGAN-GP at θ = ±λ g₀, ψ → 0.
    Stalls,
}

impl Outcome {
    /// Its name in texts.
    pub fn id(self) -> &'static str {
        match self {
            Self::Converges => "converges",
            Self::ConvergesNonlinearly => "converges_nonlinearly",
            Self::Circles => "circles",
            Self::SpiralsOut => "spirals_out",
            Self::LimitCycle => "limit_cycle",
            Self::Escapes => "escapes",
            Self::Stalls => "stalls",
        }
    }
}

/// Finds the verdict on a run, piece by piece.
pub struct Judge {
    game: Game,
    /// ρ; None without a linear theory.
    rho: Option<f64>,
    /// By how many steps the windows of the trial run are apart.
    apart: f64,
    /// The trial run until it has ended, and then its end.
    trial: Option<Trial>,
    end: Option<End>,
}

impl Judge {
    /// On the run of `mover` from `start` with step `lr`.
    pub fn new(game: Game, mover: Mover, lr: f64, start: [f64; 2]) -> Self {
        let theory = mover.map().and_then(|method| of_step(&game, method, lr));
        let rho = theory.map(|eigenvalues| spectral_radius(&eigenvalues));
        let trial = Trial::new(game, mover, lr, start, rho.is_some_and(is_decisive));
        Self {
            game,
            rho,
            apart: 0.4 * trial.steps as f64,
            trial: Some(trial),
            end: None,
        }
    }

    /// Makes up to `steps` steps of the trial run. Returns whether the verdict is final.
    pub fn advance(&mut self, steps: usize) -> bool {
        if let Some(trial) = &mut self.trial {
            self.end = (0..steps).find_map(|_| trial.step());
            if self.end.is_some() {
                self.trial = None;
            }
        }
        self.is_final()
    }

    pub fn is_final(&self) -> bool {
        self.trial.is_none()
    }

    /// The same verdict again, if it is final.
    pub fn copied(&self) -> Option<Self> {
        self.is_final().then(|| Self {
            trial: None,
            ..*self
        })
    }

    /// The verdict; until the trial run has ended, what the linear theory alone expects, if there is one.
    pub fn verdict(&self) -> Option<Verdict> {
        let end = self.end;
        let fate = end.map(|end| end.fate);
        let outcome = match self.rho {
            None => self.measured(fate?),
            Some(rho) if rho < 1.0 && is_decisive(rho) => self.attracted(fate, rho),
            Some(rho) if !is_decisive(rho) => self.undecided(fate),
            // Also where ρ is NaN.
            Some(_) => self.repelled(fate),
        };
        Some(Verdict {
            outcome,
            rho: self.rho.filter(|rho| rho.is_finite()),
            reach: end.and_then(|end| end.reach),
        })
    }

    fn attracted(&self, fate: Option<Fate>, rho: f64) -> Outcome {
        // What shrinks by less than the trial resolves is not seen to shrink.
        let is_visible = powf(rho, self.apart) < 0.8;
        match fate {
            Some(Fate::Diverges | Fate::Grows | Fate::Rests) => Outcome::Escapes,
            Some(Fate::Keeps) if is_visible => Outcome::Escapes,
            _ => Outcome::Converges,
        }
    }

    fn undecided(&self, fate: Option<Fate>) -> Outcome {
        match fate {
            Some(Fate::Diverges | Fate::Grows) => Outcome::SpiralsOut,
            Some(Fate::Shrinks) => Outcome::ConvergesNonlinearly,
            _ if self.game.damping() == Damping::Everywhere => Outcome::ConvergesNonlinearly,
            _ => Outcome::Circles,
        }
    }

    fn repelled(&self, fate: Option<Fate>) -> Outcome {
        match fate {
            // Where nothing pulls back there is no cycle, however slow the way out becomes.
            _ if self.game.is_never_held() => Outcome::SpiralsOut,
            // What is pulled back outside goes on irregularly, but not away.
            Some(Fate::Grows) if self.game.damping() == Damping::OutsideOnly => Outcome::LimitCycle,
            Some(Fate::Diverges | Fate::Grows) => Outcome::SpiralsOut,
            _ => Outcome::LimitCycle,
        }
    }

    fn measured(&self, fate: Fate) -> Outcome {
        let has_kink = !self.game.is_smooth_at_equilibrium();
        match fate {
            Fate::Diverges | Fate::Grows => Outcome::SpiralsOut,
            Fate::Shrinks if !has_kink => Outcome::Converges,
            Fate::Rests => Outcome::Stalls,
            Fate::Keeps | Fate::Shrinks => Outcome::LimitCycle,
        }
    }
}

/// Whether ρ alone says what happens next to the equilibrium.
fn is_decisive(rho: f64) -> bool {
    !((1.0 - NEUTRAL..=1.0 + NEUTRAL).contains(&rho))
}

/// How a trial run ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Diverges,
    Grows,
    Keeps,
    Shrinks,
    /// Comes to rest away from the equilibrium.
    Rests,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct End {
    fate: Fate,
    /// The largest distance in the late window, or where the run came to rest.
    reach: Option<f64>,
}

/// A run that compares the largest distances of two windows: from a fifth to three fifths of its steps, and after.
struct Trial {
    runner: Runner,
    /// Whether every step is the same map, so that what is at rest stays so.
    is_map: bool,
    lr: f64,
    step: usize,
    steps: usize,
    farthest: [f64; 2],
}

impl Trial {
    fn new(game: Game, mover: Mover, lr: f64, start: [f64; 2], is_short: bool) -> Self {
        const TIME: f64 = 200.0;
        const LONG: usize = 100_000;
        let steps = if is_short {
            (TIME / lr).clamp(4000.0, 20_000.0) as usize
        } else {
            LONG
        };
        Self {
            runner: Runner::new(game, mover, lr, start),
            is_map: mover.map().is_some(),
            lr,
            step: 0,
            steps,
            farthest: [0.0; 2],
        }
    }

    /// Makes a step; returns how the run has ended, once it has.
    fn step(&mut self) -> Option<End> {
        const AT_REST: f64 = 1e-11;
        const ARRIVED: f64 = 1e-9;
        let before = self.runner.point();
        self.runner.step();
        let point = self.runner.point();
        let distance = norm(point);
        let moved = plane::distance(point, before);
        let ends = |fate, reach| Some(End { fate, reach });
        if has_diverged(point) {
            ends(Fate::Diverges, None)
        } else if self.is_map && distance < ARRIVED {
            ends(Fate::Shrinks, Some(distance))
        } else if self.is_map && moved < AT_REST * self.lr && distance > 1e-3 {
            ends(Fate::Rests, Some(distance))
        } else {
            self.watch(distance)
        }
    }

    fn watch(&mut self, distance: f64) -> Option<End> {
        /// Ratios of distances within this of 1 are not told from 1.
        const RESOLUTION: f64 = 0.1;
        self.step += 1;
        let fifth = 5 * self.step / self.steps;
        if fifth >= 1 {
            let window = &mut self.farthest[usize::from(fifth >= 3)];
            *window = window.max(distance);
        }
        if self.step < self.steps {
            return None;
        }
        let [early, late] = self.farthest;
        let ratio = late / early;
        let fate = if ratio > 1.0 + RESOLUTION {
            Fate::Grows
        } else if ratio < 1.0 - RESOLUTION {
            Fate::Shrinks
        } else {
            Fate::Keeps
        };
        Some(End {
            fate,
            reach: Some(late),
        })
    }
}
