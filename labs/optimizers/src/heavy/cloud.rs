//! Noise: many runs from one start side by side, their mean and their spread.
//!
//! Every run of every seed draws noise of its own; the first run is the one that the lab shows for that seed, and adding
//! runs changes none. As there, noise is drawn once a step and held wherever the rule asks within it, as with a mini-batch.

use super::points::Points;
use crate::divergence::has_diverged;
use rand::RngExt;
use thetaflow::math::random::{Generator, generator_of_run};
use thetaflow::math::symmetric::{Eigen, eigen};
use thetaflow::math::ziggurat::StandardNormal;
use thetaflow::optim::rules::Sgd;
use thetaflow::optim::{OptimizerConfig, RuleConfig, WrapperConfig};
use thetaflow_surfaces::{Landscape, LogisticRegression};

/// The most runs of a cloud.
pub const MOST_RUNS: usize = 200;

/// Where the noise of a gradient comes from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Noise {
    /// σξ with ξ ~ N(0, I) is added to the gradient.
    Gaussian { sigma: f64 },
    /// The gradient of the log-loss on this many points, drawn with replacement: for
    /// [`Landscape::LogisticRegression`]; other surfaces have no points and stay free of noise.
    MiniBatch { size: usize },
}

/// Runs side by side.
pub struct Cloud {
    landscape: Landscape,
    points: Points,
    noise: Noise,
    /// Answers that the rule averages for one gradient.
    answers: usize,
    /// One a run.
    random: Vec<Generator>,
    /// The noise of a step: σξ as x₁ x₂ ... y₁ y₂ ..., or the points of each mini-batch one after another.
    added: Vec<f64>,
    batches: Vec<usize>,
    step: u64,
}

/// Where the runs are: the mean and the covariance of those that have not diverged.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    pub mean: [f64; 2],
    /// Unbiased (divided by the count − 1); 0 for a single run.
    pub covariance: [[f64; 2]; 2],
    pub count: usize,
}

/// The ellipse of points at a Mahalanobis distance of 1 from the mean: one standard deviation along each axis. It holds
/// 39 % of a Gaussian cloud; twice as large, 86 %.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ellipse {
    pub centre: [f64; 2],
    /// The minor and the major half axis as vectors, at right angles.
    pub half_axes: [[f64; 2]; 2],
}

impl Cloud {
    /// `runs` runs (1 to [`MOST_RUNS`], others are clamped) of `config` from `start`.
    pub fn new(
        landscape: &Landscape,
        config: &OptimizerConfig,
        start: [f64; 2],
        noise: Noise,
        seed: u64,
        runs: usize,
    ) -> Self {
        let runs = runs.clamp(1, MOST_RUNS);
        let answers = config.wrappers.iter().map(|wrapper| match wrapper {
            WrapperConfig::Accumulate { k } => (*k).max(1),
            _ => 1,
        });
        let random = (0..runs as u64).map(|run| generator_of_run(seed, run));
        let mut cloud = Self {
            landscape: landscape.clone(),
            points: Points::new(config, (0..runs).map(|_| start)),
            noise,
            answers: answers.fold(1, usize::saturating_mul),
            random: random.collect(),
            added: vec![0.0; 2 * runs],
            batches: Vec::new(),
            step: 0,
        };
        if let (Some(size), Landscape::LogisticRegression) = (cloud.batch_size(), landscape) {
            cloud.batches = vec![0; size * runs];
        }
        cloud
    }

    /// Moves every run by one step.
    pub fn advance(&mut self) {
        self.draw();
        let Self {
            landscape,
            points,
            added,
            batches,
            ..
        } = self;
        let runs = points.len();
        let batch_size = batches.len() / runs;
        points.step(&mut |first, theta, gradient| {
            let count = theta.len() / 2;
            if batch_size > 0 {
                for (i, batch) in (0..count).zip(batches.chunks_exact(batch_size).skip(first)) {
                    [gradient[i], gradient[count + i]] =
                        LogisticRegression::batch_gradient([theta[i], theta[count + i]], batch);
                }
                return;
            }
            landscape.gradients(theta, gradient);
            let (gx, gy) = gradient.split_at_mut(count);
            let (x, y) = added.split_at(runs);
            for (g, noise) in [(gx, x), (gy, y)] {
                for (g, noise) in g.iter_mut().zip(&noise[first..]) {
                    *g += noise;
                }
            }
        });
        self.step += 1;
    }

    /// How many steps have been taken.
    pub fn step(&self) -> u64 {
        self.step
    }

    /// Where each run is, diverged ones included.
    pub fn positions(&self) -> impl ExactSizeIterator<Item = [f64; 2]> {
        self.points.iter()
    }

    /// The mean and the covariance of the runs; None when all have diverged.
    pub fn spread(&self) -> Option<Spread> {
        Spread::of(self.positions().filter(|&theta| !has_diverged(theta)))
    }

