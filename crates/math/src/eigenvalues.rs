//! Eigenvalues of small real matrices.

use crate::real::hypot;
use nalgebra::{Matrix4, Schur};

/// A complex number as its real and its imaginary part.
pub type Complex = [f64; 2];

/// |z|.
pub fn modulus([re, im]: Complex) -> f64 {
    hypot(re, im)
}

/// The eigenvalues of a real 2×2 matrix, the larger modulus first; of a pair, the one above the real axis first.
pub fn eigenvalues2([[a, b], [c, d]]: [[f64; 2]; 2]) -> [Complex; 2] {
    let (mean, half) = (0.5 * (a + d), 0.5 * (a - d));
    let discriminant = half * half + b * c;
    if discriminant < 0.0 {
        let im = (-discriminant).sqrt();
        return [[mean, im], [mean, -im]];
    }
    let larger = mean + discriminant.sqrt().copysign(mean);
    let smaller = 2.0 * mean - larger;
    // By the product of both where the difference would cancel.
    let determinant = a * d - b * c;
    let smaller = if smaller.abs() < 0.5 * larger.abs() {
        determinant / larger
    } else {
        smaller
    };
    [[larger, 0.0], [smaller, 0.0]]
}

/// The eigenvalues of a real 4×4 matrix, the larger modulus first; of a pair, the one above the real axis first.
///
/// By nalgebra's Schur decomposition (Francis' QR): simple ones to rounding, double ones to its square root. Not a number where
/// an entry is not finite.
pub fn eigenvalues4(matrix: &[[f64; 4]; 4]) -> [Complex; 4] {
    const MOST_ITERATIONS: usize = 500;
    let matrix = Matrix4::from_fn(|i, j| matrix[i][j]);
    let is_finite = matrix.iter().all(|entry| entry.is_finite());
    let schur = is_finite.then(|| Schur::try_new(matrix, f64::EPSILON, MOST_ITERATIONS));
    let Some(schur) = schur.flatten() else {
        return [[f64::NAN; 2]; 4];
    };
    let size = matrix.amax();
    let mut roots: [Complex; 4] = schur.complex_eigenvalues().map(|z| [z.re, z.im]).into();
    // A pair that rounding has torn off the real axis has left it by less than a double root is known.
    for root in &mut roots {
        if root[1].abs() < 1e-13 * size {
            root[1] = 0.0;
        }
    }
    roots.sort_by(|a, b| {
        let close = (modulus(*a) - modulus(*b)).abs() <= 1e-9 * size;
        if close {
            b[1].total_cmp(&a[1])
        } else {
            modulus(*b).total_cmp(&modulus(*a))
        }
    });
    roots
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Trace and determinant are the sum and the product of the eigenvalues, and the trace of the square that of squares.
        #[test]
        fn they_have_the_invariants_of_the_matrix(entries in prop::array::uniform16(-3.0..3.0_f64)) {
            let rows: [[f64; 4]; 4] = std::array::from_fn(|i| std::array::from_fn(|j| entries[4 * i + j]));
            let matrix = Matrix4::from_row_slice(&entries);
            let times = |[a, b]: Complex, [c, d]: Complex| [a * c - b * d, a * d + b * c];
            let found = eigenvalues4(&rows);
            let [sum, squares] = found.iter().fold([[0.0; 2]; 2], |[sum, squares], &z| {
                let square = times(z, z);
                [[sum[0] + z[0], sum[1] + z[1]], [squares[0] + square[0], squares[1] + square[1]]]
            });
            let product = found.into_iter().fold([1.0, 0.0], times);
            for (found, expected) in [(sum, matrix.trace()), (squares, (matrix * matrix).trace()), (product, matrix.determinant())] {
                prop_assert!(hypot(found[0] - expected, found[1]) < 1e-9 * (1.0 + expected.abs()), "{found:?} {expected}");
            }
            prop_assert!(found.windows(2).all(|pair| modulus(pair[0]) >= modulus(pair[1]) - 1e-8));

            let two = eigenvalues2([rows[0], rows[1]].map(|row| [row[0], row[1]]));
            let (sum, product) = ([two[0][0] + two[1][0], two[0][1] + two[1][1]], times(two[0], two[1]));
            let (a, b, c, d) = (entries[0], entries[1], entries[4], entries[5]);
            prop_assert!(hypot(sum[0] - (a + d), sum[1]) < 1e-13 && hypot(product[0] - (a * d - b * c), product[1]) < 1e-12);
        }
    }

    #[test]
    fn known_ones() {
        assert_eq!(
            eigenvalues2([[0.0, -1.0], [1.0, 0.0]]),
            [[0.0, 1.0], [0.0, -1.0]]
        );
        assert_eq!(
            eigenvalues2([[2.0, 0.0], [0.0, -3.0]]),
            [[-3.0, 0.0], [2.0, 0.0]]
        );
        assert_eq!(eigenvalues2([[0.0; 2]; 2]), [[0.0; 2]; 2]);
        // Companion matrix of (x² + 1)(x − 2)(x + 0.5).
        let companion = [
            [1.5, 0.0, 1.5, 1.0],
            [1.0, 0.0, 0.0, 0.0],
            [0.0, 1.0, 0.0, 0.0],
            [0.0, 0.0, 1.0, 0.0],
        ];
        let expected = [[2.0, 0.0], [0.0, 1.0], [0.0, -1.0], [-0.5, 0.0]];
        for (root, expected) in eigenvalues4(&companion).into_iter().zip(expected) {
            let apart = hypot(root[0] - expected[0], root[1] - expected[1]);
            assert!(apart < 1e-13, "{root:?}");
        }
        assert_eq!(eigenvalues4(&[[0.0; 4]; 4]).map(modulus), [0.0; 4]);
        assert!(eigenvalues4(&[[f64::INFINITY; 4]; 4])[0][0].is_nan());
    }
}
