//! A path in the plane, without what is already there.

use crate::real::hypot;

/// A stretch of a path without gaps.
pub type Piece = Vec<[f64; 2]>;

/// More points than this are not kept: then the cells double.
const MOST: usize = 2500;
/// A power of two with room for twice as many.
const SLOTS: usize = 8192;

/// So many points at the beginning of a path are not taken for parts of straight lines: there, steps can be told apart.
const BEGINNING: usize = 400;

/// The pieces of a path that are seen: the whole path if it has not been thinned.
pub fn pieces(seen: &[Piece], all: &[[f64; 2]]) -> Vec<Piece> {
    match seen {
        [] => vec![all.to_vec()],
        _ => seen.to_vec(),
    }
}

/// The steps that can be told apart: of a long run in the beginning only, no longer than to where it comes to places where
/// it has been.
pub fn dotted<'a>(seen: &'a [Piece], all: &'a [[f64; 2]]) -> &'a [[f64; 2]] {
    match seen.first() {
        Some(first) => first.get(..BEGINNING).unwrap_or(first),
        None => all,
    }
}

/// A path as it grows. Points on a straight line between others are left out, and of the lines those that lead from one cell
/// of a grid to another between which one has led before.
#[derive(Clone)]
pub struct Trace {
    /// The sides of a cell at first, which is the unit of what follows.
    finest: [f64; 2],
    /// How often cells have doubled, as a factor.
    scale: f64,
    pieces: Vec<Piece>,
    points: usize,
    line: Option<Straight>,
    seen: Seen,
    /// How many points of the path are in it.
    taken: usize,
}

impl Trace {
    /// A path that has no points yet, with the sides of a cell.
    pub fn new(cell: [f64; 2]) -> Self {
        Self {
            finest: cell,
            scale: 1.0,
            pieces: Vec::new(),
            points: 0,
            line: None,
            seen: Seen::new(),
            taken: 0,
        }
    }

    /// Brings the trace to `path`: it goes on where it was, or, if the path is shorter now, begins anew.
    pub fn follow(&mut self, path: &[[f64; 2]]) {
        if path.len() < self.taken {
            *self = Self::new(self.finest);
        }
        for &point in path.iter().skip(self.taken) {
            self.taken += 1;
            let Some(mut line) = self.line.take() else {
                self.line = Some(Straight::new(point));
                continue;
            };
            if self.taken <= BEGINNING || !line.reaches(point, self.finest) {
                line = Straight::new(self.draw(line.from, line.to));
                line.reaches(point, self.finest);
            }
            self.line = Some(line);
            while self.points > MOST {
                self.coarsen();
            }
        }
    }

    /// What is to be drawn, up to the latest point.
    pub fn pieces(&self) -> Vec<Piece> {
        let mut pieces = self.pieces.clone();
        if let Some(Straight { from, to, .. }) = self.line
            && from != to
        {
            push(&mut pieces, from, to);
        }
        pieces
    }

    /// A line, unless one like it is there. Returns where the next one begins: a line within a cell waits for more.
    fn draw(&mut self, from: [f64; 2], to: [f64; 2]) -> [f64; 2] {
        let (first, second) = (self.cell(from), self.cell(to));
        if first == second {
            return from;
        }
        if self.seen.insert(key(first.min(second), first.max(second))) {
            self.points += push(&mut self.pieces, from, to);
        }
        to
    }

    /// Doubles the cells.
    fn coarsen(&mut self) {
        self.scale *= 2.0;
        self.seen = Seen::new();
        self.points = 0;
        let mut end = None;
        for piece in std::mem::take(&mut self.pieces) {
            let mut points = piece.into_iter();
            let Some(first) = points.next() else { continue };
            end = points.try_fold((first, first), |end, to| Some((self.draw(end.0, to), to)));
        }
        // What goes on at the end still does.
        if let Some((from, to)) = end.filter(|(from, to)| from != to) {
            push(&mut self.pieces, from, to);
        }
    }

