//! A figure in a picture of a certain size, and which of its marks stay where they are.

use super::{Figure, Panel, paint};
use crate::draw::{Drawing, Plot};
use std::rc::Rc;

/// Panels with their places, and what of them stands on the back layer.
///
/// The back layer has the first marks of each panel, as many as did not change from one frame to the next: axes, fields,
/// contours while a run plays, everything while it rests. It is drawn anew when one of those changes.
#[derive(Clone, Debug)]
pub struct LaidOut {
    panels: Vec<Placed>,
    /// The same for as long as the back layer is.
    back: Rc<()>,
}

#[derive(Clone, Debug)]
struct Placed {
    plot: Plot,
    panel: Panel,
    /// How many of its marks stand on the back layer.
    still: usize,
    /// How many of its marks are those of the frame before.
    same: usize,
}

/// Whether the back layers are the same.
impl PartialEq for LaidOut {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.back, &other.back)
    }
}

impl LaidOut {
    /// Lays a figure out in a picture of `size` (width, height).
    pub fn new(figure: Figure, size: (f64, f64), before: Option<&Self>) -> Self {
        let placed = figure.placed(size).into_iter();
        let mut panels: Vec<Placed> = placed
            .map(|(plot, panel)| Placed {
                still: panel.marks.len(),
                same: 0,
                plot,
                panel,
            })
            .collect();
        let Some(before) = before.filter(|before| before.has_places_of(&panels)) else {
            return Self {
                panels,
                back: Rc::new(()),
            };
        };
        let mut is_same = true;
        for (new, old) in panels.iter_mut().zip(&before.panels) {
            let pairs = new.panel.marks.iter().zip(&old.panel.marks);
            new.same = pairs.take_while(|(new, old)| new == old).count();
            // What has changed leaves the back layer; what has not for two frames moves there.
            let settled = new.same.min(old.same);
            is_same &= new.same >= old.still && settled <= old.still;
        }
        for (new, old) in panels.iter_mut().zip(&before.panels) {
            new.still = if is_same { old.still } else { new.same };
        }
        let back = if is_same {
            before.back.clone()
        } else {
            Rc::new(())
        };
        Self { panels, back }
    }

    /// Whether the panels stand where these do, with the same axes.
    fn has_places_of(&self, panels: &[Placed]) -> bool {
        let same = |(new, old): (&Placed, &Placed)| {
            new.plot == old.plot && new.panel.axes == old.panel.axes
        };
        self.panels.len() == panels.len() && panels.iter().zip(&self.panels).all(same)
    }

    /// Draws axes and what stays.
    pub fn draw_back(&self, drawing: &Drawing) {
        for Placed {
            plot, panel, still, ..
        } in &self.panels
        {
            paint::marks(drawing, plot, panel, &panel.marks[..*still]);
            paint::axes(drawing, plot, panel);
        }
    }

    /// Draws the rest.
    pub fn draw_front(&self, drawing: &Drawing) {
        for Placed {
            plot, panel, still, ..
        } in &self.panels
        {
            paint::marks(drawing, plot, panel, &panel.marks[*still..]);
        }
    }

    /// The panels with their places.
    pub fn panels(&self) -> impl Iterator<Item = (&Plot, &Panel)> {
        self.panels
            .iter()
            .map(|placed| (&placed.plot, &placed.panel))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::Axis;
    use crate::figure::{Area, dots, line};

    fn panel(end: f64, y: f64, grid: f64) -> Figure {
        let panel = Panel::new(
            "p",
            Axis::linear([0.0, 1.0], "x"),
            Axis::linear([0.0, y], "y"),
        );
        let panel = panel
            .with(line([[0.0, grid], [1.0, grid]]))
            .with(line([[0.0, 0.0], [f64::NAN, 0.0], [1.0, 1.0]]))
            .with(dots([[end, end]]));
        Figure::new(Area::panel(panel))
    }

    fn stills(laid: &LaidOut) -> Vec<usize> {
        laid.panels.iter().map(|placed| placed.still).collect()
    }

    #[test]
    fn what_did_not_change_stays_on_the_back_layer() {
        let size = (400.0, 300.0);
        let first = LaidOut::new(panel(0.1, 1.0, 0.5), size, None);
        assert_eq!(stills(&first), [3]);
        let second = LaidOut::new(panel(0.2, 1.0, 0.5), size, Some(&first));
        assert!(
            second != first && stills(&second) == [2],
            "a gap in a line is no change"
        );
        let third = LaidOut::new(panel(0.3, 1.0, 0.5), size, Some(&second));
        assert!(third == second && stills(&third) == [2]);
        let changed = LaidOut::new(panel(0.3, 1.0, 0.4), size, Some(&third));
        assert!(changed != third && stills(&changed) == [0]);
        // What rests again is not drawn with every frame for ever.
        let again = LaidOut::new(panel(0.4, 1.0, 0.4), size, Some(&changed));
        assert!(again == changed && stills(&again) == [0]);
        let settled = LaidOut::new(panel(0.5, 1.0, 0.4), size, Some(&again));
        assert!(settled != again && stills(&settled) == [2]);
        let axis = LaidOut::new(panel(0.3, 2.0, 0.5), size, Some(&third));
        assert!(axis != third && stills(&axis) == [3]);
        let larger = LaidOut::new(panel(0.3, 1.0, 0.5), (500.0, 300.0), Some(&third));
        assert!(larger != third);
    }
}
