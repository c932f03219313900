//! The minima of a surface whose formula does not tell them: custom formulas, and Ackley's ripples.
//!
//! Nodes of a grid that lie lower than all their neighbours are starting points; damped Newton steps lead from there to a
//! stationary point, and a compass search goes on where there are kinks (Kolda, Lewis & Torczon 2003). Minima that are
//! narrower than a cell of the grid, or in the outermost cells, can be missed.

use crate::{Known, Landscape, ViewBox};
use thetaflow_math::interval::spaced;
use thetaflow_math::plane::distance;
use thetaflow_math::real::sin_cos;
use thetaflow_math::symmetric::{Eigen, eigen};

/// Nodes of the grid along each side.
const NODES: usize = 65;
/// More than this are not told apart.
const MOST: usize = 200;
const NEIGHBOURS: [[isize; 2]; 8] = [
    [-1, -1],
    [0, -1],
    [1, -1],
    [-1, 0],
    [1, 0],
    [-1, 1],
    [0, 1],
    [1, 1],
];

impl Landscape {
    /// The known minima, and for surfaces where these are not all of them, those that a search of `view` finds. At most
    /// 200 are searched for; the order is always the same.
    ///
    /// A search takes about 10 000 evaluations.
    pub fn minima_in(&self, view: ViewBox) -> Vec<[f64; 2]> {
        let mut minima = self.minima();
        if self.known() == Known::All {
            return minima;
        }
        let search = Search {
            landscape: self,
            size: (view.x[1] - view.x[0]).min(view.y[1] - view.y[0]),
        };
        for node in search.low_nodes(view) {
            let Some(minimum) = search.descend(node) else {
                continue;
            };
            let is_new = minima
                .iter()
                .all(|known| distance(*known, minimum) > 1e-4 * search.size);
            if is_new && contains(view, minimum) && minima.len() < MOST {
                minima.push(minimum);
            }
        }
        minima
    }

    /// The least value of the surface: the known one, or that of the lowest of the `minima` found in `view`, if nothing in
    /// view lies lower.
    pub fn least_in(&self, view: ViewBox, minima: &[[f64; 2]]) -> Option<f64> {
        /// Of the range of values in view: what a search may miss.
        const ROUNDING: f64 = 1e-9;
        if self.known() != Known::Nothing {
            return self.reference_loss();
        }
        let least = (minima.iter())
            .map(|&[x, y]| self.value(x, y))
            .reduce(f64::min)?;
        let (low, high) = (nodes(view).into_iter().map(|[x, y]| self.value(x, y)))
            .filter(|value| value.is_finite())
            .fold((least, least), |(low, high), value| {
                (low.min(value), high.max(value))
            });
        (least - low <= ROUNDING * (high - low)).then_some(least)
    }
}

/// A grid over the view, row by row.
fn nodes(view: ViewBox) -> Vec<[f64; 2]> {
    let [xs, ys] = [view.x, view.y].map(|side| spaced(side, NODES));
    let row = |&y: &f64| xs.iter().map(move |&x| [x, y]);
    ys.iter().flat_map(row).collect()
}

struct Search<'a> {
    landscape: &'a Landscape,
    /// The unit of length: the shorter side of the view.
    size: f64,
}

