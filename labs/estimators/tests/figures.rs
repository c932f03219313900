//! The estimator lab as a whole: what its frames say, and what it says about estimators that do not apply.

use serde_json::Value;
use thetaflow::lab::{AnyFigure, Figure, Frame, Term};
use thetaflow::testing;
use thetaflow_estimators::Estimators;
use thetaflow_estimators::frame::EstimatorFrame;

fn figure(query: &str, step: u64) -> Figure<Estimators> {
    testing::figure(query, step)
}

fn frame(query: &str, step: u64) -> EstimatorFrame {
    testing::frame::<Estimators>(query, step)
}

fn notes(frame: &EstimatorFrame) -> Vec<&'static str> {
    frame.notes().into_iter().map(|note| note.id).collect()
}

#[test]
fn the_first_thing_a_reader_sees() {
    let frame = frame("", 200);
    let [score, pathwise] = &frame.estimators[..] else {
        panic!("two estimators")
    };
    assert_eq!(
        (score.id.as_str(), pathwise.id.as_str()),
        ("score", "pathwise")
    );
    for row in [score, pathwise] {
        let error = row.standard_error.expect("many");
        assert!(row.bias.expect("exact").abs() < 5.0 * error, "{row:?}");
        let counts: u64 = row.histogram.counts.iter().map(|n| u64::from(*n)).sum();
        assert_eq!(
            counts + row.histogram.below + row.histogram.above,
            row.count
        );
    }
    // μ⁴/σ² + 14μ² + 15σ² and 4σ², over N = 10.
    assert!((score.variance_exact.expect("finite") - 2.175).abs() < 1e-12);
    assert!((pathwise.variance_exact.expect("finite") - 0.1).abs() < 1e-12);
    assert_eq!(frame.exact.map(|exact| (exact * 1e9).round()), Some(2e9));
    assert!(notes(&frame).is_empty());
}

/// σ spreads the histograms over an axis that stays where it is.
#[test]
fn sigma_makes_the_score_function_explode() {
    let [calm, wild] = ["sigma=0.5", "sigma=0.02"].map(|query| frame(query, 100));
    assert_eq!(calm.range, wild.range);
    let beside = |frame: &EstimatorFrame, row: usize| {
        let row = &frame.estimators[row];
        (row.histogram.below + row.histogram.above) as f64 / row.count as f64
    };
    assert!(beside(&calm, 0) < 0.01 && beside(&wild, 0) > 0.5);
    assert_eq!(beside(&wild, 1), 0.0);
}

#[test]
fn what_does_not_apply_says_why() {
    let step = frame("phi=step&show=all&k=1.5", 20);
    assert_eq!(notes(&step), ["no_derivative"]);
    let pathwise = &step.estimators[4];
    // What automatic differentiation would say.
    assert_eq!((pathwise.mean, pathwise.variance), (Some(0.0), Some(0.0)));
    assert_eq!(notes(&frame("show=all&samples=1", 5)), ["one_sample"]);
    let three = frame("family=categorical&show=all", 20);
    assert_eq!(notes(&three), ["more_than_two_classes", "sampled_only"]);
    assert_eq!(three.estimators[9].mean, None);
    assert!(notes(&frame("figure=temperature&family=gaussian", 5)).contains(&"stands_in"));
    assert_eq!(
        notes(&frame("phi=exponential&k=-3", 5)),
        ["no_exact_variance"]
    );
    let lost = frame("phi=custom&f_z=log(z)&mu=-1", 5);
    assert_eq!(notes(&lost), ["not_finite", "no_exact_variance"]);
}

#[test]
fn the_board_has_a_row_for_each_estimator() {
    for query in [
        "show=all",
        "family=categorical&show=all",
        "family=bernoulli",
    ] {
        let frame = frame(query, 3);
        let board = frame.board().expect("a table");
        assert_eq!(board.rows.len(), frame.estimators.len());
        for (row, estimator) in board.rows.iter().zip(&frame.estimators) {
            assert_eq!(row.cells.len(), board.columns.len());
            assert_eq!(row.cells[0], Term::Key(format!("curve.{}", estimator.id)));
            assert_eq!(row.cells[1], Term::number(estimator.mean));
        }
    }
}

