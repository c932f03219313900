//! What takes long, or much code: basin maps, order plots, sweeps of the learning rate, clouds of runs, scripts.
//!
//! The page's module leaves it out; a second one, made to run fast, has it.

mod background;
pub mod basins;
mod best_rates;
pub mod cloud;
pub mod order;
pub mod points;
pub mod pytorch;
pub mod sweep;

use super::beside::Beside;
use super::frame::{CloudPicture, OptimizerFrame};
use super::frame::{Run, Series};
use super::racer::{Moment, Traces};
use super::settings::Settings;
use super::stability::nearest;
use background::Background;
use best_rates::BestRates;
use cloud::{Cloud, Noise};
use std::cell::RefCell;
use thetaflow::math::symmetric::{Eigen, eigen};
use thetaflow_surfaces::{Landscape, ViewBox};

/// The heavy part of a simulation.
pub struct Heavy {
    best_rates: Option<BestRates>,
    cloud: Option<Cloud>,
    background: Background,
    /// Of long runs, by contender.
    traces: RefCell<Vec<Traces>>,
}

impl Beside for Heavy {
    fn new(settings: &Settings, view: ViewBox, goal: f64, before: Option<&Self>) -> Self {
        let rates = before.and_then(|before| before.best_rates.as_ref());
        let background = before.map(|before| &before.background);
        Self {
            best_rates: (settings.best_lr).then(|| BestRates::new(settings, goal, rates)),
            cloud: new_cloud(settings),
            background: Background::new(settings, view, background),
            traces: RefCell::default(),
        }
    }

    fn is_ready(&self) -> bool {
        self.best_rates.as_ref().is_none_or(BestRates::is_finished)
    }

    fn prepare(&mut self) {
        if let Some(rates) = &mut self.best_rates {
            rates.advance();
        }
    }

    fn apply(&self, settings: &mut Settings) {
        if let Some(rates) = &self.best_rates {
            rates.apply(settings);
        }
    }

    fn advance(&mut self) {
        if let Some(cloud) = &mut self.cloud {
            cloud.advance();
        }
    }

    /// Whether an earlier step can be shown again: nobody keeps where every run of a cloud has been.
    fn can_rewind(&self) -> bool {
        self.cloud.is_none()
    }

    fn refine(&mut self) -> bool {
        self.background.refine()
    }

    fn order_slope(&self) -> Option<f64> {
        self.background.order_slope()
    }

    fn show(&self, settings: &Settings, minima: &[[f64; 2]], frame: &mut OptimizerFrame) {
        self.background.show(frame);
        frame.cloud = (self.cloud.as_ref()).and_then(|cloud| picture(cloud, settings, minima));
    }

    fn picture(&self, place: usize, moment: Moment, settings: &Settings) -> (Run, Vec<Series>) {
        if !settings.is_long() {
            return moment.whole();
        }
        let mut traces = self.traces.borrow_mut();
        while traces.len() <= place {
            traces.push(Traces::new(settings.seen_as_one_place()));
        }
        moment.thinned(settings.steps, &mut traces[place])
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
    let Landscape::Quadratic(_) = settings.landscape else {
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
