//! What the unit tests of rules and wrappers share.

use super::{OptimizerConfig, RuleConfig};

/// The `steps + 1` iterates of a rule with one parameter.
pub fn path(
    rule: impl Into<RuleConfig>,
    learning_rate: f64,
    start: f64,
    steps: usize,
    slope: impl FnMut(f64) -> f64,
) -> Vec<f64> {
    wrapped_path(
        &OptimizerConfig::new(rule, learning_rate),
        start,
        steps,
        slope,
    )
}

/// The `steps + 1` iterates of an optimizer with one parameter.
pub fn wrapped_path(
    config: &OptimizerConfig,
    start: f64,
    steps: usize,
    mut slope: impl FnMut(f64) -> f64,
) -> Vec<f64> {
    let mut optimizer = config
        .build::<f64>(1)
        .expect("one parameter fits any grouping used in tests");
    let mut theta = [start];
    let mut oracle = |theta: &[f64], gradient: &mut [f64]| gradient[0] = slope(theta[0]);
    let later = (0..steps).map(|_| {
        optimizer.step(&mut theta, &mut oracle);
        theta[0]
    });
    std::iter::once(start).chain(later).collect()
}
