//! Handles under the arrow keys.

use crate::lab::{AnyFigure, HandleOnScreen};
use crate::params::Schema;
use crate::testing::runs::figure_at;
use crate::testing::{Subject, settings};

/// Rounding swallows no step and adds up to none, on linear and logarithmic axes and through maps.
pub fn ten_fine_steps_of_a_handle_are_one_step(subject: &Subject) {
    let schema = subject.lab.schema();
    for params in settings::of_every_option(subject) {
        let figure = figure_at(subject.lab, &params, 0);
        for handle in figure.handles() {
            for direction in [[1.0, 0.0], [-1.0, 0.0], [0.0, 1.0], [0.0, -1.0]] {
                let wrong = complaint(figure.as_ref(), &handle, direction, schema);
                assert_eq!(wrong, None, "{}: {}", params.query(), handle.id);
            }
        }
    }
}

/// What is wrong with ten tenths of a step; nothing if all is well.
fn complaint(
    figure: &dyn AnyFigure,
    handle: &HandleOnScreen,
    [right, up]: [f64; 2],
    schema: &Schema,
) -> Option<String> {
    let go = |from, size: f64| -> [f64; 2] {
        let set = figure.nudge(handle.id, from, (right * size, up * size), schema);
        let texts: Vec<String> = set.into_iter().map(|(_, text)| text).collect();
        let values = texts.join(",");
        let mut values = values
            .split(',')
            .map(|text| text.parse().expect("a number"));
        [values.next().expect("x"), values.next().expect("y")]
    };
    let [far, near] = [1.0, 0.0].map(|size| go(handle.value, size));
    let mut fine = near;
    for _ in 0..10 {
        let next = go(fine, 0.1);
        if near != far && next == fine {
            return Some(format!("{fine:?} is stuck"));
        }
        fine = next;
    }
    let arrives = (0..2).all(|k| {
        let step = (far[k] - near[k]).abs();
        (fine[k] - far[k]).abs() <= 0.3 * step.max(1e-9)
    });
    (!arrives).then(|| format!("{near:?}, {fine:?}, {far:?}"))
}
