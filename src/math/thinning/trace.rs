//! A path in the plane, without what is already there.

/// A stretch of a path without gaps.
pub type Piece = Vec<[f64; 2]>;

/// More points than this are not kept: then the cells double.
const MOST: usize = 2500;
/// A power of two with room for twice as many.
const SLOTS: usize = 8192;

/// A path as it grows. Kept are the steps that lead from one cell of a grid to another between which none has led yet.
#[derive(Clone)]
pub struct Trace {
    /// The sides of a cell at first.
    finest: [f64; 2],
    /// How often they have doubled, as a factor.
    scale: f64,
    pieces: Vec<Piece>,
    points: usize,
    /// Where the path stands, to the next cell.
    pen: Option<[f64; 2]>,
    /// Its latest point.
    last: Option<[f64; 2]>,
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
            pen: None,
            last: None,
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
            self.add(point);
            self.last = Some(point);
            while self.points > MOST {
                self.coarsen();
            }
        }
        self.taken = path.len();
    }

    /// What is to be drawn, up to the latest point.
    pub fn pieces(&self) -> Vec<Piece> {
        let mut pieces = self.pieces.clone();
        if let (Some(pen), Some(last)) = (self.pen, self.last)
            && pen != last
        {
            match pieces.last_mut().filter(|piece| piece.last() == Some(&pen)) {
                Some(piece) => piece.push(last),
                None => pieces.push(vec![pen, last]),
            }
        }
        pieces
    }

    fn add(&mut self, point: [f64; 2]) {
        let Some(pen) = self.pen.replace(point) else {
            return;
        };
        let (from, to) = (self.cell(pen), self.cell(point));
        if from == to {
            self.pen = Some(pen);
        } else if self.seen.insert(key(from.min(to), from.max(to))) {
            self.points += 1;
            match (self.pieces.last_mut()).filter(|piece| piece.last() == Some(&pen)) {
                Some(piece) => piece.push(point),
                None => {
                    self.points += 1;
                    self.pieces.push(vec![pen, point]);
                }
            }
        }
    }

    /// Doubles the cells.
    fn coarsen(&mut self) {
        let (pen, pieces) = (self.pen, std::mem::take(&mut self.pieces));
        self.scale *= 2.0;
        self.seen = Seen::new();
        self.points = 0;
        for piece in pieces {
            self.pen = None;
            piece.into_iter().for_each(|point| self.add(point));
        }
        self.pen = pen;
    }

    fn cell(&self, point: [f64; 2]) -> [i64; 2] {
        [0, 1].map(|k| (point[k] / (self.finest[k] * self.scale)).floor() as i64)
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
        assert_eq!(traced(swing), [[[-1.0, 0.0], [1.0, 0.0]]]);
    }

    #[test]
    fn what_comes_to_rest_ends_at_its_last_point() {
        let path = |n: i32| [f64::from(n).recip(), 0.0];
        let pieces = traced((1..100_000).map(path));
        assert!(points(&pieces) < 40);
        assert_eq!(
            pieces.last().and_then(|piece| piece.last()),
            Some(&path(99_999))
        );
    }

    #[test]
    fn windings_stay() {
        // A spiral of 16 turns, in from 1 to 0.2.
        let at = |n: u32| {
            let share = f64::from(n) / 1e5;
            let (sin, cos) = (100.0 * share).sin_cos();
            [0, 1].map(|k| (1.0 - 0.8 * share) * [cos, sin][k])
        };
        let pieces = traced((0..100_000).map(at));
        assert!(points(&pieces) <= MOST + 2);
        // Every point of the spiral is near one that is drawn.
        let drawn: Vec<[f64; 2]> = pieces.concat();
        for n in (0..100_000).step_by(97) {
            let [x, y] = at(n);
            let nearest = drawn.iter().map(|point| (x - point[0]).hypot(y - point[1]));
            assert!(nearest.fold(f64::INFINITY, f64::min) < 0.06, "{n}");
        }
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
        let far = [1e300, -1e300, f64::INFINITY, f64::NAN, 0.0];
        assert!(!traced(far.into_iter().map(|x| [x, x])).is_empty());
    }
}
