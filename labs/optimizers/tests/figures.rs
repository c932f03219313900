//! Races, wrappers, noise and the figures beside the map, through the whole pipeline.

use thetaflow::lab::{AnyFigure, Frame, Progress, Standing, Write};
use thetaflow::testing;
use thetaflow_optimizers::Optimizers;
use thetaflow_optimizers::frame::{OptimizerFrame, Run};

/// The frame at the end of a run.
fn frame(query: &str) -> OptimizerFrame {
    testing::frame::<Optimizers>(query, u64::MAX)
}

fn readout(frame: &OptimizerFrame, id: &str) -> f64 {
    let readout = frame.readouts.iter().find(|readout| readout.id == id);
    let value = readout.and_then(|readout| readout.value);
    value.unwrap_or_else(|| panic!("{id} has no value"))
}

fn distance(a: [f64; 2], b: [f64; 2]) -> f64 {
    (a[0] - b[0]).hypot(a[1] - b[1])
}

// ---- Races ----------------------------------------------------------------------------------------------------------

#[test]
fn a_race_is_fair_by_gradients_and_changes_nobodys_path() {
    let query =
        "landscape=himmelblau&rule=sgd&rule_2=rk4&rule_3=heun&rule_4=adam&accumulate_4=5&steps=200";
    let race = frame(query);
    let alone = [
        "rule=sgd",
        "rule=rk4",
        "rule=heun",
        "rule=adam&accumulate=5",
    ];
    for ((run, alone), cost) in race.runs.iter().zip(alone).zip([1, 4, 2, 5]) {
        assert_eq!(run.theta.len(), 200 / cost + 1, "{}", run.rule);
        let costs: Vec<u64> = (0..run.theta.len()).map(|n| (n * cost) as u64).collect();
        assert_eq!(run.gradients, costs, "{}", run.rule);
        let alone = &frame(&format!(
            "landscape=himmelblau&{alone}&steps={}",
            200 / cost
        ))
        .runs[0];
        assert_eq!(run.theta, alone.theta, "{}", run.rule);
    }
}

#[test]
fn the_goal_is_reached_where_the_loss_first_falls_below_it() {
    let race =
        frame("landscape=booth&rule=sgd&rule_2=momentum&rule_3=lion&tolerance=0.01&steps=300");
    for run in &race.runs {
        let first = run.loss.iter().position(|loss| *loss < 0.01);
        assert_eq!(run.reached, first.map(|n| run.gradients[n]), "{}", run.rule);
    }
    let board = race.board().expect("a race has a table");
    assert_eq!(board.rows.len(), 3);
}

#[test]
fn a_race_on_a_typed_surface_is_the_one_on_its_named_twin() {
    let race = "start=-1.5,1&rule=sgd&lr=0.001&rule_2=momentum&lr_2=0.0005&rule_3=adam&lr_3=0.05&steps=4000&tolerance=0.1";
    let note = |frame: &OptimizerFrame, id: &str| frame.notes().iter().any(|note| note.id == id);
    for best in ["off", "on"] {
        let query = format!("{race}&best_lr={best}");
        let typed = frame(&format!("landscape=custom&f=(1-x)^2+100(y-x^2)^2&{query}"));
        let named = frame(&format!("landscape=rosenbrock&{query}"));
        let table = |frame: &OptimizerFrame| {
            let row = |run: &Run| (run.rule.clone(), run.learning_rate, run.reached);
            frame.runs.iter().map(row).collect::<Vec<_>>()
        };
        assert_eq!(table(&typed), table(&named));
        assert!(typed.runs.iter().all(|run| run.reached.is_some()));
        assert!(typed.least.is_some_and(|least| least.abs() < 1e-15));
        assert!(note(&typed, "found_goal") && !note(&named, "found_goal"));
    }
    // Nothing else lacks the minimum either, whatever stands beside the map.
    let alone = "start=-1.5,1&rule=momentum&lr=0.0005&steps=2000";
    let typed = frame(&format!("landscape=custom&f=(1-x)^2+100(y-x^2)^2&{alone}"));
    let named = frame(&format!("landscape=rosenbrock&{alone}"));
    for id in ["predicted_rate", "measured_rate"] {
        assert!(
            (readout(&typed, id) - readout(&named, id)).abs() < 1e-6,
            "{id}"
        );
    }
    assert!(distance(typed.minima[0], [1.0, 1.0]) < 1e-9);
}

