//! Streamlines of a vector field, about equally far apart.
//!
//! The plane is cut into cells and a line ends where it would enter a cell that another line, or itself, has been in; new
//! lines start in free cells, from the border inwards (the scheme of matplotlib's `streamplot`). Lines that close are closed.

use crate::math::real::hypot;

type Point = [f64; 2];

/// Steps of the integrator in a cell.
const STEPS_PER_CELL: f64 = 4.0;
/// A line that takes no new cell for this many steps winds around a point.
const LONGEST_STAY: usize = 16;
/// Lines shorter than this many cells are left out.
const SHORTEST: f64 = 2.5;

/// Streamlines of `field` in the square from `min` to `max` in both coordinates, about `max − min` over `cells` apart.
/// They run the field's way and stop where it vanishes or is not finite.
pub fn streamlines(
    field: &dyn Fn(Point) -> Point,
    [min, max]: [f64; 2],
    cells: usize,
) -> Vec<Vec<Point>> {
    let size = (max - min) / cells as f64;
    let mut tracer = Tracer {
        field,
        min,
        size,
        cells,
        taken: vec![false; cells * cells],
    };
    let mut lines = Vec::new();
    for ring in 0..cells.div_ceil(2) {
        for k in 0..cells * cells {
            let (column, row) = (k % cells, k / cells);
            let depth = column.min(row).min(cells - 1 - column).min(cells - 1 - row);
            if depth == ring && !tracer.taken[k] {
                let centre = |index: usize| min + (index as f64 + 0.5) * size;
                lines.extend(tracer.line([centre(column), centre(row)]));
            }
        }
    }
    lines
}

struct Tracer<'a> {
    field: &'a dyn Fn(Point) -> Point,
    min: f64,
    size: f64,
    cells: usize,
    taken: Vec<bool>,
}

impl Tracer<'_> {
    /// The line through a free cell, both ways; None, and nothing taken, if it is too short.
    fn line(&mut self, seed: Point) -> Option<Vec<Point>> {
        let home = self.cell(seed)?;
        let mut own = vec![home];
        self.taken[home] = true;
        let (ahead, is_closed) = self.trace(seed, 1.0, home, &mut own);
        let mut line: Vec<Point> = Vec::new();
        if !is_closed {
            let (behind, _) = self.trace(seed, -1.0, home, &mut own);
            line.extend(behind.into_iter().rev());
        }
        line.push(seed);
        line.extend(ahead);
        if (line.len() as f64) < SHORTEST * STEPS_PER_CELL {
            own.into_iter().for_each(|cell| self.taken[cell] = false);
            return None;
        }
        Some(line)
    }

    /// Follows the field one way from the seed, and tells whether the line came back to it.
    fn trace(
        &mut self,
        seed: Point,
        way: f64,
        home: usize,
        own: &mut Vec<usize>,
    ) -> (Vec<Point>, bool) {
        let step = way * self.size / STEPS_PER_CELL;
        let (mut points, mut at, mut inside, mut idle) = (Vec::new(), seed, home, 0);
        // No line can visit more cells than there are.
        for _ in 0..(3.0 * STEPS_PER_CELL) as usize * self.cells * self.cells {
            let Some(next) = self.step(at, step) else {
                break;
            };
            let Some(cell) = self.cell(next) else {
                points.push(next);
                break;
            };
            let has_left = own.len() > 4;
            if has_left && cell == home && distance(next, seed) < 0.75 * step.abs() {
                points.push(seed);
                return (points, true);
            }
            if cell != inside {
                // Back over the corner of a cell that it has only just left is no return.
                let is_back = has_left
                    && (cell == home || own.iter().rev().take(2).any(|&last| last == cell));
                if self.taken[cell] && !is_back {
                    break;
                }
                if !self.taken[cell] {
                    self.taken[cell] = true;
                    own.push(cell);
                    idle = 0;
                }
                inside = cell;
            }
            idle += 1;
            if idle > LONGEST_STAY {
                break;
            }
            points.push(next);
            at = next;
        }
        (points, false)
    }

    fn cell(&self, [x, y]: Point) -> Option<usize> {
        let index = |value: f64| {
            let index = ((value - self.min) / self.size).floor();
            (0.0..self.cells as f64)
                .contains(&index)
                .then_some(index as usize)
        };
        Some(index(y)? * self.cells + index(x)?)
    }

    /// A step of the classical Runge–Kutta method along the field's direction.
    fn step(&self, at: Point, step: f64) -> Option<Point> {
        let direction = |[x, y]: Point| {
            let [u, v] = (self.field)([x, y]);
            let speed = hypot(u, v);
            (speed.is_finite() && speed > 1e-12).then(|| [u / speed, v / speed])
        };
        let moved =
            |[u, v]: Point, share: f64| [at[0] + share * step * u, at[1] + share * step * v];
        let k1 = direction(at)?;
        let k2 = direction(moved(k1, 0.5))?;
        let k3 = direction(moved(k2, 0.5))?;
        let k4 = direction(moved(k3, 1.0))?;
        let mean = [0, 1].map(|i| (k1[i] + 2.0 * (k2[i] + k3[i]) + k4[i]) / 6.0);
        Some(moved(mean, 1.0))
    }
}

fn distance([a, b]: Point, [c, d]: Point) -> f64 {
    hypot(a - c, b - d)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn circles_keep_their_radius_and_may_close() {
        let lines = streamlines(&|[x, y]| [-y, x], [-3.0, 3.0], 20);
        assert!(lines.iter().any(|line| line.first() == line.last()));
        for line in lines {
            let radii: Vec<f64> = line.iter().map(|[x, y]| x.hypot(*y)).collect();
            assert!(
                radii
                    .iter()
                    .all(|radius| (radius / radii[0] - 1.0).abs() < 2e-3)
            );
        }
    }

    #[test]
    fn lines_run_with_the_field_and_stay_in_the_square() {
        let lines = streamlines(&|[x, y]| [1.0, 0.3 * (x + y).sin()], [0.0, 5.0], 16);
        assert!(lines.len() > 8);
        for line in lines {
            assert!(line.windows(2).all(|pair| pair[1][0] > pair[0][0]));
            assert!(
                line[1..line.len() - 1]
                    .iter()
                    .all(|point| point.iter().all(|c| (0.0..=5.0).contains(c)))
            );
        }
    }

    #[test]
    fn fields_without_a_direction_have_no_lines() {
        assert_eq!(
            streamlines(&|_| [0.0, 0.0], [0.0, 1.0], 10),
            Vec::<Vec<Point>>::new()
        );
        assert_eq!(
            streamlines(&|_| [f64::NAN, 1.0], [0.0, 1.0], 10),
            Vec::<Vec<Point>>::new()
        );
    }
}
