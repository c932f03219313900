//! When a run counts as diverged.

/// ‖θ‖ above this is diverged.
pub const LARGEST_NORM: f64 = 1e6;

/// Whether θ has left the finite numbers, or ‖θ‖ ≤ 10⁶.
pub fn has_diverged([x, y]: [f64; 2]) -> bool {
    // Not by `hypot`, which takes longer than a step of the rule; a sum of squares is NaN or infinite where θ is.
    let square = x * x + y * y;
    square > LARGEST_NORM * LARGEST_NORM || square.is_nan()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_a_number_has_diverged() {
        assert!(!has_diverged([1e5, -1e5]));
        for theta in [
            [2e6, 0.0],
            [f64::NAN, 0.0],
            [f64::NAN, f64::INFINITY],
            [0.0, f64::NEG_INFINITY],
        ] {
            assert!(has_diverged(theta));
        }
    }
}
