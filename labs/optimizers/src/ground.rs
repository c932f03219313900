//! How low a surface goes: the minima that are known, or found in view where the formula does not tell them.

use thetaflow_surfaces::{Known, Landscape, ViewBox};

/// The minima of a surface and its least value.
#[derive(Clone)]
pub struct Ground {
    /// What it is the ground of, and whether it was searched.
    of: (Landscape, ViewBox, bool),
    pub minima: Vec<[f64; 2]>,
    /// L*, from which losses and the goal of a race are counted; `None` where nothing tells it.
    pub least: Option<f64>,
}

impl Ground {
    /// Known minima tell most; formulas are searched for theirs, and Ackley's ripples if `every_minimum` is asked for. A
    /// search takes a moment: what `before` has is taken over.
    pub fn of(
        landscape: &Landscape,
        view: ViewBox,
        every_minimum: bool,
        before: Option<&Self>,
    ) -> Self {
        let searched = every_minimum || landscape.known() == Known::Nothing;
        let of = (landscape.clone(), view, searched);
        if let Some(before) = before.filter(|before| before.of == of) {
            return before.clone();
        }
        let minima = if searched {
            landscape.minima_in(view)
        } else {
            landscape.minima()
        };
        Self {
            least: landscape.least_in(view, &minima),
            minima,
            of,
        }
    }

    /// Whether the least value is one that was found, not known.
    pub fn is_found(&self) -> bool {
        self.least.is_some() && self.of.0.known() == Known::Nothing
    }
}
