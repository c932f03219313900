//! A dashed path as many short ones, for SVG by plotters, which knows no dashes.

use crate::math::real::hypot;
use plotters_backend::BackendCoord;

/// The dashes of a path, `length` long with gaps as long.
pub fn dashes(path: &[BackendCoord], length: f64) -> Vec<Vec<BackendCoord>> {
    let mut dashes = vec![Vec::from_iter(path.first().copied())];
    let (mut drawing, mut left) = (true, length);
    for ends in path.windows(2) {
        let [from, to] = [ends[0], ends[1]].map(|(x, y)| (f64::from(x), f64::from(y)));
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let distance = hypot(dx, dy);
        let mut done = 0.0;
        while distance - done > left {
            done += left;
            let share = done / distance;
            let place = |from: f64, way: f64| (from + share * way).round() as i32;
            let at = (place(from.0, dx), place(from.1, dy));
            match dashes.last_mut().filter(|_| drawing) {
                Some(dash) => dash.push(at),
                None => dashes.push(vec![at]),
            }
            drawing = !drawing;
            left = length;
        }
        left -= distance - done;
        if let Some(dash) = dashes.last_mut().filter(|_| drawing) {
            dash.push(ends[1]);
        }
    }
    dashes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dashes_go_round_corners() {
        assert_eq!(
            dashes(&[(0, 0), (15, 0), (15, 10)], 10.0),
            [vec![(0, 0), (10, 0)], vec![(15, 5), (15, 10)]]
        );
    }
}
