//! What a reader can take hold of.

use crate::draw::Plot;
use serde::Serialize;

/// What can be dragged in a figure, with the panel in which it moves.
#[derive(Clone, Debug)]
pub struct PlacedHandle {
    /// Which parameters it moves.
    pub moves: Moves,
    /// What it stands for.
    pub value: [f64; 2],
    /// The panel in which it moves.
    pub plot: Plot,
    /// How it is taken hold of.
    pub grip: Grip,
}

/// Where a handle is taken hold of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "snake_case")]
pub enum Grip {
    /// At its place in the panel. It can also be called there by a click.
    Dot,
    /// Anywhere in the panel: it moves by as much as the pointer does. This turns things.
    Area,
}

/// What a handle sets.
#[derive(Clone, Copy, Debug)]
pub enum Moves {
    /// A point parameter.
    Point(&'static str),
    /// Two number parameters, by the horizontal and the vertical axis.
    Numbers([&'static str; 2]),
    /// A point parameter that stands elsewhere in the panel than its coordinates say.
    Mapped(&'static str, &'static Map),
}

/// From the values of a point parameter to places of a panel, and back.
#[derive(Debug)]
pub struct Map {
    /// Where a value stands.
    pub place: fn([f64; 2]) -> [f64; 2],
    /// Which value stands there.
    pub value: fn([f64; 2]) -> [f64; 2],
}

/// By what they set: a map belongs to its parameter.
impl PartialEq for Moves {
    fn eq(&self, other: &Self) -> bool {
        self.params() == other.params()
    }
}

impl Moves {
    /// The parameters that it sets, also the handle's name.
    pub fn params(&self) -> &[&'static str] {
        match self {
            Moves::Point(id) | Moves::Mapped(id, _) => std::slice::from_ref(id),
            Moves::Numbers(ids) => ids,
        }
    }

    /// Where in the panel a value stands.
    pub fn place(&self, value: [f64; 2]) -> [f64; 2] {
        match self {
            Moves::Mapped(_, map) => (map.place)(value),
            _ => value,
        }
    }
}
