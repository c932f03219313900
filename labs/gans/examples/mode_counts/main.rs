//! What GANs of every objective capture of the ring and of the grid: medians over 20 seeds, as tables.
//!
//! `cargo run --release -p thetaflow-gans --example mode_counts`, or `... -- ring rsgan nsgan` for some of it. The tables and what they mean are
//! in labs/gans/mathematics.md.

mod trial;

use std::env;
use thetaflow_nets::data::Data;
use thetaflow_nets::metrics::Capture;
use trial::{Trial, steps};

/// Seeds 1, 2, ...
const SEEDS: u64 = 20;

fn main() {
    let named: Vec<String> = env::args().skip(1).collect();
    let wanted = |id: &str, ids: &[&str]| {
        let none_is_named = !named.iter().any(|name| ids.contains(&name.as_str()));
        none_is_named || named.iter().any(|name| name == id)
    };
    let trials = Trial::all();
    let objectives: Vec<&str> = trials.iter().map(|trial| trial.id).collect();
    for (id, data) in [("ring", Data::Ring), ("grid", Data::Grid)] {
        if !wanted(id, &["ring", "grid"]) {
            continue;
        }
        let steps = steps(&data);
        println!("{id}, {steps} steps, seeds 1 to {SEEDS}: median (smallest to largest)");
        for trial in trials.iter().filter(|t| wanted(t.id, &objectives)) {
            let captures: Vec<Capture> = (1..=SEEDS)
                .filter_map(|seed| trial.capture(&data, seed))
                .collect();
            let modes = of_seeds(captures.iter().map(|capture| capture.modes as f64));
            let quality = of_seeds(captures.iter().map(|capture| 100.0 * capture.quality));
            println!("| `{}` | {modes} | {quality} % |", trial.id);
        }
    }
}

/// The median of an even number of values, and their range.
fn of_seeds(values: impl Iterator<Item = f64>) -> String {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    let upper = values.len() / 2;
    let median = 0.5 * (values[upper - 1] + values[upper]);
    let (smallest, largest) = (values[0], values[values.len() - 1]);
    format!("{median:.1} ({smallest:.0} to {largest:.0})")
}
