//! Eigenvalues of small real matrices.

/// A complex number as its real and its imaginary part.
pub type Complex = [f64; 2];

/// |z|.
pub fn modulus([re, im]: Complex) -> f64 {
    re.hypot(im)
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
/// They are the roots of the characteristic polynomial (Faddeev & LeVerrier), found together by Durand and Kerner's
/// iteration: simple ones to rounding, double ones to its square root. Not finite where an entry is not.
pub fn eigenvalues4(matrix: &[[f64; 4]; 4]) -> [Complex; 4] {
    let coefficients = characteristic_polynomial(matrix);
    // A bound on all roots (Fujiwara) sets the circle on which the iteration begins, off the axes of symmetry.
    let radius = (1..=4)
        .map(|k| coefficients[k - 1].abs().powf(1.0 / k as f64))
        .fold(0.0, f64::max);
    let mut roots: [Complex; 4] = std::array::from_fn(|i| {
        let (sin, cos) = (0.4 + std::f64::consts::FRAC_PI_2 * i as f64).sin_cos();
        [radius * cos, radius * sin]
    });
    for _ in 0..500 {
        let mut moved = 0.0_f64;
        for i in 0..4 {
            let others = (0..4).filter(|&j| j != i);
            let apart = others.fold([1.0, 0.0], |product, j| {
                times(product, minus(roots[i], roots[j]))
            });
            if apart == [0.0, 0.0] {
                continue;
            }
            let value = coefficients.iter().fold([1.0, 0.0], |sum, &c| {
                let [re, im] = times(sum, roots[i]);
                [re + c, im]
            });
            let correction = over(value, apart);
            roots[i] = minus(roots[i], correction);
            moved = moved.max(modulus(correction));
        }
        if moved <= 1e-16 * radius {
            break;
        }
    }
    // Roots off the real axis come in pairs; what is left of an imaginary part by rounding is none.
    for root in &mut roots {
        if root[1].abs() < 1e-13 * radius {
            root[1] = 0.0;
        }
    }
    roots.sort_by(|a, b| {
        let close = (modulus(*a) - modulus(*b)).abs() <= 1e-9 * radius;
        if close {
            b[1].total_cmp(&a[1])
        } else {
            modulus(*b).total_cmp(&modulus(*a))
        }
    });
    roots
}

/// x⁴ + c₀ x³ + c₁ x² + c₂ x + c₃ = det(x − A).
fn characteristic_polynomial(matrix: &[[f64; 4]; 4]) -> [f64; 4] {
    let mut coefficients = [0.0; 4];
    let mut power = [[0.0; 4]; 4];
    let mut last = 1.0;
    for (k, coefficient) in coefficients.iter_mut().enumerate() {
        // Mₖ = A Mₖ₋₁ + c I, cₖ = −tr(A Mₖ)/k.
        for (i, row) in power.iter_mut().enumerate() {
            row[i] += last;
        }
        power = product(matrix, &power);
        let trace: f64 = (0..4).map(|i| power[i][i]).sum();
        last = -trace / (k + 1) as f64;
        *coefficient = last;
    }
    coefficients
}

fn product(a: &[[f64; 4]; 4], b: &[[f64; 4]; 4]) -> [[f64; 4]; 4] {
    std::array::from_fn(|i| std::array::from_fn(|j| (0..4).map(|k| a[i][k] * b[k][j]).sum()))
}

fn times([a, b]: Complex, [c, d]: Complex) -> Complex {
    [a * c - b * d, a * d + b * c]
}

fn minus([a, b]: Complex, [c, d]: Complex) -> Complex {
    [a - c, b - d]
}

fn over(a: Complex, b: Complex) -> Complex {
    let square = b[0] * b[0] + b[1] * b[1];
    let [re, im] = times(a, [b[0], -b[1]]);
    [re / square, im / square]
}

#[cfg(test)]
mod tests {
    use super::*;
    use nalgebra::{Matrix2, Matrix4};
    use proptest::prelude::*;

    /// Whether two sets of numbers are equal, in any order.
    fn same(ours: &[Complex], theirs: &[Complex], tolerance: f64) -> bool {
        let mut left: Vec<Complex> = theirs.to_vec();
        ours.iter().all(|&root| {
            let nearest = (0..left.len()).min_by(|&i, &j| {
                modulus(minus(root, left[i])).total_cmp(&modulus(minus(root, left[j])))
            });
            nearest.is_some_and(|i| modulus(minus(root, left.swap_remove(i))) < tolerance)
        })
    }

    proptest! {
        #[test]
        fn they_are_those_of_nalgebra(entries in prop::array::uniform16(-3.0..3.0_f64)) {
            let four: [[f64; 4]; 4] = std::array::from_fn(|i| std::array::from_fn(|j| entries[4 * i + j]));
            let theirs: Vec<Complex> = Matrix4::from_row_slice(&entries).complex_eigenvalues().iter().map(|z| [z.re, z.im]).collect();
            prop_assert!(same(&eigenvalues4(&four), &theirs, 1e-5));
            let two = [[entries[0], entries[1]], [entries[2], entries[3]]];
            let theirs: Vec<Complex> = Matrix2::new(entries[0], entries[1], entries[2], entries[3]).complex_eigenvalues().iter().map(|z| [z.re, z.im]).collect();
            prop_assert!(same(&eigenvalues2(two), &theirs, 1e-6));
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
            assert!(modulus(minus(root, expected)) < 1e-13, "{root:?}");
        }
        assert_eq!(eigenvalues4(&[[0.0; 4]; 4]).map(modulus), [0.0; 4]);
    }
}
