//! Level curves of a function on a grid, by marching squares with linear interpolation.

const NONE: u32 = u32::MAX;

/// The curves on which the interpolated function equals one of `levels`, in units of grid cells.
/// `values` has `columns` values a row, rows from below.
///
/// A closed curve ends where it starts. Cells with a value that is not finite are left out.
pub fn contours(columns: usize, values: &[f64], levels: &[f64]) -> Vec<Vec<[f64; 2]>> {
    if columns < 2 || values.len() < 2 * columns {
        return Vec::new();
    }
    let mut links = Links::new(2 * values.len());
    let mut curves = Vec::new();
    for (&level, cells) in levels.iter().zip(crossed_cells(columns, values, levels)) {
        links.join(columns, values, level, &cells);
        // Open curves start at an edge with a single neighbour; what remains after them is closed.
        for closed in [false, true] {
            while let Some(edges) = links.take_curve(closed) {
                let points = edges
                    .into_iter()
                    .map(|edge| edge_point(edge as usize, columns, values, level));
                curves.push(points.collect());
            }
        }
    }
    curves
}

/// For each level the cells that it crosses, by their lower left node: few of all, which are looked at only once.
fn crossed_cells(columns: usize, values: &[f64], levels: &[f64]) -> Vec<Vec<usize>> {
    let mut crossed = vec![Vec::new(); levels.len()];
    let rows = values.len() / columns;
    for row in 0..rows - 1 {
        for node in row * columns..(row + 1) * columns - 1 {
            let corners = corners(columns, values, node);
            let (min, max) = corners
                .iter()
                .fold((f64::INFINITY, f64::NEG_INFINITY), |(min, max), &corner| {
                    (min.min(corner), max.max(corner))
                });
            for (cells, &level) in crossed.iter_mut().zip(levels) {
                if min <= level && level < max && corners.iter().all(|corner| corner.is_finite()) {
                    cells.push(node);
                }
            }
        }
    }
    crossed
}

/// The values around a cell, from its lower left node on, counterclockwise.
fn corners(columns: usize, values: &[f64], node: usize) -> [f64; 4] {
    [
        values[node],
        values[node + 1],
        values[node + columns + 1],
        values[node + columns],
    ]
}

/// For every grid edge that a level crosses, the crossed edges next to it: one in each of the two cells beside it.
/// Edge `2 n` runs from node n to the right, edge `2 n + 1` upwards.
struct Links {
    neighbours: Vec<[u32; 2]>,
    /// The crossed edges that no curve has taken yet, and some that one has: far fewer than there are edges.
    crossed: Vec<u32>,
    /// Where in `crossed` to go on looking for the start of a curve.
    next: usize,
}

impl Links {
    fn new(edges: usize) -> Self {
        Self {
            neighbours: vec![[NONE; 2]; edges],
            crossed: Vec::new(),
            next: 0,
        }
    }

    fn link(&mut self, a: usize, b: usize) {
        for (from, to) in [(a, b), (b, a)] {
            let slot = usize::from(self.neighbours[from][0] != NONE);
            if slot == 0 {
                self.crossed.push(from as u32);
            }
            self.neighbours[from][slot] = to as u32;
        }
    }

    /// Starts over with the edges that `level` crosses in `cells`.
    fn join(&mut self, columns: usize, values: &[f64], level: f64, cells: &[usize]) {
        self.crossed.clear();
        self.next = 0;
        for &node in cells {
            let corners = corners(columns, values, node);
            let code = corners.iter().enumerate().fold(0, |code, (bit, &value)| {
                code | usize::from(value > level) << bit
            });
            let (below, right, above, left) = (
                2 * node,
                2 * (node + 1) + 1,
                2 * (node + columns),
                2 * node + 1,
            );
            match code {
                1 | 14 => self.link(left, below),
                2 | 13 => self.link(below, right),
                3 | 12 => self.link(left, right),
                4 | 11 => self.link(right, above),
                6 | 9 => self.link(below, above),
                7 | 8 => self.link(left, above),
                // A saddle: the mean decides which corners belong together.
                _ => {
                    let joined = (corners.iter().sum::<f64>() / 4.0 > level) == (code == 5);
                    let pairs = if joined {
                        [(left, above), (below, right)]
                    } else {
                        [(left, below), (right, above)]
                    };
                    pairs.into_iter().for_each(|(a, b)| self.link(a, b));
                }
            }
        }
    }

