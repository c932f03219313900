//! Points of an interval.

/// So many points at equal distances, from one end to the other.
pub fn spaced([from, to]: [f64; 2], count: usize) -> Vec<f64> {
    let last = count.saturating_sub(1) as f64;
    (0..count)
        .map(|k| from + (to - from) * k as f64 / last)
        .collect()
}

/// The interval in which a condition that holds first ceases to hold, by halving the given one `halvings` times.
pub fn bisect(
    [mut low, mut high]: [f64; 2],
    halvings: u32,
    holds: impl Fn(f64) -> bool,
) -> [f64; 2] {
    for _ in 0..halvings {
        let middle = 0.5 * (low + high);
        if holds(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    [low, high]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_reach_from_end_to_end() {
        assert_eq!(spaced([-1.0, 2.0], 4), [-1.0, 0.0, 1.0, 2.0]);
        assert_eq!(spaced([1.0, 2.0], 0), [0.0; 0]);
    }

    #[test]
    fn the_square_root_of_two_lies_where_squares_reach_two() {
        let [low, high] = bisect([1.0, 2.0], 50, |x| x * x < 2.0);
        assert!(low < 2.0_f64.sqrt() && 2.0_f64.sqrt() <= high && high - low <= 1e-15);
    }
}
