//! The live view of the lab `gans` as a reader meets it: parameters by their texts, frames on the way and at the end.

use thetaflow::lab::Either;
use thetaflow::lab::{AnyFigure, Figure, Frame, Standing};
use thetaflow::testing;
use thetaflow_gans::Gans;
use thetaflow_gans::keys;
use thetaflow_gans::live::frame::LiveFrame;
use thetaflow_gans::live::simulation::{COMPARED, DIRECTIONS, SAMPLE};
use thetaflow_nets::data::Data;
use thetaflow_nets::metrics::{Reference, capture};

fn figure_at(query: &str, step: u64) -> Figure<Gans> {
    testing::figure(query, step)
}

fn live(figure: &Figure<Gans>) -> &LiveFrame {
    figure.frame().and_then(Either::first).expect("shown")
}

fn frame_at(query: &str, step: u64) -> LiveFrame {
    live(&figure_at(query, step)).clone()
}

fn doubles(points: &[[f32; 2]]) -> Vec<[f64; 2]> {
    points.iter().map(|point| point.map(f64::from)).collect()
}

const OBJECTIVES: [&str; 9] = [
    "wgan", "sgan", "nsgan", "rsgan", "lsgan", "hinge", "wgan_gp", "wgan_div", "gan_qp",
];

#[test]
fn what_a_reader_sees_first_captures_all_modes_of_the_ring() {
    let figure = figure_at("", u64::MAX);
    let last = live(&figure).history.last().expect("measured");
    let captured = last.capture.expect("the ring has modes");
    assert_eq!(captured.modes, 8);
    assert!(captured.quality > 0.5, "{}", captured.quality);
    assert_eq!(figure.notes()[0].id, "all_modes");
}

#[test]
fn the_metrics_shown_are_those_of_the_samples_shown() {
    for (query, data) in [
        ("steps=300", Data::Ring),
        ("steps=300&data=moons", Data::Moons),
    ] {
        let frame = frame_at(query, 300);
        let (generated, real) = (doubles(&frame.generated), doubles(&frame.real));
        assert_eq!((generated.len(), real.len()), (SAMPLE, SAMPLE));
        let last = frame.history.last().expect("measured");
        assert_eq!(last.step, 300);
        let close = |shown: f64, here: f64| assert!((shown - here).abs() < 1e-6, "{shown} {here}");
        let reference = Reference::new(&real, DIRECTIONS, COMPARED);
        close(
            last.sliced_wasserstein,
            reference.sliced_wasserstein(&generated),
        );
        close(last.mmd_squared, reference.mmd_squared(&generated));
        let counted = capture(&data, &generated).filter(|_| data == Data::Ring);
        assert_eq!(
            last.capture
                .map(|shown| (shown.modes as usize, shown.quality)),
            counted.map(|counted| (counted.modes, counted.quality))
        );
    }
}

#[test]
fn every_objective_runs_on_every_data_set() {
    let sets = [
        "ring",
        "grid",
        "moons",
        "spiral",
        "circle",
        "line",
        "checkerboard",
        // Of the reader, who has drawn none yet.
        "points",
    ];
    for (k, objective) in OBJECTIVES.into_iter().enumerate() {
        let query = format!(
            "objective={objective}&data={}&steps=300",
            sets[k % sets.len()]
        );
        let frame = frame_at(&query, 300);
        assert_eq!(
            (frame.status.id, frame.step),
            (Standing::Running, 300),
            "{query}"
        );
        let moved = frame_at(&query, 0).generated != frame.generated;
        assert!(
            moved
                && frame
                    .generated
                    .as_flattened()
                    .iter()
                    .all(|x| x.abs() < 100.0),
            "{query}"
        );
    }
}

#[test]
fn absurd_settings_end_in_diverged() {
    for query in [
        "rule_d=sgd&rule_g=sgd&lr_d=1&lr_g=1&objective=lsgan",
        "rule_d=sgd&rule_g=sgd&lr_d=1&lr_g=1&objective=wgan&clip=0",
        "rule_d=momentum&rule_g=momentum&momentum=0.9&lr_d=1&lr_g=1&objective=wgan_div&div_p=10",
    ] {
        let figure = figure_at(&format!("{query}&steps=100000"), u64::MAX);
        let status = figure.status().expect("shown");
        assert_eq!(status.id, Standing::Diverged, "{query}");
        assert_eq!(status.step, live(&figure).step);
        let json = serde_json::to_string(live(&figure)).expect("plain data");
        assert!(
            !json.contains(":null") || json.matches("null").count() <= live(&figure).history.len()
        );
    }
}

