//! Runs of many thousand steps: what is drawn of them is thinned, what they come to is not; and going back shows what was
//! there before.

use thetaflow::lab::{AnyFigure, Figure, Frame, Session, Standing, read_frame};
use thetaflow::testing;
use thetaflow_optimizers::Optimizers;
use thetaflow_optimizers::frame::{OptimizerFrame, Run};

fn read(bytes: &[u8]) -> OptimizerFrame {
    read_frame(bytes).expect("a frame")
}

/// The frame and the picture at the end of a run.
fn both(query: &str) -> (OptimizerFrame, OptimizerFrame) {
    let mut session = session(query);
    session.advance(session.last_step(), || true);
    (read(&session.frame()), read(&session.picture()))
}

fn session(query: &str) -> Session {
    testing::session::<Optimizers>(query)
}

const RACE: &str =
    "landscape=quadratic&kappa=100&rule=adam&rule_2=momentum&rule_3=rk4&rule_4=sgd&steps=100000";

/// With its defaults, Adam has long arrived at the bottom of a bowl when its mean of squares has forgotten the slopes that
/// it came from, and then it leaps out again.
#[test]
fn adams_late_burst_is_seen() {
    let query = "landscape=quadratic&rule=adam&steps=12000";
    let (whole, picture) = both(query);
    let (all, seen) = (&whole.runs[0], &picture.runs[0]);
    assert_eq!(all.loss.len(), 12_001);
    assert!(all.loss[5000] < 1e-100);
    let (burst, height) = (5000..12_001)
        .map(|n| (n, all.loss[n]))
        .max_by(|a, b| a.1.total_cmp(&b.1))
        .expect("there are steps");
    assert!(
        height > 1e-3 && (6000..12_000).contains(&burst),
        "{burst} {height}"
    );
    let entry = seen.kept.iter().position(|&step| step as usize == burst);
    assert_eq!(entry.map(|entry| seen.loss[entry]), Some(height));
    assert!(seen.loss.len() < 5000);
}

#[test]
fn thinning_is_of_no_result() {
    for query in [
        "landscape=quadratic&kappa=100&rule=adam&rule_2=momentum&rule_3=rk4&rule_4=sgd&steps=9000",
        "rule=momentum&steps=6000&average=polyak",
        "rule=adam&chart=internals&steps=7000&noise=1",
        "landscape=custom&f=x^4+y^2-x*y&rule_2=sgd&steps=9000",
        "landscape=quadratic&rule=sgd&lr=1.5&steps=100000",
    ] {
        let (whole, picture) = both(query);
        assert_eq!(picture.readouts, whole.readouts, "{query}");
        assert_eq!(picture.notes, whole.notes, "{query}");
        assert_eq!(picture.board(), whole.board(), "{query}");
        assert_eq!(picture.status, whole.status, "{query}");
        for (seen, all) in picture.runs.iter().zip(&whole.runs) {
            assert_eq!((seen.reached, seen.status), (all.reached, all.status));
            assert!(all.kept.is_empty() && all.path.is_empty());
            assert_is_part(seen, all);
        }
    }
}

/// Every entry of a thinned run is that of its step, and the last one is there.
fn assert_is_part(seen: &Run, all: &Run) {
    assert_eq!(seen.kept.len(), seen.theta.len());
    assert_eq!(seen.theta.last(), all.theta.last());
    for (entry, &step) in seen.kept.iter().enumerate() {
        let step = step as usize;
        assert_eq!(seen.theta[entry], all.theta[step]);
        assert_eq!(seen.loss[entry], all.loss[step]);
        assert_eq!(seen.gradients.get(entry), all.gradients.get(step));
        assert_eq!(seen.gap.get(entry), all.gap.get(step));
    }
}

#[test]
fn a_race_of_four_over_a_hundred_thousand_gradients_is_a_small_picture() {
    let mut session = session(RACE);
    session.advance(100_000, || true);
    let (picture, whole) = (session.picture().len(), session.frame().len());
    assert!(picture < 600_000, "{picture}");
    assert!(whole > 5_000_000, "{whole}");
    let mut figure = Figure::<Optimizers>::default();
    figure.show(&session.picture()).expect("a frame");
    assert_eq!(figure.steps_per_second(), Some(100_000.0 / 60.0));
}

/// Runs of every kind: alone and in a race, with steps of several gradients, with noise, that end, that are thinned.
#[test]
fn going_back_shows_what_was_there() {
    for query in [
        "steps=90",
        "rule=momentum&steps=90&lookahead_k=7&average=exponential",
        "landscape=quadratic&rule=sgd&lr=0.1&steps=400",
        "rule=sgd&lr=1&steps=90",
        "landscape=custom&f=log(x)&start=-1,1&steps=90",
        "rule=rmsprop&noise=2&chart=internals&steps=90",
        "rule=adam&rule_2=rk4&rule_3=implicit_euler&rule_4=sgd&lr_4=1&accumulate=3&steps=90",
        "landscape=logistic_regression&batch=10&cloud=20&steps=90",
        "landscape=himmelblau&rule=nesterov&chart=stability&flow=none&steps=6000",
        "landscape=saddle&rule_2=momentum&noise=1&steps=4000",
    ] {
        testing::goes_back::<Optimizers>(query);
    }
}

#[test]
fn going_back_computes_nothing_anew() {
    for query in ["flow=none&steps=20000", "rule_2=sgd&steps=20000"] {
        let mut session = session(query);
        session.advance(session.last_step(), || true);
        assert!(session.rewind(17), "{query}");
        assert_eq!(session.step(), 17);
    }
    // Nobody keeps the ways of two hundred runs.
    let mut cloud = session("noise=1&cloud=20&steps=50");
    cloud.advance(50, || true);
    assert!(!cloud.rewind(17));
}

/// Steps of a run that has diverged before the step to which it goes back.
#[test]
fn a_run_goes_back_to_before_it_diverged() {
    let mut session = session("rule=sgd&lr=1");
    session.advance(500, || true);
    let end = session.step();
    assert!(session.has_ended() && session.rewind(end - 1) && !session.has_ended());
    let frame: OptimizerFrame = read(&session.frame());
    assert_eq!(frame.status.id, Standing::Running);
    assert_eq!(frame.runs[0].theta.len() as u64, end);
}
