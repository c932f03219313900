//! Every rule follows, step by step, the path that torch.optim or optax takes.
//!
//! The stored paths end where rounding begins to decide them, so all stored steps must agree, with one exception named
//! in [`trusted_points`].

use serde::Deserialize;
use std::collections::BTreeMap;
use thetaflow_optim::{OptimizerConfig, RuleConfig, WrapperConfig};

#[derive(Deserialize)]
struct StoredPath {
    landscape: String,
    start: [f64; 2],
    rule: String,
    /// The learning rate, and the rule's numbers by their names.
    params: BTreeMap<String, f64>,
    wrapper: Option<Lookahead>,
    theta: Vec<[f64; 2]>,
}

#[derive(Deserialize)]
struct Lookahead {
    lookahead_k: usize,
    lookahead_alpha: f64,
}

fn gradient(landscape: &str, [x, y]: [f64; 2]) -> [f64; 2] {
    match landscape {
        "quadratic" => [x, 10.0 * y],
        "rosenbrock" => [
            -2.0 * (1.0 - x) - 400.0 * x * (y - x * x),
            200.0 * (y - x * x),
        ],
        "himmelblau" => {
            let (a, b) = (x * x + y - 11.0, x + y * y - 7.0);
            [4.0 * x * a + 2.0 * b, 2.0 * a + 4.0 * y * b]
        }
        other => panic!("no gradient for {other}"),
    }
}

fn rule(stored: &StoredPath) -> RuleConfig {
    let rule = RuleConfig::from_id(&stored.rule);
    let mut rule = rule.unwrap_or_else(|| panic!("no rule is called {}", stored.rule));
    for (hyper, value) in rule.hypers() {
        *value = stored.params[hyper.id()];
    }
    rule
}

/// How many of the stored points are decided by the formula and not by rounding.
///
/// The generator cuts a path where moving its start by two units in the last place shows. One path first contracts, and
/// so forgets its start, before it turns unstable and magnifies the rounding of later steps: in
/// 40-digit arithmetic the same recursion leaves the stored values by 5e-11 at step 80, 3e-4 at step 90 and 2e-2 at 100.
fn trusted_points(stored: &StoredPath) -> usize {
    let magnifies_rounding = stored.rule == "rmsprop_eps_inside"
        && stored.landscape == "himmelblau"
        && stored.start == [-1.0, -2.5];
    if magnifies_rounding {
        81
    } else {
        stored.theta.len()
    }
}

#[test]
fn every_stored_path_is_followed_to_nine_digits() {
    let stored: Vec<StoredPath> =
        serde_json::from_str(include_str!("golden/paths.json")).expect("the golden file parses");
    assert!(!stored.is_empty());
    for stored in &stored {
        let mut config = OptimizerConfig::new(rule(stored), stored.params["lr"]);
        if let Some(Lookahead {
            lookahead_k: k,
            lookahead_alpha: alpha,
        }) = stored.wrapper
        {
            config = config.with(WrapperConfig::Lookahead { k, alpha });
        }
        let mut optimizer = config.build::<f64>(2).expect("no groups to misfit");
        let mut oracle = |theta: &[f64], g: &mut [f64]| {
            g.copy_from_slice(&gradient(&stored.landscape, [theta[0], theta[1]]))
        };
        let mut theta = stored.start;
        for (n, expected) in stored.theta.iter().enumerate().take(trusted_points(stored)) {
            if n > 0 {
                optimizer.step(&mut theta, &mut oracle);
            }
            for (ours, theirs) in theta.iter().zip(expected) {
                assert!(
                    (ours - theirs).abs() <= 1e-9 * theirs.abs().max(1.0),
                    "{} on {} from {:?}, step {n}: {theta:?} instead of {expected:?}",
                    stored.rule,
                    stored.landscape,
                    stored.start,
                );
            }
        }
    }
}
