//! What the GAN lab costs: a change of a slider (portrait, flows, path, frame), and the trial run behind the verdict.
//!
//! `cargo bench -p thetaflow-gans --bench dirac`.

use std::hint::black_box;
use std::time::Instant;

use thetaflow::testing;
use thetaflow_gans::Gans;

/// Of several timings the shortest is the one least disturbed by whatever else the computer does.
const TRIALS: usize = 15;

fn main() {
    println!(
        "a changed parameter, in milliseconds: up to the first frame, and until the verdict is final"
    );
    for query in [
        "",
        "objective=nsgan&method=alternating",
        "objective=sgan&instance_noise=0.5",
        "objective=hinge&instance_noise=0.5",
        "objective=nsgan&consensus=0.5",
        "objective=rsgan&instance_noise=0.5&consensus=0.5&method=implicit",
        "objective=wgan_gp&method=adam",
        "steps=2000&lr=0.01",
    ] {
        let [first, all] = milliseconds(query);
        println!("  {query:<68}{first:>8.2}{all:>8.2}");
    }
}

fn milliseconds(query: &str) -> [f64; 2] {
    let mut shortest = [f64::INFINITY; 2];
    for _ in 0..TRIALS {
        let begin = Instant::now();
        let mut session = testing::session::<Gans>(query);
        // The work that belongs to no step is not begun while nobody allows it.
        let last = session.last_step();
        let mut steps = 0;
        session.advance(last, || {
            steps += 1;
            steps <= last
        });
        black_box(session.frame());
        shortest[0] = shortest[0].min(begin.elapsed().as_secs_f64());
        session.advance(last, || true);
        black_box(session.frame());
        shortest[1] = shortest[1].min(begin.elapsed().as_secs_f64());
    }
    shortest.map(|seconds| seconds * 1e3)
}