    /// Unlinks one curve and returns its edges; `None` when there are no more of this kind.
    fn take_curve(&mut self, closed: bool) -> Option<Vec<u32>> {
        let ends = if closed { 2 } else { 1 };
        while let Some(&start) = self.crossed.get(self.next) {
            let degree = self.neighbours[start as usize]
                .iter()
                .filter(|&&edge| edge != NONE)
                .count();
            if degree != ends {
                self.next += 1;
                continue;
            }
            let mut curve = vec![start];
            let mut edge = start;
            while let Some(next) = self.unlink(edge) {
                curve.push(next);
                edge = next;
            }
            return Some(curve);
        }
        self.next = 0;
        None
    }

    /// Removes the link from an edge to one of its neighbours, in both directions, and returns the neighbour.
    fn unlink(&mut self, edge: u32) -> Option<u32> {
        let slot = self.neighbours[edge as usize]
            .iter()
            .position(|&next| next != NONE)?;
        let next = std::mem::replace(&mut self.neighbours[edge as usize][slot], NONE);
        let back = self.neighbours[next as usize]
            .iter()
            .position(|&other| other == edge)?;
        self.neighbours[next as usize][back] = NONE;
        Some(next)
    }
}

fn edge_point(edge: usize, columns: usize, values: &[f64], level: f64) -> [f64; 2] {
    let (node, upwards) = (edge / 2, edge % 2 == 1);
    let next = if upwards { node + columns } else { node + 1 };
    let share = (level - values[node]) / (values[next] - values[node]);
    let share = if share.is_finite() { share } else { 0.5 };
    let (column, row) = ((node % columns) as f64, (node / columns) as f64);
    if upwards {
        [column, row + share]
    } else {
        [column + share, row]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(columns: usize, f: impl Fn(f64, f64) -> f64) -> Vec<f64> {
        (0..columns * columns)
            .map(|n| f((n % columns) as f64, (n / columns) as f64))
            .collect()
    }

    #[test]
    fn the_contour_of_a_cone_is_one_closed_circle() {
        let values = sample(41, |x, y| (x - 20.0).hypot(y - 20.0));
        let curves = contours(41, &values, &[10.0]);
        assert_eq!(curves.len(), 1);
        assert_eq!(curves[0].first(), curves[0].last());
        for [x, y] in &curves[0] {
            assert!(((x - 20.0).hypot(y - 20.0) - 10.0).abs() < 0.02);
        }
    }

    #[test]
    fn contours_of_a_saddle_are_two_open_curves() {
        let values = sample(20, |x, y| (x - 9.5) * (y - 9.5));
        let curves = contours(20, &values, &[4.0]);
        assert_eq!(curves.len(), 2);
        assert!(curves.iter().all(|curve| curve.first() != curve.last()));
    }

    #[test]
    fn levels_do_not_disturb_each_other() {
        let values = sample(30, |x, y| (x - 14.0).hypot(y - 14.0) - 0.1 * x);
        let levels = [3.0, 6.0, 9.0, 25.0];
        let one_by_one: Vec<_> = levels
            .iter()
            .flat_map(|&level| contours(30, &values, &[level]))
            .collect();
        assert_eq!(contours(30, &values, &levels), one_by_one);
    }

    #[test]
    fn holes_are_left_out() {
        let values = sample(9, |x, y| if x > 4.0 { f64::NAN } else { y });
        for [x, y] in contours(9, &values, &[3.5]).concat() {
            assert!(x <= 4.0 && y == 3.5);
        }
    }
}
