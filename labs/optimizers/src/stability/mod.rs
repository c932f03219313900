//! Linear stability at a minimum: what a rule does to a small displacement, mode by mode.
//!
//! Near a minimum L ≈ ½ Σ λᵢ uᵢ² in the eigenvectors of the Hessian, and each uᵢ obeys a linear recurrence in which rule
//! and curvature enter only through z = γλ and μ. Its characteristic roots r decide: |r| < 1 shrinks, |r| is the factor a
//! step, and a root that is not positive makes the path swing from side to side.
//!
//! | rule | characteristic polynomial |
//! |---|---|
//! | sgd | r − (1 − z) |
//! | momentum | r² − (1+μ−z) r + μ |
//! | nesterov | r² − (1+μ)(1−z) r + μ(1−z) |
//! | heun | r − (1 − z + z²/2) |
//! | rk4 | r − (1 − z + z²/2 − z³/6 + z⁴/24) |
//! | implicit_euler | r − 1/(1+z) |
//!
//! Sources: Polyak 1964; Lessard, Recht & Packard 2016, section 4; Goh 2017, "Why Momentum Really Works".

mod optimum;
mod roots;

use thetaflow::math::larger_or_nan;
use thetaflow::math::symmetric::{Eigen, eigen};
use thetaflow::optim::{OptimizerConfig, RuleConfig, WrapperConfig};
use thetaflow_surfaces::Landscape;

pub use optimum::{Optimum, optimum};
pub use roots::{Regime, Roots, roots};

/// How a rule behaves next to a minimum.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stability {
    /// θ*.
    pub minimum: [f64; 2],
    /// The directions that do not mix, the flattest first.
    pub modes: [Mode; 2],
}

/// One eigenvector of the Hessian.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mode {
    /// λ.
    pub eigenvalue: f64,
    /// z = γλ.
    pub z: f64,
    /// Of the characteristic polynomial.
    pub roots: Roots,
}

impl Stability {
    /// The linear theory of `config` at `minimum`.
    ///
    /// None for a rule that is not linear or not constant in time, within wrappers that would change the recurrence, and
    /// where the surface has no Hessian, as at the tip of Ackley's cone.
    pub fn at(config: &OptimizerConfig, landscape: &Landscape, minimum: [f64; 2]) -> Option<Self> {
        let leaves_alone = |wrapper: &WrapperConfig| {
            // Means of equal gradients and averages beside the iterates change nothing here.
            let is_harmless = matches!(
                wrapper,
                WrapperConfig::Accumulate { .. } | WrapperConfig::Average(_)
            );
            is_harmless || wrapper.is_off()
        };
        if !config.wrappers.iter().all(leaves_alone) {
            return None;
        }
        let Eigen { values, .. } = eigen(landscape.hessian(minimum));
        if !values.iter().all(|value| value.is_finite()) || values == [0.0; 2] {
            return None;
        }
        let mode = |i: usize| {
            let z = config.learning_rate * values[i];
            Some(Mode {
                eigenvalue: values[i],
                z,
                roots: roots(config.rule, z)?,
            })
        };
        Some(Self {
            minimum,
            modes: [mode(0)?, mode(1)?],
        })
    }

    /// The eigenvalues of the Hessian, the smaller first.
    pub fn eigenvalues(&self) -> [f64; 2] {
        self.modes.map(|mode| mode.eigenvalue)
    }

    /// ρ, the largest |r|: the factor by which the distance to the minimum falls a step, in the long run. It is what the
    /// readout `predicted_rate` says.
    pub fn spectral_radius(&self) -> f64 {
        larger_or_nan(self.modes[0].roots.radius(), self.modes[1].roots.radius())
    }

    /// Diverging if one mode is, else oscillating if one mode is.
    pub fn regime(&self) -> Regime {
        let [first, second] = self.modes.map(|mode| mode.roots.regime());
        first.max(second)
    }
}

/// The point next to `theta`, of these minima.
pub fn nearest(minima: &[[f64; 2]], theta: [f64; 2]) -> Option<[f64; 2]> {
    let square = |[x, y]: &[f64; 2]| (x - theta[0]).powi(2) + (y - theta[1]).powi(2);
    let nearest = (minima.iter()).min_by(|a, b| square(a).total_cmp(&square(b)));
    nearest.copied()
}

/// What happens at one point of the (γ, μ) plane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlanePoint {
    /// ρ.
    pub spectral_radius: f64,
    pub regime: Regime,
}

/// The regime of `rule` for each pair of a learning rate and a momentum, where the Hessian has these eigenvalues: row by
/// row, a row being one momentum. A rule without momentum has equal rows. None for rules without a linear theory.
pub fn plane(
    rule: RuleConfig,
    eigenvalues: [f64; 2],
    learning_rates: &[f64],
    momenta: &[f64],
) -> Option<Vec<PlanePoint>> {
    let pairs = momenta
        .iter()
        .flat_map(|&momentum| learning_rates.iter().map(move |&rate| (rate, momentum)));
    pairs
        .map(|(learning_rate, momentum)| {
            let rule = with_momentum(rule, momentum);
            let [first, second] =
                eigenvalues.map(|eigenvalue| roots(rule, learning_rate * eigenvalue));
            let (first, second) = (first?, second?);
            Some(PlanePoint {
                spectral_radius: larger_or_nan(first.radius(), second.radius()),
                regime: first.regime().max(second.regime()),
            })
        })
        .collect()
}

/// The same rule with another μ, where it has one.
fn with_momentum(rule: RuleConfig, momentum: f64) -> RuleConfig {
    use thetaflow::optim::rules::{Momentum, Nesterov};
    match rule {
        RuleConfig::Momentum(_) => RuleConfig::Momentum(Momentum { momentum }),
        RuleConfig::Nesterov(_) => RuleConfig::Nesterov(Nesterov { momentum }),
        other => other,
    }
}

#[cfg(test)]
mod tests;
