//! The rows of the table.

use super::Loss;
use thetaflow::math::number::Number;

/// s(t) = 1/(1 + e^{−t}), without overflow.
fn logistic<N: Number>(t: N) -> N {
    if t.re() >= 0.0 {
        ((-t).exp() + 1.0).recip()
    } else {
        let power = t.exp();
        power / (power + 1.0)
    }
}

/// D and G play for the same loss, D's cross-entropy: a = log(1 + e^{−t}), b = log(1 + e^t), c = −a.
pub struct Minimax;

impl Loss for Minimax {
    fn on_generated<N: Number>(&self, t: N, _: N) -> N {
        -logistic(-t)
    }

    fn on_real<N: Number>(&self, t: N) -> N {
        logistic(t)
    }

    fn generator<N: Number>(&self, t: N) -> N {
        logistic(-t)
    }
}

/// The same D, while G minimises c = log(1 + e^t), which does not flatten where D is sure.
pub struct NonSaturating;

impl Loss for NonSaturating {
    fn on_generated<N: Number>(&self, t: N, _: N) -> N {
        -logistic(-t)
    }

    fn on_real<N: Number>(&self, t: N) -> N {
        logistic(t)
    }

    fn generator<N: Number>(&self, t: N) -> N {
        logistic(t)
    }
}

/// The non-saturating losses of D(generated) − D(real).
pub struct Relativistic;

impl Loss for Relativistic {
    const PAIRED: bool = true;

    fn on_generated<N: Number>(&self, t: N, _: N) -> N {
        -logistic(-t)
    }

    fn on_real<N: Number>(&self, _: N) -> N {
        N::zero()
    }

    fn generator<N: Number>(&self, t: N) -> N {
        logistic(t)
    }
}

/// a = ½ (t − 1)², b = c = ½ (t + 1)².
pub struct LeastSquares;

impl Loss for LeastSquares {
    fn on_generated<N: Number>(&self, t: N, _: N) -> N {
        t - 1.0
    }

    fn on_real<N: Number>(&self, t: N) -> N {
        t + 1.0
    }

    fn generator<N: Number>(&self, t: N) -> N {
        t + 1.0
    }
}

/// a = max(0, 1 − t), b = max(0, 1 + t), c = t.
pub struct Hinge;

impl Loss for Hinge {
    fn on_generated<N: Number>(&self, t: N, _: N) -> N {
        if t.re() < 1.0 { -N::one() } else { N::zero() }
    }

    fn on_real<N: Number>(&self, t: N) -> N {
        if t.re() > -1.0 { N::one() } else { N::zero() }
    }

    fn generator<N: Number>(&self, _: N) -> N {
        N::one()
    }
}

/// a = −t, b = c = t.
pub struct Wasserstein;

impl Loss for Wasserstein {
    fn on_generated<N: Number>(&self, _: N, _: N) -> N {
        -N::one()
    }

    fn on_real<N: Number>(&self, _: N) -> N {
        N::one()
    }

    fn generator<N: Number>(&self, _: N) -> N {
        N::one()
    }
}

/// a = −t + t²/(2λd) of the difference t of D's outputs at points d apart, c = t.
pub struct QuadraticPotential {
    pub lambda: f64,
}

impl Loss for QuadraticPotential {
    const PAIRED: bool = true;

    fn on_generated<N: Number>(&self, t: N, distance: N) -> N {
        t / (distance * self.lambda) - 1.0
    }

    fn on_real<N: Number>(&self, _: N) -> N {
        N::zero()
    }

    fn generator<N: Number>(&self, _: N) -> N {
        N::one()
    }
}
