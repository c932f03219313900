//! What the Dirac-GAN alone has.

use super::OBJECTIVES;
use thetaflow::params::{Condition, Param, Scale, choice, flag, number, point};

/// Methods that imitate a flow.
const FLOWING: [&str; 7] = [
    "simultaneous",
    "alternating",
    "extragradient",
    "optimistic",
    "momentum",
    "implicit",
    "rk4",
];

/// A second game beside the first.
pub fn comparison() -> [Param; 2] {
    [
        choice("compare", "", &["off", "plain", "objective"]),
        choice("objective2", "", &OBJECTIVES)
            .another("objective", 2)
            .relevant_when(Condition::Is("compare", vec!["objective"])),
    ]
}

/// Start and steps.
pub fn method() -> [Param; 3] {
    [
        point("start", "(θ₀, ψ₀)", [-3.0, 3.0], [1.0, 0.0]),
        choice("method", "", &[&FLOWING[..], &["rmsprop", "adam"]].concat()),
        number("lr", "η", Scale::Log, [0.01, 2.0], 0.1),
    ]
}

/// What is drawn.
pub fn display() -> [Param; 4] {
    [
        choice("flow", "", &["both", "leading", "modified", "none"])
            .relevant_when(Condition::Is("method", FLOWING.to_vec())),
        number("average", "α", Scale::LogOneMinus, [0.0, 0.999], 0.0),
        choice("field", "", &["streamlines", "arrows", "both"]),
        flag("nullclines", "", true),
    ]
    .map(|param| param.grouped("display"))
}
