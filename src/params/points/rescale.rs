//! A cloud of any size and place, brought into the range.

use super::PointsKind;

/// How much of the range the cloud fills: the outermost points do not lie on its edge.
const FILLED: f64 = 0.8;

/// Moves the middle of the cloud's bounding box to that of the range and fits its longer side; the aspect stays.
pub(super) fn rescale(kind: &PointsKind, points: &mut [[f64; 2]]) {
    let mut half_side = 0.0_f64;
    let middles = [0, 1].map(|axis| {
        let values = points.iter().map(|point| point[axis]);
        let (low, high) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
            (low.min(value), high.max(value))
        });
        // Halves first: the difference of two finite numbers may be infinite.
        half_side = half_side.max(0.5 * high - 0.5 * low);
        0.5 * low + 0.5 * high
    });
    let middle = 0.5 * (kind.min + kind.max);
    let room = FILLED * 0.5 * (kind.max - kind.min);
    for point in points {
        for (coordinate, origin) in point.iter_mut().zip(middles) {
            // All points in one place stay in one place.
            let share = if half_side > 0.0 {
                (*coordinate - origin) / half_side
            } else {
                0.0
            };
            *coordinate = middle + room * share;
        }
    }
}
