//! Relaxed samples of three classes, as points of the simplex. The Gumbel variables stay the same while τ moves, so every
//! point slides along its own way from a corner towards the centre.

use super::families::cost::MOST_CLASSES;
use super::families::discrete::{Discrete, DiscreteBatch, softmax};
use super::families::{Needs, Problem};
use super::frame::SimplexFrame;
use super::settings::{AnyProblem, Settings};

/// New points a step, and how many of the latest are shown.
const BATCH: usize = 20;
const SHOWN: usize = 600;

pub struct Simplex {
    problem: Discrete,
    batch: DiscreteBatch,
    points: Vec<[f32; 2]>,
    next: usize,
}

impl Simplex {
    /// `None` for a Gaussian.
    pub fn new(settings: &Settings) -> Option<Self> {
        let AnyProblem::Discrete(problem) = settings.problem() else {
            return None;
        };
        let needs = Needs {
            relaxed: true,
            ..Needs::default()
        };
        Some(Self {
            batch: problem.batch(BATCH, needs, settings.seed),
            problem,
            points: Vec::new(),
            next: 0,
        })
    }

    pub fn advance(&mut self) {
        self.problem.draw(&mut self.batch);
        for y in self.batch.soft.iter().flatten() {
            let point = [y[0] as f32, y[1] as f32];
            match self.points.get_mut(self.next) {
                Some(oldest) => *oldest = point,
                None => self.points.push(point),
            }
            self.next = (self.next + 1) % SHOWN;
        }
    }

    pub fn frame(&self) -> SimplexFrame {
        let mut p = [0.0; MOST_CLASSES];
        softmax(self.problem.logits.iter().copied(), 1.0, &mut p);
        SimplexFrame {
            tau: self.problem.tau,
            logits: [self.problem.logits[0], self.problem.logits[1]],
            probabilities: [p[0], p[1], p[2]],
            points: self.points.clone(),
        }
    }
}
