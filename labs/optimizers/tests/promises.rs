//! The promises that every lab keeps.

use thetaflow::params::Params;
use thetaflow::testing::Subject;
use thetaflow_optimizers::Optimizers;

/// Flows that a rule does not have, goals that are not reached, figures that are not shown.
const MAY_LACK: &[&str] = &[
    "least",
    "flow",
    "modified",
    "leading",
    "reached",
    "order",
    "slope",
    "stability",
    "momentum",
    "optimum",
    "basins",
    "cloud",
    "stationary",
    "time_step",
];
/// Noise of each kind.
const RANDOM: &[&str] = &[
    "noise=1&cloud=60&steps=30",
    "landscape=logistic_regression&batch=3&cloud=60&steps=30",
    "sparsity=0.5&steps=30",
];

thetaflow::promises!(
    Subject::of::<Optimizers>(env!("CARGO_MANIFEST_DIR"))
        .may_lack(MAY_LACK)
        .is_random_with(RANDOM)
        .also_looks_like(&["landscape=quadratic&rule=momentum&chart=stability"])
        .lightened_by(lighten)
);

fn lighten(params: &mut Params) {
    for (id, text) in [("batch", "16"), ("resolution", "128")] {
        params.set(id, text).expect("a size that is allowed");
    }
}
