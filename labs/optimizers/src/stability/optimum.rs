//! The settings that make the worst of all curvatures between λ₁ and λₙ shrink fastest.
//!
//! Gradient descent and Polyak's momentum on quadratics: Polyak 1964; Nesterov's method with constant momentum: Lessard,
//! Recht & Packard 2016, Proposition 1. With κ = λₙ/λ₁,
//!
//! ```text
//! sgd        γ = 2/(λ₁+λₙ)                                          ρ = (κ−1)/(κ+1)
//! momentum   γ = (2/(√λ₁+√λₙ))²   μ = ((√κ−1)/(√κ+1))²              ρ = √μ
//! nesterov   γ = 4/(3λₙ+λ₁)       μ = (√(3κ+1)−2)/(√(3κ+1)+2)       ρ = 1 − 2/√(3κ+1)
//! ```

use thetaflow::optim::RuleConfig;

/// The best settings and what they achieve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Optimum {
    /// γ*.
    pub learning_rate: f64,
    /// μ*, for rules that have one.
    pub momentum: Option<f64>,
    /// ρ there, a step.
    pub rate: f64,
}

/// The optimal settings where the Hessian's eigenvalues lie between these two; None unless both are positive and the rule
/// is one of the three.
pub fn optimum(rule: RuleConfig, eigenvalues: [f64; 2]) -> Option<Optimum> {
    let [smallest, largest] = eigenvalues;
    let is_minimum = smallest > 0.0 && smallest <= largest && largest.is_finite();
    if !is_minimum {
        return None;
    }
    let kappa = largest / smallest;
    match rule {
        RuleConfig::Sgd(_) => Some(Optimum {
            learning_rate: 2.0 / (smallest + largest),
            momentum: None,
            rate: (kappa - 1.0) / (kappa + 1.0),
        }),
        RuleConfig::Momentum(_) => {
            let root = kappa.sqrt();
            let rate = (root - 1.0) / (root + 1.0);
            Some(Optimum {
                learning_rate: (2.0 / (smallest.sqrt() + largest.sqrt())).powi(2),
                momentum: Some(rate * rate),
                rate,
            })
        }
        RuleConfig::Nesterov(_) => {
            let root = (3.0 * kappa + 1.0).sqrt();
            Some(Optimum {
                learning_rate: 4.0 / (3.0 * largest + smallest),
                momentum: Some((root - 2.0) / (root + 2.0)),
                rate: 1.0 - 2.0 / root,
            })
        }
        _ => None,
    }
}