    fn cell(&self, point: [f64; 2]) -> [i64; 2] {
        [0, 1].map(|k| (point[k] / (self.finest[k] * self.scale)).floor() as i64)
    }
}

/// Adds a line to the last piece if it goes on there. Returns how many points it took.
fn push(pieces: &mut Vec<Piece>, from: [f64; 2], to: [f64; 2]) -> usize {
    match pieces
        .last_mut()
        .filter(|piece| piece.last() == Some(&from))
    {
        Some(piece) => {
            piece.push(to);
            1
        }
        None => {
            pieces.push(vec![from, to]);
            2
        }
    }
}

/// A line on its way, as long as all that it passes lies on it to within the side of a cell.
#[derive(Clone)]
struct Straight {
    from: [f64; 2],
    to: [f64; 2],
    /// How far `to` is from `from`.
    length: f64,
    /// The directions to the right and to the left of which it must not go, once it goes anywhere.
    bounds: Option<[[f64; 2]; 2]>,
}

impl Straight {
    fn new(from: [f64; 2]) -> Self {
        Self {
            from,
            to: from,
            length: 0.0,
            bounds: None,
        }
    }

    /// Goes on to a point if it can.
    fn reaches(&mut self, point: [f64; 2], unit: [f64; 2]) -> bool {
        let [x, y] = [0, 1].map(|k| (point[k] - self.from[k]) / unit[k]);
        let length = hypot(x, y);
        if length <= 1.0 && self.bounds.is_none() {
            // Still at the beginning.
            self.to = point;
            return true;
        }
        let ahead = [x / length, y / length];
        let cross = |a: [f64; 2], b: [f64; 2]| a[0] * b[1] - a[1] * b[0];
        // The directions of lines that pass the point at a distance of 1.
        let sine = 1.0 / length.max(1.0);
        let cosine = (1.0 - sine * sine).sqrt();
        let turned = |sine: f64| {
            let [x, y] = ahead;
            [cosine * x - sine * y, cosine * y + sine * x]
        };
        let [mut right, mut left] = [turned(-sine), turned(sine)];
        if let Some([right_before, left_before]) = self.bounds {
            let is_between = cross(right_before, ahead) >= 0.0 && cross(ahead, left_before) >= 0.0;
            if !(is_between && length >= self.length) {
                return false;
            }
            right = if cross(right, right_before) > 0.0 {
                right_before
            } else {
                right
            };
            left = if cross(left_before, left) > 0.0 {
                left_before
            } else {
                left
            };
        }
        (self.to, self.length, self.bounds) = (point, length, Some([right, left]));
        true
    }
}

