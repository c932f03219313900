//! What the reader chooses among in the live view.

use thetaflow::choices;
use thetaflow_nets::activation::Activation;
use thetaflow_nets::random::Latent;

choices! {
    /// What G imitates.
    pub enum DataName {
        Ring = "ring",
        Grid = "grid",
        Moons = "moons",
        Spiral = "spiral",
        Circle = "circle",
        Line = "line",
        Checkerboard = "checkerboard",
        /// The reader's own.
        Points = "points",
    }
}

choices! {
    /// Who learns.
    pub enum Trains {
        Both = "both",
        Discriminator = "discriminator",
        Generator = "generator",
    }
}

choices! {
    /// What stands behind the hidden layers.
    pub enum Hidden {
        Tanh = "tanh",
        Relu = "relu",
        LeakyRelu = "leaky_relu",
        Softplus = "softplus",
    }
}

impl From<Hidden> for Activation {
    fn from(hidden: Hidden) -> Self {
        match hidden {
            Hidden::Tanh => Self::Tanh,
            Hidden::Relu => Self::Relu,
            Hidden::LeakyRelu => Self::LeakyRelu,
            Hidden::Softplus => Self::Softplus,
        }
    }
}

choices! {
    /// What stands behind G's last layer.
    pub enum Output {
        Identity = "identity",
        Tanh = "tanh",
    }
}

impl From<Output> for Activation {
    fn from(output: Output) -> Self {
        match output {
            Output::Identity => Self::Identity,
            Output::Tanh => Self::Tanh,
        }
    }
}

choices! {
    /// The law of what G is fed with.
    pub enum LatentName {
        Normal = "normal",
        Uniform = "uniform",
    }
}

impl From<LatentName> for Latent {
    fn from(latent: LatentName) -> Self {
        match latent {
            LatentName::Normal => Self::Normal,
            LatentName::Uniform => Self::Uniform,
        }
    }
}
