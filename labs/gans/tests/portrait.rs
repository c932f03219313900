//! The Dirac-GAN of the lab `gans` as a reader meets it: parameters by their texts, frames at the end of a run.

use thetaflow::lab::Either;
use thetaflow::lab::{AnyFigure, Figure, Frame, Standing, Term};
use thetaflow::math::eigenvalues::modulus;
use thetaflow::math::real::hypot;
use thetaflow::testing;
use thetaflow_gans::Gans;
use thetaflow_gans::dirac::frame::DiracFrame;
use thetaflow_gans::dirac::verdict::Outcome;

fn figure(query: &str) -> Figure<Gans> {
    testing::figure(&format!("view=dirac&{query}"), u64::MAX)
}

fn frame(query: &str) -> DiracFrame {
    dirac(&figure(query)).clone()
}

fn dirac(figure: &Figure<Gans>) -> &DiracFrame {
    figure.frame().and_then(Either::second).expect("shown")
}

fn outcome(query: &str) -> Outcome {
    frame(query).runs[0].verdict.expect("final").outcome
}

fn distance([theta, psi]: [f64; 2]) -> f64 {
    theta.hypot(psi)
}

#[test]
fn a_wgan_circles_spirals_out_and_turns_inward_with_r1() {
    let plain = frame("");
    let run = &plain.runs[0];
    assert_eq!((run.objective.as_str(), run.path.len()), ("wgan", 201));
    let flow = run.flow.as_ref().expect("a flow");
    assert!(
        flow.at_steps
            .iter()
            .all(|&point| (distance(point) - 1.0).abs() < 1e-7),
        "the flow circles"
    );
    // Simultaneous steps multiply the distance by √(1 + η²), exactly.
    for (n, &point) in run.path.iter().enumerate() {
        let expected = 1.01_f64.powf(n as f64 / 2.0);
        assert!((distance(point) / expected - 1.0).abs() < 1e-12);
    }
    assert!(modulus(run.step_eigenvalues[0]) > 1.0);
    assert_eq!(outcome(""), Outcome::SpiralsOut);

    let damped = frame("r1=0.3");
    let run = &damped.runs[0];
    assert!(modulus(run.step_eigenvalues[0]) < 1.0);
    assert!(distance(run.path[200]) < 0.2);
    assert_eq!(outcome("r1=0.3"), Outcome::Converges);
    // |μ|² = 1 − ηγ + η²: the eigenvalues cross the circle at γ = η.
    assert_eq!(
        (outcome("r1=0.09"), outcome("r1=0.12")),
        (Outcome::SpiralsOut, Outcome::Converges)
    );
}

#[test]
fn the_literatures_verdicts() {
    for (query, expected) in [
        ("objective=sgan&method=alternating", Outcome::Circles),
        ("objective=wgan&method=alternating&n_d=5", Outcome::Circles),
        ("objective=sgan", Outcome::SpiralsOut),
        (
            "objective=nsgan&method=alternating",
            Outcome::ConvergesNonlinearly,
        ),
        (
            "objective=lsgan&method=alternating",
            Outcome::ConvergesNonlinearly,
        ),
        (
            "objective=gan_qp&method=alternating",
            Outcome::ConvergesNonlinearly,
        ),
        (
            "objective=wgan_div&method=alternating",
            Outcome::ConvergesNonlinearly,
        ),
        ("objective=sgan&r1=1", Outcome::Converges),
        ("objective=sgan&consensus=1", Outcome::Converges),
        ("objective=sgan&instance_noise=0.7", Outcome::Converges),
        ("objective=wgan&method=optimistic", Outcome::Converges),
        ("objective=wgan&method=extragradient", Outcome::Converges),
        ("objective=wgan&method=implicit", Outcome::Converges),
        ("objective=wgan&clip=1", Outcome::LimitCycle),
        ("objective=hinge", Outcome::LimitCycle),
        ("objective=wgan_gp", Outcome::LimitCycle),
        ("objective=wgan_gp&penalty=1.9", Outcome::LimitCycle),
        (
            "objective=wgan_gp&penalty=2.5&target_norm=0.5",
            Outcome::Stalls,
        ),
        ("objective=wgan_gp&target_norm=0", Outcome::Converges),
        ("objective=wgan&method=adam", Outcome::LimitCycle),
    ] {
        assert_eq!(outcome(query), expected, "{query}");
    }
}

