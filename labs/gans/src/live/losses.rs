//! What both players minimise, in the usual sign: D is high on real points. y = D(x).
//!
//! These are the losses of [`super::super::objectives`], whose t is −y, written for numbers of any kind and for pairs of one
//! real and one generated point. Where the two are not looked at together, the pair's loss is a sum.

use crate::objectives::Objective;
use thetaflow_nets::batch::Lanes;
use thetaflow_nets::scalar::Scalar;

/// The loss of a pair, averaged over the batch by the caller.
trait PairLoss<T> {
    /// What D minimises. `distance` is that of the pair.
    fn discriminator(&self, real: T, fake: T, distance: T) -> T;

    /// The slopes of what D minimises in D(real) and D(fake).
    fn slopes(&self, real: T, fake: T, distance: T) -> [T; 2];

    /// What G minimises.
    fn generator(&self, real: T, fake: T) -> T;

    /// The slope of what G minimises in D(fake).
    fn generator_slope(&self, real: T, fake: T) -> T;
}

/// Cross-entropy, for both forms of the classical GAN; the real term may be weighted.
struct Classical<T> {
    saturating: bool,
    real_weight: T,
}

impl<T: Scalar> PairLoss<T> for Classical<T> {
    #[inline(always)]
    fn discriminator(&self, real: T, fake: T, _: T) -> T {
        self.real_weight * (-real).softplus() + fake.softplus()
    }

    #[inline(always)]
    fn slopes(&self, real: T, fake: T, _: T) -> [T; 2] {
        [-self.real_weight * (-real).logistic(), fake.logistic()]
    }

    #[inline(always)]
    fn generator(&self, _: T, fake: T) -> T {
        if self.saturating {
            -fake.softplus()
        } else {
            (-fake).softplus()
        }
    }

    #[inline(always)]
    fn generator_slope(&self, _: T, fake: T) -> T {
        if self.saturating {
            -fake.logistic()
        } else {
            -(-fake).logistic()
        }
    }
}

struct Relativistic;

impl<T: Scalar> PairLoss<T> for Relativistic {
    #[inline(always)]
    fn discriminator(&self, real: T, fake: T, _: T) -> T {
        (fake - real).softplus()
    }

    #[inline(always)]
    fn slopes(&self, real: T, fake: T, _: T) -> [T; 2] {
        let slope = (fake - real).logistic();
        [-slope, slope]
    }

    #[inline(always)]
    fn generator(&self, real: T, fake: T) -> T {
        (real - fake).softplus()
    }

    #[inline(always)]
    fn generator_slope(&self, real: T, fake: T) -> T {
        -(real - fake).logistic()
    }
}

/// ½ (y ∓ 1)²: targets 1 and −1.
struct LeastSquares;

impl<T: Scalar> PairLoss<T> for LeastSquares {
    #[inline(always)]
    fn discriminator(&self, real: T, fake: T, _: T) -> T {
        let (real, fake) = (real - T::one(), fake + T::one());
        T::of(0.5) * (real * real + fake * fake)
    }

    #[inline(always)]
    fn slopes(&self, real: T, fake: T, _: T) -> [T; 2] {
        [real - T::one(), fake + T::one()]
    }

    #[inline(always)]
    fn generator(&self, _: T, fake: T) -> T {
        let fake = fake - T::one();
        T::of(0.5) * fake * fake
    }

    #[inline(always)]
    fn generator_slope(&self, _: T, fake: T) -> T {
        fake - T::one()
    }
}

struct Hinge;

impl<T: Scalar> PairLoss<T> for Hinge {
    #[inline(always)]
    fn discriminator(&self, real: T, fake: T, _: T) -> T {
        T::zero().larger(T::one() - real) + T::zero().larger(T::one() + fake)
    }

    #[inline(always)]
    fn slopes(&self, real: T, fake: T, _: T) -> [T; 2] {
        let (zero, one) = (T::zero(), T::one());
        [
            if real < one { -one } else { zero },
            if fake > -one { one } else { zero },
        ]
    }

    #[inline(always)]
    fn generator(&self, _: T, fake: T) -> T {
        -fake
    }

    #[inline(always)]
    fn generator_slope(&self, _: T, _: T) -> T {
        -T::one()
    }
}

struct Wasserstein;

