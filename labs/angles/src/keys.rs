//! What the lab's parameters are called.

use super::activation::Activation;
use super::settings::{DistributionName, Figure, Normal, Sampler};
use super::weights::Init;
use thetaflow::params::Key;

pub const FIGURE: Key<Figure> = Key::new("figure");

// Of sampled angles.
pub const N: Key<u64> = Key::new("n");
pub const DISTRIBUTION: Key<DistributionName> = Key::new("distribution");
pub const KEEP: Key<f64> = Key::new("keep");
pub const RHO: Key<f64> = Key::new("rho");
pub const FREEDOM: Key<f64> = Key::new("freedom");
pub const VECTORS: Key<u64> = Key::new("vectors");
pub const DELTA: Key<f64> = Key::new("delta");
pub const NORMAL: Key<Normal> = Key::new("normal");
pub const ZOOM: Key<bool> = Key::new("zoom");
pub const SAMPLER: Key<Sampler> = Key::new("sampler");
pub const SAMPLES: Key<u64> = Key::new("samples");

// Of random matrices.
pub const FAN_IN: Key<u64> = Key::new("fan_in");
pub const FAN_OUT: Key<u64> = Key::new("fan_out");
pub const INIT: Key<Init> = Key::new("init");
pub const GAIN: Key<f64> = Key::new("gain");
pub const ACTIVATION: Key<Activation> = Key::new("activation");
pub const LAYERS: Key<u64> = Key::new("layers");
pub const INPUT_ANGLE: Key<f64> = Key::new("input_angle");

// How the sphere is turned.
pub const YAW: Key<f64> = Key::new("yaw");
pub const PITCH: Key<f64> = Key::new("pitch");
