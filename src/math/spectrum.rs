//! Eigenvalues of real symmetric matrices of any size.

/// The eigenvalues of a symmetric matrix, in increasing order. `entries` holds its `size`² entries in rows, of which the
/// upper triangle is not read. Empty if the entries are too few or not finite.
///
/// Householder's reduction to a tridiagonal matrix and implicit QL with Wilkinson's shift (Wilkinson and Reinsch 1971,
/// contributions II/2 and II/3), each eigenvalue to about 1e-14 of the largest.
pub fn eigenvalues(mut entries: Vec<f64>, size: usize) -> Vec<f64> {
    if entries.len() < size * size || entries.iter().any(|entry| !entry.is_finite()) {
        return Vec::new();
    }
    let (mut diagonal, mut beside) = tridiagonal(&mut entries, size);
    implicit_ql(&mut diagonal, &mut beside);
    diagonal.sort_unstable_by(f64::total_cmp);
    diagonal
}

/// Diagonal and the entries beside it (the last one 0) of an orthogonally similar tridiagonal matrix.
fn tridiagonal(a: &mut [f64], size: usize) -> (Vec<f64>, Vec<f64>) {
    let (mut diagonal, mut beside) = (vec![0.0; size], vec![0.0; size]);
    for i in (1..size).rev() {
        let (above, rest) = a.split_at_mut(i * size);
        let v = &mut rest[..i];
        let scale = v[..i - 1].iter().map(|x| x.abs()).sum::<f64>();
        diagonal[i] = rest[i];
        let v = &mut rest[..i];
        if scale == 0.0 {
            beside[i - 1] = v[i - 1];
            continue;
        }
        // Reflect the row onto its last entry: v becomes the normal of the mirror, h half its square.
        let norm = v.iter().map(|x| x * x).sum::<f64>().sqrt();
        let last = v[i - 1];
        let image = -norm.copysign(last);
        beside[i - 1] = image;
        let h = norm * norm - last * image;
        v[i - 1] = last - image;
        // p = A v / h, then A − v qᵀ − q vᵀ with q = p − (pᵀv / 2h) v.
        let mut p = vec![0.0; i];
        for (j, row) in above.chunks_exact(size).enumerate() {
            let mut sum = row[j] * v[j];
            for k in 0..j {
                sum += row[k] * v[k];
                p[k] += row[k] * v[j];
            }
            p[j] += sum;
        }
        let mut shift = 0.0;
        for (p, v) in p.iter_mut().zip(v.iter()) {
            *p /= h;
            shift += *p * v;
        }
        shift /= 2.0 * h;
        p.iter_mut()
            .zip(v.iter())
            .for_each(|(p, v)| *p -= shift * v);
        for (j, row) in above.chunks_exact_mut(size).enumerate() {
            let (vj, pj) = (v[j], p[j]);
            for ((entry, p), v) in row[..=j].iter_mut().zip(&p).zip(v.iter()) {
                *entry -= vj * p + pj * v;
            }
        }
    }
    if size > 0 {
        diagonal[0] = a[0];
    }
    (diagonal, beside)
}

fn implicit_ql(d: &mut [f64], e: &mut [f64]) {
    const MOST_SWEEPS: usize = 60;
    let size = d.len();
    for l in 0..size {
        for _ in 0..MOST_SWEEPS {
            let small = |m: &usize| e[*m].abs() <= f64::EPSILON * (d[*m].abs() + d[*m + 1].abs());
            let m = (l..size - 1).find(small).unwrap_or(size - 1);
            if m == l {
                break;
            }
            let mut g = (d[l + 1] - d[l]) / (2.0 * e[l]);
            let mut r = g.hypot(1.0);
            g = d[m] - d[l] + e[l] / (g + r.copysign(g));
            let (mut s, mut c, mut p) = (1.0, 1.0, 0.0);
            let mut split = false;
            for i in (l..m).rev() {
                let (f, b) = (s * e[i], c * e[i]);
                r = f.hypot(g);
                e[i + 1] = r;
                if r == 0.0 {
                    d[i + 1] -= p;
                    e[m] = 0.0;
                    split = true;
                    break;
                }
                (s, c) = (f / r, g / r);
                g = d[i + 1] - p;
                r = (d[i] - g) * s + 2.0 * c * b;
                p = s * r;
                d[i + 1] = g + p;
                g = c * r - b;
            }
            if !split {
                d[l] -= p;
                e[l] = g;
                e[m] = 0.0;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use nalgebra::DMatrix;
    use proptest::prelude::*;

    #[test]
    fn the_second_difference_has_known_eigenvalues() {
        let size = 40;
        let entry = |k: usize| match (k / size).abs_diff(k % size) {
            0 => 2.0,
            1 => -1.0,
            _ => 0.0,
        };
        let values = eigenvalues((0..size * size).map(entry).collect(), size);
        for (k, value) in values.into_iter().enumerate() {
            let angle = std::f64::consts::PI * (k + 1) as f64 / (size + 1) as f64;
            assert!((value - (2.0 - 2.0 * angle.cos())).abs() < 1e-13);
        }
        assert_eq!(eigenvalues(vec![], 0), Vec::<f64>::new());
        assert_eq!(eigenvalues(vec![3.0], 1), [3.0]);
        assert_eq!(eigenvalues(vec![0.0; 9], 3), [0.0; 3]);
        assert_eq!(eigenvalues(vec![f64::NAN; 4], 2), Vec::<f64>::new());
    }

    proptest! {
        #[test]
        fn as_nalgebra_has_them(size in 1_usize..30, entries in prop::collection::vec(-1.0..1.0, 900)) {
            let matrix = DMatrix::from_fn(size, size, |i, j| {
                let (i, j) = (i.max(j), i.min(j));
                entries[i * 30 + j]
            });
            let rows = (0..size * size).map(|k| matrix[(k / size, k % size)]).collect();
            let mut theirs: Vec<f64> = matrix.symmetric_eigenvalues().iter().copied().collect();
            theirs.sort_unstable_by(f64::total_cmp);
            let ours = eigenvalues(rows, size);
            prop_assert_eq!(ours.len(), size);
            for (ours, theirs) in ours.into_iter().zip(theirs) {
                prop_assert!((ours - theirs).abs() < 1e-12, "{} {}", ours, theirs);
            }
        }
    }
}
