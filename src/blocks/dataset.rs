//! What a model learns: points of the plane, of a distribution by name or the reader's own.

use crate::nets::data::Data;
use crate::params::{
    Choices, Condition, Key, Param, Params, Points, Scale, choice, integer, points,
};

/// What is learnt.
pub const DATA: Key<Data> = Key::new("data");
/// The reader's own points.
pub const POINTS: Key<Points> = Key::new("points");
/// How many points a step of training sees.
pub const BATCH: Key<u64> = Key::new("batch");

/// The reader's own lie in the square that is shown, whose half side this is.
const EXTENT: f64 = 3.0;

/// Data are chosen by name: [`data`] has the reader's own points.
impl Choices for Data {
    fn all() -> Vec<Self> {
        vec![
            Self::Ring,
            Self::Grid,
            Self::Moons,
            Self::Spiral,
            Self::Circle,
            Self::Line,
            Self::Checkerboard,
            Self::Points([].into()),
        ]
    }

    fn id(&self) -> &'static str {
        match self {
            Self::Ring => "ring",
            Self::Grid => "grid",
            Self::Moons => "moons",
            Self::Spiral => "spiral",
            Self::Circle => "circle",
            Self::Line => "line",
            Self::Checkerboard => "checkerboard",
            Self::Points(_) => "points",
        }
    }
}

/// Which data, and points to draw or to paste.
pub fn params() -> [Param; 2] {
    let own = Condition::is(DATA, &[Data::Points([].into())]);
    [
        choice(DATA, ""),
        points(POINTS, "", [-EXTENT, EXTENT], 10_000).relevant_when(own),
    ]
}

/// How many points a step of training sees.
pub fn batch() -> Param {
    integer(BATCH, "B", Scale::Log, [16, 1024], 128)
}

/// The data that are chosen.
pub fn data(params: &Params) -> Data {
    match params.get(DATA) {
        Data::Points(_) => Data::Points(params.get(POINTS).into()),
        data => data,
    }
}