impl<T: Scalar> PairLoss<T> for Wasserstein {
    #[inline(always)]
    fn discriminator(&self, real: T, fake: T, _: T) -> T {
        fake - real
    }

    #[inline(always)]
    fn slopes(&self, _: T, _: T, _: T) -> [T; 2] {
        [-T::one(), T::one()]
    }

    #[inline(always)]
    fn generator(&self, _: T, fake: T) -> T {
        -fake
    }

    #[inline(always)]
    fn generator_slope(&self, _: T, _: T) -> T {
        -T::one()
    }
}

/// −t + t²/(2λd), t = D(real) − D(fake).
struct QuadraticPotential<T> {
    lambda: T,
}

impl<T: Scalar> PairLoss<T> for QuadraticPotential<T> {
    #[inline(always)]
    fn discriminator(&self, real: T, fake: T, distance: T) -> T {
        let t = real - fake;
        t * t / (T::of(2.0) * self.lambda * distance) - t
    }

    #[inline(always)]
    fn slopes(&self, real: T, fake: T, distance: T) -> [T; 2] {
        let slope = (real - fake) / (self.lambda * distance) - T::one();
        [slope, -slope]
    }

    #[inline(always)]
    fn generator(&self, real: T, fake: T) -> T {
        real - fake
    }

    #[inline(always)]
    fn generator_slope(&self, _: T, _: T) -> T {
        -T::one()
    }
}

/// Points nearer to each other than this count as this far apart.
const NEAREST: f64 = 1e-6;

/// The losses of an objective.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Losses {
    pub objective: Objective,
    /// A factor on the real term of `sgan` and `nsgan`: 0.95 in GAN Lab, which does so to hold D back.
    pub real_weight: f64,
}

/// A tile of D's outputs on pairs.
#[derive(Clone, Copy)]
pub struct Pairs<'a, T> {
    pub real: &'a Lanes<T>,
    pub fake: &'a Lanes<T>,
    pub distance: &'a Lanes<T>,
}

/// Does `$body` with `$loss` standing for the objective's pair loss, so that loops are compiled for each.
macro_rules! with_loss {
    ($self:expr, $loss:ident => $body:expr) => {
        match $self.objective {
            Objective::Sgan | Objective::Nsgan => {
                let $loss = Classical {
                    saturating: $self.objective == Objective::Sgan,
                    real_weight: T::of($self.real_weight),
                };
                $body
            }
            Objective::Rsgan => {
                let $loss = Relativistic;
                $body
            }
            Objective::Lsgan => {
                let $loss = LeastSquares;
                $body
            }
            Objective::Hinge => {
                let $loss = Hinge;
                $body
            }
            Objective::GanQp { lambda } => {
                let $loss = QuadraticPotential {
                    lambda: T::of(lambda),
                };
                $body
            }
            Objective::Wgan { .. } | Objective::WganGp { .. } | Objective::WganDiv { .. } => {
                let $loss = Wasserstein;
                $body
            }
        }
    };
}

impl Losses {
    /// Whether G's slopes depend on D's outputs on real points.
    pub fn generator_sees_real(&self) -> bool {
        self.objective == Objective::Rsgan
    }

    /// Whether D's losses depend on how far the points of a pair are apart.
    pub fn measures_distance(&self) -> bool {
        matches!(self.objective, Objective::GanQp { .. })
    }

    /// The slopes of D's loss in D(real) and D(fake).
    #[inline(always)]
    pub fn slopes<T: Scalar>(&self, pairs: Pairs<T>) -> [Lanes<T>; 2] {
        let mut slopes = [*pairs.real, *pairs.fake];
        let [on_real, on_fake] = &mut slopes;
        with_loss!(self, loss => {
            for ((real, fake), distance) in on_real.iter_mut().zip(on_fake).zip(pairs.distance) {
                [*real, *fake] = loss.slopes(*real, *fake, *distance);
            }
        });
        slopes
    }

    /// The slopes of G's loss in D(fake).
    #[inline(always)]
    pub fn generator_slopes<T: Scalar>(&self, real: &Lanes<T>, fake: &Lanes<T>) -> Lanes<T> {
        let mut slopes = *fake;
        with_loss!(self, loss => {
            for (slope, real) in slopes.iter_mut().zip(real) {
                *slope = loss.generator_slope(*real, *slope);
            }
        });
        slopes
    }

