//! Penalties on the gradient of D in its input.

use thetaflow_nets::batch::Lanes;
use thetaflow_nets::scalar::Scalar;

/// A function of ‖∇D‖, averaged over some points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Penalty {
    /// γ/2 ‖∇D‖² (Mescheder et al. 2018): R1 on real points, R2 on generated ones.
    Square { gamma: f64 },
    /// λ/2 (‖∇D‖ − g₀)² (Gulrajani et al. 2017).
    Target { lambda: f64, norm: f64 },
    /// k ‖∇D‖ᵖ (Wu et al. 2018).
    Power { k: f64, p: f64 },
}

/// Norms below this count as this much, where one is divided by.
const SMALLEST: f64 = 1e-12;

impl Penalty {
    pub fn value<T: Scalar>(self, norm: T) -> T {
        match self {
            Self::Square { gamma } => T::of(0.5 * gamma) * norm * norm,
            Self::Target {
                lambda,
                norm: target,
            } => {
                let gap = norm - T::of(target);
                T::of(0.5 * lambda) * gap * gap
            }
            Self::Power { k, p } => T::of(k) * power(norm, p),
        }
    }

    /// The penalty's derivative with respect to ∇D = (gx, gy).
    #[inline(always)]
    pub fn derivative<T: Scalar>(self, gx: &Lanes<T>, gy: &Lanes<T>) -> [Lanes<T>; 2] {
        let mut derivative = [*gx, *gy];
        let [gx, gy] = &mut derivative;
        for (x, y) in gx.iter_mut().zip(gy) {
            let factor = match self {
                Self::Square { gamma } => T::of(gamma),
                Self::Target {
                    lambda,
                    norm: target,
                } => {
                    let norm = (*x * *x + *y * *y).sqrt().larger(T::of(SMALLEST));
                    T::of(lambda) * (norm - T::of(target)) / norm
                }
                Self::Power { k, p } => T::of(k * p) * power((*x * *x + *y * *y).sqrt(), p - 2.0),
            };
            *x *= factor;
            *y *= factor;
        }
        derivative
    }
}

/// A power; a whole one by products, which are much faster.
fn power<T: Scalar>(base: T, exponent: f64) -> T {
    if exponent.fract() == 0.0 && (0.0..=16.0).contains(&exponent) {
        (0..exponent as usize).fold(T::one(), |product, _| product * base)
    } else {
        T::of(libm::pow(base.widen(), exponent))
    }
}
