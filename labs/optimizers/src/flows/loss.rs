//! The loss that a rule differentiates: a surface plus L2 weight decay.

use thetaflow::math::plane::times;
use thetaflow::math::real::hypot;
use thetaflow_surfaces::Landscape;

/// L + ½ `weight_decay` ‖θ‖².
#[derive(Clone)]
pub(super) struct Loss {
    pub landscape: Landscape,
    pub weight_decay: f64,
}

impl Loss {
    pub fn gradient(&self, theta: [f64; 2]) -> [f64; 2] {
        let g = self.landscape.gradient(theta);
        [
            g[0] + self.weight_decay * theta[0],
            g[1] + self.weight_decay * theta[1],
        ]
    }

    /// The Hessian at `theta` times `direction`.
    pub fn curvature(&self, theta: [f64; 2], direction: [f64; 2]) -> [f64; 2] {
        times(self.hessian(theta), direction)
    }

    /// Whether a path from `theta` along which the loss never rises has less than `radius` to go: the loss is convex there,
    /// and so close to its minimum L* that the whole set L ≤ L(θ) is that small. By the quadratic model, L(θ) − L* is
    /// ½ gᵀH⁻¹g, and the set's radius √(gᵀH⁻¹g / λ₁) with the smallest eigenvalue λ₁ of H.
    pub fn settled(&self, theta: [f64; 2], radius: f64) -> bool {
        let [gx, gy] = self.gradient(theta);
        let [[a, b], [_, d]] = self.hessian(theta);
        let determinant = a * d - b * b;
        let smallest = 0.5 * (a + d) - hypot(0.5 * (a - d), b);
        let excess = (d * gx * gx - 2.0 * b * gx * gy + a * gy * gy) / determinant;
        smallest > 0.0 && determinant > 0.0 && excess < smallest * radius * radius
    }

    fn hessian(&self, theta: [f64; 2]) -> [[f64; 2]; 2] {
        let [[a, b], [c, d]] = self.landscape.hessian(theta);
        [[a + self.weight_decay, b], [c, d + self.weight_decay]]
    }
}