#[test]
fn exact_curves_and_sampled_dots_agree() {
    for query in [
        "figure=variance&show=all",
        "figure=variance&show=all&against=d&samples=3",
        "figure=variance&show=all&against=samples&wrt=sigma&phi=cosine",
        "figure=variance&show=all&against=k&phi=cosine",
        "figure=variance&show=all&family=bernoulli&against_discrete=logit",
        "figure=temperature&show=all",
    ] {
        let frame = frame(query, 60);
        let sweep = frame.sweep.as_ref().expect("a sweep");
        let mut compared = 0;
        for ((row, dots), exact) in frame.estimators.iter().zip(&sweep.dots).zip(&sweep.exact) {
            for (x, sampled) in sweep.dots_at.iter().zip(&dots.variance) {
                let nearest = |a: &&f64, b: &&f64| (*a - x).abs().total_cmp(&(*b - x).abs());
                let at = sweep.points.iter().min_by(nearest).expect("points");
                let index = sweep.points.iter().position(|point| point == at);
                let exact = exact.variance[index.expect("it is there")];
                let (Some(sampled), Some(exact)) = (sampled, exact) else {
                    continue;
                };
                if (at - x).abs() > 1e-9 * x.abs() || exact < 1e-12 {
                    continue;
                }
                // Rare large values make a sampled variance too small more often than too large.
                let ratio = sampled / exact;
                assert!(
                    (0.3..3.0).contains(&ratio),
                    "{query} {} at {x}: {ratio}",
                    row.id
                );
                compared += 1;
            }
        }
        assert!(compared > 25, "{query}: {compared}");
    }
}

/// The least mean squared error of the curve is where bias² and variance balance.
#[test]
fn the_temperature_curve_has_its_minimum_inside() {
    let frame = frame("figure=temperature", 10);
    let sweep = frame.sweep.as_ref().expect("a sweep");
    let errors = sweep.exact[1].mse();
    let least = errors
        .iter()
        .flatten()
        .copied()
        .fold(f64::INFINITY, f64::min);
    let at = errors
        .iter()
        .position(|error| *error == Some(least))
        .expect("there");
    assert!(0 < at && at < errors.len() - 1, "{at}");
}

#[test]
fn samples_slide_from_the_corners_to_the_centre() {
    let spread = |tau: &str| {
        let frame = frame(&format!("figure=simplex&logits=0,0&tau={tau}"), 40);
        let simplex = frame.simplex.expect("three classes");
        let off = |[x, y]: &[f32; 2]| {
            let largest = x.max(*y).max(1.0 - x - y);
            f64::from(largest)
        };
        simplex.points.iter().map(off).sum::<f64>() / simplex.points.len() as f64
    };
    let [cold, mild, hot] = ["0.05", "0.7", "10"].map(spread);
    assert!(
        cold > 0.95 && (0.5..0.9).contains(&mild) && hot < 0.42,
        "{cold} {mild} {hot}"
    );
}

#[test]
fn frequencies_pass_their_test() {
    let frame = frame("figure=simplex", 200);
    let test = frame.gumbel_max.expect("classes");
    assert_eq!(test.degrees, 2);
    assert!(test.p_value.expect("enough") > 1e-3, "{test:?}");
    let certain = self::frame("family=bernoulli&logit=50", 50);
    assert_eq!(certain.gumbel_max.expect("classes").chi_squared, None);
}

#[test]
fn the_quiet_estimators_win_the_race() {
    let frame = frame("figure=race&show=all&d=20&lr=0.01&sigma=0.3", 200);
    let of = |id: &str| {
        let index = frame.estimators.iter().position(|row| row.id == id);
        &frame.race[index.expect("it is shown")]
    };
    let last = |id: &str| *of(id).objective.last().expect("a start");
    // L = μ² + σ², from 1.09 towards 0.09.
    assert!((of("pathwise").objective[0] - 1.09).abs() < 1e-9);
    assert!(last("pathwise") < 0.12, "{}", last("pathwise"));
    assert!(last("score") > last("pathwise") + 0.1, "{}", last("score"));
    assert_eq!(of("measure_valued").evaluations, 2);
    for query in [
        "figure=race&wrt=sigma&phi=cosine",
        "figure=race&family=categorical&show=all",
    ] {
        let frame = self::frame(query, 100);
        for (row, run) in frame.estimators.iter().zip(&frame.race) {
            assert!(
                run.objective.iter().all(|value| value.is_finite()),
                "{}",
                row.id
            );
        }
    }
}