#[test]
fn wgan_gp_stalls_where_it_is_said_to() {
    let stalled = frame("objective=wgan_gp&penalty=3&target_norm=0.5&steps=1000");
    let [theta, psi] = stalled.runs[0].path[1000];
    assert!(
        (theta.abs() - 1.5).abs() < 1e-6 && psi.abs() < 1e-6,
        "{theta} {psi}"
    );
    let circling = frame("objective=wgan_gp&penalty=1&steps=1000");
    assert!(
        circling.runs[0].path[500..]
            .iter()
            .all(|&point| distance(point) > 0.5)
    );
    assert!(
        circling.runs[0].step_eigenvalues.is_empty()
            && circling.runs[0].flow_eigenvalues.is_empty()
    );
}

#[test]
fn two_portraits_share_start_and_steps() {
    let pair = frame("objective=nsgan&compare=plain&r1=0.5&start=0.8,-0.6&steps=60");
    let [with, without] = pair.runs.as_slice() else {
        panic!("{} runs", pair.runs.len())
    };
    assert_eq!(with.path[0], without.path[0]);
    assert_eq!((with.path.len(), without.path.len()), (61, 61));
    assert_ne!(with.portrait, without.portrait);
    assert_eq!(
        with.path,
        frame("objective=nsgan&r1=0.5&start=0.8,-0.6&steps=60").runs[0].path
    );
    assert_eq!(
        without.path,
        frame("objective=nsgan&start=0.8,-0.6&steps=60").runs[0].path
    );
    let other = frame("objective=nsgan&compare=objective&objective2=lsgan&r1=0.5");
    assert_eq!(
        other.runs[1].path,
        frame("objective=lsgan&r1=0.5").runs[0].path
    );
    let names: Vec<_> = pair
        .board()
        .expect("a table")
        .rows
        .into_iter()
        .map(|row| row.cells[0].clone())
        .collect();
    assert_eq!(
        names,
        [Term::option("objective", "nsgan"), Term::word("plain")]
    );
}

#[test]
fn clipping_keeps_the_discriminator_within_its_bound() {
    let clipped = frame("clip=0.6&steps=400");
    let run = &clipped.runs[0];
    assert!(run.path.iter().all(|[_, psi]| psi.abs() <= 0.6));
    assert!(run.path.iter().any(|[_, psi]| psi.abs() == 0.6));
    let flow = run.flow.as_ref().expect("a flow");
    assert!(flow.curve.iter().all(|[_, psi]| psi.abs() <= 0.6 + 1e-9));
    assert_eq!(
        flow.at_steps.len(),
        401,
        "the clipped flow is followed to the end"
    );
}

#[test]
fn the_hinges_flow_slides_along_its_kink() {
    // From outside, larger circles shrink to the radius √2, which is reached by sliding along ψθ = 1.
    let hinge = frame("objective=hinge&flow=leading&start=2,0&lr=0.05&steps=400");
    let flow = hinge.runs[0].flow.as_ref().expect("a flow");
    assert_eq!(flow.at_steps.len(), 401);
    assert!((distance(flow.at_steps[400]) - 2.0_f64.sqrt()).abs() < 0.01);
    let slides = flow
        .curve
        .iter()
        .filter(|[theta, psi]| (theta * psi - 1.0).abs() < 5e-3 && theta.abs() > psi.abs());
    assert!(slides.count() > 3);
}

#[test]
fn an_average_of_iterates_that_circle_comes_closer() {
    let averaged = frame("method=alternating&average=0.98&steps=400");
    let run = &averaged.runs[0];
    assert_eq!(run.average.len(), 401);
    assert!(distance(run.average[400]) < 0.5 * distance(run.path[400]));
    let mean = [0, 1].map(|i| 0.98 * run.average[7][i] + 0.02 * run.path[8][i]);
    assert!(distance([mean[0] - run.average[8][0], mean[1] - run.average[8][1]]) < 1e-15);
}

