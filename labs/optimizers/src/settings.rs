//! The lab's parameters, read into the types that the simulation works with.

use super::contender::Contender;
use super::frame::Chart;
use super::keys::{self, CONTENDERS};
use super::noise::NoiseSettings;
use thetaflow::blocks::flow::Flows;
use thetaflow::choices;
use thetaflow::params::{Choices, Params};
use thetaflow_surfaces::{Landscape, Quadratic, Rosenbrock, ViewBox};

choices! {
    /// What the map is coloured by.
    pub enum Map {
        Loss = "loss",
        /// Where each start ends.
        Basins = "basins",
    }
}

choices! {
    /// Columns and rows of the map of basins.
    pub enum Resolution {
        Usual = "256",
        Coarse = "128",
        Fine = "512",
    }
}

/// A surface as it is chosen, with its usual settings.
pub struct Surface(pub Landscape);

impl Choices for Surface {
    fn all() -> Vec<Self> {
        Landscape::all().into_iter().map(Self).collect()
    }

    fn id(&self) -> &'static str {
        self.0.id()
    }
}

/// What a run is made from.
#[derive(Clone, Debug)]
pub struct Settings {
    pub landscape: Landscape,
    pub start: [f64; 2],
    /// The first always runs; with others it races.
    pub contenders: Vec<Contender>,
    pub flows: Flows,
    pub noise: NoiseSettings,
    /// Runs of the cloud; 0 for none.
    pub cloud: usize,
    /// The goal of a race is L − L* below this, or L itself where L* is not known.
    pub tolerance: f64,
    /// Each contender gets its best learning rate.
    pub best_lr: bool,
    pub chart: Chart,
    /// The map is coloured by where each start ends.
    pub basins: bool,
    /// Columns and rows of that map.
    pub resolution: u32,
    /// −∇L is drawn on a grid.
    pub arrows: bool,
    pub steps: u64,
}

impl Settings {
    pub fn of(params: &Params) -> Self {
        let landscape = surface(params);
        let contenders: Vec<Contender> = CONTENDERS
            .iter()
            // A gap ends the row: the third rule needs the second.
            .map_while(|keys| Contender::of(params, keys))
            .collect();
        let has_points = landscape == Landscape::LogisticRegression;
        let batch = if has_points {
            params.get(keys::BATCH) as usize
        } else {
            0
        };
        let noise = NoiseSettings {
            sigma: if batch > 0 {
                0.0
            } else {
                params.get(keys::NOISE)
            },
            batch,
            sparsity: params.get(keys::SPARSITY),
            seed: params.seed(),
        };
        let clouded = noise.is_noisy() && noise.sparsity == 0.0;
        let is_race = contenders.len() > 1;
        Self {
            start: params.get(keys::START),
            flows: params.get(keys::FLOW),
            noise,
            cloud: if clouded {
                params.get(keys::CLOUD) as usize
            } else {
                0
            },
            tolerance: params.get(keys::TOLERANCE),
            best_lr: is_race && params.get(keys::BEST_LR),
            chart: params.get(keys::CHART),
            basins: params.get(keys::MAP) == Map::Basins,
            resolution: match params.get(keys::RESOLUTION) {
                Resolution::Coarse => 128,
                Resolution::Usual => 256,
                Resolution::Fine => 512,
            },
            arrows: params.get(keys::ARROWS),
            steps: params.steps(),
            landscape,
            contenders,
        }
    }

    /// In a race, a step of the lab is one gradient for every contender.
    pub fn is_race(&self) -> bool {
        self.contenders.len() > 1
    }

    /// The loss that is to be undercut, from the least value of the surface.
    pub fn goal(&self, least: Option<f64>) -> f64 {
        least.unwrap_or(0.0) + self.tolerance
    }

    /// The rule that every figure has.
    pub fn first(&self) -> &Contender {
        // `rule`, unlike `rule_2`, has no option `none`.
        &self.contenders[0]
    }

    /// Whether something is asked for that stands in `heavy`.
    pub fn is_heavy(&self) -> bool {
        self.basins
            || self.best_lr
            || self.cloud > 0
            || self.chart == Chart::Order
            || self.is_long()
    }

    /// Whether frames are thinned before they are drawn.
    pub fn is_long(&self) -> bool {
        /// Steps of all contenders together.
        const WHOLE: u64 = 5000;
        self.steps * self.contenders.len() as u64 > WHOLE
    }

    /// The part of the plane that the map shows: the surface's own view, widened so that the start is in it.
    pub fn view(&self) -> ViewBox {
        let widen = |[min, max]: [f64; 2], value: f64| {
            let room = 0.05 * (max - min);
            [
                if value < min { value - room } else { min },
                if value > max { value + room } else { max },
            ]
        };
        let ViewBox { x, y } = self.landscape.view();
        ViewBox {
            x: widen(x, self.start[0]),
            y: widen(y, self.start[1]),
        }
    }

    /// The sides of a piece of the map that is seen as one place.
    pub fn seen_as_one_place(&self) -> [f64; 2] {
        const SHARE: f64 = 1.0 / 1024.0;
        let ViewBox { x, y } = self.view();
        [x, y].map(|[from, to]| SHARE * (to - from))
    }
}

/// The chosen surface with its settings.
fn surface(params: &Params) -> Landscape {
    let Surface(usual) = params.get(keys::LANDSCAPE);
    match usual {
        Landscape::Rosenbrock(_) => Landscape::Rosenbrock(Rosenbrock {
            b: params.get(keys::B),
        }),
        Landscape::Quadratic(_) => Landscape::Quadratic(Quadratic {
            kappa: params.get(keys::KAPPA),
            angle: params.get(keys::ANGLE).to_radians(),
        }),
        // The schema has let only formulas through that can be read.
        Landscape::Custom(_) => Landscape::custom(params.get(keys::F)).unwrap_or(usual),
        _ => usual,
    }
}
