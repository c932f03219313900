//! Where panels stand: beside each other in a wide picture, below each other in a narrow one.

use super::Panel;
use crate::draw::Plot;
use crate::draw::room::WIDE;

/// A figure: panels, and how they share the picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// All of the picture.
    pub area: Area,
}

/// A part of the picture.
#[derive(Clone, Debug, PartialEq)]
pub enum Area {
    /// One panel.
    Panel(Box<Panel>),
    /// Several parts, each with its share of the room that axes and titles leave: panels with the same share are equally
    /// large.
    Parts(Way, Vec<(f64, Area)>),
}

/// Which way parts follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// From left to right in a wide picture, from above in a narrow one.
    Beside,
    /// From left to right.
    Across,
    /// From above.
    Down,
}

impl Way {
    fn is_across(self, is_wide: bool) -> bool {
        match self {
            Self::Beside => is_wide,
            Self::Across => true,
            Self::Down => false,
        }
    }
}

/// Left, top, width and height.
type Room = [f64; 4];

impl Area {
    /// One panel.
    pub fn panel(panel: Panel) -> Self {
        Self::Panel(Box::new(panel))
    }

    /// Parts beside each other in a wide picture, below each other in a narrow one, each with its share of the room. A
    /// panel that is as wide as high takes what it needs of that, and leaves the rest to the others.
    pub fn beside(parts: impl IntoIterator<Item = (f64, Area)>) -> Self {
        Self::Parts(Way::Beside, parts.into_iter().collect())
    }

    /// Parts from left to right.
    pub fn across(parts: impl IntoIterator<Item = (f64, Area)>) -> Self {
        Self::Parts(Way::Across, parts.into_iter().collect())
    }

    /// Parts from above.
    pub fn down(parts: impl IntoIterator<Item = (f64, Area)>) -> Self {
        Self::Parts(Way::Down, parts.into_iter().collect())
    }

    /// Panels of equal shares from above.
    pub fn column(panels: impl IntoIterator<Item = Panel>) -> Self {
        Self::down(panels.into_iter().map(|panel| (1.0, Self::panel(panel))))
    }

    /// Every panel in turn.
    pub(super) fn each(&mut self, act: &mut dyn FnMut(&mut Panel)) {
        match self {
            Self::Panel(panel) => act(panel),
            Self::Parts(_, parts) => {
                for (_, part) in parts {
                    part.each(act);
                }
            }
        }
    }

    /// All panels, in the same order.
    pub(super) fn list<'a>(&'a self, panels: &mut Vec<&'a Panel>) {
        match self {
            Self::Panel(panel) => panels.push(panel),
            Self::Parts(_, parts) => parts.iter().for_each(|(_, part)| part.list(panels)),
        }
    }

    /// What stands around its panels, along the way.
    fn around(&self, is_across: bool, is_wide: bool) -> f64 {
        match self {
            Self::Panel(panel) => panel.around(is_across),
            Self::Parts(way, parts) => {
                let all = parts
                    .iter()
                    .map(|(_, part)| part.around(is_across, is_wide));
                if way.is_across(is_wide) == is_across {
                    all.sum()
                } else {
                    all.fold(0.0, f64::max)
                }
            }
        }
    }

    /// The length that the part needs along the way, if it is not free to take any.
    fn need(&self, is_across: bool, room: Room) -> Option<f64> {
        match self {
            Self::Panel(panel) => panel.need(is_across, room),
            Self::Parts(..) => None,
        }
    }

    fn place(self, room: Room, is_wide: bool, placed: &mut Vec<(Plot, Panel)>) {
        let (way, parts) = match self {
            Self::Panel(panel) => {
                let plot = panel.plot(room);
                placed.push((plot, *panel));
                return;
            }
            Self::Parts(way, parts) => (way, parts),
        };
        let is_across = way.is_across(is_wide);
        let [left, top, width, height] = room;
        let whole = if is_across { width } else { height };
        // Without one that is free, each has its share.
        let has_free = (parts.iter()).any(|(_, part)| part.need(is_across, room).is_none());
        let shares: f64 = parts.iter().map(|(share, _)| share).sum();
        // What is given to those that need a certain length, at most their share beside others.
        let needs: Vec<Option<f64>> = (parts.iter())
            .map(|(share, part)| {
                let most = whole * share / shares;
                part.need(is_across, room)
                    .filter(|_| has_free)
                    .map(|need| need.min(most))
            })
            .collect();
        let around: Vec<f64> = (parts.iter())
            .map(|(_, part)| part.around(is_across, is_wide))
            .collect();
        let taken: f64 = (needs.iter().zip(&around))
            .map(|(need, around)| need.unwrap_or(*around))
            .sum();
        let free: f64 = (parts.iter().zip(&needs))
            .filter(|(_, need)| need.is_none())
            .map(|((share, _), _)| share)
            .sum();
        let mut from = 0.0;
        for (((share, part), need), around) in parts.into_iter().zip(needs).zip(around) {
            let length = need.unwrap_or(around + (whole - taken) * share / free);
            let room = if is_across {
                [left + from, top, length, height]
            } else {
                [left, top + from, width, length]
            };
            from += length;
            part.place(room, is_wide, placed);
        }
    }
}

