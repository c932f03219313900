//! Work that belongs to no step: the basin map, the order plot.

use super::basins::{BasinMap, Fate};
use super::order::{Against, OrderPlot};
use crate::frame::{BasinPicture, Chart, OptimizerFrame, OrderLine, OrderPicture};
use crate::settings::Settings;
use std::cell::RefCell;
use std::rc::Rc;
use thetaflow::math::real::ln_1p;
use thetaflow::optim::OptimizerConfig;
use thetaflow_surfaces::{Landscape, ViewBox};

/// How often the order plot halves h.
const HALVINGS: u32 = 6;
/// The coarsest line of an order plot has at most this many steps, which bounds the finest.
const ORDER_STEPS: u64 = 400;

/// What grows while nothing else is asked for.
pub struct Background {
    basins: Option<Rc<Basins>>,
    order: Option<Order>,
}

/// A basin map and what it is a map of.
struct Basins {
    of: (Landscape, OptimizerConfig, ViewBox, u64, u32),
    map: RefCell<BasinMap>,
}

struct Order {
    leading: Option<OrderPlot>,
    modified: Option<OrderPlot>,
}

impl Background {
    /// What `settings` ask for; what `before` has of it already is taken over.
    pub fn new(settings: &Settings, view: ViewBox, before: Option<&Self>) -> Self {
        let config = &settings.first().config;
        let basins = settings.basins.then(|| {
            let steps = settings.steps;
            let side = settings.resolution;
            let of = (
                settings.landscape.clone(),
                config.clone(),
                view,
                steps,
                side,
            );
            let known = before
                .and_then(|before| before.basins.as_ref())
                .filter(|basins| basins.of == of);
            known.cloned().unwrap_or_else(|| {
                let map = BasinMap::new(&of.0, &of.1, view, [side; 2], steps as u32);
                Rc::new(Basins {
                    map: RefCell::new(map),
                    of,
                })
            })
        });
        Self {
            basins,
            order: (settings.chart == Chart::Order).then(|| Order::new(settings)),
        }
    }

    /// Works on for some milliseconds at most. Whether all is done.
    pub fn refine(&mut self) -> bool {
        let basins = self.basins.as_ref();
        let basins_done =
            basins.is_none_or(|basins| basins.map.borrow_mut().advance(&mut || false));
        basins_done && self.order.as_mut().is_none_or(Order::refine)
    }

    /// Puts what there is so far into a frame.
    pub fn show(&self, frame: &mut OptimizerFrame) {
        frame.basins = self
            .basins
            .as_ref()
            .map(|basins| picture(&basins.map.borrow()));
        frame.order = self.order.as_ref().map(|order| OrderPicture {
            leading: order.leading.as_ref().map(line),
            modified: order.modified.as_ref().map(line),
        });
    }

    /// The slope fitted to the gap against the leading flow, once all of its points are there.
    pub fn order_slope(&self) -> Option<f64> {
        let plot = self.order.as_ref()?.leading.as_ref()?;
        plot.slope().filter(|_| plot.is_finished())
    }
}

impl Order {
    fn new(settings: &Settings) -> Self {
        let flow = settings.first().flow.as_ref();
        let size = (settings.steps.min(ORDER_STEPS), HALVINGS);
        let plot = |against| {
            let (rule, set) = flow?;
            let (landscape, start) = (&settings.landscape, settings.start);
            OrderPlot::new(landscape, start, *rule, set, against, size)
        };
        Self {
            leading: plot(Against::Leading),
            modified: plot(Against::Modified),
        }
    }

    /// The coarse points of both lines come first.
    fn refine(&mut self) -> bool {
        let count = |plot: &Option<OrderPlot>| plot.as_ref().map(|plot| plot.points().len());
        let (leading, modified) = match (count(&self.leading), count(&self.modified)) {
            (Some(a), Some(b)) if a > b => (None, self.modified.as_mut()),
            _ => (self.leading.as_mut(), None),
        };
        for plot in [leading, modified].into_iter().flatten() {
            plot.advance();
        }
        [&self.leading, &self.modified]
            .into_iter()
            .flatten()
            .all(OrderPlot::is_finished)
    }
}

fn line(plot: &OrderPlot) -> OrderLine {
    let point = |point: &super::order::OrderPoint| Some([point.time_step, point.gap?]);
    OrderLine {
        points: plot.points().iter().filter_map(point).collect(),
        slope: plot.slope(),
        expected: plot.expected_slope(),
    }
}

fn picture(map: &BasinMap) -> BasinPicture {
    let most = ln_1p(f64::from(map.steps())).max(f64::MIN_POSITIVE);
    let share = |steps: u32| (255.0 * ln_1p(f64::from(steps)) / most).min(255.0) as u8;
    // A logarithm for each number of steps, not for each pixel.
    let shares: Vec<u8> = (0..=map.steps()).map(share).collect();
    let haste = |fate: &Fate| {
        shares
            .get(fate.steps as usize)
            .map_or(u8::MAX, |&share| share)
    };
    BasinPicture {
        size: map.size(),
        minima: map.minima().to_vec(),
        steps: map.steps(),
        minimum: map.fates().iter().map(|fate| fate.minimum).collect(),
        haste: map.fates().iter().map(haste).collect(),
        progress: map.progress(),
    }
}
