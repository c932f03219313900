//! Level curves of a function on a grid, by marching squares with linear interpolation.

const NONE: u32 = u32::MAX;

/// The curves on which the interpolated function equals `level`, in units of grid cells.
///
/// A closed curve ends where it starts. Cells with a value that is not finite are left out.
pub fn contours(columns: usize, values: &[f64], level: f64) -> Vec<Vec<[f64; 2]>> {
    if columns < 2 || values.len() < 2 * columns {
        return Vec::new();
    }
    let links = link_edges(columns, values, level);
    let point = |edge: u32| edge_point(edge as usize, columns, values, level);
    let mut visited = vec![false; links.len()];
    let mut curves = Vec::new();
    // Open curves start at an edge with a single neighbour; what remains after them is closed.
    for open in [true, false] {
        for start in 0..links.len() {
            let ends = links[start].iter().filter(|&&next| next != NONE).count();
            if visited[start] || ends == 0 || (open && ends != 1) {
                continue;
            }
            let mut curve = vec![point(start as u32)];
            visited[start] = true;
            let mut edge = start;
            while let Some(&next) = links[edge]
                .iter()
                .find(|&&next| next != NONE && !visited[next as usize])
            {
                edge = next as usize;
                visited[edge] = true;
                curve.push(point(next));
            }
            if !open {
                curve.push(curve[0]);
            }
            curves.push(curve);
        }
    }
    curves
}

/// For every grid edge that the level crosses, the crossed edges next to it: one in each of the two cells beside it.
/// Edge `2 n` runs from node n to the right, edge `2 n + 1` upwards.
fn link_edges(columns: usize, values: &[f64], level: f64) -> Vec<[u32; 2]> {
    let rows = values.len() / columns;
    let mut links = vec![[NONE; 2]; 2 * columns * rows];
    let mut link = |a: usize, b: usize| {
        for (from, to) in [(a, b), (b, a)] {
            let slot = usize::from(links[from][0] != NONE);
            links[from][slot] = to as u32;
        }
    };
    for row in 0..rows - 1 {
        for column in 0..columns - 1 {
            let node = row * columns + column;
            let corners = [
                values[node],
                values[node + 1],
                values[node + columns + 1],
                values[node + columns],
            ];
            if !corners.iter().all(|value| value.is_finite()) {
                continue;
            }
            let (below, right, above, left) = (
                2 * node,
                2 * (node + 1) + 1,
                2 * (node + columns),
                2 * node + 1,
            );
            let code = corners.iter().enumerate().fold(0, |code, (bit, &value)| {
                code | usize::from(value > level) << bit
            });
            match code {
                1 | 14 => link(left, below),
                2 | 13 => link(below, right),
                3 | 12 => link(left, right),
                4 | 11 => link(right, above),
                6 | 9 => link(below, above),
                7 | 8 => link(left, above),
                // A saddle: the mean decides which corners belong together.
                5 | 10 => {
                    let joined = (corners.iter().sum::<f64>() / 4.0 > level) == (code == 5);
                    let pairs = if joined {
                        [(left, above), (below, right)]
                    } else {
                        [(left, below), (right, above)]
                    };
                    pairs.into_iter().for_each(|(a, b)| link(a, b));
                }
                _ => {}
            }
        }
    }
    links
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
        let curves = contours(41, &values, 10.0);
        assert_eq!(curves.len(), 1);
        assert_eq!(curves[0].first(), curves[0].last());
        for [x, y] in &curves[0] {
            assert!(((x - 20.0).hypot(y - 20.0) - 10.0).abs() < 0.02);
        }
    }

    #[test]
    fn contours_of_a_saddle_are_two_open_curves() {
        let values = sample(20, |x, y| (x - 9.5) * (y - 9.5));
        let curves = contours(20, &values, 4.0);
        assert_eq!(curves.len(), 2);
        assert!(curves.iter().all(|curve| curve.first() != curve.last()));
    }

    #[test]
    fn holes_are_left_out() {
        let values = sample(9, |x, y| if x > 4.0 { f64::NAN } else { y });
        for [x, y] in contours(9, &values, 3.5).concat() {
            assert!(x <= 4.0 && y == 3.5);
        }
    }
}
