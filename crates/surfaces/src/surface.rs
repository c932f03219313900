//! What the file of a surface says of it.

use serde::{Deserialize, Serialize};

use thetaflow_math::number::{self, Number};

/// A loss surface L(x, y).
pub trait Surface {
    /// Its name in parameters and frames: that of its type in `snake_case`.
    const ID: &'static str;
    /// What a figure of it shows at first.
    const VIEW: ViewBox;
    /// A start inside the view that shows its character.
    const START: [f64; 2];
    /// Good learning rates: for steps along the gradient, for those that gather speed, and for those of Adam's kind.
    const RATES: [f64; 3];
    /// What [`Self::minima`] tells.
    const KNOWN: Known = Known::All;
    /// Whether its value is sums and products alone: then a loop over many points runs several at once.
    const IS_POLYNOMIAL: bool = true;

    /// L over any number; everything else about a surface follows from here.
    fn value<N: Number>(&self, x: N, y: N) -> N;

    /// Its minima, a global one first, to a few digits: Newton's method finds the rest.
    fn minima(&self) -> Vec<[f64; 2]>;

    /// Lines of Python that define `loss(x, y)` on tensors of PyTorch.
    fn python(&self) -> String;

    /// ∇L at `theta` by a formula of its own, where differentiating [`Self::value`] would take longer.
    #[inline]
    fn own_gradient(&self, _theta: [f64; 2]) -> Option<[f64; 2]> {
        None
    }

    /// L at the nodes of a grid, row after row, up to rounding: where that goes faster than one by one.
    fn own_grid(&self, _x: &[f64], _y: &[f64]) -> Option<Vec<f64>> {
        None
    }

    /// ∇L at `theta`.
    #[inline]
    fn gradient(&self, theta: [f64; 2]) -> [f64; 2] {
        let own = self.own_gradient(theta);
        own.unwrap_or_else(|| number::value_and_gradient(|[x, y]| self.value(x, y), theta).1)
    }
}

/// How much is known of the minima of a surface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// All of them, or that there are none.
    All,
    /// A global one; there are others.
    Least,
    /// Not even the least value.
    Nothing,
}

/// The part of the plane that shows what a surface is about: `[from, to]` along each axis.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ViewBox {
    /// From left to right.
    pub x: [f64; 2],
    /// From bottom to top.
    pub y: [f64; 2],
}

impl ViewBox {
    /// The part of the plane between these ends.
    pub const fn new(x: [f64; 2], y: [f64; 2]) -> Self {
        Self { x, y }
    }
}
