//! Minima to the last digit: Newton's method from what the file of a surface gives.

use crate::Landscape;
use thetaflow_math::plane::norm;

/// The minimum next to `guess`, where the gradient is zero up to rounding.
pub(crate) fn polish(landscape: &Landscape, guess: [f64; 2]) -> [f64; 2] {
    let mut best = guess;
    let mut least = norm(landscape.gradient(guess));
    for _ in 0..20 {
        let [gx, gy] = landscape.gradient(best);
        let [[a, b], [_, d]] = landscape.hessian(best);
        let determinant = a * d - b * b;
        let next = [
            best[0] - (d * gx - b * gy) / determinant,
            best[1] - (a * gy - b * gx) / determinant,
        ];
        let size = norm(landscape.gradient(next));
        // False for a NaN too.
        if size < least {
            (best, least) = (next, size);
        } else {
            break;
        }
    }
    best
}

/// All pairs of the given coordinates, for surfaces that are sums over coordinates.
pub(crate) fn square(coordinates: &[f64]) -> Vec<[f64; 2]> {
    coordinates
        .iter()
        .flat_map(|&x| coordinates.iter().map(move |&y| [x, y]))
        .collect()
}