impl Figure {
    /// A figure that fills the picture with an area.
    pub fn new(area: Area) -> Self {
        Self { area }
    }

    /// The ids of its panels, in order.
    pub fn panels(&self) -> Vec<&'static str> {
        let mut panels = Vec::new();
        self.area.list(&mut panels);
        panels.into_iter().map(|panel| panel.id).collect()
    }

    /// The panels with their places in a picture of `size` (width, height).
    pub(super) fn placed(self, (width, height): (f64, f64)) -> Vec<(Plot, Panel)> {
        let mut placed = Vec::new();
        let room = [0.0, 0.0, width, height];
        self.area.place(room, width >= WIDE, &mut placed);
        placed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::Axis;
    use crate::figure::Axes;

    fn panel(id: &'static str) -> Panel {
        Panel::new(
            id,
            Axis::linear([0.0, 1.0], "x"),
            Axis::linear([0.0, 1.0], "y"),
        )
    }

    fn places(figure: Figure, size: (f64, f64)) -> Vec<[f64; 4]> {
        let placed = figure.placed(size);
        placed
            .into_iter()
            .map(|(plot, _)| plot.rectangle())
            .collect()
    }

    fn map_and_charts() -> Figure {
        let charts = Area::column([panel("loss"), panel("gap")]);
        Figure::new(Area::beside([
            (1.2, Area::panel(panel("map").square())),
            (1.0, charts),
        ]))
    }

    #[test]
    fn a_wide_picture_has_panels_side_by_side_and_a_narrow_one_below_each_other() {
        let [map, loss, gap] = places(map_and_charts(), (1000.0, 500.0))[..] else {
            panic!("three panels")
        };
        assert!(map[2] < loss[0] && loss[3] < gap[1] && loss[0] == gap[0]);
        let [map, loss, gap] = places(map_and_charts(), (360.0, 700.0))[..] else {
            panic!("three panels")
        };
        assert!(map[3] < loss[1] && loss[3] < gap[1]);
    }

    #[test]
    fn panels_with_the_same_share_are_equally_large_whatever_stands_around_them() {
        let axes = [Axes::Box, Axes::Both, Axes::Below].map(|axes| panel("row").axes(axes));
        let [first, second, third] = axes;
        let rows = Area::column([first.above(44.0), second, third]);
        let figure = Area::across([(1.0, rows), (1.0, Area::panel(panel("chart")))]);
        let all = places(Figure::new(figure), (600.0, 500.0));
        let heights: Vec<f64> = all.iter().map(|place| place[3] - place[1]).collect();
        assert!((heights[0] - heights[1]).abs() < 1e-9, "{heights:?}");
        assert!((heights[1] - heights[2]).abs() < 1e-9, "{heights:?}");
        assert!(((all[1][2] - all[1][0]) - (all[3][2] - all[3][0])).abs() < 1e-9);
    }

    #[test]
    fn a_square_panel_is_square_and_leaves_the_rest_to_the_others() {
        for size in [
            (1000.0, 500.0),
            (1000.0, 900.0),
            (360.0, 700.0),
            (360.0, 1200.0),
        ] {
            let all = places(map_and_charts(), size);
            let [left, top, right, bottom] = all[0];
            assert!(
                ((right - left) - (bottom - top)).abs() < 1e-9,
                "{size:?}: {:?}",
                all[0]
            );
            for [left, top, right, bottom] in all {
                assert!(left >= 0.0 && top >= 0.0 && right <= size.0 && bottom <= size.1);
            }
        }
        // In a tall narrow picture the charts have what the map does not need.
        let all = places(map_and_charts(), (360.0, 1200.0));
        assert!(all[1][1] - all[0][3] < 100.0, "{all:?}");
    }
}
