//! RMSProp and AdaGrad: θ' = −g/(√G + ε) with G' = r (g² − G) and G' = g².
//!
//! RMSProp's average forgets at the rate r = (1 − λ)/h, h = γ; AdaGrad's sum never forgets, and its natural clock is
//! h = γ², in which ε becomes γ ε (da Silva & Gazeau 2020, "A General System of Differential Equations to Model First-Order
//! Adaptive Algorithms").
//!
//! Both start from G = 0, where θ' is nearly singular: G ≈ r g² t, so θ moves by −2 sign(g) √(t/r). The equations are
//! therefore solved for what stays smooth: in the time s = √t, and for the mean v of g² over the past instead of G,
//!
//! ```text
//! dθ/ds = −2s g/(√G + ε),   dv/ds = 2s (g² − v)/age(t),   G = w age(t) v,   v(0) = g₀²,
//! ```
//!
//! where age(t) = (1 − e^{−rt})/r is the time that the mean extends over, t itself for r = 0, and w = r or 1.
//!
//! At a minimum G is forgotten while g vanishes, so the step 1/√G grows, and the equation becomes stiffer, without limit. But
//! L falls along the flow; it is stopped where no path downhill leads further than `REST`.

use super::Flow;
use super::loss::Loss;
use super::trajectory::{ABSOLUTE, Equation, RELATIVE, Trajectory};
use thetaflow::math::ode::Tolerance;
use thetaflow::math::real::exp_m1;

/// The mean's equation has slope 0/0 at s = 0. Starting later by this much moves θ by as little.
const START: f64 = 1e-12;

/// Nobody sees a distance like this, nor does a comparison to eight digits.
const REST: f64 = 1e-9;

pub(super) struct SecondMoment {
    pub loss: Loss,
    /// r
    pub rate: f64,
    /// w
    pub weight: f64,
    pub eps: f64,
    /// √(G + ε) instead of √G + ε.
    pub eps_inside: bool,
    /// G starts at g₀² instead of 0, so that nothing is singular.
    pub warm: bool,
    /// α, of Lookahead.
    pub speed: f64,
    pub decoupled_weight_decay: f64,
}

impl SecondMoment {
    pub fn through(self, start: [f64; 2]) -> Box<dyn Flow> {
        let g = self.loss.gradient(start);
        let state = [start[0], start[1], g[0] * g[0], g[1] * g[1]];
        let mean = mean_square_tolerance(ABSOLUTE);
        let tolerance = Tolerance {
            relative: RELATIVE,
            absolute: [ABSOLUTE, ABSOLUTE, mean, mean],
        };
        Box::new(Trajectory::new(self, START, state, tolerance))
    }

    /// The time that the mean extends over, and the weight that turns the mean into G.
    fn age(&self, t: f64) -> (f64, f64) {
        if self.warm {
            return (1.0 / self.rate, 1.0);
        }
        let age = age(self.rate, t);
        (age, self.weight * age)
    }
}

impl Equation<4> for SecondMoment {
    fn slope(&self, s: f64, &[x, y, v, w]: &[f64; 4]) -> [f64; 4] {
        let (theta, mean) = ([x, y], [v, w]);
        let g = self.loss.gradient(theta);
        let (age, weight) = self.age(s * s);
        let dt = 2.0 * s;
        let velocity = |i: usize| {
            let moment = weight * mean[i].max(0.0);
            let size = match self.eps_inside {
                true => (moment + self.eps).sqrt(),
                false => moment.sqrt() + self.eps,
            };
            -self.speed * (ratio(g[i], size) + self.decoupled_weight_decay * theta[i])
        };
        [
            dt * velocity(0),
            dt * velocity(1),
            dt * (g[0] * g[0] - v) / age,
            dt * (g[1] * g[1] - w) / age,
        ]
    }

    fn rests(&self, &[x, y, _, _]: &[f64; 4]) -> bool {
        // Decoupled weight decay pulls past the loss, which need not fall then.
        self.decoupled_weight_decay == 0.0 && self.loss.settled([x, y], REST)
    }

    fn clock(&self, t: f64) -> f64 {
        t.sqrt()
    }

    fn time(&self, clock: f64) -> f64 {
        clock * clock
    }
}

/// ∫₀ᵗ e^{−r u} du: the time that an average with rate r extends over when it began at 0.
pub(super) fn age(rate: f64, t: f64) -> f64 {
    let forgotten = -exp_m1(-rate * t) / rate;
    if forgotten.is_finite() { forgotten } else { t }
}

/// g/size, where a coordinate that never had a gradient (0/0) stays where it is.
pub(super) fn ratio(g: f64, size: f64) -> f64 {
    if g == 0.0 { 0.0 } else { g / size }
}

/// The root of a mean square is what moves θ: for a gradient accurate to `gradient`, it needs the square of that.
pub(super) fn mean_square_tolerance(gradient: f64) -> f64 {
    gradient * gradient
}
