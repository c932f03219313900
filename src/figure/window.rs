//! Which part of each panel is in sight.

use super::{Figure, LaidOut, Panel};
use crate::draw::{Axis, Plot};

/// The ends of both axes, by panel in the order of the figure; nothing where all of a panel is in sight.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Windows(Vec<Option<Window>>);

/// The ends of the horizontal and of the vertical axis.
pub type Window = [[f64; 2]; 2];

/// Up to so many times an axis is stretched: beyond that, neighbouring numbers have the same digits.
const CLOSEST: f64 = 1e-7;

impl Windows {
    /// Brings a part of a panel into sight, or all of it.
    pub fn set(&mut self, panel: usize, window: Option<Window>) {
        if self.0.len() <= panel {
            self.0.resize(panel + 1, None);
        }
        self.0[panel] = window;
    }

    /// Whether all of every panel is in sight.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(Option::is_none)
    }

    /// As numbers, four a panel, with gaps where all is in sight.
    pub fn numbers(&self) -> Vec<f64> {
        let numbers = |window: &Option<Window>| window.unwrap_or([[f64::NAN; 2]; 2]);
        self.0.iter().flat_map(numbers).flatten().collect()
    }

    /// The inverse of [`Windows::numbers`].
    pub fn from_numbers(numbers: &[f64]) -> Self {
        let panels = numbers.chunks_exact(4).map(|ends| match *ends {
            [left, right, lower, upper] if ends.iter().all(|end| end.is_finite()) => {
                Some([[left, right], [lower, upper]])
            }
            _ => None,
        });
        Self(panels.collect())
    }
}

impl Figure {
    /// With only these parts of its panels in sight.
    pub fn within(mut self, windows: &Windows) -> Self {
        let mut windows = windows.0.iter();
        self.area.each(&mut |panel| {
            let Some(Some([x, y])) = windows.next() else {
                return;
            };
            panel.whole = Some(Box::new([panel.x.clone(), panel.y.clone()]));
            [panel.x.min, panel.x.max] = *x;
            [panel.y.min, panel.y.max] = *y;
        });
        self
    }
}

impl LaidOut {
    /// What comes into sight where a place in CSS pixels is approached by a factor: the panel, and the part of it. Nothing
    /// where no panel can be approached.
    pub fn zoomed(&self, place: (f64, f64), factor: f64) -> Option<(usize, Option<Window>)> {
        let mut panels = self.panels().enumerate();
        let (index, (plot, panel)) = panels.find(|(_, (plot, panel))| {
            plot.contains(place) && panel.turn.is_none() && factor > 0.0
        })?;
        let across = (place.0 - plot.left) / plot.width;
        let up = 1.0 - (place.1 - plot.top) / plot.height;
        let around = |share: f64| [share - share / factor, share + (1.0 - share) / factor];
        let parts = [plot.x.part(around(across)), plot.y.part(around(up))];
        Some((index, panel.seen(plot, parts)))
    }

    /// What comes into sight where a hand moves the panel, or if it takes hold beside it the axis there, from one place in
    /// CSS pixels to another.
    pub fn moved(&self, from: (f64, f64), to: (f64, f64)) -> Option<(usize, Option<Window>)> {
        let (index, held) = self.held(from)?;
        let (plot, panel) = self.panels().nth(index)?;
        let across = (to.0 - from.0) / plot.width;
        let up = (from.1 - to.1) / plot.height;
        let part = |axis: &Axis, is_held, by: f64| match is_held {
            true => axis.part([-by, 1.0 - by]),
            false => axis.part([0.0, 1.0]),
        };
        let parts = [
            part(&plot.x, held != Held::Vertical, across),
            part(&plot.y, held != Held::Horizontal, up),
        ];
        Some((index, panel.seen(plot, parts)))
    }

    /// What a hand takes hold of at a place in CSS pixels: a panel, or one of its axes, whose numbers stand beside it.
    pub fn held(&self, place: (f64, f64)) -> Option<(usize, Held)> {
        /// Numbers stand so far from their axis.
        const BESIDE: f64 = 40.0;
        const BELOW: f64 = 24.0;
        let mut panels = self.panels().enumerate();
        panels.find_map(|(index, (plot, panel))| {
            if panel.turn.is_some() {
                return None;
            }
            let [left, top, right, bottom] = plot.rectangle();
            let (x, y) = place;
            let is_beside = (left - BESIDE..left).contains(&x) && (top..=bottom).contains(&y);
            let is_below = (left..=right).contains(&x) && y > bottom && y <= bottom + BELOW;
            let held = if plot.contains(place) {
                Held::Panel
            } else if is_beside {
                Held::Vertical
            } else if is_below {
                Held::Horizontal
            } else {
                return None;
            };
            Some((index, held))
        })
    }
}

