//! How many steps a second every rule takes with many starts side by side, and how long a basin map takes.
//!
//! `cargo bench -p thetaflow-optimizers --bench basins`. A rule step moves one point of the plane once, its gradient included.

use std::hint::black_box;
use std::time::Instant;

use thetaflow::optim::rules::Adam;
use thetaflow::optim::{OptimizerConfig, RuleConfig};
use thetaflow_optimizers::heavy::basins::BasinMap;
use thetaflow_optimizers::heavy::points::Points;
use thetaflow_optimizers::landscapes::Landscape;

/// As many as a block of a basin map has.
const STARTS: usize = 496;
const STEPS: usize = 300;
/// Of several timings the shortest is the one least disturbed by whatever else the computer does.
const TRIALS: usize = 15;

fn main() {
    let valley = Landscape::Rosenbrock { b: 100.0 };
    println!("{STARTS} starts on Rosenbrock's valley, {STEPS} steps, in million steps a second");
    for rule in RuleConfig::all() {
        let config = OptimizerConfig::new(rule, 1e-3);
        println!("  {:<20}{:>8.1}", rule.id(), rate(&valley, &config) * 1e-6);
    }
    let adam = OptimizerConfig::new(RuleConfig::Adam(Adam::default()), 0.02);
    println!("adam on each surface, in million steps a second");
    for (name, landscape) in surfaces() {
        println!("  {name:<20}{:>8.1}", rate(&landscape, &adam) * 1e-6);
    }
    println!("map of 512 x 512 starts, {STEPS} steps of adam, in seconds");
    for (name, landscape) in [
        ("rosenbrock", valley),
        ("himmelblau", Landscape::Himmelblau),
    ] {
        let seconds = (0..3).map(|_| {
            let start = Instant::now();
            let view = landscape.view();
            let mut map = BasinMap::new(&landscape, &adam, view, [512, 512], STEPS as u32);
            map.advance(&mut || true);
            black_box(map.fates());
            start.elapsed().as_secs_f64()
        });
        println!("  {name:<20}{:>8.3}", seconds.fold(f64::INFINITY, f64::min));
    }
}

fn surfaces() -> [(&'static str, Landscape); 13] {
    let custom = Landscape::custom("(1-x)^2 + 100(y-x^2)^2");
    [
        (
            "quadratic",
            Landscape::Quadratic {
                kappa: 10.0,
                angle: 0.3,
            },
        ),
        ("rosenbrock", Landscape::Rosenbrock { b: 100.0 }),
        ("himmelblau", Landscape::Himmelblau),
        ("beale", Landscape::Beale),
        ("booth", Landscape::Booth),
        ("styblinski_tang", Landscape::StyblinskiTang),
        ("three_hump_camel", Landscape::ThreeHumpCamel),
        ("saddle", Landscape::Saddle),
        ("monkey_saddle", Landscape::MonkeySaddle),
        ("rastrigin", Landscape::Rastrigin),
        ("ackley", Landscape::Ackley),
        ("logistic_regression", Landscape::LogisticRegression),
        ("custom", custom.unwrap_or(Landscape::Saddle)),
    ]
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
