//! What both views read from the parameters alike.

use super::keys;
use super::objectives::{Objective, ObjectiveName};
use thetaflow::params::Params;

/// The objective that is named, with its settings.
pub fn objective(params: &Params, name: ObjectiveName) -> Objective {
    match name {
        ObjectiveName::Sgan => Objective::Sgan,
        ObjectiveName::Nsgan => Objective::Nsgan,
        ObjectiveName::Rsgan => Objective::Rsgan,
        ObjectiveName::Lsgan => Objective::Lsgan,
        ObjectiveName::Hinge => Objective::Hinge,
        ObjectiveName::WganGp => Objective::WganGp {
            penalty: params.get(keys::PENALTY),
            target_norm: params.get(keys::TARGET_NORM),
        },
        ObjectiveName::WganDiv => Objective::WganDiv {
            k: params.get(keys::DIV_K),
            p: params.get(keys::DIV_P),
        },
        ObjectiveName::GanQp => Objective::GanQp {
            lambda: params.get(keys::QP_LAMBDA),
        },
        ObjectiveName::Wgan => Objective::Wgan {
            clip: Some(params.get(keys::CLIP)).filter(|clip| *clip > 0.0),
        },
    }
}
