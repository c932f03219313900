//! The loss that a rule differentiates: a surface plus L2 weight decay.

use crate::labs::optimizers::landscapes::Landscape;

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
        let [[a, b], [c, d]] = self.landscape.hessian(theta);
        let [u, v] = direction;
        [
            (a + self.weight_decay) * u + b * v,
            c * u + (d + self.weight_decay) * v,
        ]
    }
}
