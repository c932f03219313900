//! Eigenvalues of real symmetric matrices of any size.

use nalgebra::DMatrix;

/// The eigenvalues of a symmetric matrix, of which only the lower triangle is read, in increasing order. Empty if the
/// matrix is, and if an entry is not finite: the iteration would not end.
///
/// Householder's reduction to a tridiagonal matrix and implicit QR by nalgebra, each eigenvalue to about 1e-14 of the
/// largest.
pub fn eigenvalues(matrix: &DMatrix<f64>) -> Vec<f64> {
    if matrix.is_empty() || matrix.iter().any(|entry| !entry.is_finite()) {
        return Vec::new();
    }
    let mut eigenvalues = matrix.symmetric_eigenvalues().as_slice().to_vec();
    eigenvalues.sort_unstable_by(f64::total_cmp);
    eigenvalues
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_difference_has_known_eigenvalues() {
        let size = 40;
        let matrix = DMatrix::from_fn(size, size, |i, j| match i.abs_diff(j) {
            0 => 2.0,
            1 => -1.0,
            _ => 0.0,
        });
        for (k, value) in eigenvalues(&matrix).into_iter().enumerate() {
            let angle = std::f64::consts::PI * (k + 1) as f64 / (size + 1) as f64;
            assert!((value - (2.0 - 2.0 * angle.cos())).abs() < 1e-13);
        }
    }

    #[test]
    fn nothing_is_read_above_the_diagonal() {
        let matrix = DMatrix::from_row_slice(2, 2, &[2.0, 99.0, 0.0, 3.0]);
        assert_eq!(eigenvalues(&matrix), [2.0, 3.0]);
    }

    #[test]
    fn small_and_bad_matrices_have_an_answer() {
        let filled =
            |size: usize, value: f64| eigenvalues(&DMatrix::from_element(size, size, value));
        assert_eq!(filled(0, 0.0), Vec::<f64>::new());
        assert_eq!(filled(1, 3.0), [3.0]);
        assert_eq!(filled(3, 0.0), [0.0; 3]);
        assert_eq!(filled(2, f64::NAN), Vec::<f64>::new());
    }
}