/// What a hand takes hold of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// All of a panel.
    Panel,
    /// Its horizontal axis.
    Horizontal,
    /// Its vertical axis.
    Vertical,
}

impl Panel {
    /// What is in sight between such axes: all, where they reach beyond the whole panel; and never less than numbers with
    /// digits can tell apart.
    fn seen(&self, plot: &Plot, [x, y]: [Axis; 2]) -> Option<Window> {
        let [whole_x, whole_y] = match &self.whole {
            Some(axes) => axes.as_ref(),
            None => &[self.x.clone(), self.y.clone()],
        };
        let share = |whole: &Axis, axis: &Axis| {
            [whole.share(axis.min), whole.share(axis.max)].map(|share| share.clamp(-9.0, 9.0))
        };
        let shares = [share(whole_x, &x), share(whole_y, &y)];
        let is_all = |[from, to]: [f64; 2]| from <= 1e-9 && to >= 1.0 - 1e-9;
        if shares.into_iter().all(is_all) {
            return None;
        }
        let is_too_close = |[from, to]: [f64; 2]| to - from < CLOSEST || !(to - from).is_finite();
        let same = [[plot.x.min, plot.x.max], [plot.y.min, plot.y.max]];
        if shares.into_iter().any(is_too_close) {
            return Some(same);
        }
        Some([[x.min, x.max], [y.min, y.max]])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::{Area, line};

    fn chart() -> Figure {
        let x = Axis::linear([0.0, 10.0], "n");
        let y = Axis::log_covering([1e-4, 1.0], 1e-9, "L");
        let panel = Panel::new("loss", x, y).with(line([[0.0, 1.0], [10.0, 1e-4]]));
        Figure::new(Area::panel(panel))
    }

    fn laid_out(windows: &Windows) -> LaidOut {
        LaidOut::new(chart().within(windows), (400.0, 300.0), None)
    }

    #[test]
    fn what_is_under_the_pointer_stays_there() {
        let mut windows = Windows::default();
        let place = laid_out(&windows)
            .middle(0)
            .map(|(x, y)| (x + 31.0, y - 17.0))
            .unwrap();
        for factor in [1.5, 2.0, 0.8] {
            let before = laid_out(&windows);
            let (plot, _) = before.panels().next().unwrap();
            let values = plot.from_pixels(place);
            let (panel, window) = before.zoomed(place, factor).unwrap();
            windows.set(panel, window);
            let after = laid_out(&windows);
            let (x, y) = after.panels().next().unwrap().0.to_pixels(values);
            assert!((x - place.0).abs() < 1e-6 && (y - place.1).abs() < 1e-6);
        }
        let (panel, window) = laid_out(&windows).zoomed(place, 0.01).unwrap();
        assert_eq!(
            (panel, window),
            (0, None),
            "further away there is no more than all"
        );
        for _ in 0..200 {
            let (panel, window) = laid_out(&windows).zoomed(place, 3.0).unwrap();
            windows.set(panel, window);
        }
        let closest = laid_out(&windows);
        let (plot, _) = closest.panels().next().unwrap();
        assert!(plot.x.span() > 1e-7 && plot.x.span() < 1e-5, "{:?}", plot.x);
    }

    #[test]
    fn an_axis_moves_alone_and_a_panel_both_ways() {
        let windows = Windows::default();
        let whole = laid_out(&windows);
        let plot = whole.panels().next().unwrap().0.clone();
        let [left, top, right, bottom] = plot.rectangle();
        let below = ((left + right) / 2.0, bottom + 10.0);
        let to = (below.0 - plot.width / 10.0, below.1 - 50.0);
        let (_, window) = whole.moved(below, to).unwrap();
        let [x, y] = window.unwrap();
        assert!((x[0] - 1.0).abs() < 1e-9 && (x[1] - 11.0).abs() < 1e-9);
        assert_eq!(y, [plot.y.min, plot.y.max]);
        let beside = (left - 10.0, (top + bottom) / 2.0);
        let (_, window) = whole
            .moved(beside, (0.0, beside.1 + plot.height / 4.0))
            .unwrap();
        let [x, y] = window.unwrap();
        assert_eq!(x, [0.0, 10.0]);
        // A fourth of four decades.
        assert!((y[0] / (10.0 * plot.y.min) - 1.0).abs() < 1e-9, "{y:?}");
        assert_eq!(whole.held((left + 1.0, top + 1.0)), Some((0, Held::Panel)));
        assert_eq!(whole.held((1.0, 1.0)), None);
    }

    #[test]
    fn windows_go_to_numbers_and_back() {
        let mut windows = Windows::default();
        windows.set(2, Some([[0.0, 1.0], [-2.0, 5.0]]));
        assert!(!windows.is_empty());
        assert_eq!(Windows::from_numbers(&windows.numbers()), windows);
        windows.set(2, None);
        assert!(windows.is_empty());
    }
}
