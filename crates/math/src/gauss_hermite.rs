//! Expectations over the normal distribution.

use crate::real::{cbrt, cos, sin_cos};
use std::f64::consts::PI;
use std::sync::OnceLock;

/// How many nodes [`normal_nodes`] has.
pub const NODES: usize = 20;

/// Gauss–Hermite quadrature: E f(ξ) ≈ Σ wᵢ f(xᵢ) for ξ ~ N(0, 1), exact for polynomials of degree 2 · 20 − 1.
///
/// Each node is x and its weight. The nodes are the roots of the Hermite polynomial He₂₀, found by Newton's method on the
/// orthonormal recurrence √(k+1) h₍k+1₎ = x hₖ − √k h₍k−1₎ (Golub & Welsch 1969 for its meaning); wᵢ = 1/(n h₍n−1₎(xᵢ)²).
pub fn normal_nodes() -> &'static [[f64; 2]; NODES] {
    static TABLE: OnceLock<[[f64; 2]; NODES]> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut nodes = [[0.0; 2]; NODES];
        for i in 0..NODES / 2 {
            // From the largest root down; the classical first guesses are good enough for Newton's method.
            let [mut x, _] = [first_guess(i, &nodes), 0.0];
            for _ in 0..60 {
                let [last, before] = hermite(x);
                let move_by = last / ((NODES as f64).sqrt() * before);
                x -= move_by;
                if move_by.abs() < 1e-15 * x.abs() {
                    break;
                }
            }
            let weight = 1.0 / (NODES as f64 * hermite(x)[1].powi(2));
            nodes[i] = [x, weight];
            nodes[NODES - 1 - i] = [-x, weight];
        }
        nodes
    })
}

/// The orthonormal polynomials hₙ and h₍n−1₎ at x, for n = [`NODES`].
fn hermite(x: f64) -> [f64; 2] {
    let (mut before, mut last) = (0.0, 1.0);
    for k in 0..NODES {
        let k = k as f64;
        (before, last) = (last, (x * last - k.sqrt() * before) / (k + 1.0).sqrt());
    }
    [last, before]
}

/// Near the i-th largest root: the roots follow the angles of a semicircle (Szegő 1939, 6.31), asymptotically.
fn first_guess(i: usize, found: &[[f64; 2]; NODES]) -> f64 {
    let n = NODES as f64;
    let edge = (4.0 * n + 2.0).sqrt();
    // θ − sin θ cos θ = π (4i + 3)/(4n + 2), solved by fixed steps of Newton's method.
    let target = PI * (4.0 * i as f64 + 3.0) / (4.0 * n + 2.0);
    let mut angle = cbrt(3.0 * target / 2.0);
    for _ in 0..20 {
        let (sin, cos) = sin_cos(angle);
        angle -= (angle - sin * cos - target) / (2.0 * sin * sin);
    }
    let guess = edge * cos(angle);
    // Roots come in falling order.
    match i.checked_sub(1).map(|before| found[before][0]) {
        Some(before) if guess >= before => before - 0.3,
        _ => guess,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mean(f: impl Fn(f64) -> f64) -> f64 {
        normal_nodes()
            .iter()
            .map(|&[x, weight]| weight * f(x))
            .sum()
    }

    #[test]
    fn moments_are_exact() {
        for (power, moment) in [
            (0, 1.0),
            (2, 1.0),
            (4, 3.0),
            (6, 15.0),
            (8, 105.0),
            (20, 654_729_075.0),
        ] {
            assert!(
                (mean(|x| x.powi(power)) / moment - 1.0).abs() < 1e-12,
                "{power}"
            );
            assert!(mean(|x| x.powi(power + 1)).abs() < 1e-9 * moment);
        }
        for pair in normal_nodes().windows(2) {
            assert!(pair[0][0] > pair[1][0]);
        }
    }

    #[test]
    fn smooth_means_are_accurate() {
        // E cos(aξ) = e^{−a²/2}.
        for a in [0.5, 1.0, 2.0] {
            assert!((mean(|x| (a * x).cos()) - (-0.5 * a * a).exp()).abs() < 1e-10);
        }
    }
}
