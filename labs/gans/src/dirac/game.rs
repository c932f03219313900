//! The game that is played: an objective with its regularisers.

use super::field::of_losses;
use crate::objectives::Objective;
use thetaflow::math::number::{Dual, Number};

/// Everything that shapes the field.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Game {
    pub objective: Objective,
    /// γ of R1, the penalty γ/2 ‖∇D‖² on real points (Mescheder et al. 2018). Here it coincides with R2.
    pub r1: f64,
    /// Weight decay of ψ.
    pub l2: f64,
    /// Standard deviation of the instance noise on real and generated points.
    pub noise: f64,
    /// γ of the consensus term −γ ∇½‖v‖² (Mescheder et al. 2017).
    pub consensus: f64,
}

impl Game {
    /// The objective without regularisers.
    pub fn plain(objective: Objective) -> Self {
        Self {
            objective,
            r1: 0.0,
            l2: 0.0,
            noise: 0.0,
            consensus: 0.0,
        }
    }

    /// (θ', ψ') at (θ, ψ).
    pub fn field<N: Number>(&self, point: [N; 2]) -> [N; 2] {
        let v = self.without_consensus(point);
        if self.consensus == 0.0 {
            return v;
        }
        // ∂ᵢ ½‖v‖² = Σₖ vₖ ∂ᵢvₖ.
        let pull = |i: usize| {
            let derivative = self.without_consensus(seeded(point, i));
            v[0] * derivative[0].slope() + v[1] * derivative[1].slope()
        };
        [
            v[0] - pull(0) * self.consensus,
            v[1] - pull(1) * self.consensus,
        ]
    }

    fn without_consensus<N: Number>(&self, point: [N; 2]) -> [N; 2] {
        let [v1, v2] = of_losses(self.objective, point, self.noise);
        let psi = point[1];
        [
            v1,
            v2 - self.objective.penalty(psi) - psi * (self.r1 + self.l2),
        ]
    }

    /// The matrix of ∂vᵢ/∂xⱼ.
    pub fn jacobian(&self, point: [f64; 2]) -> [[f64; 2]; 2] {
        let [by_theta, by_psi] = [0, 1].map(|j| self.field(seeded(point, j)));
        [0, 1].map(|i| [by_theta[i].slope(), by_psi[i].slope()])
    }

    /// v, and J u for one direction u.
    pub fn field_along(&self, point: [f64; 2], [u1, u2]: [f64; 2]) -> [[f64; 2]; 2] {
        let v = self.field([Dual::new(point[0], u1), Dual::new(point[1], u2)]);
        [v.map(|v| v.re), v.map(Dual::slope)]
    }

    /// ψ as D's step leaves it: within the bound on D's parameters, if there is one.
    pub fn clipped<N: Number>(&self, psi: N) -> N {
        match self.objective.clip() {
            Some(bound) if psi.re() > bound => N::from(bound),
            Some(bound) if psi.re() < -bound => N::from(-bound),
            _ => psi,
        }
    }

    /// Whether the field has a Jacobian at the equilibrium (0, 0): the penalty of WGAN-GP has a kink there.
    pub fn is_smooth_at_equilibrium(&self) -> bool {
        match self.objective {
            Objective::WganGp {
                penalty,
                target_norm,
            } => penalty * target_norm == 0.0,
            _ => true,
        }
    }

    /// What the field does to the distance beyond its linear part, d(½(θ² + ψ²))/dt of the losses and penalties without
    /// noise, r1, l2 and consensus.
    pub fn damping(&self) -> Damping {
        match self.objective {
            Objective::Wgan { clip: Some(_) } => Damping::OutsideOnly,
            Objective::Sgan | Objective::Wgan { .. } => Damping::None,
            Objective::Hinge => Damping::OutsideOnly,
            Objective::WganGp { .. } => {
                if self.is_smooth_at_equilibrium() {
                    Damping::None
                } else {
                    Damping::OutsideOnly
                }
            }
            Objective::WganDiv { k: 0.0, .. } => Damping::None,
            _ => Damping::Everywhere,
        }
    }
}

impl Game {
    /// Whether nothing could ever hold a run that the equilibrium repels: the field is linear, or keeps all distances.
    pub fn is_never_held(&self) -> bool {
        match self.objective {
            Objective::Wgan { clip } => clip.is_none(),
            Objective::Sgan => *self == Self::plain(self.objective),
            _ => false,
        }
    }
}

/// Where the field, beyond its linear part, pulls towards the equilibrium.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Damping {
    None,
    /// Only far from the equilibrium.
    OutsideOnly,
    Everywhere,
}

/// The point as dual numbers whose derivative is that by coordinate `j`.
fn seeded<N: Number>(point: [N; 2], j: usize) -> [Dual<N>; 2] {
    [0, 1].map(|i| Dual::new(point[i], if i == j { N::one() } else { N::zero() }))
}
