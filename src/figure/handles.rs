//! What a reader can take hold of.

use super::{Handle, LaidOut, PlacedHandle, Shape};
use crate::draw::{Axis, Plot};

impl LaidOut {
    /// The handles that are in sight, with the panels in which they move.
    pub fn handles(&self) -> Vec<PlacedHandle> {
        let all = self.panels().flat_map(|(plot, panel)| {
            let handles = panel.marks.iter().filter_map(|mark| match &mark.shape {
                Shape::Handle(handle) => Some(handle),
                _ => None,
            });
            let is_in_sight = |handle: &&Handle| {
                let place = handle.moves.place(handle.value);
                panel.whole.is_none() || plot.contains(plot.to_pixels(place))
            };
            let handles = handles.filter(is_in_sight);
            handles.map(move |handle| {
                let [x, y] = match handle.ranges {
                    Some(ranges) => ranges.map(|range| Axis::linear(range, "")),
                    None => [plot.x.clone(), plot.y.clone()],
                };
                PlacedHandle {
                    moves: handle.moves,
                    value: handle.value,
                    plot: Plot {
                        x,
                        y,
                        ..plot.clone()
                    },
                    grip: handle.grip,
                }
            })
        });
        all.collect()
    }

    /// The panel on which a reader draws the points of a parameter, if there is one.
    pub fn easel(&self, param: &str) -> Option<Plot> {
        let mut panels = self.panels();
        let easel = panels.find(|(_, panel)| panel.easel == Some(param));
        easel.map(|(plot, _)| plot.clone())
    }
}
