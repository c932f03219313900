//! GANs that capture what they are shown: the settings of the tables in labs/gans/mathematics.md.

#[path = "../examples/mode_counts/trial.rs"]
mod trial;

use thetaflow_nets::data::Data;
use trial::Trial;

/// Modes captured by O-GAN in the median of some seeds.
fn median(data: &Data, seeds: u64) -> usize {
    let trials = Trial::all();
    let ogan = trials.iter().find(|trial| trial.id == "ogan");
    let ogan = ogan.expect("it is among them");
    let mut modes: Vec<usize> = (1..=seeds)
        .map(|seed| ogan.capture(data, seed).expect("modes").modes)
        .collect();
    modes.sort_unstable();
    // The lower of both where their number is even.
    modes[(modes.len() - 1) / 2]
}

#[test]
fn all_modes_of_the_ring_in_the_median_of_five_seeds() {
    assert_eq!(median(&Data::Ring, 5), 8);
}

#[test]
fn twenty_three_modes_of_the_grid_in_the_median_of_five_seeds() {
    assert!(median(&Data::Grid, 5) >= 23);
}

/// `cargo test --release -p thetaflow-gans --test capture -- --ignored`: what labs/gans/mathematics.md says.
#[test]
#[ignore = "takes minutes"]
fn the_same_in_the_median_of_twenty_seeds() {
    assert_eq!(median(&Data::Ring, 20), 8);
    assert!(median(&Data::Grid, 20) >= 23);
}
