//! Cutting paths at the border of a panel: neither canvas nor SVG backend of plotters clips.

/// The pieces of a path that lie inside the rectangle `[left, top, right, bottom]`.
/// A point that is not finite interrupts the path. Method: Liang and Barsky 1984, segment by segment.
pub fn clip_path(
    points: impl IntoIterator<Item = (f64, f64)>,
    rectangle: [f64; 4],
) -> Vec<Vec<(f64, f64)>> {
    let mut pieces: Vec<Vec<(f64, f64)>> = Vec::new();
    let mut before: Option<(f64, f64)> = None;
    let mut piece_goes_on = false;
    for point in points {
        if !(point.0.is_finite() && point.1.is_finite()) {
            before = None;
            piece_goes_on = false;
            continue;
        }
        if let Some(before) = before {
            match clip_segment(before, point, rectangle) {
                Some(Inside {
                    from,
                    to,
                    reaches_end,
                }) => {
                    match pieces.last_mut().filter(|_| piece_goes_on) {
                        Some(piece) => piece.push(to),
                        None => pieces.push(vec![from, to]),
                    }
                    piece_goes_on = reaches_end;
                }
                None => piece_goes_on = false,
            }
        }
        before = Some(point);
    }
    pieces
}

/// What is left of a segment.
struct Inside {
    from: (f64, f64),
    to: (f64, f64),
    /// Whether `to` is the segment's own end.
    reaches_end: bool,
}

/// The part of a segment inside the rectangle.
fn clip_segment(
    from: (f64, f64),
    to: (f64, f64),
    [left, top, right, bottom]: [f64; 4],
) -> Option<Inside> {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
    for (speed, room) in [
        (-dx, from.0 - left),
        (dx, right - from.0),
        (-dy, from.1 - top),
        (dy, bottom - from.1),
    ] {
        if speed == 0.0 {
            if room < 0.0 {
                return None;
            }
        } else if speed < 0.0 {
            enter = enter.max(room / speed);
        } else {
            leave = leave.min(room / speed);
        }
    }
    let at = |share: f64| (from.0 + share * dx, from.1 + share * dy);
    (enter <= leave).then(|| Inside {
        from: at(enter),
        to: at(leave),
        reaches_end: leave == 1.0,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_that_leaves_and_comes_back_gives_two_pieces() {
        let path = [(1.0, 1.0), (1.0, 5.0), (3.0, 5.0), (3.0, 1.0)];
        let pieces = clip_path(path, [0.0, 0.0, 4.0, 4.0]);
        assert_eq!(
            pieces,
            vec![vec![(1.0, 1.0), (1.0, 4.0)], vec![(3.0, 4.0), (3.0, 1.0)]]
        );
    }

    #[test]
    fn a_path_inside_stays_whole() {
        let path = [(1.0, 1.0), (2.0, 3.0), (3.0, 1.0)];
        assert_eq!(clip_path(path, [0.0, 0.0, 4.0, 4.0]), vec![path.to_vec()]);
    }

    #[test]
    fn what_is_not_finite_interrupts() {
        let path = [
            (1.0, 1.0),
            (2.0, 1.0),
            (f64::NAN, 1.0),
            (2.0, 2.0),
            (1.0, f64::INFINITY),
            (1.0, 2.0),
        ];
        assert_eq!(
            clip_path(path, [0.0, 0.0, 4.0, 4.0]),
            vec![vec![(1.0, 1.0), (2.0, 1.0)]]
        );
    }
}
