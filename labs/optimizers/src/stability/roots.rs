//! The characteristic roots of an update on ½ λ u², and what they mean.

use thetaflow::math::real::hypot;
use thetaflow::optim::RuleConfig;

/// One or two roots in the complex plane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Roots {
    /// Of a one-step method.
    One(f64),
    /// Two real roots, the one of larger modulus first.
    Real([f64; 2]),
    /// `re` ± i `im` with `im` > 0.
    Complex { re: f64, im: f64 },
}

/// What becomes of a displacement. Ordered from the best to the worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Regime {
    /// It shrinks without changing sides, in the long run.
    Monotone,
    /// It shrinks, swinging around the minimum.
    Oscillating,
    /// It does not shrink: |r| ≥ 1.
    Diverging,
}

impl Regime {
    /// Its name in parameters and data.
    pub fn id(self) -> &'static str {
        match self {
            Self::Monotone => "monotone",
            Self::Oscillating => "oscillating",
            Self::Diverging => "diverging",
        }
    }
}

impl Roots {
    /// The roots of r² − s r + p.
    fn of_quadratic(s: f64, p: f64) -> Self {
        let half = 0.5 * s;
        let discriminant = half * half - p;
        if discriminant < 0.0 {
            return Self::Complex {
                re: half,
                im: (-discriminant).sqrt(),
            };
        }
        // The other root by the product of both, which does not cancel.
        let larger = half + discriminant.sqrt().copysign(half);
        Self::Real([larger, if larger == 0.0 { 0.0 } else { p / larger }])
    }

    /// The largest modulus.
    pub fn radius(self) -> f64 {
        match self {
            Self::One(root) | Self::Real([root, _]) => root.abs(),
            Self::Complex { re, im } => hypot(re, im),
        }
    }

    /// What these roots do.
    pub fn regime(self) -> Regime {
        let is_shrinking = self.radius() < 1.0;
        match self {
            // Also where a root is NaN.
            _ if !is_shrinking => Regime::Diverging,
            Self::One(root) | Self::Real([root, _]) if root >= 0.0 => Regime::Monotone,
            _ => Regime::Oscillating,
        }
    }

    /// Each root as [re, im], for drawing.
    pub fn points(self) -> impl Iterator<Item = [f64; 2]> {
        let (first, second) = match self {
            Self::One(root) => ([root, 0.0], None),
            Self::Real([larger, smaller]) => ([larger, 0.0], Some([smaller, 0.0])),
            Self::Complex { re, im } => ([re, im], Some([re, -im])),
        };
        std::iter::once(first).chain(second)
    }
}

/// The roots for z = γλ; None for a rule whose update is not a linear recurrence with constant coefficients.
pub fn roots(rule: RuleConfig, z: f64) -> Option<Roots> {
    Some(match rule {
        RuleConfig::Sgd(_) => Roots::One(1.0 - z),
        RuleConfig::Momentum(rule) => Roots::of_quadratic(1.0 + rule.momentum - z, rule.momentum),
        RuleConfig::Nesterov(rule) => {
            let mu = rule.momentum;
            Roots::of_quadratic((1.0 + mu) * (1.0 - z), mu * (1.0 - z))
        }
        RuleConfig::Heun(_) => Roots::One(1.0 - z * (1.0 - z / 2.0)),
        RuleConfig::Rk4(_) => {
            Roots::One(1.0 - z * (1.0 - z / 2.0 * (1.0 - z / 3.0 * (1.0 - z / 4.0))))
        }
        RuleConfig::ImplicitEuler(_) => Roots::One(1.0 / (1.0 + z)),
        _ => return None,
    })
}
