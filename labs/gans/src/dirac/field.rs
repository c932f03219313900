//! The vector field of an objective's losses in the plane of (θ, ψ).
//!
//! Data at 0, the generator at θ. The sign of ψ is that of Mescheder et al. 2018, where D is high on *generated* points: in the
//! usual sign, which is that of [`Loss`], D(x) = −ψx. With ℓ and c of the losses of D and G, both players descend:
//!
//! ```text
//! θ' = −∂θ E c(D(x)),   ψ' = −∂ψ E ℓ(D(y), D(x)),   x = θ + s ξ generated, y = s ξ real
//! ```
//!
//! Without noise (s = 0) these are θ' = ψ c'(−ψθ) and ψ' = θ ∂₂ℓ(0, −ψθ). Instance noise blurs both: the expected *losses* are
//! differentiated, by Gauss–Hermite quadrature, and in closed form where the losses have a kink. In a pair only the
//! difference of the points counts, whose noise is √2 s.

use crate::objectives::{LeastSquares, Loss, Objective, Wasserstein, sign, with_loss};
use std::f64::consts::SQRT_2;
use thetaflow::math::gauss_hermite::normal_nodes;
use thetaflow::math::normal::{cumulative, density};
use thetaflow::math::number::Number;

/// (θ', ψ') from the losses alone at (θ, ψ), without penalties, with instance noise of standard deviation `noise`.
pub fn of_losses<N: Number>(objective: Objective, point: [N; 2], noise: f64) -> [N; 2] {
    match objective {
        // Linear in D, so that noise averages out.
        Objective::Wgan { .. } | Objective::WganGp { .. } | Objective::WganDiv { .. } => {
            sharp(&Wasserstein, point)
        }
        Objective::Lsgan => least_squares(point, noise),
        Objective::Hinge if noise > 0.0 => hinge(point, noise),
        Objective::GanQp { lambda } => quadratic_potential(lambda, point, noise),
        _ if noise > 0.0 => with_loss!(objective, 1.0, loss => expected(&loss, point, noise)),
        _ => with_loss!(objective, 1.0, loss => sharp(&loss, point)),
    }
}

/// The field without noise.
fn sharp<N: Number>(loss: &impl Loss, [theta, psi]: [N; 2]) -> [N; 2] {
    let (real, fake) = (N::zero(), -(psi * theta));
    [
        psi * loss.generator_slope(real, fake),
        theta * loss.slope_on_fake(real, fake, theta),
    ]
}

/// The field under noise, by quadrature.
fn expected<N: Number, L: Loss>(loss: &L, [theta, psi]: [N; 2], noise: f64) -> [N; 2] {
    // In a pair all noise is that of the generated point.
    let [on_real, on_fake] = if L::PAIRED {
        [0.0, SQRT_2 * noise]
    } else {
        [noise; 2]
    };
    let mut sum = [N::zero(); 2];
    for &[xi, weight] in normal_nodes() {
        let (y, x) = (on_real * xi, theta + on_fake * xi);
        let (real, fake) = (-(psi * y), -(psi * x));
        sum[0] += psi * loss.generator_slope(real, fake) * weight;
        sum[1] += x * loss.slope_on_fake(real, fake, x) * weight;
        sum[1] += loss.slope_on_real(real, fake, x) * (y * weight);
    }
    sum
}

/// Squares have means in closed form: noise adds s² twice to E x².
fn least_squares<N: Number>(point: [N; 2], noise: f64) -> [N; 2] {
    let [v1, v2] = sharp(&LeastSquares, point);
    [v1, v2 - point[1] * (2.0 * noise * noise)]
}

/// The hinge has a jump in its slope, which quadrature would miss:
/// E x 1(ψx < 1) = θ Φ(z) − s sign(ψ) φ(z) with z = (1 − ψθ)/(s|ψ|), and likewise for real points with w = 1/(s|ψ|).
fn hinge<N: Number>([theta, psi]: [N; 2], noise: f64) -> [N; 2] {
    let side = sign(psi.re());
    let blur = psi * (side * noise);
    let [below, edge] = reach(-psi * theta + 1.0, blur);
    let [_, real_edge] = reach(N::one(), blur);
    [-psi, theta * below - (edge + real_edge) * (side * noise)]
}

/// Φ and φ at z = `margin`/`blur`; where z is beyond all rounding, or there is no blur, they are 0 or 1 to any order.
fn reach<N: Number>(margin: N, blur: N) -> [N; 2] {
    const FAR: f64 = 38.0;
    if margin.re().abs() >= FAR * blur.re() {
        let inside = if margin.re() > 0.0 {
            N::one()
        } else {
            N::zero()
        };
        return [inside, N::zero()];
    }
    let z = margin / blur;
    [cumulative(z), density(z)]
}

/// x ∂₂ℓ(0, −ψx) = x − ψ|x|/λ; E|x| = 2σ φ(θ/σ) + θ (2Φ(θ/σ) − 1) for x ~ N(θ, σ²), σ = √2 s.
fn quadratic_potential<N: Number>(lambda: f64, [theta, psi]: [N; 2], noise: f64) -> [N; 2] {
    let spread = SQRT_2 * noise;
    let distance = if spread == 0.0 {
        theta * sign(theta.re())
    } else {
        let z = theta / spread;
        density(z) * (2.0 * spread) + theta * (cumulative(z) * 2.0 - 1.0)
    };
    [-psi, theta - psi * distance / lambda]
}
