//! Runs of many thousand steps: what is drawn of them is thinned, what they come to is not; and going back shows what was
//! there before.

use proptest::prelude::*;
use thetaflow::lab::{Figure, Frame, Lab, Session, Standing, find_lab};
use thetaflow::labs::gans::Gans;
use thetaflow::labs::gans::views::GansFrame;
use thetaflow::labs::optimizers::Optimizers;
use thetaflow::labs::optimizers::frame::{OptimizerFrame, Run};

fn session(lab: &str, query: &str) -> Session {
    let lab = find_lab(lab).expect("a lab");
    let mut params = lab.params();
    assert_eq!(params.load(query), [], "{query}");
    lab.session(&params)
}

/// As a page does it: back if that is possible, else from the beginning.
fn go_to(session: &mut Session, lab: &str, query: &str, step: u64) {
    if step < session.step() && !session.rewind(step) {
        let mut params = find_lab(lab).expect("a lab").params();
        params.load(query);
        session.restart(&params);
    }
    session.advance(step, || true);
}

fn read<L: Lab>(bytes: &[u8]) -> L::Frame {
    postcard::from_bytes(bytes).expect("a frame")
}

/// The frame and the picture at the end of a run.
fn both<L: Lab>(lab: &str, query: &str) -> (L::Frame, L::Frame) {
    let mut session = session(lab, query);
    session.advance(session.last_step(), || true);
    (read::<L>(&session.frame()), read::<L>(&session.picture()))
}

const RACE: &str =
    "landscape=quadratic&kappa=100&rule=adam&rule_2=momentum&rule_3=rk4&rule_4=sgd&steps=100000";

/// With its defaults, Adam has long arrived at the bottom of a bowl when its mean of squares has forgotten the slopes that
/// it came from, and then it leaps out again.
#[test]
fn adams_late_burst_is_seen() {
    let query = "landscape=quadratic&rule=adam&steps=12000";
    let (whole, picture) = both::<Optimizers>("optimizers", query);
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
        let (whole, picture) = both::<Optimizers>("optimizers", query);
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
    let mut session = session("optimizers", RACE);
    session.advance(100_000, || true);
    let (picture, whole) = (session.picture().len(), session.frame().len());
    assert!(picture < 600_000, "{picture}");
    assert!(whole > 5_000_000, "{whole}");
    let mut figure = Figure::<Optimizers>::default();
    use thetaflow::lab::AnyFigure;
    figure.show(&session.picture()).expect("a frame");
    assert_eq!(figure.steps_per_second(), Some(100_000.0 / 60.0));
}

#[test]
fn the_circle_of_a_long_dirac_gan_stays_a_circle() {
    let query = "view=dirac&objective=wgan&method=alternating&lr=0.3&flow=none&steps=40000";
    let (whole, picture) = both::<Gans>("gans", query);
    let dirac = |frame: GansFrame| frame.dirac().expect("that view").clone();
    let (whole, picture) = (dirac(whole), dirac(picture));
    assert_eq!(whole.runs[0].path.len(), 40_001);
    assert_eq!(picture.readouts, whole.readouts);
    let run = &picture.runs[0];
    assert!(run.path.len() < 8 * 401 && run.kept.len() == run.path.len());
    let drawn: usize = run.seen.iter().map(Vec::len).sum();
    assert!(drawn < 2600, "{drawn}");
    // All around, and nowhere else than the path.
    let distances = run.seen.concat().into_iter().map(|[x, y]| x.hypot(y));
    assert!(distances.clone().fold(f64::MAX, f64::min) > 0.8);
    let quadrants = run
        .seen
        .concat()
        .into_iter()
        .map(|[x, y]| (x > 0.0, y > 0.0));
    assert_eq!(
        quadrants.collect::<std::collections::BTreeSet<_>>().len(),
        4
    );
    assert_eq!(picture.table().columns[0].1.len(), run.path.len());
}

/// Runs of every kind: alone and in a race, with steps of several gradients, with noise, that end, that are thinned.
const KINDS: [(&str, &str); 13] = [
    ("optimizers", "steps=90"),
    (
        "optimizers",
        "rule=momentum&steps=90&lookahead_k=7&average=exponential",
    ),
    (
        "optimizers",
        "landscape=quadratic&rule=sgd&lr=0.1&steps=400",
    ),
    ("optimizers", "rule=sgd&lr=1&steps=90"),
    (
        "optimizers",
        "landscape=custom&f=log(x)&start=-1,1&steps=90",
    ),
    (
        "optimizers",
        "rule=rmsprop&noise=2&chart=internals&steps=90",
    ),
    (
        "optimizers",
        "rule=adam&rule_2=rk4&rule_3=implicit_euler&rule_4=sgd&lr_4=1&accumulate=3&steps=90",
    ),
    (
        "optimizers",
        "landscape=logistic_regression&batch=10&cloud=20&steps=90",
    ),
    (
        "optimizers",
        "landscape=himmelblau&rule=nesterov&chart=stability&flow=none&steps=6000",
    ),
    (
        "optimizers",
        "landscape=saddle&rule_2=momentum&noise=1&steps=4000",
    ),
    (
        "gans",
        "view=dirac&steps=90&average=0.9&compare=plain&r1=0.5",
    ),
    (
        "gans",
        "view=dirac&method=simultaneous&lr=0.5&flow=none&steps=9000",
    ),
    ("gans", "view=dirac&objective=sgan&r1=1&steps=5100"),
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn going_back_shows_what_was_there(kind in 0..KINDS.len(), shares in proptest::array::uniform3(0.0..1.0f64)) {
        let (lab, query) = KINDS[kind];
        let mut moved = session(lab, query);
        for share in shares {
            let step = (share * moved.last_step() as f64) as u64;
            go_to(&mut moved, lab, query, step);
            let mut fresh = session(lab, query);
            fresh.advance(step, || true);
            prop_assert_eq!(moved.step(), fresh.step());
            prop_assert_eq!(moved.has_ended(), fresh.has_ended());
            prop_assert!(moved.picture() == fresh.picture(), "{} at {}", query, step);
            prop_assert!(moved.frame() == fresh.frame(), "{} at {}", query, step);
        }
    }
}

#[test]
fn going_back_computes_nothing_anew() {
    for query in ["flow=none&steps=20000", "rule_2=sgd&steps=20000"] {
        let mut session = session("optimizers", query);
        session.advance(session.last_step(), || true);
        assert!(session.rewind(17), "{query}");
        assert_eq!(session.step(), 17);
    }
    // Nobody keeps the ways of two hundred runs.
    let mut cloud = session("optimizers", "noise=1&cloud=20&steps=50");
    cloud.advance(50, || true);
    assert!(!cloud.rewind(17));
}

/// Steps of a run that has diverged before the step to which it goes back.
#[test]
fn a_run_goes_back_to_before_it_diverged() {
    let mut session = session("optimizers", "rule=sgd&lr=1");
    session.advance(500, || true);
    let end = session.step();
    assert!(session.has_ended() && session.rewind(end - 1) && !session.has_ended());
    let frame: OptimizerFrame = read::<Optimizers>(&session.frame());
    assert_eq!(frame.status.id, Standing::Running);
    assert_eq!(frame.runs[0].theta.len() as u64, end);
}
