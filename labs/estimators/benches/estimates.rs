//! How many estimates a second every estimator gives, drawing its samples included, and what exact moments cost.
//!
//! `cargo bench -p thetaflow-estimators --bench estimates`. An estimate averages over one sample of one coordinate, or of three classes.

use std::hint::black_box;
use std::time::Instant;

use thetaflow_estimators::families::cost::{Cost, MOST_CLASSES};
use thetaflow_estimators::families::discrete::Discrete;
use thetaflow_estimators::families::gaussian::{Gaussian, Parameter};
use thetaflow_estimators::families::phi::Phi;
use thetaflow_estimators::families::{Needs, Problem};
use thetaflow_estimators::methods::Estimates;

const BATCH: usize = 1000;
/// Of several timings the shortest is the one least disturbed by whatever else the computer does.
const TRIALS: usize = 30;

fn main() {
    let square = gaussian(Phi::Quadratic { k: 0.0 });
    println!("Gaussian, squares");
    rates(&square);
    println!("Gaussian, cosines");
    rates(&gaussian(Phi::Cosine { k: 2.0 }));
    println!("Bernoulli");
    rates(&bernoulli());
    println!("three classes");
    let logits = vec![0.5, -0.5, 0.0];
    rates(&Discrete {
        logits,
        bernoulli: false,
        ..bernoulli()
    });
    println!("exact moments, in microseconds");
    let wrt_sigma = Gaussian {
        parameter: Parameter::Sigma,
        ..square.clone()
    };
    for (name, seconds) in [
        ("gaussian, mu", moments(&square)),
        ("gaussian, sigma", moments(&wrt_sigma)),
        ("bernoulli", moments(&bernoulli())),
    ] {
        println!("  {name:<26}{:>8.1}", seconds * 1e6);
    }
}

fn gaussian(phi: Phi) -> Gaussian {
    Gaussian {
        phi,
        mu: 1.0,
        sigma: 0.5,
        others: [1.0, 0.5],
        dimension: 1,
        parameter: Parameter::Mu,
        baseline: 1.0,
        delta: 0.1,
    }
}

fn bernoulli() -> Discrete {
    Discrete {
        cost: Cost::Squared {
            targets: [0.45; MOST_CLASSES],
            first_only: true,
        },
        logits: vec![0.0, 0.0],
        bernoulli: true,
        baseline: 0.25,
        tau: 0.5,
        eta: 1.0,
    }
}

/// Prints million estimates a second.
fn rates<P: Problem>(problem: &P) {
    for estimator in P::estimators() {
        if estimator.obstacle(problem, 2).is_some() {
            continue;
        }
        // Leave-one-out has no estimate of one sample.
        let samples = if estimator.obstacle(problem, 1).is_some() {
            2
        } else {
            1
        };
        let needs = estimator.needs();
        let moments = problem.moments(needs);
        let mut batch = problem.batch(BATCH * samples, needs, 1);
        let mut estimates = Estimates::new(BATCH, samples, problem.parameters());
        let fastest = fastest(|| {
            problem.draw(&mut batch);
            estimator.estimate(problem, &moments, &batch, &mut estimates);
            black_box(estimates.of(0));
        });
        let rate = BATCH as f64 / fastest;
        println!("  {:<26}{:>8.1}", estimator.id(), rate * 1e-6);
    }
}

fn moments<P: Problem>(problem: &P) -> f64 {
    let needs = Needs {
        moments: true,
        pairs: true,
        relaxed: true,
        conditional: true,
    };
    fastest(|| {
        black_box(problem.moments(needs));
    })
}

/// Seconds.
fn fastest(mut work: impl FnMut()) -> f64 {
    let seconds = (0..TRIALS).map(|_| {
        let start = Instant::now();
        work();
        start.elapsed().as_secs_f64()
    });
    seconds.fold(f64::INFINITY, f64::min)
}
