//! How near a generated sample is to the data.

use super::data::Data;

/// Within so many standard deviations of a mode a point counts as one of it (Srivastava et al. 2017).
const REACH: f64 = 3.0;

/// What is counted of a sample, where the data have modes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Capture {
    /// Modes that are the nearest one of at least one point within their reach.
    pub modes: usize,
    /// The share of points within the reach of their nearest mode.
    pub quality: f64,
}

/// Modes captured and the share of points of high quality; None where the data have no modes.
pub fn capture(data: &Data, sample: &[[f64; 2]]) -> Option<Capture> {
    let modes = data.modes();
    let reach = REACH * data.deviation();
    let mut captured = vec![false; modes.len()];
    let mut good = 0_usize;
    for &[x, y] in sample {
        let distances = modes.iter().map(|mode| (x - mode[0]).hypot(y - mode[1]));
        let nearest = distances
            .enumerate()
            .min_by(|(_, a), (_, b)| a.total_cmp(b))?;
        if nearest.1 <= reach {
            good += 1;
            captured[nearest.0] = true;
        }
    }
    Some(Capture {
        modes: captured.into_iter().filter(|&is| is).count(),
        quality: good as f64 / sample.len().max(1) as f64,
    })
}

/// The sliced Wasserstein-1 distance of two samples of the same size: W₁ of their projections, averaged over directions
/// spread evenly over half a turn.
pub fn sliced_wasserstein(a: &[[f64; 2]], b: &[[f64; 2]], directions: u32) -> f64 {
    let projected = |sample: &[[f64; 2]], (sin, cos): (f64, f64)| {
        let mut values: Vec<f64> = sample.iter().map(|[x, y]| cos * x + sin * y).collect();
        values.sort_unstable_by(f64::total_cmp);
        values
    };
    let total: f64 = (0..directions)
        .map(|k| {
            let angle = std::f64::consts::PI * (f64::from(k) + 0.5) / f64::from(directions);
            let direction = libm::sincos(angle);
            let (a, b) = (projected(a, direction), projected(b, direction));
            let gaps = a.iter().zip(&b).map(|(a, b)| (a - b).abs());
            gaps.sum::<f64>() / a.len().max(1) as f64
        })
        .sum();
    total / f64::from(directions.max(1))
}

/// The unbiased estimate of MMD² with the kernel exp(−‖x − y‖²/2), of two samples of the same size (Gretton et al. 2012,
/// equation 3). It can be slightly below zero.
pub fn mmd_squared(a: &[[f64; 2]], b: &[[f64; 2]]) -> f64 {
    let kernel = |p: &[f64; 2], q: &[f64; 2]| {
        let (dx, dy) = (p[0] - q[0], p[1] - q[1]);
        libm::exp(-0.5 * (dx * dx + dy * dy))
    };
    let within = |sample: &[[f64; 2]]| {
        let n = sample.len() as f64;
        let pairs = sample
            .iter()
            .enumerate()
            .flat_map(|(i, p)| sample[i + 1..].iter().map(move |q| (p, q)));
        2.0 * pairs.map(|(p, q)| kernel(p, q)).sum::<f64>() / (n * (n - 1.0)).max(1.0)
    };
    let across: f64 = a
        .iter()
        .flat_map(|p| b.iter().map(move |q| kernel(p, q)))
        .sum();
    within(a) + within(b) - 2.0 * across / ((a.len() * b.len()).max(1) as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// W₁ between samples on a line, as the smallest mean distance over all ways to pair them.
    fn cheapest_pairing(a: &[f64], b: &mut Vec<f64>) -> f64 {
        fn search(a: &[f64], b: &mut Vec<f64>, from: usize) -> f64 {
            if from == a.len() {
                return 0.0;
            }
            let mut best = f64::INFINITY;
            for k in from..b.len() {
                b.swap(from, k);
                best = best.min((a[from] - b[from]).abs() + search(a, b, from + 1));
                b.swap(from, k);
            }
            best
        }
        search(a, b, 0) / a.len() as f64
    }

    #[test]
    fn sliced_wasserstein_is_the_cheapest_pairing_of_projections() {
        let (a, b) = (Data::Moons.sample(1, 6), Data::Circle.sample(2, 6));
        let directions = 5;
        let mean: f64 = (0..directions)
            .map(|k| {
                let (sin, cos) = (std::f64::consts::PI * (f64::from(k) + 0.5) / 5.0).sin_cos();
                let onto = |sample: &[[f64; 2]]| -> Vec<f64> {
                    sample.iter().map(|[x, y]| cos * x + sin * y).collect()
                };
                cheapest_pairing(&onto(&a), &mut onto(&b))
            })
            .sum::<f64>()
            / 5.0;
        assert!((sliced_wasserstein(&a, &b, directions as u32) - mean).abs() < 1e-12);
    }

    #[test]
    fn mmd_is_the_mean_over_all_pairs() {
        let (a, b) = (Data::Moons.sample(1, 17), Data::Circle.sample(2, 17));
        let kernel = |p: [f64; 2], q: [f64; 2]| {
            (-((p[0] - q[0]).powi(2) + (p[1] - q[1]).powi(2)) / 2.0).exp()
        };
        let mut sum = 0.0;
        for i in 0..17 {
            for j in 0..17 {
                if i != j {
                    sum += (kernel(a[i], a[j]) + kernel(b[i], b[j])) / (17.0 * 16.0);
                }
                sum -= 2.0 * kernel(a[i], b[j]) / (17.0 * 17.0);
            }
        }
        assert!((mmd_squared(&a, &b) - sum).abs() < 1e-12);
    }

    #[test]
    fn a_fresh_sample_of_the_data_is_near_and_another_is_not() {
        let (a, b) = (Data::Ring.sample(1, 1000), Data::Ring.sample(2, 1000));
        let far = Data::Line.sample(3, 1000);
        assert!(sliced_wasserstein(&a, &b, 16) < 0.1 && sliced_wasserstein(&a, &far, 16) > 0.3);
        assert!(mmd_squared(&a, &b).abs() < 0.005 && mmd_squared(&a, &far) > 0.05);
    }

    #[test]
    fn captures_are_counted() {
        let data = Data::Ring;
        let all = capture(&data, &data.sample(1, 2500)).expect("modes");
        // P(r ≤ 3σ) of a Gaussian in the plane is 1 − e^{−9/2} = 0.9889.
        assert!(all.modes == 8 && (all.quality - 0.9889).abs() < 0.01);
        let [x, y] = data.modes()[3];
        let one = capture(&data, &[[x + 0.059, y], [x + 0.061, y], [0.0, 0.0], [x, y]]);
        assert_eq!(
            one,
            Some(Capture {
                modes: 1,
                quality: 0.5
            })
        );
        assert_eq!(capture(&Data::Line, &[[0.0; 2]]), None);
    }
}
