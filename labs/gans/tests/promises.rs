//! The promises that every lab keeps.

use thetaflow::blocks::{dataset, network};
use thetaflow::params::Params;
use thetaflow::testing::Subject;
use thetaflow_gans::Gans;
use thetaflow_gans::keys::{self, ViewName};

thetaflow::promises!(
    Subject::of::<Gans>(env!("CARGO_MANIFEST_DIR"))
        .may_lack(&["flow", "modified", "verdict", "capture", "now"])
        .is_random_with(&["batch=16&steps=30"])
        .shortened_by(shorten)
        .lightened_by(lighten)
);

fn set(params: &mut Params, id: &str, text: &str) {
    params.set(id, text).expect("a value that is allowed");
}

fn shorten(params: &mut Params) {
    if work_of_a_step(params) > 20 {
        set(params, "batch", "16");
    }
    let longest = (40 / (1 + work_of_a_step(params))).max(1);
    if params.steps() > longest {
        set(params, "steps", &longest.to_string());
    }
}

/// Millions of multiply-adds of an update of a network, or 0 where there is none.
fn work_of_a_step(params: &Params) -> u64 {
    if params.get(keys::VIEW) != ViewName::Live {
        return 0;
    }
    let weights =
        |keys: network::Keys| u64::pow(params.get(keys.width), 2) * params.get(keys.depth);
    let weights = weights(keys::NETWORK_D) + weights(keys::NETWORK_G);
    // Forward, backward and products, and as much again for each penalty.
    let passes = 10;
    passes * weights * params.get(dataset::BATCH) / 1_000_000
}

fn lighten(params: &mut Params) {
    let light = [
        ("batch", "16"),
        ("heat", "off"),
        ("grid", "off"),
        ("field", "arrows"),
        ("nullclines", "off"),
    ];
    for (id, text) in light {
        set(params, id, text);
    }
}