#[test]
fn where_no_least_value_is_known_the_goal_is_a_loss() {
    for surface in ["saddle", "custom&f=x^3-3x+y^2&start=-1.5,1"] {
        let race = frame(&format!(
            "landscape={surface}&rule=sgd&rule_2=momentum&steps=400&tolerance=0.01"
        ));
        assert_eq!(race.least, None);
        assert!(race.notes().iter().any(|note| note.id == "absolute_goal"));
        for run in &race.runs {
            let first = run.loss.iter().position(|loss| *loss < 0.01);
            assert_eq!(run.reached, first.map(|n| run.gradients[n]), "{}", run.rule);
        }
        assert!(race.runs[0].reached.is_some(), "{surface}");
    }
}

#[test]
fn who_diverges_leaves_and_the_others_go_on() {
    let race = frame("rule=sgd&lr=1&rule_2=adam&steps=100");
    assert_eq!(race.runs[0].status.id, Standing::Diverged);
    assert_eq!((race.step, race.status.id), (100, Standing::Running));
    assert_eq!(race.runs[1].theta.len(), 101);
}

#[test]
fn the_best_rate_is_at_least_as_good_as_the_usual_one() {
    let query = "landscape=booth&rule=sgd&rule_2=adam&rule_3=rmsprop&steps=300&tolerance=1e-6";
    let (usual, best) = (frame(query), frame(&format!("{query}&best_lr=on")));
    for (usual, best) in usual.runs.iter().zip(&best.runs) {
        let reached = best.reached.expect("the best rate gets there");
        assert!(
            usual.reached.is_none_or(|usual| reached <= usual),
            "{}",
            best.rule
        );
    }
    assert!(
        best.runs
            .iter()
            .zip(&usual.runs)
            .any(|(a, b)| a.learning_rate != b.learning_rate)
    );
}

// ---- Wrappers -------------------------------------------------------------------------------------------------------

/// θ of one step of SGD with rate 0.1 on the quadratic with κ = 10 from (−4, 1), where ∇L = (−4, 10).
fn one_step(wrappers: &str) -> [f64; 2] {
    let query = format!("landscape=quadratic&rule=sgd&lr=0.1&start=-4,1&steps=1&{wrappers}");
    frame(&query).runs[0].theta[1]
}

#[test]
fn wrappers_do_what_their_formulas_say() {
    let norm = 116f64.sqrt();
    let clipped = 2.0 / (norm + 1e-6);
    // ‖θ‖ over the norm of the update before it is multiplied by γ.
    let adapted = 17f64.sqrt() / norm;
    let cases = [
        ("", [-3.6, 0.0]),
        (
            "weight_decay=0.5",
            [-4.0 + 0.1 * (4.0 + 2.0), 1.0 - 0.1 * (10.0 + 0.5)],
        ),
        (
            "weight_decay=0.5&decoupled=on",
            [-4.0 * 0.95 + 0.4, 0.95 - 1.0],
        ),
        ("clip_norm=2", [-4.0 + 0.4 * clipped, 1.0 - clipped]),
        ("layer_adaptation=on", [-4.0 + 0.4 * adapted, 1.0 - adapted]),
        ("schedule=warm_up&schedule_steps=4", [-3.9, 0.75]),
        ("accumulate=7", [-3.6, 0.0]),
    ];
    for (wrappers, expected) in cases {
        let theta = one_step(wrappers);
        assert!(distance(theta, expected) < 1e-12, "{wrappers}: {theta:?}");
    }
}

