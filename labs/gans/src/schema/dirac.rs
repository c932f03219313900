//! What the Dirac-GAN alone has.

use crate::dirac::settings::{Compare, Field, MethodName};
use crate::objectives::ObjectiveName;
use thetaflow::blocks::flow::Flows;
use thetaflow::params::{Choices, Condition, Param, Scale, choice, flag, number, point};

/// A second game beside the first.
pub fn comparison() -> [Param; 2] {
    [
        choice("compare", "", Compare::IDS),
        choice("objective2", "", ObjectiveName::IDS)
            .another("objective", 2)
            .relevant_when(Condition::is("compare", &[Compare::Objective])),
    ]
}

/// Start and steps.
pub fn method() -> [Param; 3] {
    [
        point("start", "(θ₀, ψ₀)", [-3.0, 3.0], [1.0, 0.0]),
        choice("method", "", MethodName::IDS),
        number("lr", "η", Scale::Log, [0.01, 2.0], 0.1),
    ]
}

/// What is drawn.
pub fn display() -> [Param; 4] {
    [
        choice("flow", "", Flows::IDS).relevant_when(Condition::is("method", &MethodName::FLOWING)),
        number("average", "α", Scale::LogOneMinus, [0.0, 0.999], 0.0),
        choice("field", "", Field::IDS),
        flag("nullclines", "", true),
    ]
    .map(|param| param.grouped("display"))
}