#[test]
fn a_handle_moves_the_logits() {
    let mut figure = figure("figure=simplex", 1);
    figure.resize((900.0, 450.0));
    let handles = figure.handles();
    let [handle] = &handles[..] else {
        panic!("one handle")
    };
    assert_eq!((handle.id, handle.value), ("logits", [0.5, -0.5]));
    let schema = testing::lab::<Estimators>().schema();
    let stay = figure.drag("logits", (handle.x, handle.y), schema);
    assert_eq!(stay, [("logits", "0.5,-0.5".to_owned())]);
    // Towards the corner of the first class.
    let moved = figure.drag("logits", (handle.x - 60.0, handle.y + 30.0), schema);
    let first: f64 = moved[0]
        .1
        .split(',')
        .next()
        .and_then(|x| x.parse().ok())
        .expect("a number");
    assert!(first > 0.8, "{first}");
}

#[test]
fn a_frame_is_plain_json() {
    let figure = figure("show=all&figure=variance", 2);
    let json: Value = serde_json::to_value(figure.frame()).expect("plain data");
    let row = &json["estimators"][0];
    for key in [
        "id",
        "mean",
        "exact",
        "bias",
        "variance",
        "variance_exact",
        "mse",
        "standard_error",
        "evaluations_per_estimate",
        "histogram",
    ] {
        assert!(!row[key].is_null(), "{key}");
    }
}

/// Every estimator's mean is the gradient and its exact bias; variance and mean squared error are what they say.
#[test]
fn sampled_estimates_agree_with_what_is_exact() {
    let mut compared = 0;
    for family in ["gaussian", "bernoulli", "categorical"] {
        for figure in ["histogram", "variance", "race"] {
            let query = format!("figure={figure}&family={family}&show=all&samples=2&steps=200");
            let frame = frame(&query, 200);
            let numbers = testing::numbers(&frame);
            assert_eq!(numbers.get("exact").copied(), frame.exact);
            for row in frame.estimators.iter().filter(|row| row.obstacle.is_none()) {
                let id = &row.id;
                assert_eq!(row.exact, frame.exact, "{query} {id}");
                let (Some(mean), Some(error)) = (row.mean, row.standard_error) else {
                    continue;
                };
                if let (Some(exact), Some(bias)) = (row.exact, row.bias_exact) {
                    let gap = mean - (exact + bias);
                    assert!(
                        gap.abs() <= 5.0 * error + 1e-9,
                        "{query} {id}: {gap} ± {error}"
                    );
                    compared += 1;
                }
                let variance =
                    (row.variance.zip(row.variance_exact)).zip(row.standard_error_of_variance);
                if let Some(((variance, exact), error)) = variance {
                    let gap = variance - exact;
                    assert!(
                        gap.abs() <= 6.0 * error + 1e-9 * exact,
                        "{query} {id}: {gap} ± {error}"
                    );
                    compared += 1;
                }
                if let (Some(bias), Some(variance), Some(mse)) = (row.bias, row.variance, row.mse) {
                    assert!(
                        (bias * bias + variance - mse).abs() <= 1e-12 * mse,
                        "{query} {id}"
                    );
                }
            }
            if let Some(test) = &frame.gumbel_max {
                let total: u64 = test.counts.iter().sum();
                assert_eq!(numbers["degrees"], test.counts.len() as f64 - 1.0);
                assert!(total > 0 && numbers["p_value"] > 1e-6, "{query}");
            }
        }
    }
    assert!(compared > 60, "{compared}");
}

#[test]
fn what_stands_in_the_way_of_a_parameter_is_said() {
    let said = |query: &str, id: &str| {
        let error = testing::params::<Estimators>(query).without_effect(id)?;
        assert_eq!((error.code, error.args[0].1.as_str()), ("no_effect", id));
        Some(format!("{} → {}", error.args[1].1, error.args[2].1))
    };
    assert_eq!(
        said("", "against_discrete").as_deref(),
        Some("figure=histogram, family=gaussian → figure=variance & family=bernoulli, categorical"),
    );
}
