//! The lab's parameters, read into the types that the simulation works with.

use super::families::cost::{Cost, MOST_CLASSES};
use super::families::discrete::Discrete;
use super::families::gaussian::{Gaussian, Parameter};
use super::families::phi::Phi;
use super::keys;
use super::sweep::Swept;
use serde::{Deserialize, Serialize};
use thetaflow::choices;
use thetaflow::math::expression::Expression;
use thetaflow::params::Params;

/// The variables of a formula on the simplex.
pub const CLASSES: [&str; MOST_CLASSES] = ["y1", "y2", "y3", "y4", "y5", "y6", "y7", "y8"];

/// What shows estimators that are no score functions.
pub const WITH_OTHERS: [Show; 2] = [Show::Others, Show::All];

/// δ of finite differences and η of REBAR and RELAX, until they are shown.
pub const DELTA: f64 = 0.1;
pub const ETA: f64 = 1.0;

/// What a run is made from.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    pub figure: Figure,
    pub family: Family,
    pub phi: PhiName,
    pub formulas: [Option<Expression>; 3],
    pub k: f64,
    pub mu: f64,
    pub sigma: f64,
    pub dimension: u64,
    pub parameter: Parameter,
    pub delta: f64,
    pub cost: CostName,
    pub classes: u64,
    pub logit: f64,
    pub logits: [f64; 2],
    pub target: f64,
    pub tau: f64,
    pub eta: f64,
    /// N: how many samples an estimate averages over.
    pub samples: u64,
    pub baseline: f64,
    pub show: Show,
    pub swept: Swept,
    pub learning_rate: f64,
    pub steps: u64,
    pub seed: u64,
}

choices! {
    /// What is drawn.
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum Figure {
        Histogram = "histogram",
        Variance = "variance",
        Temperature = "temperature",
        Simplex = "simplex",
        Race = "race",
    }
}

choices! {
    /// What is random.
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum Family {
        Gaussian = "gaussian",
        Bernoulli = "bernoulli",
        Categorical = "categorical",
    }
}

choices! {
    /// φ, before its numbers are known.
    pub enum PhiName {
        Quadratic = "quadratic",
        Exponential = "exponential",
        Cosine = "cosine",
        Step = "step",
        Linear = "linear",
        Custom = "custom",
    }
}

choices! {
    /// f of a discrete variable, before its numbers are known.
    pub enum CostName {
        Squared = "squared",
        Linear = "linear",
        Custom = "custom",
    }
}

choices! {
    /// Which estimators are shown.
    pub enum Show {
        /// The score function and its reparameterised rival.
        Pair = "pair",
        /// Score functions, with and without baselines.
        Baselines = "baselines",
        /// All that are no score functions.
        Others = "others",
        All = "all",
    }
}

/// A problem of either family.
pub enum AnyProblem {
    Gaussian(Gaussian),
    Discrete(Discrete),
}

impl Settings {
    pub fn of(params: &Params) -> Self {
        let figure = params.get(keys::FIGURE);
        let family = match (figure, params.get(keys::FAMILY)) {
            (Figure::Simplex, _) => Family::Categorical,
            // A Gaussian has no temperature: the smallest family that has one stands in.
            (Figure::Temperature, Family::Gaussian) => Family::Bernoulli,
            (_, family) => family,
        };
        let show = params.get(keys::SHOW);
        let formula = |key, variables: &[&str]| Expression::parse(params.get(key), variables).ok();
        // Exact moments are integrated piece by piece, and the pieces of estimators that are not shown would change last digits.
        let has_others = WITH_OTHERS.contains(&show);
        let of_others = |key, usual: f64| if has_others { params.get(key) } else { usual };
        Self {
            figure,
            family,
            phi: params.get(keys::PHI),
            formulas: [
                formula(keys::F_Z, &["z"]),
                formula(keys::F_B, &["b"]),
                formula(keys::F_Y, &CLASSES),
            ],
            k: params.get(keys::K),
            mu: params.get(keys::MU),
            sigma: params.get(keys::SIGMA),
            dimension: params.get(keys::D),
            parameter: params.get(keys::WRT),
            delta: of_others(keys::DELTA, DELTA),
            cost: params.get(keys::COST),
            classes: match (figure, family) {
                (Figure::Simplex, _) => 3,
                (_, Family::Categorical) => params.get(keys::CLASSES),
                _ => 2,
            },
            logit: params.get(keys::LOGIT),
            logits: params.get(keys::LOGITS),
            target: params.get(keys::TARGET),
            tau: params.get(keys::TAU),
            eta: of_others(keys::ETA, ETA),
            samples: params.get(keys::SAMPLES),
            baseline: params.get(keys::BASELINE),
            show,
            swept: match (figure, family) {
                (Figure::Temperature | Figure::Simplex, _) => Swept::Tau,
                (_, Family::Gaussian) => params.get(keys::AGAINST),
                _ => params.get(keys::AGAINST_DISCRETE),
            },
            learning_rate: params.get(keys::LR),
            steps: params.steps(),
            seed: params.seed(),
        }
    }

    pub fn problem(&self) -> AnyProblem {
        if self.family == Family::Gaussian {
            AnyProblem::Gaussian(self.gaussian())
        } else {
            AnyProblem::Discrete(self.discrete())
        }
    }

    fn gaussian(&self) -> Gaussian {
        let k = self.k;
        let phi = match (self.phi, &self.formulas[0]) {
            (PhiName::Exponential, _) => Phi::Exponential { k },
            (PhiName::Cosine, _) => Phi::Cosine { k },
            (PhiName::Step, _) => Phi::Step { k },
            (PhiName::Linear, _) => Phi::Linear { k },
            (PhiName::Custom, Some(formula)) => Phi::Custom(formula.clone()),
            // The schema has let only formulas through that can be read.
            (PhiName::Quadratic | PhiName::Custom, _) => Phi::Quadratic { k },
        };
        Gaussian {
            phi,
            mu: self.mu,
            sigma: self.sigma,
            others: [self.mu, self.sigma],
            dimension: self.dimension as usize,
            parameter: self.parameter,
            baseline: self.baseline,
            delta: self.delta,
        }
    }

    fn discrete(&self) -> Discrete {
        let bernoulli = self.family == Family::Bernoulli;
        let classes = (self.classes as usize).clamp(2, MOST_CLASSES);
        let mut logits = vec![0.0; classes];
        if bernoulli {
            logits[0] = self.logit;
        } else {
            logits[..2].copy_from_slice(&self.logits);
        }
        // The target of the first class; the others share what is left.
        let rest = (1.0 - self.target) / (classes as f64 - 1.0);
        let targets = std::array::from_fn(|n| if n == 0 { self.target } else { rest });
        let formula = &self.formulas[if bernoulli { 1 } else { 2 }];
        let cost = match (self.cost, formula) {
            // The slope of b, or the number of the class, scaled to [0, 1].
            (CostName::Linear, _) => Cost::Linear {
                slopes: std::array::from_fn(|n| match (bernoulli, n) {
                    (true, 0) => 1.0,
                    (true, _) => 0.0,
                    (false, n) => n as f64 / (classes as f64 - 1.0),
                }),
            },
            (CostName::Custom, Some(formula)) => Cost::Custom {
                formula: formula.clone(),
                first_only: bernoulli,
            },
            (CostName::Squared | CostName::Custom, _) => Cost::Squared {
                targets,
                first_only: bernoulli,
            },
        };
        Discrete {
            cost,
            logits,
            bernoulli,
            baseline: self.baseline,
            tau: self.tau,
            eta: self.eta,
        }
    }
}