#[test]
fn lazy_moments_rest_where_there_is_no_gradient() {
    let rests = |run: &Run| {
        let steps = run.theta.windows(2);
        steps.filter(|pair| pair[0][0] == pair[1][0]).count()
    };
    let query = "rule=adam&sparsity=0.5&steps=200";
    let (eager, lazy) = (frame(query), frame(&format!("{query}&lazy=on")));
    assert_eq!(rests(&eager.runs[0]), 0);
    // Half of 200 steps, within 5 standard deviations.
    let count = rests(&lazy.runs[0]) as f64;
    assert!((count - 100.0).abs() < 5.0 * 50f64.sqrt(), "{count}");
}

#[test]
fn averages_are_those_of_the_iterates() {
    let run = &frame("landscape=booth&rule=sgd&noise=2&average=polyak&steps=50").runs[0];
    for n in 1..=50 {
        let mean = |i: usize| run.theta[1..=n].iter().map(|theta| theta[i]).sum::<f64>() / n as f64;
        assert!(distance(run.average[n], [mean(0), mean(1)]) < 1e-12);
    }
}

#[test]
fn flows_follow_rules_through_decay_and_lookahead_and_step_aside_for_the_rest() {
    // Lookahead slows time down by α; its gap is small at syncs and held between them.
    let ahead = &frame("landscape=booth&rule=sgd&lr=0.002&lookahead_k=5&steps=200").runs[0];
    let gaps = &ahead.gap;
    assert!(gaps.iter().all(|gap| *gap < 0.07), "{gaps:?}");
    assert_eq!(gaps[6], gaps[9]);
    assert_ne!(gaps[9], gaps[10]);
    for wrapper in [
        "clip_norm=1",
        "schedule=cosine",
        "layer_adaptation=on",
        "lazy=on",
    ] {
        let frame = frame(&format!("rule=sgd&{wrapper}&steps=20"));
        assert!(frame.runs[0].flow.is_none(), "{wrapper}");
        let notes = frame.notes();
        assert!(
            notes.iter().any(|note| note.id == "no_flow_with_wrapper"),
            "{wrapper}"
        );
    }
}

// ---- Noise ----------------------------------------------------------------------------------------------------------

#[test]
fn the_cloud_settles_to_the_exact_variance() {
    for (lr, accumulate) in [("0.05", 1), ("0.15", 1), ("0.15", 4)] {
        let query = format!(
            "landscape=quadratic&rule=sgd&lr={lr}&noise=1&cloud=200&steps=400&accumulate={accumulate}&seed=5"
        );
        let cloud = frame(&query).cloud.expect("a cloud");
        assert_eq!(cloud.modes.len(), 2);
        let gamma: f64 = lr.parse().expect("a number");
        for [eigenvalue, sampled, exact] in cloud.modes {
            let formula = gamma / f64::from(accumulate) / (eigenvalue * (2.0 - gamma * eigenvalue));
            assert!((exact - formula).abs() < 1e-12);
            // The variance of n Gaussian values has the standard error σ² √(2/(n−1)).
            let error = exact * (2.0f64 / 199.0).sqrt();
            assert!(
                (sampled - exact).abs() < 5.0 * error,
                "{lr}: {sampled} {exact}"
            );
        }
    }
}

#[test]
fn the_path_is_the_first_run_of_its_cloud() {
    for query in [
        "landscape=quadratic&rule=adam&noise=1",
        "landscape=himmelblau&rule=heun&noise=3&accumulate=4",
        "landscape=logistic_regression&rule=momentum&batch=8",
        "landscape=logistic_regression&rule=sgd&batch=3&accumulate=2",
    ] {
        let frame = frame(&format!("{query}&cloud=20&steps=60"));
        let cloud = frame.cloud.expect("a cloud");
        let end = frame.runs[0].theta[60];
        assert!(distance(cloud.positions[0], end) < 1e-12, "{query}");
        assert!(distance(cloud.positions[1], end) > 1e-6, "{query}");
    }
}