    /// What D and G minimise, of one pair.
    pub fn values<T: Scalar>(&self, real: T, fake: T, distance: T) -> [T; 2] {
        with_loss!(self, loss => [
            loss.discriminator(real, fake, distance),
            loss.generator(real, fake),
        ])
    }
}

/// ‖(dx, dy)‖, not below a bound that keeps quotients finite.
#[inline(always)]
pub fn distance<T: Scalar>(dx: T, dy: T) -> T {
    (dx * dx + dy * dy).sqrt().larger(T::of(NEAREST))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::objectives::{self, Loss};

    const POINTS: [f64; 6] = [-2.3, -1.1, -0.2, 0.4, 0.9, 2.7];
    const DISTANCE: f64 = 0.7;
    const LAMBDA: f64 = 1.3;

    fn all() -> [Objective; 9] {
        [
            Objective::Sgan,
            Objective::Nsgan,
            Objective::Rsgan,
            Objective::Lsgan,
            Objective::Hinge,
            Objective::Wgan { clip: None },
            Objective::WganGp {
                penalty: 1.0,
                target_norm: 1.0,
            },
            Objective::WganDiv { k: 2.0, p: 6.0 },
            Objective::GanQp { lambda: LAMBDA },
        ]
    }

    fn losses(objective: Objective) -> Losses {
        Losses {
            objective,
            real_weight: 1.0,
        }
    }

    fn slopes(losses: &Losses, real: f64, fake: f64) -> [f64; 3] {
        let lanes = |value| [value; 8];
        let [on_real, on_fake] = losses.slopes(Pairs {
            real: &lanes(real),
            fake: &lanes(fake),
            distance: &lanes(DISTANCE),
        });
        let generator = losses.generator_slopes(&lanes(real), &lanes(fake));
        [on_real[3], on_fake[3], generator[3]]
    }

    #[test]
    fn slopes_are_those_of_the_values() {
        const H: f64 = 1e-6;
        for objective in all() {
            let losses = losses(objective);
            for (real, fake) in POINTS.into_iter().flat_map(|r| POINTS.map(|f| (r, f))) {
                let difference = |player: usize, dr: f64, df: f64| {
                    let at = |s: f64| losses.values(real + s * dr, fake + s * df, DISTANCE)[player];
                    (at(H) - at(-H)) / (2.0 * H)
                };
                let expected = [
                    difference(0, 1.0, 0.0),
                    difference(0, 0.0, 1.0),
                    difference(1, 0.0, 1.0),
                ];
                for (slope, expected) in slopes(&losses, real, fake).into_iter().zip(expected) {
                    assert!((slope - expected).abs() < 1e-8, "{objective:?}");
                }
            }
        }
    }

    /// The table of the phase portraits: t = −D, and pairs have t = D(real) − D(fake).
    #[test]
    fn slopes_are_those_of_the_table() {
        fn check(objective: Objective, loss: &impl Loss) {
            for (real, fake) in POINTS.into_iter().flat_map(|r| POINTS.map(|f| (r, f))) {
                let [on_real, on_fake, generator] = slopes(&losses(objective), real, fake);
                let expected = if matches!(objective, Objective::Rsgan | Objective::GanQp { .. }) {
                    let t = real - fake;
                    let slope = loss.on_generated(t, DISTANCE);
                    [slope, -slope, -loss.generator(t)]
                } else {
                    [
                        -loss.on_real(-real),
                        -loss.on_generated(-fake, DISTANCE),
                        -loss.generator(-fake),
                    ]
                };
                for (slope, expected) in [on_real, on_fake, generator].into_iter().zip(expected) {
                    assert!((slope - expected).abs() < 1e-14, "{objective:?}");
                }
            }
        }
        check(Objective::Sgan, &objectives::Minimax);
        check(Objective::Nsgan, &objectives::NonSaturating);
        check(Objective::Rsgan, &objectives::Relativistic);
        check(Objective::Lsgan, &objectives::LeastSquares);
        check(Objective::Hinge, &objectives::Hinge);
        check(Objective::Wgan { clip: None }, &objectives::Wasserstein);
        check(
            Objective::GanQp { lambda: LAMBDA },
            &objectives::QuadraticPotential { lambda: LAMBDA },
        );
    }
}
