//! The promises that every lab keeps.

use thetaflow::testing::Subject;
use thetaflow_estimators::Estimators;

/// What is not known of an estimator, or has no place in the figure.
const MAY_LACK: &[&str] = &[
    "parameter",
    "exact",
    "sweep",
    "simplex",
    "gumbel_max",
    "obstacle",
    "mean",
    "bias",
    "bias_exact",
    "variance",
    "variance_exact",
    "mse",
    "standard_error",
    "standard_error_of_variance",
    "trace",
    "trace_exact",
    "squared_bias",
    "chi_squared",
    "p_value",
];

thetaflow::promises!(
    Subject::of::<Estimators>(env!("CARGO_MANIFEST_DIR"))
        .may_lack(MAY_LACK)
        .lightened_by(|params| params.set("samples", "100").expect("a number of samples"))
);
