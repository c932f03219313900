//! What the two players of a GAN want, as one table of small functions behind one trait.
//!
//! A [`Loss`] says what the players' losses are made of: functions of the discriminator's output D(x), each by its slope.
//! The sign is that of Mescheder et al. 2018: D is high on *generated* points. (With D high on real points, t is −D(x).)
//!
//! | | D on generated, a'(t) | D on real, b'(t) | G, c'(t) |
//! |---|---|---|---|
//! | [`Minimax`] | −s(−t) | s(t) | s(−t) |
//! | [`NonSaturating`] | −s(−t) | s(t) | s(t) |
//! | [`Relativistic`], t = D(generated) − D(real) | −s(−t) | | s(t) |
//! | [`LeastSquares`] | t − 1 | t + 1 | t + 1 |
//! | [`Hinge`] | −1 where t < 1 | 1 where t > −1 | 1 |
//! | [`Wasserstein`] | −1 | 1 | 1 |
//! | [`QuadraticPotential`], t as in relativistic, d the distance | −1 + t/(λd) | | 1 |
//!
//! with s(t) = 1/(1 + e^{−t}): D minimises E a(D(generated)) + E b(D(real)), G minimises E c(D(generated)).

mod losses;

pub use losses::{
    Hinge, LeastSquares, Minimax, NonSaturating, QuadraticPotential, Relativistic, Wasserstein,
};

use thetaflow::choices;
use thetaflow::math::number::Number;

/// The losses of both players, by their slopes in D's output.
pub trait Loss {
    /// Whether the losses look at pairs of a generated and a real point, t being the difference of D's outputs.
    const PAIRED: bool = false;

    /// a'(t), of what D minimises on generated points. `distance` is that of a pair.
    fn on_generated<N: Number>(&self, t: N, distance: N) -> N;

    /// b'(t), of what D minimises on real points.
    fn on_real<N: Number>(&self, t: N) -> N;

    /// c'(t), of what G minimises.
    fn generator<N: Number>(&self, t: N) -> N;
}

choices! {
    /// An objective, before its numbers are known. `wgan` first: its Dirac-GAN circles, spirals out and turns inward most
    /// plainly.
    pub enum ObjectiveName {
        Wgan = "wgan",
        Sgan = "sgan",
        Nsgan = "nsgan",
        Rsgan = "rsgan",
        Lsgan = "lsgan",
        Hinge = "hinge",
        WganGp = "wgan_gp",
        WganDiv = "wgan_div",
        GanQp = "gan_qp",
    }
}

/// A loss and the penalties that belong to its name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Objective {
    /// Minimax (Goodfellow et al. 2014).
    Sgan,
    /// Non-saturating (Goodfellow et al. 2014).
    Nsgan,
    /// Relativistic (Jolicoeur-Martineau 2018).
    Rsgan,
    /// Least squares (Mao et al. 2017), targets ±1.
    Lsgan,
    Hinge,
    /// Wasserstein (Arjovsky et al. 2017), D's parameters clipped to [−clip, clip] after each of its steps, if at all.
    Wgan {
        clip: Option<f64>,
    },
    /// With the penalty λ/2 (‖∇D‖ − g₀)² (Gulrajani et al. 2017).
    WganGp {
        penalty: f64,
        target_norm: f64,
    },
    /// With the penalty k ‖∇D‖ᵖ (Wu et al. 2018), p ≥ 2.
    WganDiv {
        k: f64,
        p: f64,
    },
    /// Quadratic potential divergence (Su 2018).
    GanQp {
        lambda: f64,
    },
}

impl Objective {
    /// Its name.
    pub fn name(self) -> ObjectiveName {
        match self {
            Self::Sgan => ObjectiveName::Sgan,
            Self::Nsgan => ObjectiveName::Nsgan,
            Self::Rsgan => ObjectiveName::Rsgan,
            Self::Lsgan => ObjectiveName::Lsgan,
            Self::Hinge => ObjectiveName::Hinge,
            Self::Wgan { .. } => ObjectiveName::Wgan,
            Self::WganGp { .. } => ObjectiveName::WganGp,
            Self::WganDiv { .. } => ObjectiveName::WganDiv,
            Self::GanQp { .. } => ObjectiveName::GanQp,
        }
    }

    /// The bound on D's parameters, if there is one.
    pub fn clip(self) -> Option<f64> {
        match self {
            Self::Wgan { clip } => clip,
            _ => None,
        }
    }

    /// The slope of the gradient penalty where D's gradient is `slope`, in one dimension.
    pub fn penalty<N: Number>(self, slope: N) -> N {
        match self {
            // λ (|ψ| − g₀) sign ψ, sign 0 = 0.
            Self::WganGp {
                penalty,
                target_norm,
            } => (slope - target_norm * sign(slope.re())) * penalty,
            // At 0 the penalty is flat, but for p = 2, which is a square.
            Self::WganDiv { k, p: 2.0 } => slope * (2.0 * k),
            Self::WganDiv { .. } if slope.re() == 0.0 => N::zero(),
            Self::WganDiv { k, p } => {
                (slope * sign(slope.re())).powf(p - 1.0) * (k * p * sign(slope.re()))
            }
            _ => N::zero(),
        }
    }
}

/// −1, 0 or 1, with sign 0 = 0.
pub(super) fn sign(value: f64) -> f64 {
    if value == 0.0 { 0.0 } else { value.signum() }
}
