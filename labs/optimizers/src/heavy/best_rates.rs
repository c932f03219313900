//! The best learning rate of every contender, found before a race begins.

use super::sweep::{Sweep, Task};
use crate::settings::Settings;

/// One sweep a contender.
#[derive(Clone)]
pub struct BestRates {
    tasks: Vec<Task>,
    sweeps: Vec<Sweep>,
}

impl BestRates {
    /// What `before` has found for the same tasks is taken over.
    pub fn new(settings: &Settings, goal: f64, before: Option<&Self>) -> Self {
        let task = |contender: &crate::contender::Contender| Task {
            landscape: settings.landscape.clone(),
            config: contender.complete_config(),
            start: settings.start,
            steps: settings.steps as u32,
            goal,
        };
        let tasks: Vec<Task> = settings.contenders.iter().map(task).collect();
        let same = |before: &&Self| {
            // The rate that the sweep replaces does not matter.
            let mut theirs = before.tasks.clone();
            for (theirs, ours) in theirs.iter_mut().zip(&tasks) {
                theirs.config.learning_rate = ours.config.learning_rate;
            }
            theirs == tasks
        };
        match before.filter(same) {
            Some(before) => before.clone(),
            None => Self {
                sweeps: tasks.iter().cloned().map(Sweep::new).collect(),
                tasks,
            },
        }
    }

    pub fn is_finished(&self) -> bool {
        self.sweeps.iter().all(Sweep::is_finished)
    }

    /// Goes on trying rates. Whether all have been tried.
    pub fn advance(&mut self) -> bool {
        let unfinished = self.sweeps.iter_mut().find(|sweep| !sweep.is_finished());
        unfinished.is_none_or(|sweep| {
            sweep.advance();
            false
        })
    }

    /// The settings with the rates found. A contender that diverges at every rate keeps its own.
    pub fn apply(&self, settings: &mut Settings) {
        for (contender, sweep) in settings.contenders.iter_mut().zip(&self.sweeps) {
            if let Some(best) = sweep.best() {
                contender.config.learning_rate = best.learning_rate;
            }
        }
    }
}