/// A number for a pair of cells. Two pairs that share one among the few thousand of a trace are less likely than a cosmic ray.
fn key(from: [i64; 2], to: [i64; 2]) -> u64 {
    let parts = [from[0], from[1], to[0], to[1]];
    parts.into_iter().fold(0, |key: u64, part| {
        let mixed = (key ^ part as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        mixed ^ (mixed >> 29)
    })
}

/// A set of numbers other than 0, which the standard library's would hash once more with much more code.
#[derive(Clone)]
struct Seen(Vec<u64>);

impl Seen {
    fn new() -> Self {
        Self(vec![0; SLOTS])
    }

    /// Whether it was not there.
    fn insert(&mut self, key: u64) -> bool {
        let key = key.max(1);
        // Never more than half full.
        for offset in 0..SLOTS {
            let slot = (key as usize).wrapping_add(offset) % SLOTS;
            if self.0[slot] == key {
                return false;
            }
            if self.0[slot] == 0 {
                self.0[slot] = key;
                return true;
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CELL: [f64; 2] = [0.01, 0.01];

    fn traced(points: impl Iterator<Item = [f64; 2]>) -> Vec<Piece> {
        let path: Vec<[f64; 2]> = points.collect();
        let mut trace = Trace::new(CELL);
        trace.follow(&path);
        // Whether it grew at once or bit by bit does not show, nor whether it was longer before.
        let mut bit_by_bit = Trace::new(CELL);
        for end in [
            0,
            1,
            path.len().min(2),
            path.len() / 2,
            path.len(),
            path.len() / 3,
            path.len(),
        ] {
            bit_by_bit.follow(&path[..end]);
        }
        // As texts, in which NaN is itself.
        let text = |trace: &Trace| format!("{:?}", trace.pieces());
        assert_eq!(text(&trace), text(&bit_by_bit));
        trace.pieces()
    }

    fn points(pieces: &[Piece]) -> usize {
        pieces.iter().map(Vec::len).sum()
    }

    #[test]
    fn a_short_path_is_kept_as_it_is() {
        let path = [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.5, 0.5]];
        assert_eq!(traced(path.into_iter()), [path.to_vec()]);
        assert_eq!(traced([[1.0, 2.0]].into_iter()), Vec::<Piece>::new());
    }

    #[test]
    fn a_path_that_swings_for_ever_is_drawn_once() {
        let swing = (0..100_000).map(|n| [if n % 2 == 0 { -1.0 } else { 1.0 }, 0.0]);
        let pieces = traced(swing);
        assert_eq!(pieces[0], [[-1.0, 0.0], [1.0, 0.0]]);
        // Once more at most, for the step that is on show.
        assert!(points(&pieces) <= 4);
    }

    #[test]
    fn what_comes_to_rest_ends_at_its_last_point() {
        let path = |n: i32| [f64::from(n).recip(), 0.0];
        let pieces = traced((1..100_000).map(path));
        assert!(points(&pieces) <= BEGINNING + 1);
        assert_eq!(
            pieces.last().and_then(|piece| piece.last()),
            Some(&path(99_999))
        );
    }

    #[test]
    fn windings_stay() {
        // A spiral of 40 turns, in from 1 to 0.2, each two cells from the next.
        let at = |n: u32| {
            let share = f64::from(n) / 1e5;
            let (sin, cos) = (251.0 * share).sin_cos();
            [0, 1].map(|k| (1.0 - 0.8 * share) * [cos, sin][k])
        };
        let pieces = traced((0..100_000).map(at));
        assert!(points(&pieces) <= MOST + 2);
        // Every point of the spiral is near one that is drawn.
        let drawn: Vec<[f64; 2]> = pieces.concat();
        for n in (0..100_000).step_by(97) {
            let [x, y] = at(n);
            let nearest = drawn.iter().map(|point| (x - point[0]).hypot(y - point[1]));
            assert!(nearest.fold(f64::INFINITY, f64::min) < 0.2, "{n}");
        }
        // In one line, without a gap.
        assert_eq!(pieces.len(), 1);
    }

    #[test]
    fn straight_lines_need_their_ends_and_turning_points_only() {
        // There and back again, after the beginning, in which every step stays.
        let at = |n: u32| if n <= 5000 { n } else { 10_000 - n };
        let path = (0..10_000).map(|n| [f64::from(at(n)), 2.0 * f64::from(at(n))]);
        let pieces = traced(path);
        assert!(pieces.concat().contains(&[5000.0, 10_000.0]));
        assert!(points(&pieces) < BEGINNING + 8, "{}", points(&pieces));
    }

    #[test]
    fn noise_is_bounded_and_keeps_its_extent() {
        let mut state = 1_u64;
        let mut noise = || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            (state >> 40) as f64 / f64::from(1 << 24) - 0.5
        };
        let pieces = traced((0..100_000).map(|_| [noise(), noise()]));
        assert!(points(&pieces) <= MOST + 2);
        let most = pieces
            .concat()
            .iter()
            .fold(0.0_f64, |most, p| most.max(p[0].abs()));
        assert!(most > 0.48);
    }

    #[test]
    fn far_away_and_infinite_points_do_no_harm() {
        let far = [1e300, -1e300, f64::INFINITY, 0.0];
        assert!(!traced(far.into_iter().map(|x| [x, x])).is_empty());
    }
}
