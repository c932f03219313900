//! What both views read from the parameters alike.

use super::objectives::Objective;
use thetaflow::params::Params;

/// The objective that a parameter names, with its settings.
pub fn objective(params: &Params, id: &str) -> Objective {
    match params.choice(id) {
        "sgan" => Objective::Sgan,
        "nsgan" => Objective::Nsgan,
        "rsgan" => Objective::Rsgan,
        "lsgan" => Objective::Lsgan,
        "hinge" => Objective::Hinge,
        "wgan_gp" => Objective::WganGp {
            penalty: params.number("penalty"),
            target_norm: params.number("target_norm"),
        },
        "wgan_div" => Objective::WganDiv {
            k: params.number("div_k"),
            p: params.number("div_p"),
        },
        "gan_qp" => Objective::GanQp {
            lambda: params.number("qp_lambda"),
        },
        _ => Objective::Wgan {
            clip: Some(params.number("clip")).filter(|clip| *clip > 0.0),
        },
    }
}
