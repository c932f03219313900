//! What the Dirac-GAN alone has.

use crate::dirac::settings::{Compare, MethodName};
use crate::keys::*;
use thetaflow::params::{Condition, Param, Scale, choice, flag, number, point};

/// A second game beside the first.
pub fn comparison() -> [Param; 2] {
    [
        choice(COMPARE, ""),
        choice(OBJECTIVE_2, "")
            .another(OBJECTIVE.id(), 2)
            .relevant_when(Condition::is(COMPARE, &[Compare::Objective])),
    ]
}

/// Start and steps.
pub fn method() -> [Param; 3] {
    [
        point(START, "(θ₀, ψ₀)", [-3.0, 3.0], [1.0, 0.0]),
        choice(METHOD, ""),
        number(LR, "η", Scale::Log, [0.01, 2.0], 0.1),
    ]
}

/// What is drawn.
pub fn display() -> [Param; 4] {
    [
        choice(FLOW, "").relevant_when(Condition::is(METHOD, &MethodName::FLOWING)),
        number(AVERAGE, "α", Scale::LogOneMinus, [0.0, 0.999], 0.0),
        choice(FIELD, ""),
        flag(NULLCLINES, "", true),
    ]
    .map(|param| param.grouped("display"))
}
