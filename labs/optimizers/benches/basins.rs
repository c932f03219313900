//! How many steps a second every rule takes with many starts side by side, and how long a basin map takes.
//!
//! `cargo bench -p thetaflow-optimizers --bench basins`. A rule step moves one point of the plane once, its gradient included.

use std::hint::black_box;
use std::time::Instant;

use thetaflow::optim::rules::Adam;
use thetaflow::optim::{OptimizerConfig, RuleConfig};
use thetaflow_optimizers::heavy::basins::BasinMap;
use thetaflow_optimizers::heavy::points::Points;
use thetaflow_surfaces::{Landscape, Rosenbrock};

/// As many as a block of a basin map has.
const STARTS: usize = 496;
const STEPS: usize = 300;
/// Of several timings the shortest is the one least disturbed by whatever else the computer does.
const TRIALS: usize = 15;

fn main() {
    let valley = Landscape::Rosenbrock(Rosenbrock { b: 100.0 });
    println!("{STARTS} starts on Rosenbrock's valley, {STEPS} steps, in million steps a second");
    for rule in RuleConfig::all() {
        let config = OptimizerConfig::new(rule, 1e-3);
        println!("  {:<20}{:>8.1}", rule.id(), rate(&valley, &config) * 1e-6);
    }
    let adam = OptimizerConfig::new(RuleConfig::Adam(Adam::default()), 0.02);
    println!("adam on each surface, in million steps a second");
    for landscape in Landscape::all() {
        let rate = rate(&landscape, &adam) * 1e-6;
        println!("  {:<20}{rate:>8.1}", landscape.id());
    }
    println!("map of 512 x 512 starts, {STEPS} steps of adam, in seconds");
    for landscape in [valley, Landscape::Himmelblau] {
        let seconds = (0..3).map(|_| {
            let start = Instant::now();
            let view = landscape.view();
            let mut map = BasinMap::new(&landscape, &adam, view, [512, 512], STEPS as u32);
            map.advance(&mut || true);
            black_box(map.fates());
            start.elapsed().as_secs_f64()
        });
        let least = seconds.fold(f64::INFINITY, f64::min);
        println!("  {:<20}{least:>8.3}", landscape.id());
    }
}

/// Steps a second.
fn rate(landscape: &Landscape, config: &OptimizerConfig) -> f64 {
    let start = |i: usize| {
        let share = i as f64 / STARTS as f64;
        [-2.0 + 4.0 * share, 3.0 - 4.0 * share]
    };
    // A slow rule is not timed longer than a fast one.
    let mut fastest = f64::INFINITY;
    let begun = Instant::now();
    for trial in 0..TRIALS {
        let mut points = Points::new(config, (0..STARTS).map(start));
        let start = Instant::now();
        for _ in 0..STEPS {
            points.step(&mut |_, theta, gradient| landscape.gradients(theta, gradient));
        }
        black_box(points.theta());
        fastest = fastest.min(start.elapsed().as_secs_f64());
        if trial > 0 && begun.elapsed().as_secs_f64() > 0.5 {
            break;
        }
    }
    (STARTS * STEPS) as f64 / fastest
}
