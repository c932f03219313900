//! What both players minimise, of tiles of pairs: D's outputs on a real and on a generated point.

use crate::objectives::{Loss, Objective, with_loss};
use thetaflow_nets::batch::Lanes;
use thetaflow_nets::scalar::Scalar;

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
        with_loss!(self.objective, self.real_weight, loss => {
            for ((real, fake), distance) in on_real.iter_mut().zip(on_fake).zip(pairs.distance) {
                [*real, *fake] = [
                    loss.slope_on_real(*real, *fake, *distance),
                    loss.slope_on_fake(*real, *fake, *distance),
                ];
            }
        });
        slopes
    }

    /// The slopes of G's loss in D(fake).
    #[inline(always)]
    pub fn generator_slopes<T: Scalar>(&self, real: &Lanes<T>, fake: &Lanes<T>) -> Lanes<T> {
        let mut slopes = *fake;
        with_loss!(self.objective, self.real_weight, loss => {
            for (slope, real) in slopes.iter_mut().zip(real) {
                *slope = loss.generator_slope(*real, *slope);
            }
        });
        slopes
    }

    /// What D and G minimise, of one pair.
    pub fn values<T: Scalar>(&self, real: T, fake: T, distance: T) -> [T; 2] {
        with_loss!(self.objective, self.real_weight, loss => [
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