#[test]
fn the_schedule_is_kept() {
    // A round of two steps of D and one of G.
    let generated = |step| frame_at("n_d=2&steps=6&slopes=off", step).generated;
    let heat = |step| frame_at("n_d=2&steps=6", step).heat;
    assert_eq!(generated(0), generated(2));
    assert_ne!(generated(2), generated(3));
    assert_eq!(generated(3), generated(5));
    assert_ne!(heat(0), heat(1));
    assert_eq!(heat(2), heat(3));
    assert_ne!(heat(3), heat(4));
    let alone = |trains: &str, step| frame_at(&format!("trains={trains}&steps=6"), step);
    assert_eq!(
        alone("discriminator", 6).generated,
        alone("discriminator", 0).generated
    );
    assert_eq!(alone("generator", 6).heat, alone("generator", 0).heat);
    assert_ne!(
        alone("generator", 6).generated,
        alone("generator", 0).generated
    );
}

#[test]
fn an_encoder_reconstructs_better_than_it_began() {
    let query = "encoder=on&latents=4&data=circle&steps=4000";
    let error = |frame: &LiveFrame| {
        let pairs = frame.real.iter().zip(&frame.reconstructions);
        let apart = pairs.map(|([x, y], [u, v])| f64::from(x - u).hypot(f64::from(y - v)));
        apart.sum::<f64>() / frame.reconstructions.len() as f64
    };
    let (before, after) = (frame_at(query, 0), frame_at(query, 4000));
    assert!(
        error(&after) < 0.5 * error(&before),
        "{} {}",
        error(&before),
        error(&after)
    );
    assert!(frame_at("steps=10", 10).reconstructions.is_empty());
}

#[test]
fn a_tanh_reaches_the_edge_of_the_view_and_no_further() {
    let frame = frame_at("output=tanh&data=grid&rule_g=sgd&lr_g=1&steps=50", 50);
    assert!(
        frame
            .generated
            .as_flattened()
            .iter()
            .all(|x| f64::from(x.abs()) <= frame.extent)
    );
}

#[test]
fn the_link_to_the_other_view_keeps_the_game() {
    for (query, link) in [
        ("objective=wgan_gp&penalty=3&r1=0.5", "to_dirac"),
        ("view=dirac&objective=lsgan&l2=0.2", "to_live"),
    ] {
        let mut params = testing::params::<Gans>(query);
        let (objective, r1, l2) = (
            params.get(keys::OBJECTIVE),
            params.get(keys::R1),
            params.get(keys::L2),
        );
        let view = params.get(keys::VIEW);
        let notes = figure_at(query, 0).notes();
        let note = notes.iter().find(|note| note.id == link).expect("a link");
        for (id, text) in &note.settings {
            assert_eq!(params.set(id, text), Ok(()));
        }
        assert_ne!(params.get(keys::VIEW), view);
        assert_eq!(
            (
                params.get(keys::OBJECTIVE),
                params.get(keys::R1),
                params.get(keys::L2)
            ),
            (objective, r1, l2)
        );
    }
}

#[test]
fn strides_are_offered_and_end_after_the_player_named() {
    let figure = figure_at("n_d=2&steps=9", 1);
    let strides: Vec<_> = figure
        .strides()
        .iter()
        .map(|stride| (stride.id, stride.step))
        .collect();
    assert_eq!(
        strides,
        [("discriminator", 2), ("generator", 3), ("both", 3)]
    );
    let table = live(&figure).table();
    assert!(
        table
            .columns
            .iter()
            .all(|(_, column)| column.len() == SAMPLE)
    );
}

/// What is measured of a GAN is measured at the step that is shown, not at the last one of its history.
#[test]
fn a_gan_is_measured_at_the_step_that_is_shown() {
    for step in [0, 3, 20, 37] {
        let frame = testing::frame::<Gans>("steps=200&batch=16&width_d=8&width_g=8", step);
        let live = frame.first().expect("the live view");
        let now = live.now.expect("a measurement");
        assert_eq!((live.step, now.step), (step, step));
        let numbers = testing::numbers(&frame);
        assert_eq!(numbers["loss_d"], now.losses[0]);
        assert_eq!(numbers["sliced"], now.sliced_wasserstein);
        if let Some(last) = live.history.last().filter(|last| last.step == step) {
            assert_eq!(*last, now);
        }
    }
}

#[test]
fn what_stands_in_the_way_of_a_parameter_is_said() {
    let said = |query: &str, id: &str| {
        let error = testing::params::<Gans>(query).without_effect(id)?;
        assert_eq!((error.code, error.args[0].1.as_str()), ("no_effect", id));
        Some(format!("{} → {}", error.args[1].1, error.args[2].1))
    };
    for (query, id, expected) in [
        ("", "points", "data=ring → data=points"),
        (
            "view=dirac",
            "points",
            "view=dirac, data=ring → view=live & data=points",
        ),
        (
            "encoder=on&latents=1",
            "code_weight",
            "latents=1 → latents≥2",
        ),
    ] {
        assert_eq!(said(query, id).as_deref(), Some(expected), "{query}");
    }
    assert_eq!(said("data=points", "points"), None);
}