#[test]
fn a_run_that_diverges_leaves_the_other_one_going() {
    let pair = frame("compare=plain&r1=1&lr=0.8&steps=300");
    assert_eq!(pair.status.id, Standing::Converged);
    assert_eq!(pair.runs[0].path.len(), 301);
    assert!(pair.runs[1].path.len() < 150);
    let alone = frame("lr=0.8");
    assert_eq!(alone.status.id, Standing::Diverged);
    assert_eq!(alone.status.step, alone.runs[0].path.len() as u64);
}

#[test]
fn a_changed_parameter_takes_over_what_stays_the_same() {
    let mut session = testing::session::<Gans>("view=dirac");
    session.advance(u64::MAX, || true);
    for query in [
        "steps=50",
        "steps=50&lr=0.3",
        "r1=0.4&lr=0.3",
        "r1=0.4&lr=0.3&field=arrows",
        "compare=plain&r1=0.4",
    ] {
        let query = format!("view=dirac&{query}");
        session.restart(&testing::params::<Gans>(&query));
        session.advance(u64::MAX, || true);
        let mut fresh = testing::session::<Gans>(&query);
        fresh.advance(u64::MAX, || true);
        assert_eq!(session.frame(), fresh.frame(), "{query}");
    }
}

#[test]
fn every_verdict_has_its_sentence() {
    let english = thetaflow::texts::Texts::new(
        thetaflow::texts::Language::English,
        [testing::lab::<Gans>()],
    );
    for query in [
        "",
        "r1=1",
        "method=alternating",
        "objective=hinge",
        "objective=wgan_gp",
        "method=adam",
        "compare=plain&r1=1",
    ] {
        let figure = figure(query);
        let notes = figure.notes();
        let verdicts: Vec<_> = notes
            .iter()
            .filter(|note| note.args.iter().any(|(gap, _)| *gap == "which"))
            .collect();
        assert_eq!(verdicts.len(), dirac(&figure).runs.len(), "{query}");
        for note in verdicts {
            let key = format!("lab.gans.note.{}", note.id);
            let text = english.get(&key);
            for gap in text
                .split('{')
                .skip(1)
                .filter_map(|rest| rest.split_once('}'))
            {
                assert!(
                    note.args.iter().any(|(name, _)| *name == gap.0),
                    "{}: {}",
                    note.id,
                    gap.0
                );
            }
        }
    }
}

/// The Dirac-GAN's numbers follow from each other.
#[test]
fn the_numbers_of_a_dirac_gan_follow_from_each_other() {
    for method in ["simultaneous", "alternating", "momentum", "rk4", "adam"] {
        let frame = testing::frame::<Gans>(&format!("view=dirac&method={method}&lr=0.2"), 25);
        let dirac = frame.second().expect("the portrait");
        let numbers = testing::numbers(&frame);
        let [theta, psi] = dirac.runs[0].path[25];
        assert_eq!([numbers["theta"], numbers["psi"]], [theta, psi]);
        assert_eq!(numbers["distance"], hypot(theta, psi));
        assert_eq!(
            numbers.get("time").copied(),
            (method != "adam").then_some(25.0 * 0.2)
        );
        let largest = dirac.runs[0].step_eigenvalues.first();
        assert_eq!(
            numbers.get("rho").copied(),
            largest.map(|[re, im]| re.hypot(*im))
        );
    }
}

// ---- Long runs

#[test]
fn the_circle_of_a_long_dirac_gan_stays_a_circle() {
    let query = "view=dirac&objective=wgan&method=alternating&lr=0.3&flow=none&steps=40000";
    let mut session = testing::session::<Gans>(query);
    session.advance(u64::MAX, || true);
    let shown = |bytes: &[u8]| {
        let mut figure = Figure::<Gans>::default();
        figure.show(bytes).expect("a frame of this lab");
        dirac(&figure).clone()
    };
    let (whole, picture) = (shown(&session.frame()), shown(&session.picture()));
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

#[test]
fn going_back_shows_what_was_there() {
    for query in [
        "steps=90&average=0.9&compare=plain&r1=0.5",
        "method=simultaneous&lr=0.5&flow=none&steps=9000",
        "objective=sgan&r1=1&steps=5100",
    ] {
        testing::goes_back::<Gans>(&format!("view=dirac&{query}"));
    }
}
