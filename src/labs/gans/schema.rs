//! The parameters of the GAN lab.

use crate::params::{Condition, Param, Scale, Schema, choice, flag, integer, number, point};

/// `wgan` first: it circles, spirals out and turns inward most plainly.
const OBJECTIVES: [&str; 9] = [
    "wgan", "sgan", "nsgan", "rsgan", "lsgan", "hinge", "wgan_gp", "wgan_div", "gan_qp",
];

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

/// The parameters, in the order in which a reader meets them.
pub fn schema() -> Schema {
    let linear = |id, symbol, range, default| number(id, symbol, Scale::Linear, range, default);
    let averaging =
        |id, symbol, max, default| number(id, symbol, Scale::LogOneMinus, [0.0, max], default);
    let mut params = vec![
        // Which world is shown. A choice of one is none, so it has no control.
        choice("view", "", &["dirac"]).relevant_when(never()),
        choice("objective", "", &OBJECTIVES),
        choice("compare", "", &["off", "plain", "objective"]),
        choice("objective2", "", &OBJECTIVES)
            .another("objective", 2)
            .relevant_when(Condition::Is("compare", vec!["objective"])),
        linear("clip", "c", [0.0, 3.0], 0.0).relevant_when(plays(&["wgan"])),
        linear("penalty", "λ", [0.0, 5.0], 1.0).relevant_when(plays(&["wgan_gp"])),
        linear("target_norm", "g₀", [0.0, 2.0], 1.0).relevant_when(plays(&["wgan_gp"])),
        linear("div_k", "k", [0.0, 4.0], 2.0).relevant_when(plays(&["wgan_div"])),
        linear("div_p", "p", [2.0, 10.0], 6.0).relevant_when(plays(&["wgan_div"])),
        number("qp_lambda", "λ", Scale::Log, [0.1, 10.0], 1.0).relevant_when(plays(&["gan_qp"])),
        point("start", "(θ₀, ψ₀)", [-3.0, 3.0], [1.0, 0.0]),
    ];
    let method = |ids: &[&'static str]| Condition::Is("method", ids.to_vec());
    params.extend([
        choice("method", "", &[&FLOWING[..], &["rmsprop", "adam"]].concat()),
        number("lr", "η", Scale::Log, [0.01, 2.0], 0.1),
        integer("n_d", "n_D", Scale::Linear, [1, 20], 1).relevant_when(method(&["alternating"])),
        linear("momentum", "μ", [-0.9, 0.9], 0.0).relevant_when(method(&["momentum"])),
        averaging("decay", "β", 0.9999, 0.99).relevant_when(method(&["rmsprop"])),
        averaging("beta1", "β₁", 0.9999, 0.5).relevant_when(method(&["adam"])),
        averaging("beta2", "β₂", 0.99999, 0.999).relevant_when(method(&["adam"])),
        linear("r1", "γ", [0.0, 3.0], 0.0),
    ]);
    let regulariser = |param: Param| param.grouped("regularisers");
    params.extend([
        regulariser(linear("consensus", "γ_c", [0.0, 2.0], 0.0)),
        regulariser(linear("instance_noise", "s", [0.0, 1.0], 0.0)),
        regulariser(linear("l2", "β", [0.0, 1.0], 0.0)),
    ]);
    let display = |param: Param| param.grouped("display");
    params.extend([
        display(
            choice("flow", "", &["both", "leading", "modified", "none"])
                .relevant_when(method(&FLOWING)),
        ),
        display(averaging("average", "α", 0.999, 0.0)),
        display(choice("field", "", &["streamlines", "arrows", "both"])),
        display(flag("nullclines", "", true)),
        integer("steps", "N", Scale::Log, [1, 2000], 200),
        // Nothing is random here.
        integer("seed", "", Scale::Linear, [0, 4_294_967_295], 1).relevant_when(never()),
    ]);
    Schema {
        lab: "gans",
        steps_per_second: 40.0,
        params,
    }
}

fn never() -> Condition {
    Condition::Any(Vec::new())
}

/// One of these objectives is played, as the first or as the second.
fn plays(ids: &[&'static str]) -> Condition {
    Condition::Any(vec![
        Condition::Is("objective", ids.to_vec()),
        Condition::All(vec![
            Condition::Is("compare", vec!["objective"]),
            Condition::Is("objective2", ids.to_vec()),
        ]),
    ])
}
