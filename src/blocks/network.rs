//! A small network: its hidden layers, what stands behind its last one, and what it is fed with.

use crate::nets::activation::Activation;
use crate::nets::network::Shape;
use crate::nets::random::Latent;
use crate::params::{Choices, Key, Param, Params, Scale, choice, choice_among, integer};

/// The keys of one network's hidden layers.
#[derive(Clone, Copy)]
pub struct Keys {
    /// Units of a layer.
    pub width: Key<u64>,
    /// How many layers.
    pub depth: Key<u64>,
    /// What stands behind each.
    pub activation: Key<Activation>,
}

/// The keys with an ending that tells several networks of a lab apart.
#[macro_export]
macro_rules! network_keys {
    ($ending:literal) => {
        $crate::blocks::network::Keys {
            width: $crate::params::Key::new(concat!("width", $ending)),
            depth: $crate::params::Key::new(concat!("depth", $ending)),
            activation: $crate::params::Key::new(concat!("activation", $ending)),
        }
    };
}
pub use network_keys as keys;

/// The law of a latent vector.
pub const LATENT: Key<Latent> = Key::new("latent");
/// How many numbers it has.
pub const LATENTS: Key<u64> = Key::new("latents");

/// What hidden layers may have behind them.
const HIDDEN: [Activation; 4] = [
    Activation::Tanh,
    Activation::Relu,
    Activation::LeakyRelu,
    Activation::Softplus,
];

/// What may stand behind the last layer of a network whose output are points.
const OUTPUT: [Activation; 2] = [Activation::Identity, Activation::Tanh];

impl Choices for Activation {
    fn all() -> Vec<Self> {
        vec![
            Self::Identity,
            Self::Tanh,
            Self::Relu,
            Self::LeakyRelu,
            Self::Softplus,
        ]
    }

    fn id(&self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Tanh => "tanh",
            Self::Relu => "relu",
            Self::LeakyRelu => "leaky_relu",
            Self::Softplus => "softplus",
        }
    }
}

impl Choices for Latent {
    fn all() -> Vec<Self> {
        vec![Self::Normal, Self::Uniform]
    }

    fn id(&self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Uniform => "uniform",
        }
    }
}

/// Width, depth and activation of the hidden layers.
pub fn params(keys: &Keys) -> [Param; 3] {
    [
        integer(keys.width, "", Scale::Log, [2, 128], 32),
        integer(keys.depth, "", Scale::Linear, [1, 4], 3),
        choice_among(keys.activation, "", &HIDDEN),
    ]
}

/// What stands behind the last layer of a network whose output are points.
pub fn output(key: Key<Activation>) -> Param {
    choice_among(key, "", &OUTPUT)
}

/// Latent vectors: their law, and how many numbers they have.
pub fn latent() -> [Param; 2] {
    [
        choice(LATENT, ""),
        integer(LATENTS, "", Scale::Linear, [1, 16], 2),
    ]
}

/// The hidden layers as they are chosen.
pub fn shape(params: &Params, keys: &Keys) -> Shape {
    Shape {
        width: params.get(keys.width) as usize,
        depth: params.get(keys.depth) as usize,
        activation: params.get(keys.activation),
    }
}
