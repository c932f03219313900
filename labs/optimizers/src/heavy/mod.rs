//! What takes long, or much code: basin maps, order plots, sweeps of the learning rate, clouds of runs, scripts.
//!
//! The page's module leaves it out (`without_heavy.rs` stands in its place); a second one, made to run fast, has it.

mod background;
pub mod basins;
mod best_rates;
pub mod cloud;
pub mod order;
pub mod points;
pub mod pytorch;
pub mod sweep;

use super::frame::{CloudPicture, OptimizerFrame};
use super::landscapes::{Landscape, ViewBox};
use super::settings::Settings;
use super::stability::nearest;
use background::Background;
use best_rates::BestRates;
use cloud::{Cloud, Noise};
use thetaflow::math::symmetric::{Eigen, eigen};

/// The heavy part of a simulation.
pub struct Heavy {
    best_rates: Option<BestRates>,
    cloud: Option<Cloud>,
    background: Background,
}

impl Heavy {
    /// What `settings` ask for; what `before` has of it already is taken over. `goal` is the loss that is to be undercut.
    pub fn new(settings: &Settings, view: ViewBox, goal: f64, before: Option<&Self>) -> Self {
        let rates = before.and_then(|before| before.best_rates.as_ref());
        let background = before.map(|before| &before.background);
        Self {
            best_rates: (settings.best_lr).then(|| BestRates::new(settings, goal, rates)),
            cloud: new_cloud(settings),
            background: Background::new(settings, view, background),
        }
    }

    /// Whether the rates that the race begins with are known.
    pub fn is_ready(&self) -> bool {
        self.best_rates.as_ref().is_none_or(BestRates::is_finished)
    }

    /// Does some milliseconds at most of what must come before the first step.
    pub fn prepare(&mut self) {
        if let Some(rates) = &mut self.best_rates {
            rates.advance();
        }
    }

    /// Gives every contender the rate that was found for it.
    pub fn apply(&self, settings: &mut Settings) {
        if let Some(rates) = &self.best_rates {
            rates.apply(settings);
        }
    }

    /// Moves the cloud by a step.
    pub fn advance(&mut self) {
        if let Some(cloud) = &mut self.cloud {
            cloud.advance();
        }
    }

    /// Whether an earlier step can be shown again: nobody keeps where every run of a cloud has been.
    pub fn can_rewind(&self) -> bool {
        self.cloud.is_none()
    }

    /// Does some milliseconds at most of what belongs to no step. Whether all is done.
    pub fn refine(&mut self) -> bool {
        self.background.refine()
    }

    /// The fitted slope of the order plot, once it is finished.
    pub fn order_slope(&self) -> Option<f64> {
        self.background.order_slope()
    }

    /// Puts what there is so far into a frame.
    pub fn show(&self, settings: &Settings, minima: &[[f64; 2]], frame: &mut OptimizerFrame) {
        self.background.show(frame);
        frame.cloud = (self.cloud.as_ref()).and_then(|cloud| picture(cloud, settings, minima));
    }
}

fn new_cloud(settings: &Settings) -> Option<Cloud> {
    let noise = match settings.noise.batch {
        0 => Noise::Gaussian {
            sigma: settings.noise.sigma,
        },
        size => Noise::MiniBatch { size },
    };
    (settings.cloud > 0).then(|| {
        Cloud::new(
            &settings.landscape,
            &settings.first().complete_config(),
            settings.start,
            noise,
            settings.noise.seed,
            settings.cloud,
        )
    })
}

/// `None` once every run has diverged.
fn picture(cloud: &Cloud, settings: &Settings, minima: &[[f64; 2]]) -> Option<CloudPicture> {
    let spread = cloud.spread()?;
    let mut picture = CloudPicture {
        positions: (cloud.positions())
            .filter(|[x, y]| (x + y).is_finite())
            .collect(),
        mean: spread.mean,
        half_axes: spread.ellipse().half_axes,
        modes: Vec::new(),
        stationary: None,
    };
    let Landscape::Quadratic { .. } = settings.landscape else {
        return Some(picture);
    };
    let config = settings.first().complete_config();
    let minimum = nearest(minima, spread.mean)?;
    let Eigen { values, vectors } = eigen(settings.landscape.hessian(minimum));
    let [[xx, xy], [_, yy]] = spread.covariance;
    let along = |[a, b]: [f64; 2]| a * a * xx + 2.0 * a * b * xy + b * b * yy;
    let sigma = settings.noise.sigma;
    let exact = values.map(|value| cloud::stationary_variance(&config, sigma, value));
    if let [Some(flat), Some(steep)] = exact {
        picture.modes = vec![
            [values[0], along(vectors[0]), flat],
            [values[1], along(vectors[1]), steep],
        ];
        let axis = |k: usize, variance: f64| vectors[k].map(|v| v * variance.sqrt());
        picture.stationary = Some([minimum, axis(0, flat), axis(1, steep)]);
    }
    Some(picture)
}
