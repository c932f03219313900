//! Random weight matrices as PyTorch's `torch.nn.init` makes them, and orthogonal ones.

use thetaflow::choices;
use thetaflow::math::lanes::{Lanes, WIDTH};

choices! {
    /// How the entries of a weight matrix are drawn. `std` below is their standard deviation; a uniform law on [−a, a] has
    /// a = √3 std.
    pub enum Init {
        /// std = gain √(2/fan_in) (He et al. 2015); PyTorch's kaiming with nonlinearity `relu`.
        KaimingNormal = "kaiming_normal",
        /// std = gain/√fan_in (LeCun et al. 1998); PyTorch's kaiming with nonlinearity `linear`.
        LecunNormal = "lecun_normal",
        /// std = gain √(2/(fan_in + fan_out)) (Glorot and Bengio 2010).
        XavierNormal = "xavier_normal",
        /// gain times a matrix with orthonormal columns (or rows, if it is wide), uniform among these (Saxe et al. 2014).
        Orthogonal = "orthogonal",
        KaimingUniform = "kaiming_uniform",
        LecunUniform = "lecun_uniform",
        XavierUniform = "xavier_uniform",
    }
}

/// The shape of the law of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Normal,
    Uniform,
}

/// A weight matrix before it is drawn: fan_out vectors of fan_in components.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weights {
    pub fan_in: u64,
    pub fan_out: u64,
    pub init: Init,
    pub gain: f64,
}

impl Weights {
    /// The standard deviation of an entry.
    pub fn std(&self) -> f64 {
        let (fan_in, fan_out) = (self.fan_in as f64, self.fan_out as f64);
        self.gain
            * match self.init {
                Init::LecunNormal | Init::LecunUniform => 1.0 / fan_in.sqrt(),
                Init::XavierNormal | Init::XavierUniform => (2.0 / (fan_in + fan_out)).sqrt(),
                Init::KaimingNormal | Init::KaimingUniform => (2.0 / fan_in).sqrt(),
                // Each of the shorter side's unit vectors has as many entries as the longer side.
                Init::Orthogonal => 1.0 / fan_in.max(fan_out).sqrt(),
            }
    }

    /// The same matrix for a layer that leads back: fan_in and fan_out exchanged.
    pub fn reversed(&self) -> Self {
        Self {
            fan_in: self.fan_out,
            fan_out: self.fan_in,
            ..*self
        }
    }

    /// The shape of an entry's law; a Gaussian one is what orthogonal matrices are made from.
    pub fn shape(&self) -> Shape {
        match self.init {
            Init::KaimingUniform | Init::LecunUniform | Init::XavierUniform => Shape::Uniform,
            Init::KaimingNormal | Init::LecunNormal | Init::XavierNormal | Init::Orthogonal => {
                Shape::Normal
            }
        }
    }
}

/// Entries of variance 1, in blocks of 2·[`WIDTH`].
pub const BLOCK: usize = 2 * WIDTH;

/// Draws a block of entries of variance 1.
#[inline(always)]
pub fn entries(lanes: &mut Lanes, shape: Shape) -> [f32; BLOCK] {
    let (first, second) = match shape {
        Shape::Normal => lanes.normals(),
        Shape::Uniform => {
            let widen = |lane: [f32; WIDTH]| lane.map(|x| 1.732_050_8 * x);
            (widen(lanes.signed_units()), widen(lanes.signed_units()))
        }
    };
    let mut block = [0.0; BLOCK];
    block[..WIDTH].copy_from_slice(&first);
    block[WIDTH..].copy_from_slice(&second);
    block
}

/// A vector of `size` entries of standard deviation `std`.
pub fn vector(lanes: &mut Lanes, shape: Shape, size: usize, std: f64) -> Vec<f64> {
    let mut vector = Vec::with_capacity(size + BLOCK);
    while vector.len() < size {
        vector.extend(entries(lanes, shape).map(|entry| std * f64::from(entry)));
    }
    vector.truncate(size);
    vector
}

/// x·y.
pub fn dot(x: &[f64], y: &[f64]) -> f64 {
    // Several sums side by side: one after the other they would wait for each other.
    let mut sums = [0.0; 8];
    let (xs, ys) = (x.chunks_exact(8), y.chunks_exact(8));
    let rest: f64 = (xs.remainder().iter().zip(ys.remainder()))
        .map(|(x, y)| x * y)
        .sum();
    for (x, y) in xs.zip(ys) {
        for i in 0..8 {
            sums[i] += x[i] * y[i];
        }
    }
    sums.iter().sum::<f64>() + rest
}

/// Makes a Gaussian vector the next of an orthonormal family, uniform among the unit vectors at right angles to it.
///
/// Gram and Schmidt's method, twice, which is enough for orthogonality to rounding (Giraud et al. 2005). This is the QR
/// decomposition whose R has a positive diagonal: the sign that makes Q uniform (Mezzadri 2007) needs no mending.
pub fn orthonormalise(mut vector: Vec<f64>, family: &[Vec<f64>]) -> Vec<f64> {
    for _ in 0..2 {
        for earlier in family {
            let share = dot(&vector, earlier);
            (vector.iter_mut().zip(earlier)).for_each(|(v, e)| *v -= share * e);
        }
        let length = dot(&vector, &vector).sqrt();
        if length > 0.0 {
            vector.iter_mut().for_each(|v| *v /= length);
        }
    }
    vector
}

#[cfg(test)]
mod tests {
    use super::*;
    use thetaflow::math::random::generator;

    /// The formulas in the documentation of torch.nn.init.
    #[test]
    fn standard_deviations_are_those_of_pytorch() {
        let std = |init, gain| {
            Weights {
                fan_in: 200,
                fan_out: 50,
                init,
                gain,
            }
            .std()
        };
        for (init, gain, expected) in [
            (Init::LecunNormal, 1.0, 0.005_f64.sqrt()),
            (Init::XavierUniform, 2.0, 2.0 * 0.008_f64.sqrt()),
            (Init::KaimingNormal, 1.0, 0.1),
            (Init::Orthogonal, 3.0, 3.0 * 0.005_f64.sqrt()),
        ] {
            assert!((std(init, gain) - expected).abs() < 1e-15, "{init:?}");
        }
    }

    #[test]
    fn entries_have_variance_one() {
        let mut lanes = Lanes::new(&mut generator(2));
        for shape in [Shape::Normal, Shape::Uniform] {
            let entries = vector(&mut lanes, shape, 100_001, 2.0);
            let mean = entries.iter().sum::<f64>() / 1e5;
            let square = dot(&entries, &entries) / 1e5;
            assert!(
                mean.abs() < 5.0 * 2.0 / 316.0 && (square - 4.0).abs() < 0.1,
                "{shape:?}"
            );
        }
    }

    #[test]
    fn orthogonal_families_are_orthonormal() {
        let mut lanes = Lanes::new(&mut generator(4));
        let mut family: Vec<Vec<f64>> = Vec::new();
        for _ in 0..200 {
            let gaussian = vector(&mut lanes, Shape::Normal, 200, 1.0);
            family.push(orthonormalise(gaussian, &family));
        }
        for (i, x) in family.iter().enumerate() {
            for (j, y) in family.iter().enumerate() {
                let expected = if i == j { 1.0 } else { 0.0 };
                assert!((dot(x, y) - expected).abs() < 1e-12, "{i} {j}");
            }
        }
    }
}
