//! Epochs per second of GAN Lab's own configuration (two steps of D and one of G on batches of 150), by width and depth.
//!
//! `cargo bench -p thetaflow-gans --bench live_gan`.

use std::hint::black_box;
use std::time::Instant;

use thetaflow_gans::live::gan::Gan;
use thetaflow_gans::live::training::Training;

/// Of several timings the shortest is the one least disturbed by whatever else the computer does.
const TRIALS: usize = 7;

fn main() {
    println!("epochs per second of GAN Lab's configuration");
    for (width, depth, epochs) in [(8, 2, 4000), (32, 3, 400), (100, 4, 30)] {
        let mut gan = gan_lab(width, depth);
        let mut real = real_points();
        let mut shortest = f64::INFINITY;
        for _ in 0..TRIALS {
            let begin = Instant::now();
            for _ in 0..epochs {
                epoch(&mut gan, &mut real);
            }
            shortest = shortest.min(begin.elapsed().as_secs_f64());
        }
        black_box(gan.parameters());
        println!(
            "  width {width:>3}, {depth} hidden: {:>9.0}",
            f64::from(epochs) / shortest
        );
    }
}

fn epoch(gan: &mut Gan<f32>, real: &mut impl FnMut() -> [f32; 2]) {
    for _ in 0..2 {
        gan.draw_real(&mut *real);
        gan.draw_latent();
        gan.step_discriminator();
    }
    gan.draw_latent();
    gan.step_generator();
}

fn real_points() -> impl FnMut() -> [f32; 2] {
    let points: Vec<[f32; 2]> = (0..8192_u32)
        .map(|k| [(k % 90) as f32 / 100.0, (k % 77) as f32 / 100.0])
        .collect();
    let mut next = 0;
    move || {
        next = (next + 1) % points.len();
        points[next]
    }
}

fn gan_lab(width: usize, depth: usize) -> Gan<f32> {
    Gan::new(Training::gan_lab(width, depth), 1)
}
