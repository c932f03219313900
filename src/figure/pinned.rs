//! Earlier runs, which stay in grey behind the one that is shown.

use super::{Figure, Hue, Mark, Panel, Shape, Sides};
use crate::draw::Axis;

/// So many runs can be told apart by their greys.
pub const MOST_PINS: usize = 3;

impl Figure {
    /// With what stands for a run in other figures behind what stands for one in this, panel by panel. The axes of charts
    /// reach far enough for all of them.
    pub fn before(mut self, pins: &[Figure]) -> Self {
        for (index, pin) in pins.iter().enumerate() {
            // Of several that show the same quantities, the first belongs to the first.
            let mut panels = Vec::new();
            pin.area.list(&mut panels);
            self.area.each(&mut |panel| {
                let same = |earlier: &&Panel| earlier.shows_the_same_as(panel);
                if let Some(at) = panels.iter().position(same) {
                    panel.put_behind(panels.remove(at), index);
                }
            });
        }
        self
    }
}

impl Panel {
    fn shows_the_same_as(&self, other: &Self) -> bool {
        let same = |a: &Axis, b: &Axis| a.label == b.label && a.scale == b.scale;
        self.id == other.id && same(&self.x, &other.x) && same(&self.y, &other.y)
    }

    fn put_behind(&mut self, earlier: &Self, index: usize) {
        let stands_for_a_run = |mark: &&Mark| {
            matches!(mark.ink.hue, Hue::Line(_))
                && matches!(
                    mark.shape,
                    Shape::Lines(_) | Shape::Dots(_) | Shape::Bars(_)
                )
        };
        let begin = self.marks.iter().position(|mark| stands_for_a_run(&mark));
        let begin = begin.unwrap_or(self.marks.len());
        let marks = earlier.marks.iter().filter(stands_for_a_run);
        // What is the same in both runs is seen in the present one.
        let marks = marks.filter(|mark| !self.marks.iter().any(|own| own.shape == mark.shape));
        let greyed = |mark: &Mark| {
            let mut mark = mark.clone();
            mark.ink.hue = Hue::Pinned(index);
            // Its name is that of the run, which only who has pinned it knows.
            mark.name = None;
            mark
        };
        let marks: Vec<Mark> = marks.map(greyed).collect();
        self.marks.splice(begin..begin, marks);
        if self.sides == Sides::Free {
            self.x.cover(&earlier.x);
            self.y.cover(&earlier.y);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::{Area, LaidOut, dots, line};

    fn chart(end: f64, height: f64) -> Figure {
        let panel = Panel::new(
            "loss",
            Axis::linear([0.0, end], "n"),
            Axis::linear([0.0, height], "L"),
        );
        let curve = line([[0.0, height], [end, 0.0]])
            .of("path", "θₙ")
            .hue(Hue::Line(0));
        Figure::new(Area::panel(
            panel
                .with(dots([[0.0, 0.0]]))
                .with(curve)
                .with(line([[0.0, 1.0]]).hue(Hue::Line(1))),
        ))
    }

    fn panel(figure: &Figure) -> &Panel {
        match &figure.area {
            Area::Panel(panel) => panel,
            Area::Parts(..) => panic!("one panel"),
        }
    }

    #[test]
    fn an_earlier_run_stands_in_grey_behind_the_present_one() {
        let figure = chart(10.0, 2.0).before(&[chart(20.0, 1.0), chart(5.0, 4.0)]);
        let hues: Vec<Hue> = panel(&figure)
            .marks
            .iter()
            .map(|mark| mark.ink.hue)
            .collect();
        let pinned = [0, 1].map(Hue::Pinned);
        assert_eq!(
            hues,
            [Hue::Ink, pinned[0], pinned[1], Hue::Line(0), Hue::Line(1)],
            "what is the same in all is drawn once"
        );
        assert_eq!((panel(&figure).x.max, panel(&figure).y.max), (20.0, 4.0));
        let curves = LaidOut::new(figure, (400.0, 300.0), None).curves();
        assert_eq!(curves.len(), 1, "the legend explains the present run");
    }

    #[test]
    fn other_quantities_are_not_compared() {
        let mut other = chart(20.0, 1.0);
        other.area.each(&mut |panel| panel.y.label = "L − L*");
        assert_eq!(chart(10.0, 2.0).before(&[other]), chart(10.0, 2.0));
    }
}