#[test]
fn mini_batches_of_all_sizes_have_the_full_gradient_on_average() {
    // One step of SGD from the same place: the mean over the cloud is the step along the full gradient.
    let full = frame("landscape=logistic_regression&rule=sgd&lr=1&steps=1").runs[0].theta[1];
    for batch in [1, 10, 100] {
        let query =
            format!("landscape=logistic_regression&rule=sgd&lr=1&steps=1&batch={batch}&cloud=200");
        let cloud = frame(&query).cloud.expect("a cloud");
        let variance = cloud
            .half_axes
            .iter()
            .map(|[x, y]| x * x + y * y)
            .sum::<f64>();
        assert!(
            distance(cloud.mean, full) < 5.0 * (variance / 200.0).sqrt(),
            "{batch}"
        );
    }
}

// ---- Stability ------------------------------------------------------------------------------------------------------

#[test]
fn predictions_are_what_is_measured_on_quadratics() {
    for rule in [
        "sgd&lr=0.05",
        "sgd&lr=0.19",
        "heun&lr=0.1",
        "rk4&lr=0.2",
        "implicit_euler&lr=0.5",
        "momentum&lr=0.05&momentum=0.1",
        "nesterov&lr=0.02&momentum=0.2",
    ] {
        // Long enough for the slower root to have died out, short of rounding.
        let frame = frame(&format!(
            "landscape=quadratic&kappa=4&rule={rule}&chart=stability&steps=120"
        ));
        let (predicted, measured) = (
            readout(&frame, "predicted_rate"),
            readout(&frame, "measured_rate"),
        );
        assert!(
            (predicted - measured).abs() < 1e-6,
            "{rule}: {predicted} {measured}"
        );
        assert_eq!(predicted, readout(&frame, "spectral_radius"));
    }
}

#[test]
fn the_cross_of_the_plane_is_the_best_of_all_settings() {
    for rule in ["momentum", "nesterov", "sgd"] {
        let frame = frame(&format!(
            "landscape=quadratic&kappa=25&rule={rule}&chart=stability&steps=1"
        ));
        let picture = frame.stability.expect("a linear theory");
        let [_, _, best] = picture.optimum.expect("a bowl");
        let least = picture
            .plane
            .rates
            .iter()
            .copied()
            .fold(f32::INFINITY, f32::min);
        assert!(f64::from(least) >= best - 1e-6, "{rule}: {least} {best}");
        assert!(f64::from(least) < best + 0.05, "{rule}: {least} {best}");
    }
}

#[test]
fn a_typed_bowl_has_a_stability_too() {
    let frame =
        frame("landscape=custom&f=(x-1)^2%2B3*(y%2B1)^2&rule=sgd&lr=0.1&chart=stability&steps=50");
    let picture = frame.stability.expect("the minimum was searched for");
    assert!(distance(picture.minimum, [1.0, -1.0]) < 1e-6);
    let eigenvalues = picture.modes.map(|mode| mode.eigenvalue);
    assert!((eigenvalues[0] - 2.0).abs() < 1e-6 && (eigenvalues[1] - 6.0).abs() < 1e-6);
}

// ---- Order ----------------------------------------------------------------------------------------------------------

