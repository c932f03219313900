//! What the lab's parameters are called.

use super::families::gaussian::Parameter;
use super::settings::{CostName, Family, Figure, PhiName, Show};
use super::sweep::Swept;
use thetaflow::params::{Formula, Key};

pub const FIGURE: Key<Figure> = Key::new("figure");
pub const FAMILY: Key<Family> = Key::new("family");
pub const SHOW: Key<Show> = Key::new("show");
pub const AGAINST: Key<Swept> = Key::new("against");
pub const AGAINST_DISCRETE: Key<Swept> = Key::new("against_discrete");

// Of Gaussians.
pub const PHI: Key<PhiName> = Key::new("phi");
pub const F_Z: Key<Formula> = Key::new("f_z");
pub const K: Key<f64> = Key::new("k");
pub const WRT: Key<Parameter> = Key::new("wrt");
pub const SIGMA: Key<f64> = Key::new("sigma");
pub const MU: Key<f64> = Key::new("mu");
pub const D: Key<u64> = Key::new("d");
pub const DELTA: Key<f64> = Key::new("delta");

// Of discrete variables.
pub const COST: Key<CostName> = Key::new("cost");
pub const F_B: Key<Formula> = Key::new("f_b");
pub const F_Y: Key<Formula> = Key::new("f_y");
pub const TAU: Key<f64> = Key::new("tau");
pub const LOGIT: Key<f64> = Key::new("logit");
pub const CLASSES: Key<u64> = Key::new("classes");
pub const LOGITS: Key<[f64; 2]> = Key::new("logits");
pub const TARGET: Key<f64> = Key::new("target");
pub const ETA: Key<f64> = Key::new("eta");

pub const SAMPLES: Key<u64> = Key::new("samples");
pub const BASELINE: Key<f64> = Key::new("baseline");
pub const LR: Key<f64> = Key::new("lr");
