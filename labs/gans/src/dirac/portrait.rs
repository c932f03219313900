//! The picture of a field: streamlines, arrows and nullclines over the square that the lab shows.

use super::game::Game;
use crate::objectives::Objective;
use serde::{Deserialize, Serialize};
use thetaflow::draw::{contours, streamlines};

/// θ and ψ are shown from −`VIEW` to `VIEW`.
pub const VIEW: f64 = 3.2;

/// Arrows stand on a grid of this many along each side.
pub const ARROWS: usize = 15;

/// A curve in the plane of (θ, ψ); in single precision, which no eye can tell.
pub type Curve = Vec<[f32; 2]>;

/// What is drawn of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    pub streamlines: bool,
    pub arrows: bool,
    pub nullclines: bool,
}

/// A field as curves; what is not wanted is empty.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Portrait {
    pub streamlines: Vec<Curve>,
    /// (θ', ψ') at the points of [`arrow_place`], row by row from below.
    pub arrows: Vec<[f32; 2]>,
    /// Where θ' = 0, and where ψ' = 0.
    pub nullclines: [Vec<Curve>; 2],
}

impl Portrait {
    pub fn of(game: &Game, wanted: Wanted) -> Self {
        /// Streamlines are about a twentieth of the view apart.
        const CELLS: usize = 20;
        let single = |curve: Vec<[f64; 2]>| {
            curve
                .into_iter()
                .map(|[x, y]| [x as f32, y as f32])
                .collect()
        };
        let mut portrait = Self::default();
        if wanted.streamlines {
            let game = without_jump(game);
            let lines = streamlines(&|point| game.field(point), [-VIEW, VIEW], CELLS);
            portrait.streamlines = lines.into_iter().map(single).collect();
        }
        if wanted.arrows {
            let vector = |k: usize| game.field(arrow_place(k)).map(|v| v as f32);
            portrait.arrows = (0..ARROWS * ARROWS).map(vector).collect();
        }
        if wanted.nullclines {
            portrait.nullclines =
                nullclines(game).map(|curves| curves.into_iter().map(single).collect());
        }
        portrait
    }
}

/// The game whose streamlines are drawn: where the hinge's field jumps they would zigzag along the jump.
fn without_jump(game: &Game) -> Game {
    const BLUR: f64 = 0.04;
    match game.objective {
        Objective::Hinge => Game {
            noise: game.noise.max(BLUR),
            ..*game
        },
        _ => *game,
    }
}

/// Where θ' = 0, and where ψ' = 0.
fn nullclines(game: &Game) -> [Vec<Vec<[f64; 2]>>; 2] {
    let mut values = [Vec::new(), Vec::new()];
    for k in 0..NODES * NODES {
        let field = game.field([node((k % NODES) as f64), node((k / NODES) as f64)]);
        for (values, v) in values.iter_mut().zip(field) {
            // A region where a player rests is no curve.
            values.push(if v == 0.0 { f64::NAN } else { v });
        }
    }
    [0, 1].map(|player| {
        let curves = contours(NODES, &values[player], &[0.0]).into_iter();
        let mut curves: Vec<Vec<[f64; 2]>> = curves
            .map(|curve| curve.into_iter().map(|cells| cells.map(node)).collect())
            .collect();
        if !game.is_smooth_at_equilibrium() {
            // Where the field changes its sign in a jump, nobody rests; elsewhere it is linear, and the curves exact.
            let is_zero = |point: &[f64; 2]| game.field(*point)[player].abs() < 1e-6;
            curves = curves
                .iter()
                .flat_map(|curve| curve.split(|point| !is_zero(point)))
                .filter(|piece| piece.len() > 1)
                .map(<[_]>::to_vec)
                .collect();
        }
        curves
    })
}

/// Nodes along each side of the grid on which nullclines are traced: an even number, so that none lies on an axis.
const NODES: usize = 64;

fn node(index: f64) -> f64 {
    VIEW * (2.0 * index / (NODES - 1) as f64 - 1.0)
}

/// Where arrow number `k` stands.
pub fn arrow_place(k: usize) -> [f64; 2] {
    let along = |index: usize| VIEW * (2.0 * (index as f64 + 0.5) / ARROWS as f64 - 1.0);
    [along(k % ARROWS), along(k / ARROWS)]
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: Wanted = Wanted {
        streamlines: true,
        arrows: true,
        nullclines: true,
    };

    #[test]
    fn nullclines_are_where_a_player_rests() {
        let game = Game {
            r1: 0.8,
            ..Game::plain(Objective::Nsgan)
        };
        let portrait = Portrait::of(&game, ALL);
        for (player, curves) in portrait.nullclines.iter().enumerate() {
            assert!(!curves.is_empty());
            for point in curves.iter().flatten() {
                assert!(
                    game.field(point.map(f64::from))[player].abs() < 5e-3,
                    "{point:?}"
                );
            }
        }
    }

    #[test]
    fn the_streamlines_of_a_wgan_are_circles() {
        let portrait = Portrait::of(&Game::plain(Objective::Wgan { clip: None }), ALL);
        assert!(portrait.streamlines.len() > 10);
        for line in portrait.streamlines {
            let radius = |[x, y]: [f32; 2]| x.hypot(y);
            assert!(
                line.iter()
                    .all(|&point| (radius(point) / radius(line[0]) - 1.0).abs() < 1e-3)
            );
        }
    }
}