#[test]
fn gaps_fall_with_the_expected_slopes() {
    for (rule, tolerance) in [
        ("sgd&lr=0.002", 0.05),
        ("implicit_euler&lr=0.002", 0.05),
        ("heun&lr=0.002", 0.1),
        ("momentum&lr=0.0004&momentum=0.98", 0.05),
        ("nesterov&lr=0.0004&momentum=0.98", 0.05),
        ("nesterov_convex&lr=0.0004", 0.15),
        ("adam&lr=0.01", 0.15),
        ("adagrad&lr=0.1", 0.1),
    ] {
        let query = format!("b=1&start=-1.5,2&rule={rule}&steps=200&chart=order");
        let order = frame(&query).order.expect("an order plot");
        for line in order.leading.iter().chain(&order.modified) {
            let slope = line.slope.expect("a slope");
            assert!(
                (slope - line.expected).abs() < tolerance,
                "{rule}: {slope} {}",
                line.expected
            );
        }
    }
}

// ---- Inside and around the rule -------------------------------------------------------------------------------------

#[test]
fn internals_explain_the_step_of_adam() {
    let frame = frame("rule=adam&lr=0.05&eps=1e-8&chart=internals&steps=80");
    let series = |symbol: &str, coordinate: usize| {
        let series = (frame.internals.iter())
            .find(|series| series.symbol == symbol && series.coordinate == coordinate);
        &series.unwrap_or_else(|| panic!("no {symbol}")).values
    };
    for coordinate in [0, 1] {
        let (mean, root) = (series("m̂", coordinate), series("√v̂", coordinate));
        for (n, moved) in series("step", coordinate).iter().enumerate() {
            let expected = -0.05 * mean[n] / (root[n] + 1e-8);
            assert!(
                (moved - expected).abs() < 1e-9,
                "step {n}: {moved} {expected}"
            );
        }
    }
}

#[test]
fn a_script_has_the_wrappers() {
    let query = "rule=adamw&clip_norm=1&lookahead_k=5&schedule=cosine";
    let params = testing::params::<Optimizers>(query);
    let script = <Optimizers>::script("pytorch", &params, 40);
    for part in ["torch.optim.AdamW", "cos", "40"] {
        assert!(script.contains(part), "{part} is missing in\n{script}");
    }
}

// ---- How runs stand -------------------------------------------------------------------------------------------------

#[test]
fn seeds_decide_the_noise() {
    let runs = |query: &str| testing::frame::<Optimizers>(query, 50).runs;
    let path = |query: &str| runs(query).swap_remove(0).theta;
    assert_eq!(path("noise=1&seed=7"), path("noise=1&seed=7"));
    assert_ne!(path("noise=1&seed=7"), path("noise=1&seed=8"));
    assert_eq!(path("seed=7"), path("seed=8"));
}

#[test]
fn a_run_that_diverges_says_at_which_step_and_stops() {
    let mut session = testing::session::<Optimizers>("rule=sgd&lr=1");
    assert_eq!(session.advance(500, || true), Progress::Done);
    assert!(session.has_ended() && session.step() < 10);
    let status = frame("rule=sgd&lr=1").status;
    assert_eq!(
        (status.id, status.step),
        (Standing::Diverged, session.step())
    );
}

#[test]
fn a_run_that_converges_says_since_when() {
    let status = |step| {
        let query = "landscape=quadratic&rule=sgd&lr=0.1";
        testing::frame::<Optimizers>(query, step).status
    };
    let converged = status(500);
    assert_eq!(converged.id, Standing::Converged);
    assert_eq!(status(converged.step - 1).id, Standing::Running);
}

/// A figure shows no more than data has: the same number once is enough.
#[test]
fn what_stands_under_the_figure_is_part_of_the_data() {
    for (query, shown) in [("chart=time", false), ("chart=stability", true)] {
        let query = format!("landscape=quadratic&rule=sgd&{query}");
        let figure = testing::figure::<Optimizers>(&query, 30);
        let numbers = testing::numbers(figure.frame().expect("shown"));
        assert_eq!(numbers["predicted_rate"], numbers["spectral_radius"]);
        let under = figure.readouts();
        let stands = |id| under.iter().any(|readout| readout.id == id);
        assert_eq!(stands("predicted_rate"), shown);
        assert!(!stands("spectral_radius"));
    }
}
