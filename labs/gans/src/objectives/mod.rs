//! What the two players of a GAN want, as one table of losses behind one trait.
//!
//! The sign is the usual one: D is high on *real* points. A [`Loss`] looks at a pair, y = D(real) and z = D(fake), and says
//! what each player minimises in the mean over pairs, with its slopes; its numbers may be of any kind.
//!
//! | | D minimises | slopes in y and z | G minimises | slope in z |
//! |---|---|---|---|---|
//! | [`Classical`], minimax | log(1 + e^{−y}) + log(1 + e^z) | −s(−y), s(z) | −log(1 + e^z) | −s(z) |
//! | [`Classical`], non-saturating | the same | the same | log(1 + e^{−z}) | −s(−z) |
//! | [`Relativistic`] | log(1 + e^{z−y}) | −s(z − y), s(z − y) | log(1 + e^{y−z}) | −s(y − z) |
//! | [`LeastSquares`] | ½(y − 1)² + ½(z + 1)² | y − 1, z + 1 | ½(z − 1)² | z − 1 |
//! | [`Hinge`] | max(0, 1 − y) + max(0, 1 + z) | −1 where y < 1, 1 where z > −1 | −z | −1 |
//! | [`Wasserstein`] | z − y | −1, 1 | −z | −1 |
//! | [`QuadraticPotential`], t = y − z, d the distance | t²/(2λd) − t | t/(λd) − 1, 1 − t/(λd) | t | −1 |
//!
//! with s(t) = 1/(1 + e^{−t}).

mod losses;

pub(crate) use losses::{
    Classical, Hinge, LeastSquares, QuadraticPotential, Relativistic, Wasserstein,
};

use thetaflow::choices;
use thetaflow::math::number::{Arithmetic, Number};

/// The losses of both players, of a real and a generated point, by D's outputs on them.
pub(crate) trait Loss {
    /// Whether they are no sums over real and generated points: only the difference of D's outputs counts.
    const PAIRED: bool = false;

    /// What D minimises. `distance` is that of the points.
    fn discriminator<N: Arithmetic>(&self, real: N, fake: N, distance: N) -> N;

    /// Its slope in D(real).
    fn slope_on_real<N: Arithmetic>(&self, real: N, fake: N, distance: N) -> N;

    /// Its slope in D(fake).
    fn slope_on_fake<N: Arithmetic>(&self, real: N, fake: N, distance: N) -> N;

    /// What G minimises.
    fn generator<N: Arithmetic>(&self, real: N, fake: N) -> N;

    /// Its slope in D(fake).
    fn generator_slope<N: Arithmetic>(&self, real: N, fake: N) -> N;
}

/// Does `$body` with `$loss` standing for the losses of an objective, so that it is compiled for each; `$real_weight` is that
/// of [`Classical`].
macro_rules! with_loss {
    ($objective:expr, $real_weight:expr, $loss:ident => $body:expr) => {
        match $objective {
            objective @ ($crate::objectives::Objective::Sgan
            | $crate::objectives::Objective::Nsgan) => {
                let $loss = $crate::objectives::Classical {
                    saturating: objective == $crate::objectives::Objective::Sgan,
                    real_weight: $real_weight,
                };
                $body
            }
            $crate::objectives::Objective::Rsgan => {
                let $loss = $crate::objectives::Relativistic;
                $body
            }
            $crate::objectives::Objective::Lsgan => {
                let $loss = $crate::objectives::LeastSquares;
                $body
            }
            $crate::objectives::Objective::Hinge => {
                let $loss = $crate::objectives::Hinge;
                $body
            }
            $crate::objectives::Objective::Wgan { .. }
            | $crate::objectives::Objective::WganGp { .. }
            | $crate::objectives::Objective::WganDiv { .. } => {
                let $loss = $crate::objectives::Wasserstein;
                $body
            }
            $crate::objectives::Objective::GanQp { lambda } => {
                let $loss = $crate::objectives::QuadraticPotential { lambda };
                $body
            }
        }
    };
}
pub(crate) use with_loss;

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
    /// One of each name, in their order: for tests of them all.
    pub const EXAMPLES: [Self; 9] = [
        Self::Wgan { clip: None },
        Self::Sgan,
        Self::Nsgan,
        Self::Rsgan,
        Self::Lsgan,
        Self::Hinge,
        Self::WganGp {
            penalty: 0.5,
            target_norm: 1.0,
        },
        Self::WganDiv { k: 2.0, p: 6.0 },
        Self::GanQp { lambda: 0.8 },
    ];

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

#[cfg(test)]
mod tests {
    use super::*;
    use thetaflow::math::number::Dual;

    #[test]
    fn there_is_an_example_of_every_name() {
        assert_eq!(Objective::EXAMPLES.map(Objective::name), ObjectiveName::ALL);
    }

    /// Those of the values are told by dual numbers.
    #[test]
    fn slopes_are_those_of_the_values() {
        const POINTS: [f64; 6] = [-2.3, -1.1, -0.2, 0.4, 0.9, 2.7];
        for objective in Objective::EXAMPLES {
            for (real, fake) in POINTS.into_iter().flat_map(|r| POINTS.map(|f| (r, f))) {
                let [y, z] = Dual::variables([real, fake]);
                let (found, expected) = with_loss!(objective, 0.95, loss => (
                    [
                        loss.slope_on_real(real, fake, 0.7),
                        loss.slope_on_fake(real, fake, 0.7),
                        loss.generator_slope(real, fake),
                    ],
                    [
                        loss.discriminator(y, z, 0.7.into()).slopes[0],
                        loss.discriminator(y, z, 0.7.into()).slopes[1],
                        loss.generator(y, z).slopes[1],
                    ],
                ));
                for (found, expected) in found.into_iter().zip(expected) {
                    assert!((found - expected).abs() < 1e-14, "{objective:?}");
                }
            }
        }
    }
}
