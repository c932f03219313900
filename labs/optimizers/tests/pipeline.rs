//! The whole pipeline against reference values: parameters as a reader would set them, the lab's own surfaces with their
//! automatic derivatives, and the frame that the page draws. The scripts beside the values made them.

use serde_json::Value;
use thetaflow::lab::Standing;
use thetaflow::math::real::hypot;
use thetaflow::testing;
use thetaflow_optimizers::Optimizers;
use thetaflow_optimizers::frame::OptimizerFrame;

fn golden(name: &str) -> Vec<Value> {
    let path = format!("{}/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).expect("the reference file");
    serde_json::from_str(&text).expect("JSON")
}

fn points(value: &Value) -> Vec<[f64; 2]> {
    serde_json::from_value(value.clone()).expect("points")
}

/// The frame at the end of a run with these parameters.
fn frame(pairs: &[(&str, String)]) -> OptimizerFrame {
    let mut params = testing::params::<Optimizers>("");
    for (id, text) in pairs {
        assert_eq!(params.set(id, text), Ok(()), "{id}={text}");
    }
    testing::frame::<Optimizers>(&params.query(), u64::MAX)
}

/// Surface, start, rule and the rule's settings of a stored path, in the lab's own parameter ids.
fn pairs(entry: &Value, steps: usize) -> Vec<(&'static str, String)> {
    let lab = testing::lab::<Optimizers>().schema();
    let mut pairs = vec![
        (
            "landscape",
            entry["landscape"].as_str().expect("a surface").to_owned(),
        ),
        (
            "start",
            format!("{},{}", entry["start"][0], entry["start"][1]),
        ),
        ("rule", entry["rule"].as_str().expect("a rule").to_owned()),
        ("steps", steps.to_string()),
    ];
    let wrapper = entry["wrapper"].as_object().into_iter().flatten();
    let settings = entry["params"].as_object().expect("settings");
    for (id, value) in settings.iter().chain(wrapper) {
        let param = lab
            .param(id)
            .unwrap_or_else(|| panic!("{id} is no parameter"));
        pairs.push((param.id, value.to_string()));
    }
    pairs
}

fn assert_close(ours: f64, theirs: f64, tolerance: f64, what: &str) {
    assert!(
        (ours - theirs).abs() <= tolerance * theirs.abs().max(1.0),
        "{what}: {ours} is not {theirs}"
    );
}

#[test]
fn paths_are_those_of_torch_and_optax() {
    let mut compared = 0;
    for entry in &golden("../../crates/optim/tests/golden/paths") {
        let what = format!(
            "{} {} on {} from {}",
            entry["wrapper"], entry["rule"], entry["landscape"], entry["start"]
        );
        let mut theta = points(&entry["theta"]);
        // From step 80 on this stored path is decided by rounding; crates/optim/tests/paths.rs tells the story.
        if entry["rule"] == "rmsprop_eps_inside" && entry["start"][0] == -1.0 {
            theta.truncate(81);
        }
        if theta.len() < 2 {
            continue;
        }
        let run = &frame(&pairs(entry, theta.len() - 1)).runs[0];
        assert_eq!(run.theta.len(), theta.len(), "{what}");
        for (n, (ours, theirs)) in run.theta.iter().zip(&theta).enumerate() {
            for (ours, theirs) in ours.iter().zip(theirs) {
                assert_close(*ours, *theirs, 1e-9, &format!("{what}, step {n}"));
            }
            // Wrapped paths are stored without losses.
            if let Some(loss) = entry["loss"][n].as_f64() {
                let what = format!("loss of {what}, step {n}");
                assert_close(run.loss[n], loss, 1e-9, &what);
            }
            compared += 1;
        }
    }
    assert!(compared > 5000, "{compared}");
}

#[test]
fn flows_are_those_of_scipy() {
    for entry in golden("golden/flows") {
        let lr = entry["modified_flow"]["lr"]
            .as_f64()
            .expect("a learning rate");
        let times: Vec<f64> = serde_json::from_value(entry["t"].clone()).expect("times");
        let steps = (times[times.len() - 1] / lr).round() as usize;
        let run = frame(&[
            (
                "landscape",
                entry["landscape"].as_str().expect("a surface").to_owned(),
            ),
            (
                "start",
                format!("{},{}", entry["start"][0], entry["start"][1]),
            ),
            ("rule", "sgd".to_owned()),
            ("lr", lr.to_string()),
            ("steps", steps.to_string()),
        ])
        .runs
        .remove(0);
        let flow = run.flow.expect("a leading flow");
        let modified = run.modified.expect("a modified flow");
        for (ours, theirs) in [
            (&flow.theta, &entry["gradient_flow"]),
            (&modified.theta, &entry["modified_flow"]["theta"]),
        ] {
            for (time, theirs) in times.iter().zip(points(theirs)) {
                let n = (time / lr).round() as usize;
                for (ours, theirs) in ours[n].iter().zip(theirs) {
                    assert_close(
                        *ours,
                        theirs,
                        1e-6,
                        &format!("{} at t = {time}", entry["landscape"]),
                    );
                }
            }
        }
    }
}

#[test]
fn gaps_are_distances_at_the_same_step() {
    let run = frame(&[("rule", "momentum".to_owned()), ("steps", "50".to_owned())])
        .runs
        .remove(0);
    let distance = |a: [f64; 2], b: [f64; 2]| hypot(a[0] - b[0], a[1] - b[1]);
    for (flow, gaps) in [(run.flow, run.gap), (run.modified, run.gap_modified)] {
        let flow = flow.expect("momentum has both flows");
        assert_eq!(gaps.len(), 51);
        for (n, gap) in gaps.iter().enumerate() {
            assert_eq!(*gap, distance(run.theta[n], flow.theta[n]));
        }
    }
}

#[test]
fn a_rule_whose_state_overflows_has_diverged() {
    // The squares are infinite after one step, and θ would stand still among finite numbers for ever.
    let run = |rule: &str| {
        let texts = [
            ("landscape", "custom"),
            ("f", "1e200*x"),
            ("rule", rule),
            ("steps", "5"),
        ];
        frame(&texts.map(|(id, text)| (id, text.to_owned()))).status
    };
    for rule in ["adagrad", "rmsprop", "adam"] {
        let status = run(rule);
        assert_eq!((status.id, status.step), (Standing::Diverged, 1), "{rule}");
    }
    assert_eq!(run("sign_sgd").id, Standing::Running);
}