    /// The points of a mini-batch, those of all answers that are averaged together; None for other noise.
    fn batch_size(&self) -> Option<usize> {
        /// Enough for a mean that can hardly be told from that of all points.
        const MOST: usize = 100 * LogisticRegression::POINTS;
        match self.noise {
            Noise::MiniBatch { size } => Some(size.saturating_mul(self.answers).clamp(1, MOST)),
            Noise::Gaussian { .. } => None,
        }
    }

    fn draw(&mut self) {
        let runs = self.random.len();
        if !self.batches.is_empty() {
            let size = self.batches.len() / runs;
            let batches = self.batches.chunks_exact_mut(size);
            for (batch, random) in batches.zip(&mut self.random) {
                batch.fill_with(|| random.random_range(0..LogisticRegression::POINTS));
            }
        } else if let Noise::Gaussian { sigma } = self.noise
            && sigma != 0.0
        {
            // The mean of k independent draws is one draw with σ/√k.
            let sigma = sigma / (self.answers as f64).sqrt();
            let (x, y) = self.added.split_at_mut(runs);
            for ((x, y), random) in x.iter_mut().zip(y).zip(&mut self.random) {
                *x = sigma * random.sample::<f64, _>(StandardNormal);
                *y = sigma * random.sample::<f64, _>(StandardNormal);
            }
        }
    }
}

impl Spread {
    /// Of these points; None if there are none.
    pub fn of(points: impl Iterator<Item = [f64; 2]>) -> Option<Self> {
        let mut count = 0;
        let (mut mean, mut sum) = ([0.0; 2], [0.0; 3]);
        for [x, y] in points {
            // Welford 1962: no difference of large sums.
            count += 1;
            let before = [x - mean[0], y - mean[1]];
            let share = 1.0 / count as f64;
            mean = [mean[0] + share * before[0], mean[1] + share * before[1]];
            let after = [x - mean[0], y - mean[1]];
            sum[0] += before[0] * after[0];
            sum[1] += before[0] * after[1];
            sum[2] += before[1] * after[1];
        }
        let [a, b, d] = sum.map(|sum| sum / (count as f64 - 1.0).max(1.0));
        (count > 0).then_some(Self {
            mean,
            covariance: [[a, b], [b, d]],
            count,
        })
    }

    /// The ellipse of one standard deviation.
    pub fn ellipse(&self) -> Ellipse {
        let Eigen { values, vectors } = eigen(self.covariance);
        let half_axis = |i: usize| {
            // Rounding may leave a variance of −1e-20.
            let deviation = values[i].max(0.0).sqrt();
            [deviation * vectors[i][0], deviation * vectors[i][1]]
        };
        Ellipse {
            centre: self.mean,
            half_axes: [half_axis(0), half_axis(1)],
        }
    }
}

