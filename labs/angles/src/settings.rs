//! The lab's parameters, read into the types that the simulations work with.

use super::activation::Activation;
use super::approximation::Approximation;
use super::components::Distribution;
use super::keys;
use super::weights::Weights;
use thetaflow::choices;
use thetaflow::params::Params;

choices! {
    /// Which of the five figures.
    pub enum Figure {
        Density = "density",
        Sphere = "sphere",
        Dimensions = "dimensions",
        Gram = "gram",
        Signal = "signal",
    }
}

choices! {
    /// A law of random vectors, before its numbers are known.
    pub enum DistributionName {
        Gaussian = "gaussian",
        Sphere = "sphere",
        UniformCube = "uniform_cube",
        Rademacher = "rademacher",
        Sparse = "sparse",
        Correlated = "correlated",
        Positive = "positive",
        StudentT = "student_t",
    }
}

choices! {
    /// Which normal approximation is drawn.
    pub enum Normal {
        None = "none",
        Angle = "angle",
        Cosine = "cosine",
    }
}

choices! {
    /// How the reader wants angles to be drawn.
    pub enum Sampler {
        /// From their law where vectors would take too long.
        Auto = "auto",
        Vectors = "vectors",
        Law = "law",
    }
}

/// How angles are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// From vectors of n components.
    Vectors,
    /// From the law of the angle, one number each.
    Law,
}

/// What decides the sampled angles.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sampling {
    pub n: u64,
    pub distribution: Distribution,
    /// m: the angle of pairs if 2, and otherwise the smallest angle among so many.
    pub vectors: u64,
    /// Beyond this distance from a right angle lies the tail, in radians.
    pub delta: f64,
    pub method: Method,
    pub seed: u64,
}

/// What a run is made from.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    pub figure: Figure,
    pub sampling: Sampling,
    /// How many angles are sampled in all.
    pub samples: u64,
    pub approximation: Option<Approximation>,
    pub zoom: bool,
    /// How the sphere is turned: about its axis and towards the reader, in degrees.
    pub turn: [f64; 2],
    pub weights: Weights,
    pub activation: Activation,
    pub layers: u64,
    /// The angle between the two inputs of the network, in radians.
    pub input_angle: f64,
    pub steps: u64,
}

/// More random numbers than this take long enough for speed to matter.
const HEAVY: f64 = 4e6;

/// Above so many components in all, angles come from their law where there is one.
pub const COSTLY: f64 = 1e9;

impl Settings {
    /// Whether a run draws or multiplies many numbers.
    pub fn is_heavy(&self) -> bool {
        let Sampling {
            n, vectors, method, ..
        } = self.sampling;
        let Weights {
            fan_in, fan_out, ..
        } = self.weights;
        let entries = fan_in as f64 * fan_out as f64;
        let work = match (self.figure, method) {
            (Figure::Signal, _) => entries * self.layers as f64 * self.steps as f64,
            (Figure::Gram, _) => entries * fan_out as f64,
            (_, Method::Law) => self.samples as f64,
            (_, Method::Vectors) => n as f64 * self.samples as f64 * vectors as f64 / 2.0,
        };
        work > HEAVY
    }

    pub fn of(params: &Params) -> Self {
        let figure = params.get(keys::FIGURE);
        let distribution = match params.get(keys::DISTRIBUTION) {
            DistributionName::Gaussian => Distribution::Gaussian,
            DistributionName::Sphere => Distribution::Sphere,
            DistributionName::UniformCube => Distribution::UniformCube,
            DistributionName::Rademacher => Distribution::Rademacher,
            DistributionName::Sparse => Distribution::Sparse(params.get(keys::KEEP)),
            DistributionName::Correlated => Distribution::Correlated(params.get(keys::RHO)),
            DistributionName::Positive => Distribution::Positive,
            DistributionName::StudentT => Distribution::StudentT(params.get(keys::FREEDOM)),
        };
        let vectors = if figure == Figure::Density {
            params.get(keys::VECTORS)
        } else {
            2
        };
        let (n, samples) = (params.get(keys::N), params.get(keys::SAMPLES));
        let has_law = distribution.is_isotropic() && vectors == 2;
        let method = match params.get(keys::SAMPLER) {
            Sampler::Law if has_law => Method::Law,
            Sampler::Auto if has_law && n as f64 * samples as f64 > COSTLY => Method::Law,
            _ => Method::Vectors,
        };
        Self {
            figure,
            sampling: Sampling {
                n,
                distribution,
                vectors,
                delta: params.get(keys::DELTA),
                method,
                seed: params.seed(),
            },
            samples,
            approximation: match params.get(keys::NORMAL) {
                _ if figure != Figure::Density || vectors > 2 => None,
                Normal::None => None,
                Normal::Angle => Some(Approximation::Angle),
                Normal::Cosine => Some(Approximation::Cosine),
            },
            zoom: params.get(keys::ZOOM),
            turn: [params.get(keys::YAW), params.get(keys::PITCH)],
            weights: Weights {
                fan_in: params.get(keys::FAN_IN),
                fan_out: params.get(keys::FAN_OUT),
                init: params.get(keys::INIT),
                gain: params.get(keys::GAIN),
            },
            activation: params.get(keys::ACTIVATION),
            layers: params.get(keys::LAYERS),
            input_angle: params.get(keys::INPUT_ANGLE).to_radians(),
            steps: params.steps(),
        }
    }
}
