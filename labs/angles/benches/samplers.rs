//! How many angles a second are sampled.
//!
//! `cargo bench -p thetaflow-angles --bench samplers`. NumPy's figures, with SFC64 on a comparable core: 4.2e6, 3.3e6, 4.0e5 and 4.0e4 Gaussian
//! pairs a second for n = 2, 10, 100 and 1000.

use std::hint::black_box;
use std::time::Instant;

use thetaflow::math::random::generator;
use thetaflow::testing;
use thetaflow_angles::Angles;
use thetaflow_angles::components::Distribution;
use thetaflow_angles::crowd::CrowdSampler;
use thetaflow_angles::direct::DirectSampler;
use thetaflow_angles::pairs::PairSampler;

const DIMENSIONS: [u64; 4] = [2, 10, 100, 1000];
/// Of several timings the shortest is the one least disturbed by whatever else the computer does.
const TRIALS: usize = 7;
const SECONDS: f64 = 0.1;

fn main() {
    println!("angles a second, in millions, for n = 2, 10, 100, 1000");
    for (name, distribution) in [
        ("gaussian", Distribution::Gaussian),
        ("uniform_cube", Distribution::UniformCube),
        ("rademacher", Distribution::Rademacher),
        ("sparse", Distribution::Sparse(0.2)),
        ("correlated", Distribution::Correlated(0.5)),
        ("positive", Distribution::Positive),
        ("student_t", Distribution::StudentT(2.0)),
    ] {
        let rates = DIMENSIONS.map(|n| {
            let mut sampler = PairSampler::new(distribution, n, &mut generator(1));
            rate(|| {
                loop {
                    if let Some(direction) = sampler.direction() {
                        return direction.angle;
                    }
                    sampler.work(u64::MAX);
                }
            })
        });
        print(name, rates);
    }
    print(
        "from the law",
        DIMENSIONS.map(|n| {
            let mut sampler = DirectSampler::new(n, generator(1));
            rate(|| sampler.direction().angle)
        }),
    );
    print(
        "60 vectors",
        DIMENSIONS.map(|n| {
            let mut sampler = CrowdSampler::new(Distribution::Gaussian, n, 60, &mut generator(1));
            rate(|| {
                loop {
                    if let Some(angle) = sampler.angle() {
                        return angle;
                    }
                    sampler.work();
                }
            })
        }),
    );
    print("the lab, gaussian", DIMENSIONS.map(whole_lab));
}

fn print(name: &str, rates: [f64; 4]) {
    print!("  {name:<20}");
    for rate in rates {
        print!("{:>12.4}", rate * 1e-6);
    }
    println!();
}

/// Angles a second.
fn rate(mut next: impl FnMut() -> f64) -> f64 {
    let mut fastest = f64::INFINITY;
    for _ in 0..TRIALS {
        let (start, mut count) = (Instant::now(), 0);
        while start.elapsed().as_secs_f64() < SECONDS / TRIALS as f64 {
            for _ in 0..64 {
                black_box(next());
            }
            count += 64;
        }
        fastest = fastest.min(start.elapsed().as_secs_f64() / f64::from(count));
    }
    1.0 / fastest
}

/// Samples a second with all that the lab keeps of them, from the parameters to the last frame.
fn whole_lab(n: u64) -> f64 {
    let samples = (40_000_000 / (n + 20)).min(2_000_000);
    let query = format!("n={n}&sampler=vectors&samples={samples}");
    let seconds = (0..3).map(|_| {
        let start = Instant::now();
        let mut session = testing::session::<Angles>(&query);
        session.advance(u64::MAX, || true);
        black_box(session.frame());
        start.elapsed().as_secs_f64()
    });
    samples as f64 / seconds.fold(f64::INFINITY, f64::min)
}
