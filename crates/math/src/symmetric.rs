//! Eigenvalues and eigenvectors of symmetric 2×2 matrices: Hessians of surfaces, covariances of clouds.

use crate::real::{atan2, hypot, sin_cos};

/// A symmetric matrix [[a, b], [b, d]] by its eigenvalues, the smaller first, and orthonormal eigenvectors.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Eigen {
    /// λ₁ ≤ λ₂.
    pub values: [f64; 2],
    /// Unit vectors, `vectors[i]` belonging to `values[i]`.
    pub vectors: [[f64; 2]; 2],
}

/// The eigenvalues and eigenvectors of a symmetric matrix, of which the lower off-diagonal entry is not read. Not finite
/// where an entry is not.
pub fn eigen([[a, b], [_, d]]: [[f64; 2]; 2]) -> Eigen {
    let (mean, half) = (0.5 * (a + d), 0.5 * (a - d));
    let radius = hypot(half, b);
    let larger = mean + radius.copysign(mean);
    // The other by the determinant, because mean − radius would cancel; for opposite signs nothing cancels.
    let other = if larger == 0.0 {
        0.0
    } else {
        (a / larger) * d - (b / larger) * b
    };
    let values = if larger < other {
        [larger, other]
    } else {
        [other, larger]
    };
    // The angle of the larger eigenvalue's vector is half the angle of (a − d)/2 + i b.
    let (sin, cos) = sin_cos(0.5 * atan2(b, half));
    Eigen {
        values,
        vectors: [[-sin, cos], [cos, sin]],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn each_vector_is_stretched_by_its_value(a in -1e3..1e3, b in -1e3..1e3, d in -1e3..1e3) {
            let Eigen { values, vectors } = eigen([[a, b], [b, d]]);
            prop_assert!(values[0] <= values[1]);
            for (value, [u, v]) in values.into_iter().zip(vectors) {
                prop_assert!((u.hypot(v) - 1.0).abs() < 1e-15);
                prop_assert!((a * u + b * v - value * u).abs() < 1e-11);
                prop_assert!((b * u + d * v - value * v).abs() < 1e-11);
            }
        }
    }

    #[test]
    fn a_small_eigenvalue_keeps_its_digits() {
        let (sin, cos) = 0.3_f64.sin_cos();
        let matrix = [
            [cos * cos * 1e-9 + sin * sin, (1e-9 - 1.0) * sin * cos],
            [0.0, sin * sin * 1e-9 + cos * cos],
        ];
        let [small, large] = eigen(matrix).values;
        // The entries themselves are rounded to 1e-16.
        assert!((small - 1e-9).abs() < 1e-15 && (large - 1.0).abs() < 1e-15);
        assert_eq!(eigen([[0.0; 2]; 2]).values, [0.0; 2]);
    }
}
