//! The canonical text: `1.25,-0.4;0,2` is two points. Nothing in it has to be encoded in an address.

use super::{PARTS, PointsKind};
use crate::params::{ParamError, number_text, numeral};

pub(super) fn read(kind: &PointsKind, id: &str, text: &str) -> Result<Vec<[f64; 2]>, ParamError> {
    let plain: String;
    let text = if text.is_ascii() {
        text
    } else {
        plain = text.chars().map(numeral::plain).collect();
        &plain
    };
    let mut points = Vec::new();
    for point in text
        .split(';')
        .filter(|point| !point.trim_ascii().is_empty())
    {
        let number = points.len() + 1;
        if number > kind.most {
            let args = [("id", id.to_owned()), ("most", kind.most.to_string())];
            return Err(ParamError::new("too_many_points", args));
        }
        let coordinate = |text: &str| {
            let number = numeral::read_number(text.trim_ascii()).ok()?;
            (kind.contains(number) && !text.contains(',')).then_some(number)
        };
        let read = point
            .split_once(',')
            .and_then(|(x, y)| Some([coordinate(x)?, coordinate(y)?]));
        points.push(read.ok_or_else(|| {
            let args = [
                ("id", id.to_owned()),
                ("number", number.to_string()),
                ("got", point.trim_ascii().to_owned()),
                ("min", number_text(kind.min)),
                ("max", number_text(kind.max)),
            ];
            ParamError::new("not_points", args)
        })?);
    }
    Ok(points)
}

/// Thousands of points are written at every change of any parameter: whole numbers are faster than decimals.
pub(super) fn text(points: &[[f64; 2]]) -> String {
    let mut text = String::new();
    for [x, y] in points {
        if !text.is_empty() {
            text.push(';');
        }
        push(&mut text, *x);
        text.push(',');
        push(&mut text, *y);
    }
    text
}

/// A number of thousandths, without zeros at its end.
fn push(text: &mut String, coordinate: f64) {
    let parts = (coordinate * PARTS).round() as i64;
    if parts < 0 {
        text.push('-');
    }
    let (whole, mut rest) = (
        parts.unsigned_abs() / PARTS as u64,
        parts.unsigned_abs() % PARTS as u64,
    );
    *text += &whole.to_string();
    if rest > 0 {
        text.push('.');
    }
    let mut place = PARTS as u64;
    while rest > 0 {
        place /= 10;
        text.push(char::from(b'0' + (rest / place) as u8));
        rest %= place;
    }
}
