//! What G learns to imitate: distributions in the plane, given by seeded samples.

use rand::RngExt;
use std::f64::consts::TAU;
use std::sync::Arc;
use thetaflow_math::random::generator;
use thetaflow_math::ziggurat::StandardNormal;

/// A distribution in the plane.
#[derive(Clone, Debug, PartialEq)]
pub enum Data {
    /// 8 Gaussians on a circle of radius 2, standard deviation 0.02 (Metz et al. 2017).
    Ring,
    /// 5 × 5 Gaussians, 2 apart, standard deviation 0.05 (Srivastava et al. 2017).
    Grid,
    /// Two half circles that reach into each other.
    Moons,
    /// Two arms of a spiral.
    Spiral,
    /// A circle of radius 1.5.
    Circle,
    /// A line.
    Line,
    /// The dark squares of a 4 × 4 board.
    Checkerboard,
    /// Points that the reader has drawn or pasted, each as likely as any other; the middle alone if there are none.
    Points(Arc<[[f64; 2]]>),
}

/// Thickness of curves, as a standard deviation.
const THICKNESS: f64 = 0.05;

impl Data {
    /// Where the Gaussians stand; empty where there are none.
    pub fn modes(&self) -> Vec<[f64; 2]> {
        match self {
            Self::Ring => (0..8).map(|k| on_circle(2.0, f64::from(k) / 8.0)).collect(),
            Self::Grid => (0..25)
                .map(|k| [k / 5, k % 5].map(|i| 2.0 * f64::from(i) - 4.0))
                .collect(),
            _ => Vec::new(),
        }
    }

    /// Their standard deviation; of a curve, its thickness.
    pub fn deviation(&self) -> f64 {
        match self {
            Self::Ring => 0.02,
            Self::Checkerboard | Self::Points(_) => 0.0,
            _ => THICKNESS,
        }
    }

    /// Half the side of the square around 0 in which it is shown.
    pub fn extent(&self) -> f64 {
        match self {
            Self::Grid => 5.2,
            _ => 3.0,
        }
    }

    /// A sample, the same for the same seed.
    pub fn sample(&self, seed: u64, points: usize) -> Vec<[f64; 2]> {
        let mut random = generator(seed);
        let modes = self.modes();
        let deviation = self.deviation();
        let draw = |_| {
            let share: f64 = random.random();
            let [x, y] = match self {
                Self::Ring | Self::Grid => {
                    let mode = (share * modes.len() as f64) as usize;
                    modes.get(mode).copied().unwrap_or_default()
                }
                Self::Moons => {
                    let [x, y] = on_circle(1.3, 0.5 * ((2.0 * share) % 1.0));
                    if share < 0.5 {
                        [x - 0.65, y - 0.3]
                    } else {
                        [0.65 - x, 0.3 - y]
                    }
                }
                Self::Spiral => {
                    // The root spreads points evenly along the arm.
                    let along = ((2.0 * share) % 1.0).sqrt();
                    let [x, y] = on_circle(0.3 + 2.0 * along, 1.4 * along);
                    if share < 0.5 { [x, y] } else { [-x, -y] }
                }
                Self::Circle => on_circle(1.5, share),
                Self::Line => [4.0 * share - 2.0, 2.0 * share - 1.0],
                Self::Points(points) => {
                    let point = (share * points.len() as f64) as usize;
                    points.get(point).copied().unwrap_or_default()
                }
                Self::Checkerboard => {
                    let square = (8.0 * share) as u32 % 8;
                    let (row, place) = (square / 2, square % 2);
                    let column = 2 * place + row % 2;
                    let within: [f64; 2] = [random.random(), random.random()];
                    [
                        f64::from(column) + within[0] - 2.0,
                        f64::from(row) + within[1] - 2.0,
                    ]
                }
            };
            let noise: [f64; 2] = [random.sample(StandardNormal), random.sample(StandardNormal)];
            [x + deviation * noise[0], y + deviation * noise[1]]
        };
        (0..points).map(draw).collect()
    }
}

/// The point of a circle around 0 after a share of a turn.
fn on_circle(radius: f64, share: f64) -> [f64; 2] {
    let (sin, cos) = libm::sincos(TAU * share);
    [radius * cos, radius * sin]
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Data; 7] = [
        Data::Ring,
        Data::Grid,
        Data::Moons,
        Data::Spiral,
        Data::Circle,
        Data::Line,
        Data::Checkerboard,
    ];

    #[test]
    fn samples_are_in_view_around_zero_and_follow_the_seed() {
        for data in ALL {
            let sample = data.sample(7, 4000);
            assert_eq!(sample, data.sample(7, 4000));
            assert_ne!(sample, data.sample(8, 4000));
            let extent = data.extent();
            assert!(sample.iter().flatten().all(|x| x.abs() < extent));
            for axis in 0..2 {
                let mean = sample.iter().map(|point| point[axis]).sum::<f64>() / 4000.0;
                assert!(mean.abs() < 0.2, "{data:?} {mean}");
            }
        }
    }

    #[test]
    fn every_mode_gets_its_share_with_its_deviation() {
        for data in [Data::Ring, Data::Grid] {
            let (modes, sample) = (data.modes(), data.sample(3, 20_000));
            let expected = 20_000.0 / modes.len() as f64;
            for [mx, my] in modes {
                let near = sample
                    .iter()
                    .map(|[x, y]| (x - mx).hypot(y - my))
                    .filter(|distance| *distance < 0.5);
                let (count, squares) = near.fold((0.0, 0.0), |(n, s), d| (n + 1.0, s + d * d));
                assert!((count / expected - 1.0_f64).abs() < 0.2, "{data:?} {count}");
                let deviation = (squares / (2.0 * count)).sqrt();
                assert!((deviation / data.deviation() - 1.0).abs() < 0.1);
            }
        }
    }

    #[test]
    fn the_readers_points_are_sampled_as_they_are() {
        let points = [[0.5, -1.25], [2.0, 0.0], [-3.0, 3.0]];
        let data = Data::Points(points.into());
        let sample = data.sample(4, 3000);
        assert_eq!(sample, data.sample(4, 3000));
        for point in points {
            let count = sample.iter().filter(|drawn| **drawn == point).count();
            assert!(count.abs_diff(1000) < 150, "{count}");
        }
        assert_eq!(data.modes(), Vec::<[f64; 2]>::new());
        assert_eq!(Data::Points([].into()).sample(1, 2), [[0.0; 2]; 2]);
    }

    #[test]
    fn the_board_has_four_rows_with_two_dark_squares_each() {
        for [x, y] in Data::Checkerboard.sample(5, 5000) {
            let [column, row] = [x, y].map(|v| (v + 2.0).floor() as i32);
            assert!((0..4).contains(&column) && (0..4).contains(&row));
            assert_eq!((column + row) % 2, 0);
        }
    }
}
