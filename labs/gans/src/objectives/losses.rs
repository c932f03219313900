//! The rows of the table.

use super::Loss;
use thetaflow::math::number::Arithmetic;

/// Cross-entropy. G either maximises what D minimises of its points (minimax), or minimises log(1 + e^{−D}), which does not
/// flatten where D is sure.
pub struct Classical {
    pub saturating: bool,
    /// A factor on the real term.
    pub real_weight: f64,
}

impl Loss for Classical {
    #[inline(always)]
    fn discriminator<N: Arithmetic>(&self, real: N, fake: N, _: N) -> N {
        N::of(self.real_weight) * (-real).softplus() + fake.softplus()
    }

    #[inline(always)]
    fn slope_on_real<N: Arithmetic>(&self, real: N, _: N, _: N) -> N {
        -N::of(self.real_weight) * (-real).logistic()
    }

    #[inline(always)]
    fn slope_on_fake<N: Arithmetic>(&self, _: N, fake: N, _: N) -> N {
        fake.logistic()
    }

    #[inline(always)]
    fn generator<N: Arithmetic>(&self, _: N, fake: N) -> N {
        if self.saturating {
            -fake.softplus()
        } else {
            (-fake).softplus()
        }
    }

    #[inline(always)]
    fn generator_slope<N: Arithmetic>(&self, _: N, fake: N) -> N {
        if self.saturating {
            -fake.logistic()
        } else {
            -(-fake).logistic()
        }
    }
}

/// The non-saturating losses of D(real) − D(fake).
pub struct Relativistic;

impl Loss for Relativistic {
    const PAIRED: bool = true;

    #[inline(always)]
    fn discriminator<N: Arithmetic>(&self, real: N, fake: N, _: N) -> N {
        (fake - real).softplus()
    }

    #[inline(always)]
    fn slope_on_real<N: Arithmetic>(&self, real: N, fake: N, distance: N) -> N {
        -self.slope_on_fake(real, fake, distance)
    }

    #[inline(always)]
    fn slope_on_fake<N: Arithmetic>(&self, real: N, fake: N, _: N) -> N {
        (fake - real).logistic()
    }

    #[inline(always)]
    fn generator<N: Arithmetic>(&self, real: N, fake: N) -> N {
        (real - fake).softplus()
    }

    #[inline(always)]
    fn generator_slope<N: Arithmetic>(&self, real: N, fake: N) -> N {
        -(real - fake).logistic()
    }
}

/// ½ (D ∓ 1)²: targets 1 and −1.
pub struct LeastSquares;

impl Loss for LeastSquares {
    #[inline(always)]
    fn discriminator<N: Arithmetic>(&self, real: N, fake: N, _: N) -> N {
        let (real, fake) = (real - N::of(1.0), fake + N::of(1.0));
        N::of(0.5) * (real * real + fake * fake)
    }

    #[inline(always)]
    fn slope_on_real<N: Arithmetic>(&self, real: N, _: N, _: N) -> N {
        real - N::of(1.0)
    }

    #[inline(always)]
    fn slope_on_fake<N: Arithmetic>(&self, _: N, fake: N, _: N) -> N {
        fake + N::of(1.0)
    }

    #[inline(always)]
    fn generator<N: Arithmetic>(&self, _: N, fake: N) -> N {
        let fake = fake - N::of(1.0);
        N::of(0.5) * fake * fake
    }

    #[inline(always)]
    fn generator_slope<N: Arithmetic>(&self, _: N, fake: N) -> N {
        fake - N::of(1.0)
    }
}

/// D's losses are flat beyond ±1.
pub struct Hinge;

impl Loss for Hinge {
    #[inline(always)]
    fn discriminator<N: Arithmetic>(&self, real: N, fake: N, _: N) -> N {
        let (zero, one) = (N::of(0.0), N::of(1.0));
        zero.larger(one - real) + zero.larger(one + fake)
    }

    #[inline(always)]
    fn slope_on_real<N: Arithmetic>(&self, real: N, _: N, _: N) -> N {
        let one = N::of(1.0);
        if one.exceeds(real) { -one } else { N::of(0.0) }
    }

    #[inline(always)]
    fn slope_on_fake<N: Arithmetic>(&self, _: N, fake: N, _: N) -> N {
        let one = N::of(1.0);
        if fake.exceeds(-one) { one } else { N::of(0.0) }
    }

    #[inline(always)]
    fn generator<N: Arithmetic>(&self, _: N, fake: N) -> N {
        -fake
    }

    #[inline(always)]
    fn generator_slope<N: Arithmetic>(&self, _: N, _: N) -> N {
        N::of(-1.0)
    }
}

/// The difference of D's outputs.
pub struct Wasserstein;

impl Loss for Wasserstein {
    #[inline(always)]
    fn discriminator<N: Arithmetic>(&self, real: N, fake: N, _: N) -> N {
        fake - real
    }

    #[inline(always)]
    fn slope_on_real<N: Arithmetic>(&self, _: N, _: N, _: N) -> N {
        N::of(-1.0)
    }

    #[inline(always)]
    fn slope_on_fake<N: Arithmetic>(&self, _: N, _: N, _: N) -> N {
        N::of(1.0)
    }

    #[inline(always)]
    fn generator<N: Arithmetic>(&self, _: N, fake: N) -> N {
        -fake
    }

    #[inline(always)]
    fn generator_slope<N: Arithmetic>(&self, _: N, _: N) -> N {
        N::of(-1.0)
    }
}

/// t²/(2λd) − t of the difference t = D(real) − D(fake) at points d apart.
pub struct QuadraticPotential {
    pub lambda: f64,
}

impl Loss for QuadraticPotential {
    const PAIRED: bool = true;

    #[inline(always)]
    fn discriminator<N: Arithmetic>(&self, real: N, fake: N, distance: N) -> N {
        let t = real - fake;
        t * t / (N::of(2.0) * N::of(self.lambda) * distance) - t
    }

    #[inline(always)]
    fn slope_on_real<N: Arithmetic>(&self, real: N, fake: N, distance: N) -> N {
        (real - fake) / (N::of(self.lambda) * distance) - N::of(1.0)
    }

    #[inline(always)]
    fn slope_on_fake<N: Arithmetic>(&self, real: N, fake: N, distance: N) -> N {
        -self.slope_on_real(real, fake, distance)
    }

    #[inline(always)]
    fn generator<N: Arithmetic>(&self, real: N, fake: N) -> N {
        real - fake
    }

    #[inline(always)]
    fn generator_slope<N: Arithmetic>(&self, _: N, _: N) -> N {
        N::of(-1.0)
    }
}
