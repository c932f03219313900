//! The complex plane with the eigenvalues of a step.

use super::path_of;
use crate::dirac::frame::DiracFrame;
use thetaflow::draw::{Axis, decimal_text};
use thetaflow::figure::{Corner, Panel, Place, dots, text, unit_disc};
use thetaflow::math::eigenvalues::{Complex, modulus};
use thetaflow::math::real::hypot;

/// The whole unit circle, or, where a step moves little, the part of it around 1; None where there are no eigenvalues.
pub fn panel(frame: &DiracFrame) -> Option<Panel> {
    let eigenvalues = || frame.runs.iter().flat_map(|run| &run.step_eigenvalues);
    let largest = eigenvalues().copied().map(modulus).reduce(f64::max)?;
    let decides = |eigenvalue: &&Complex| modulus(**eigenvalue) > 0.5 * largest;
    // How far the deciding ones are from 1, and from 0.
    let from_one = eigenvalues()
        .filter(decides)
        .map(|[re, im]| hypot(re - 1.0, *im))
        .fold(0.0, f64::max);
    let around_one = [0.06, 0.125, 0.25, 0.5]
        .into_iter()
        .find(|half| from_one < 0.85 * half);
    let (centre, half) = match around_one {
        // 1 stands off the middle, so that more of what is inside is seen.
        Some(half) => (1.0 - 0.35 * half, half),
        None => {
            let out = eigenvalues()
                .map(|[re, im]| re.abs().max(im.abs()))
                .fold(0.0, f64::max);
            let half = [1.15, 1.5, 2.0, 3.0, 5.0, 10.0]
                .into_iter()
                .find(|half| out < 0.92 * half);
            (0.0, half.unwrap_or(1.1 * out.min(1e6)))
        }
    };
    let axis = |centre: f64, label| Axis::linear([centre - half, centre + half], label);
    let mut panel = Panel::new("circle", axis(centre, "Re μ"), axis(0.0, "Im μ"))
        .filled()
        .with(unit_disc());
    for (index, run) in frame.runs.iter().enumerate() {
        add_eigenvalues(&mut panel, index, &run.step_eigenvalues);
    }
    Some(panel)
}

/// Dots at the eigenvalues of a step, and ρ in words.
fn add_eigenvalues(panel: &mut Panel, run: usize, eigenvalues: &[Complex]) {
    let Some(&largest) = eigenvalues.first() else {
        return;
    };
    let rho = modulus(largest);
    let words = if (rho - 1.0).abs() <= 1e-6 {
        "ρ = 1".to_owned()
    } else {
        let relation = if rho > 1.0 { ">" } else { "<" };
        format!("ρ = {} {relation} 1", decimal_text(rho, 5))
    };
    let hue = path_of(run);
    panel.add(dots(eigenvalues).hue(hue).radius(4.5).haloed());
    let corner = Place::Corner(Corner::UpperLeft, run);
    panel.add(text(words, [0.0, 0.0], corner).hue(hue));
}
