//! What the linear theory says of the first rule, as the figure shows it.

use super::frame::{ModePicture, RatePlane, StabilityPicture};
use super::stability::{self, Mode, Regime, Stability};
use thetaflow::optim::{OptimizerConfig, RuleConfig};
use thetaflow_surfaces::Landscape;

/// Columns and rows of the plane, for rules with and without momentum.
const PLANE: [u32; 2] = [96, 64];
const LINE: [u32; 2] = [256, 1];

/// The theory at a minimum.
#[derive(Clone)]
pub struct LinearTheory {
    pub stability: Stability,
    rule: RuleConfig,
    learning_rate: f64,
}

impl LinearTheory {
    /// `None` where [`Stability::at`] has no answer.
    pub fn at(config: &OptimizerConfig, landscape: &Landscape, minimum: [f64; 2]) -> Option<Self> {
        Some(Self {
            stability: Stability::at(config, landscape, minimum)?,
            rule: config.rule,
            learning_rate: config.learning_rate,
        })
    }

    pub fn regime(&self) -> Regime {
        self.stability.regime()
    }

    pub fn picture(&self) -> StabilityPicture {
        let mode = |mode: Mode| ModePicture {
            eigenvalue: mode.eigenvalue,
            roots: mode.roots.points().collect(),
        };
        let eigenvalues = self.stability.eigenvalues();
        let optimum = stability::optimum(self.rule, eigenvalues)
            .map(|best| [best.learning_rate, best.momentum.unwrap_or(0.0), best.rate]);
        StabilityPicture {
            minimum: self.stability.minimum,
            modes: self.stability.modes.map(mode),
            spectral_radius: self.stability.spectral_radius(),
            learning_rate: self.learning_rate,
            momentum: momentum(self.rule),
            optimum,
            plane: self.plane(eigenvalues),
        }
    }

    /// Up to where even the largest momentum is unstable, and a little beyond.
    fn plane(&self, eigenvalues: [f64; 2]) -> RatePlane {
        let has_momentum = momentum(self.rule).is_some();
        let size = if has_momentum { PLANE } else { LINE };
        let limit = if has_momentum { 4.2 } else { 3.0 };
        let steepest = eigenvalues[1].abs().max(eigenvalues[0].abs());
        let most = (limit / steepest).max(1.1 * self.learning_rate);
        let middles = |count: u32, most: f64| -> Vec<f64> {
            let middle = |cell| most * (f64::from(cell) + 0.5) / f64::from(count);
            (0..count).map(middle).collect()
        };
        let rates = middles(size[0], most);
        let momenta = middles(size[1], 1.0);
        let points = stability::plane(self.rule, eigenvalues, &rates, &momenta);
        RatePlane {
            most,
            size,
            rates: (points.unwrap_or_default().iter())
                .map(|point| point.spectral_radius as f32)
                .collect(),
        }
    }
}

fn momentum(rule: RuleConfig) -> Option<f64> {
    match rule {
        RuleConfig::Momentum(rule) => Some(rule.momentum),
        RuleConfig::Nesterov(rule) => Some(rule.momentum),
        _ => None,
    }
}