impl Search<'_> {
    fn value(&self, [x, y]: [f64; 2]) -> f64 {
        self.landscape.value(x, y)
    }

    /// The inner nodes of a grid over the view that no neighbour undercuts, row by row.
    fn low_nodes(&self, view: ViewBox) -> Vec<[f64; 2]> {
        let nodes = nodes(view);
        let values: Vec<f64> = nodes.iter().map(|&node| self.value(node)).collect();
        let value = |i: usize, j: usize, [u, v]: [isize; 2]| {
            values[j.wrapping_add_signed(v) * NODES + i.wrapping_add_signed(u)]
        };
        let inner = 1..NODES - 1;
        let pairs = inner
            .clone()
            .flat_map(|j| inner.clone().map(move |i| (i, j)));
        pairs
            .filter(|&(i, j)| {
                let here = value(i, j, [0, 0]);
                NEIGHBOURS.iter().all(|&step| here <= value(i, j, step))
            })
            .map(|(i, j)| nodes[j * NODES + i])
            .collect()
    }

    fn descend(&self, start: [f64; 2]) -> Option<[f64; 2]> {
        let end = match self.newton(start) {
            (end, true) => return Some(end),
            (end, false) => self.compass(end),
        };
        // Even a kink is a minimum if everything around it lies higher, and not only by rounding.
        let here = self.value(end);
        let (mut least, mut most) = (f64::INFINITY, 0.0_f64);
        for k in 0..16 {
            let (sin, cos) = sin_cos(std::f64::consts::TAU * f64::from(k) / 16.0);
            let reach = 1e-3 * self.size;
            let rise = self.value([end[0] + reach * cos, end[1] + reach * sin]) - here;
            (least, most) = (least.min(rise), most.max(rise));
        }
        (least > 1e-6 * most).then_some(end)
    }

    /// Damped Newton steps downhill, and whether they ended where the gradient is zero and the surface bends up.
    fn newton(&self, start: [f64; 2]) -> ([f64; 2], bool) {
        let mut theta = start;
        let mut damping = 0.0;
        for _ in 0..60 {
            let (value, g) = self.landscape.value_and_gradient(theta);
            let Eigen { values, vectors } = eigen(self.landscape.hessian(theta));
            let scale = values[0].abs().max(values[1].abs());
            let mut next = theta;
            for (value, [u, v]) in values.into_iter().zip(vectors) {
                let along = (g[0] * u + g[1] * v) / (value.abs() + damping * scale);
                next = [next[0] - along * u, next[1] - along * v];
            }
            let length = distance(next, theta);
            if length < 1e-9 * self.size && values[0] > 1e-9 * scale {
                return (next, true);
            }
            if length < 4.0 * self.size && self.value(next) < value {
                (theta, damping) = (next, 0.2 * damping);
            } else if damping < 1e9 {
                damping = (10.0 * damping).max(1e-2);
            } else {
                // Also where anything is not finite: no comparison with NaN holds.
                break;
            }
        }
        (theta, false)
    }

    /// Steps along the axes to lower ground, halved where there is none.
    fn compass(&self, start: [f64; 2]) -> [f64; 2] {
        let mut theta = start;
        let mut reach = 0.01 * self.size;
        for _ in 0..400 {
            let [x, y] = theta;
            let around = [
                [x + reach, y],
                [x - reach, y],
                [x, y + reach],
                [x, y - reach],
            ];
            let here = self.value(theta);
            match around.into_iter().find(|&point| self.value(point) < here) {
                Some(lower) => theta = lower,
                None if reach < 1e-14 * self.size => break,
                None => reach *= 0.5,
            }
        }
        theta
    }
}

fn contains(view: ViewBox, [x, y]: [f64; 2]) -> bool {
    view.x[0] <= x && x <= view.x[1] && view.y[0] <= y && y <= view.y[1]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(formula: &str) -> Vec<[f64; 2]> {
        let surface = Landscape::custom(formula).unwrap();
        surface.minima_in(surface.view())
    }

    #[track_caller]
    fn assert_minima(formula: &str, expected: &[[f64; 2]]) {
        let found = found(formula);
        assert_eq!(found.len(), expected.len(), "{found:?}");
        for minimum in expected {
            assert!(
                found.iter().any(|found| distance(*found, *minimum) < 1e-7),
                "{minimum:?} is not in {found:?}"
            );
        }
    }

    #[test]
    fn the_minima_of_formulas_are_found() {
        assert_minima("(1-x)^2 + 100(y-x^2)^2", &[[1.0, 1.0]]);
        assert_minima("(x^2-1)^2 + y^2", &[[1.0, 0.0], [-1.0, 0.0]]);
        assert_minima("abs(x-0.3) + 2abs(y+0.2)", &[[0.3, -0.2]]);
        assert_minima("x^4 + y^4", &[[0.0, 0.0]]);
    }

    #[test]
    fn where_there_is_no_minimum_none_is_found() {
        for formula in ["x^2-y^2", "x+y", "1", "log(x)", "x^2", "1/x"] {
            assert_eq!(found(formula), Vec::<[f64; 2]>::new(), "{formula}");
        }
    }

    #[test]
    fn a_found_minimum_is_the_least_value_only_if_nothing_in_view_lies_lower() {
        let least = |formula: &str| {
            let surface = Landscape::custom(formula).unwrap();
            surface.least_in(surface.view(), &surface.minima_in(surface.view()))
        };
        let near = |found: Option<f64>, value: f64| (found.unwrap() - value).abs() < 1e-12;
        assert!(near(least("(1-x)^2 + 100(y-x^2)^2 - 7"), -7.0));
        assert!(near(least("abs(x-0.3) + 2abs(y+0.2) + 1"), 1.0));
        // Falls below its one minimum, and for ever.
        assert_eq!(least("x^3 - 3x + y^2"), None);
        assert_eq!(least("x^2 - y^2"), None);
        assert_eq!(
            Landscape::Saddle.least_in(Landscape::Saddle.view(), &[]),
            None
        );
    }

    #[test]
    fn every_ripple_of_ackley_is_found() {
        // Next to each pair of integers in [−4, 4]², but for the outermost at the very edge.
        let minima = Landscape::Ackley.minima_in(Landscape::Ackley.view());
        assert_eq!(minima[0], [0.0, 0.0]);
        assert_eq!(minima.len(), 49);
    }
}
