//! The components of random vectors: which law they follow, and how many of them are drawn at a time.

use thetaflow::math::lanes::{Lane, Lanes, WIDTH};

/// The law of a random vector in n dimensions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Distribution {
    /// Independent N(0, 1).
    Gaussian,
    /// Uniform on the sphere: a Gaussian vector divided by its length, which no angle notices.
    Sphere,
    /// Uniform on [−1, 1]ⁿ.
    UniformCube,
    /// Signs ±1, each with probability ½.
    Rademacher,
    /// N(0, 1), kept with this probability and otherwise 0. A zero vector is drawn again.
    Sparse(f64),
    /// N(0, 1) with this correlation between any two components of a vector.
    Correlated(f64),
    /// |N(0, 1)|.
    Positive,
    /// Student's t with so many degrees of freedom.
    StudentT(f64),
}

impl Distribution {
    /// No direction is preferred: the exact law of the angle holds.
    pub fn is_isotropic(self) -> bool {
        matches!(self, Distribution::Gaussian | Distribution::Sphere)
    }

    /// One component of the vectors x and one of the vectors y, a pair in each lane. What all components of a vector
    /// share is left to [`Shared`].
    #[inline(always)]
    pub fn components(self, lanes: &mut Lanes) -> (Lane, Lane) {
        match self {
            Distribution::Gaussian | Distribution::Sphere | Distribution::Correlated(_) => {
                lanes.normals()
            }
            Distribution::UniformCube => (lanes.signed_units(), lanes.signed_units()),
            Distribution::Rademacher => (signs(lanes), signs(lanes)),
            Distribution::Sparse(probability) => {
                let (x, y) = lanes.normals();
                let bound = (probability * 4_294_967_296.0) as u32;
                (kept(x, lanes, bound), kept(y, lanes, bound))
            }
            Distribution::Positive => {
                let (x, y) = lanes.normals();
                (x.map(f32::abs), y.map(f32::abs))
            }
            Distribution::StudentT(freedom) => {
                let freedom = freedom as f32;
                (lanes.students(freedom), lanes.students(freedom))
            }
        }
    }
}

#[inline(always)]
fn signs(lanes: &mut Lanes) -> Lane {
    let one = 1.0_f32.to_bits();
    lanes
        .bits()
        .map(|bits| f32::from_bits(one | (bits & 0x8000_0000)))
}

#[inline(always)]
fn kept(mut lane: Lane, lanes: &mut Lanes, bound: u32) -> Lane {
    let bits = lanes.bits();
    for i in 0..WIDTH {
        lane[i] = if bits[i] <= bound { lane[i] } else { 0.0 };
    }
    lane
}

/// What all components of a vector share: x_i = √ρ z₀ + √(1 − ρ) z_i has correlation ρ between any two components.
#[derive(Clone, Copy, Debug)]
pub struct Shared {
    own: f32,
    x: Lane,
    y: Lane,
}

impl Shared {
    /// Drawn once for each pair of vectors.
    pub fn draw(distribution: Distribution, lanes: &mut Lanes) -> Self {
        let Distribution::Correlated(correlation) = distribution else {
            let zero = [0.0; WIDTH];
            return Self {
                own: 1.0,
                x: zero,
                y: zero,
            };
        };
        let common = correlation.sqrt() as f32;
        let (x, y) = lanes.normals();
        Self {
            own: (1.0 - correlation).sqrt() as f32,
            x: x.map(|z| common * z),
            y: y.map(|z| common * z),
        }
    }

    #[inline(always)]
    pub fn mix(&self, mut x: Lane, mut y: Lane) -> (Lane, Lane) {
        for i in 0..WIDTH {
            x[i] = self.own * x[i] + self.x[i];
            y[i] = self.own * y[i] + self.y[i];
        }
        (x, y)
    }
}
