//! What both views read from the parameters alike.

use super::objectives::{Objective, ObjectiveName};
use thetaflow::params::{Choices, Params};

/// The objective that a parameter names, with its settings.
pub fn objective(params: &Params, id: &str) -> Objective {
    match ObjectiveName::of(params, id) {
        ObjectiveName::Sgan => Objective::Sgan,
        ObjectiveName::Nsgan => Objective::Nsgan,
        ObjectiveName::Rsgan => Objective::Rsgan,
        ObjectiveName::Lsgan => Objective::Lsgan,
        ObjectiveName::Hinge => Objective::Hinge,
        ObjectiveName::WganGp => Objective::WganGp {
            penalty: params.number("penalty"),
            target_norm: params.number("target_norm"),
        },
        ObjectiveName::WganDiv => Objective::WganDiv {
            k: params.number("div_k"),
            p: params.number("div_p"),
        },
        ObjectiveName::GanQp => Objective::GanQp {
            lambda: params.number("qp_lambda"),
        },
        ObjectiveName::Wgan => Objective::Wgan {
            clip: Some(params.number("clip")).filter(|clip| *clip > 0.0),
        },
    }
}
