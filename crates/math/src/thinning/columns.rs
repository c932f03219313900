//! Curves against time, column by column.

/// Columns of a chart: more than it has pixels on most pages.
pub const COLUMNS: u64 = 400;

/// Which of the first `count` points are seen in a chart of [`COLUMNS`] columns whose axis ends at `horizon`. `clock` says
/// where on that axis a point stands, and never falls. Of every curve the extremes of each column are kept; a curve may end
/// early.
pub fn seen_in_columns(
    count: usize,
    horizon: u64,
    clock: impl Fn(usize) -> u64,
    curves: &[&dyn Fn(usize) -> Option<f64>],
) -> Vec<u32> {
    let column = |index: usize| {
        let wide = u128::from(clock(index)) * u128::from(COLUMNS) / u128::from(horizon.max(1));
        wide as u64
    };
    let mut seen = Vec::new();
    let mut first = 0;
    while first < count {
        let here = column(first);
        let mut end = first + 1;
        while end < count && column(end) == here {
            end += 1;
        }
        let column = seen.len();
        let ends = [Some(first), Some(end - 1)];
        let extremes = curves.iter().flat_map(|curve| extremes(first..end, curve));
        for index in ends.into_iter().chain(extremes).flatten() {
            // Into a handful, in order.
            let index = index as u32;
            let place = column + seen[column..].partition_point(|&other| other < index);
            if seen.get(place) != Some(&index) {
                seen.insert(place, index);
            }
        }
        first = end;
    }
    seen
}

/// Where a curve is lowest and highest within some points.
fn extremes(
    points: std::ops::Range<usize>,
    curve: &dyn Fn(usize) -> Option<f64>,
) -> [Option<usize>; 2] {
    let (mut lowest, mut highest) = (None, None);
    for index in points {
        let Some(value) = curve(index) else { break };
        if lowest.is_none_or(|(_, least)| value < least) {
            lowest = Some((index, value));
        }
        if highest.is_none_or(|(_, most)| value > most) {
            highest = Some((index, value));
        }
    }
    [lowest, highest].map(|extreme| extreme.map(|(index, _)| index))
}

/// Which points of a run a frame has.
pub enum Kept<'a> {
    /// All of the first so many.
    First(usize),
    /// These, in order.
    These(&'a [u32]),
}

impl Kept<'_> {
    /// Those of a list that has a value for each point of the run, or ends earlier.
    pub fn of<T: Copy>(&self, list: &[T]) -> Vec<T> {
        match *self {
            Self::First(count) => list.iter().copied().take(count).collect(),
            Self::These(indices) => (indices.iter())
                .map_while(|&index| list.get(index as usize).copied())
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_peak_of_one_step_is_kept() {
        let count = 100_001;
        let burst = |n: usize| {
            Some(if n == 77_777 {
                9.0
            } else {
                (n as f64 * 0.7).sin()
            })
        };
        let seen = seen_in_columns(count, 100_000, |n| n as u64, &[&burst]);
        assert!(seen.contains(&77_777) && seen.contains(&100_000) && seen.contains(&0));
        // The last point stands on the border of a column that has no other.
        assert!(seen.len() <= 4 * COLUMNS as usize + 1, "{}", seen.len());
        assert!(seen.windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[test]
    fn every_column_keeps_its_extremes() {
        let value = |n: usize| ((n * n) as f64).sin();
        let count = 20_000;
        let seen = seen_in_columns(count, 20_000, |n| n as u64, &[&|n| Some(value(n))]);
        let range = |points: &mut dyn Iterator<Item = usize>| {
            points
                .map(value)
                .fold((f64::MAX, f64::MIN), |(low, high), value| {
                    (low.min(value), high.max(value))
                })
        };
        for column in 0..COLUMNS as usize {
            let inside = |n: &usize| n * COLUMNS as usize / 20_000 == column;
            let all = range(&mut (0..count).filter(inside));
            let kept = range(&mut seen.iter().map(|&n| n as usize).filter(inside));
            assert_eq!(all, kept, "{column}");
        }
    }

    #[test]
    fn a_curve_that_falls_costs_two_points_a_column() {
        let falls = |n: usize| Some((-(n as f64) / 1e4).exp());
        let seen = seen_in_columns(100_000, 100_000, |n| n as u64, &[&falls]);
        assert_eq!(seen.len(), 2 * COLUMNS as usize);
    }

    #[test]
    fn a_curve_that_ends_early_keeps_what_it_has() {
        let short = |n: usize| (n < 3).then_some(n as f64);
        let seen = seen_in_columns(10_000, 1, |_| 0, &[&short]);
        assert_eq!(seen, [0, 2, 9_999]);
        assert_eq!(Kept::These(&seen).of(&[5, 6, 7]), [5, 7]);
        assert_eq!(Kept::First(2).of(&[5, 6, 7]), [5, 6]);
        assert!(seen_in_columns(0, 100, |n| n as u64, &[]).is_empty());
    }
}
