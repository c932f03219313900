//! The linear theory at the equilibrium (0, 0): eigenvalues of the flow and of one step.

use super::game::Game;
use super::method::{Method, State};
use thetaflow::math::eigenvalues::{Complex, eigenvalues2, eigenvalues4, modulus};
use thetaflow::math::larger_or_nan;
use thetaflow::math::number::Dual;

/// The eigenvalues λ of the field's Jacobian; None where it has none.
pub fn of_flow(game: &Game) -> Option<[Complex; 2]> {
    let is_smooth = game.is_smooth_at_equilibrium();
    is_smooth.then(|| eigenvalues2(game.jacobian([0.0; 2])))
}

/// The eigenvalues μ of the Jacobian of one step's whole state map, the largest modulus first: two, or four for a method
/// with a memory. None where the field has no Jacobian.
pub fn of_step(game: &Game, method: Method, lr: f64) -> Option<Vec<Complex>> {
    if !game.is_smooth_at_equilibrium() {
        return None;
    }
    let column = |j: usize| -> [f64; 4] {
        let seed = |i: usize| Dual::new(0.0, if i == j { 1.0 } else { 0.0 });
        let State { point, memory } = method.step(
            game,
            lr,
            State {
                point: [seed(0), seed(1)],
                memory: [seed(2), seed(3)],
            },
        );
        [point[0], point[1], memory[0], memory[1]].map(Dual::slope)
    };
    let columns: [[f64; 4]; 4] = std::array::from_fn(column);
    let entry = |i: usize, j: usize| columns[j][i];
    Some(if method.has_memory() {
        eigenvalues4(&std::array::from_fn(|i| {
            std::array::from_fn(|j| entry(i, j))
        }))
        .to_vec()
    } else {
        eigenvalues2(std::array::from_fn(|i| {
            std::array::from_fn(|j| entry(i, j))
        }))
        .to_vec()
    })
}

/// ρ, the largest modulus.
pub fn spectral_radius(eigenvalues: &[Complex]) -> f64 {
    eigenvalues
        .iter()
        .copied()
        .map(modulus)
        .fold(0.0, larger_or_nan)
}