/// The exact variance along an eigenvector with curvature λ that plain SGD with noise σ settles to on a quadratic:
/// γσ²/(λ(2−γλ)). None for other rules, within wrappers, and where nothing settles (0 < γλ < 2 does not hold).
///
/// From u ← (1−γλ) u − γσξ: Var = (1−γλ)² Var + γ²σ² (Mandt, Hoffman & Blei 2017 give the limit of small γ).
pub fn stationary_variance(config: &OptimizerConfig, sigma: f64, eigenvalue: f64) -> Option<f64> {
    let gamma = config.learning_rate;
    let z = gamma * eigenvalue;
    let mut answers = 1.0;
    for wrapper in &config.wrappers {
        match wrapper {
            WrapperConfig::Accumulate { k } => answers *= (*k).max(1) as f64,
            WrapperConfig::Average(_) => {}
            wrapper if wrapper.is_off() => {}
            _ => return None,
        }
    }
    let settles = config.rule == RuleConfig::Sgd(Sgd) && 0.0 < z && z < 2.0;
    settles.then(|| gamma * sigma * sigma / answers / (eigenvalue * (2.0 - z)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use thetaflow::optim::rules::Adam;
    use thetaflow::optim::rules::{Heun, ImplicitEuler};
    use thetaflow_surfaces::{Quadratic, Rosenbrock};

    const BOWL: Landscape = Landscape::Quadratic(Quadratic {
        kappa: 10.0,
        angle: 0.0,
    });

    fn sgd(learning_rate: f64) -> OptimizerConfig {
        OptimizerConfig::new(Sgd, learning_rate)
    }

    /// Samples of the stationary cloud far enough apart in time to be independent.
    fn stationary_samples(config: &OptimizerConfig, sigma: f64) -> Vec<[f64; 2]> {
        let noise = Noise::Gaussian { sigma };
        let mut cloud = Cloud::new(&BOWL, config, [0.0, 0.0], noise, 7, MOST_RUNS);
        let mut samples = Vec::new();
        for _ in 0..40 {
            for _ in 0..200 {
                cloud.advance();
            }
            samples.extend(cloud.positions());
        }
        samples
    }

    #[test]
    fn sgd_settles_to_the_exact_variance() {
        for (config, learning_rate) in [
            (sgd(0.1), 0.1),
            (sgd(0.18), 0.18),
            (sgd(0.1).with(WrapperConfig::Accumulate { k: 4 }), 0.1),
        ] {
            let samples = stationary_samples(&config, 0.5);
            let spread = Spread::of(samples.iter().copied()).unwrap();
            let count = samples.len() as f64;
            for (i, eigenvalue) in [(0, 1.0), (1, 10.0)] {
                let expected = stationary_variance(&config, 0.5, eigenvalue).unwrap();
                let accumulated = if config.wrappers.is_empty() { 1.0 } else { 4.0 };
                let formula = learning_rate * 0.25
                    / accumulated
                    / (eigenvalue * (2.0 - learning_rate * eigenvalue));
                assert!((expected / formula - 1.0).abs() < 1e-12);
                // The standard error of a Gaussian's variance is √(2/(n−1)) of it.
                let error = expected * (2.0 / (count - 1.0)).sqrt();
                let measured = spread.covariance[i][i];
                assert!(
                    (measured - expected).abs() < 5.0 * error,
                    "{config:?}: {measured} is not {expected}"
                );
                assert!(spread.mean[i].abs() < 5.0 * (expected / count).sqrt());
            }
        }
    }

    #[test]
    fn the_first_run_is_that_of_the_seed_and_more_runs_change_none() {
        let noise = Noise::Gaussian { sigma: 0.3 };
        let adam = OptimizerConfig::new(RuleConfig::Adam(Adam::default()), 0.1);
        for config in [adam, OptimizerConfig::new(ImplicitEuler, 0.1)] {
            let valley = Landscape::Rosenbrock(Rosenbrock { b: 5.0 });
            let after = |seed, runs| {
                let mut cloud = Cloud::new(&valley, &config, [-1.0, 1.0], noise, seed, runs);
                (0..20).for_each(|_| cloud.advance());
                cloud.positions().collect::<Vec<_>>()
            };
            let many = after(3, 9);
            assert_eq!(many[..4], after(3, 4));
            assert_ne!(many[0], many[1]);
            // Whoever moves the seed to see whether the spread is luck sees other runs.
            for seed in 4..20 {
                assert!(after(seed, 9).iter().all(|run| !many.contains(run)));
            }
        }
    }

    #[test]
    fn mini_batches_are_noisier_the_smaller_they_are() {
        let surface = Landscape::LogisticRegression;
        let variance = |size, k| {
            let noise = Noise::MiniBatch { size };
            let config = sgd(0.3).with(WrapperConfig::Accumulate { k });
            let mut cloud = Cloud::new(&surface, &config, surface.minima()[0], noise, 1, 200);
            (0..60).for_each(|_| cloud.advance());
            let [[a, _], [_, d]] = cloud.spread().unwrap().covariance;
            a + d
        };
        // Variances fall like 1/B; 200 runs know a variance to 10 %.
        assert!((variance(4, 1) / variance(16, 1) / 4.0 - 1.0).abs() < 0.5);
        assert_eq!(variance(4, 4), variance(16, 1));
        // Points that the surface does not have make no noise.
        let mut cloud = Cloud::new(
            &BOWL,
            &sgd(0.1),
            [1.0, 1.0],
            Noise::MiniBatch { size: 4 },
            1,
            5,
        );
        cloud.advance();
        assert_eq!(cloud.spread().unwrap().covariance, [[0.0; 2]; 2]);
    }

    #[test]
    fn the_ellipse_is_one_deviation_along_each_axis() {
        let points = [[1.0, 0.0], [3.0, 0.0], [2.0, 2.0], [2.0, -2.0]];
        let ellipse = Spread::of(points.into_iter()).unwrap().ellipse();
        let length = |[x, y]: [f64; 2]| x.hypot(y);
        assert_eq!(ellipse.centre, [2.0, 0.0]);
        assert!((length(ellipse.half_axes[0]) - (2.0_f64 / 3.0).sqrt()).abs() < 1e-15);
        assert!((length(ellipse.half_axes[1]) - (8.0_f64 / 3.0).sqrt()).abs() < 1e-15);
        assert!(ellipse.half_axes[1][0].abs() < 1e-15);
    }

    #[test]
    fn diverged_runs_do_not_count_and_nothing_panics() {
        for sigma in [f64::NAN, f64::INFINITY] {
            let noise = Noise::Gaussian { sigma };
            let mut cloud = Cloud::new(&BOWL, &sgd(0.1), [1.0, 1.0], noise, u64::MAX, 0);
            cloud.advance();
            assert_eq!(cloud.spread(), None);
        }
        let noise = Noise::MiniBatch { size: 0 };
        let mut cloud = Cloud::new(
            &Landscape::LogisticRegression,
            &sgd(0.1),
            [0.0; 2],
            noise,
            0,
            3,
        );
        cloud.advance();
        assert_eq!(cloud.spread().unwrap().count, 3);
        for (rule, rate) in [(RuleConfig::Heun(Heun), 0.1), (RuleConfig::Sgd(Sgd), 3.0)] {
            assert_eq!(
                stationary_variance(&OptimizerConfig::new(rule, rate), 1.0, 1.0),
                None
            );
        }
    }
}
