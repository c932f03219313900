//! Vectors of the plane as plain arrays, which is how frames keep points.

use crate::real::hypot;

/// ‖v‖, without overflow.
pub fn norm([x, y]: [f64; 2]) -> f64 {
    hypot(x, y)
}

/// ‖a − b‖.
pub fn distance(a: [f64; 2], b: [f64; 2]) -> f64 {
    norm([a[0] - b[0], a[1] - b[1]])
}

/// A matrix, row by row, times a vector.
pub fn times([[a, b], [c, d]]: [[f64; 2]; 2], [x, y]: [f64; 2]) -> [f64; 2] {
    [a * x + b * y, c * x + d * y]
}

/// The inverse of a matrix, row by row; not finite where there is none.
pub fn inverse([[a, b], [c, d]]: [[f64; 2]; 2]) -> [[f64; 2]; 2] {
    let determinant = a * d - b * c;
    [
        [d / determinant, -b / determinant],
        [-c / determinant, a / determinant],
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_and_products_of_whole_numbers() {
        assert_eq!(norm([3.0, -4.0]), 5.0);
        assert_eq!(norm([3e300, 4e300]), 5e300);
        assert_eq!(distance([1.0, 7.0], [6.0, -5.0]), 13.0);
        assert_eq!(times([[1.0, 2.0], [3.0, 4.0]], [5.0, 6.0]), [17.0, 39.0]);
    }

    #[test]
    fn the_inverse_undoes_the_matrix() {
        let matrix = [[2.0, 1.0], [4.0, 4.0]];
        assert_eq!(inverse(matrix), [[1.0, -0.25], [-1.0, 0.5]]);
        assert_eq!(
            times(inverse(matrix), times(matrix, [3.0, -7.0])),
            [3.0, -7.0]
        );
        assert!(!inverse([[1.0, 2.0], [2.0, 4.0]])[0][0].is_finite());
    }
}
