//! Products of a weight matrix with tiles, in blocks that stay in registers.
//!
//! Weights are stored row by row, a row for every output.

use super::batch::Lanes;
use super::scalar::Scalar;
use std::array::from_fn;

/// Rows in a block: 4 rows of 8 lanes are 8 registers of sums.
const ROWS: usize = 4;

/// `out` ← W x + bias, for one tile, with what is not above zero times `leak`. Without `bias` nothing is added.
#[inline(always)]
pub fn times<T: Scalar>(weights: &[T], x: &[Lanes<T>], bias: &[T], leak: T, out: &mut [Lanes<T>]) {
    let leak = T::four([leak; 4]);
    let mut blocks = out.chunks_exact_mut(ROWS);
    let mut row = 0;
    for block in &mut blocks {
        rows::<T, ROWS>(weights, x, bias, row, leak, block);
        row += ROWS;
    }
    let rest = blocks.into_remainder();
    match rest.len() {
        1 => rows::<T, 1>(weights, x, bias, row, leak, rest),
        2 => rows::<T, 2>(weights, x, bias, row, leak, rest),
        3 => rows::<T, 3>(weights, x, bias, row, leak, rest),
        _ => {}
    }
}

#[inline(always)]
fn rows<T: Scalar, const R: usize>(
    weights: &[T],
    x: &[Lanes<T>],
    bias: &[T],
    row: usize,
    leak: T::Four,
    out: &mut [Lanes<T>],
) {
    let columns = x.len();
    let weights: [&[T]; R] = from_fn(|r| &weights[(row + r) * columns..][..columns]);
    let mut sums: [[T::Four; 2]; R] = from_fn(|r| {
        let bias = bias.get(row + r).copied().unwrap_or(T::zero());
        [T::four([bias; 4]); 2]
    });
    for (k, x) in x.iter().enumerate() {
        let x = halves(x);
        for r in 0..R {
            let weight = T::four([weights[r][k]; 4]);
            sums[r] = [sums[r][0] + weight * x[0], sums[r][1] + weight * x[1]];
        }
    }
    for (out, sum) in out.iter_mut().zip(sums) {
        // Here, where the sums are at hand: a pass of its own would read and write them again.
        *out = lanes::<T>(leaking::<T>(sum, leak, sum));
    }
}

/// `values` where `at` is above zero, and `leak` times them elsewhere; NaN stays.
#[inline(always)]
pub fn leaking<T: Scalar>(at: [T::Four; 2], leak: T::Four, values: [T::Four; 2]) -> [T::Four; 2] {
    from_fn(|half| T::where_positive(at[half], values[half], leak * values[half]))
}

/// A tile's eight lanes as two registers.
#[inline(always)]
pub fn halves<T: Scalar>(lanes: &Lanes<T>) -> [T::Four; 2] {
    let [a, b, c, d, e, f, g, h] = *lanes;
    [T::four([a, b, c, d]), T::four([e, f, g, h])]
}

/// Two registers as a tile's eight lanes.
#[inline(always)]
pub fn lanes<T: Scalar>([low, high]: [T::Four; 2]) -> Lanes<T> {
    let ([a, b, c, d], [e, f, g, h]) = (T::values(low), T::values(high));
    [a, b, c, d, e, f, g, h]
}

/// `out` ← Wᵀ y, for one tile, each unit of it after `finish`.
#[inline(always)]
pub fn times_transposed<T: Scalar>(
    weights: &[T],
    y: &[Lanes<T>],
    finish: impl Fn(usize, [T::Four; 2]) -> [T::Four; 2],
    out: &mut [Lanes<T>],
) {
    let columns = out.len();
    let mut blocks = out.chunks_exact_mut(ROWS);
    let mut column = 0;
    for block in &mut blocks {
        columns_of::<T, ROWS>(weights, columns, y, column, &finish, block);
        column += ROWS;
    }
    let rest = blocks.into_remainder();
    match rest.len() {
        1 => columns_of::<T, 1>(weights, columns, y, column, &finish, rest),
        2 => columns_of::<T, 2>(weights, columns, y, column, &finish, rest),
        3 => columns_of::<T, 3>(weights, columns, y, column, &finish, rest),
        _ => {}
    }
}

#[inline(always)]
fn columns_of<T: Scalar, const C: usize>(
    weights: &[T],
    columns: usize,
    y: &[Lanes<T>],
    column: usize,
    finish: impl Fn(usize, [T::Four; 2]) -> [T::Four; 2],
    out: &mut [Lanes<T>],
) {
    let mut sums = [[T::four([T::zero(); 4]); 2]; C];
    for (row, y) in weights[column..].chunks(columns).zip(y) {
        let Some(weights) = row.first_chunk::<C>() else {
            break;
        };
        let y = halves(y);
        for c in 0..C {
            let weight = T::four([weights[c]; 4]);
            sums[c] = [sums[c][0] + weight * y[0], sums[c][1] + weight * y[1]];
        }
    }
    for (c, (out, sum)) in out.iter_mut().zip(sums).enumerate() {
        *out = lanes::<T>(finish(column + c, sum));
    }
}

/// `gradient` += Σ y xᵀ over all points of the tiles, and `bias` += Σ y if there is a bias.
pub fn add_outer<T: Scalar>(
    (y, outputs, y_stride): (&[Lanes<T>], usize, usize),
    (x, inputs, x_stride): (&[Lanes<T>], usize, usize),
    gradient: &mut [T],
    bias: &mut [T],
) {
    let mut row = 0;
    while row < outputs {
        let (y, rows) = (y.get(row..).unwrap_or_default(), (outputs - row).min(ROWS));
        let mut column = 0;
        while column < inputs {
            let x = x.get(column..).unwrap_or_default();
            let (y, x) = ((y, y_stride), (x, x_stride));
            let place = (&mut *gradient, row * inputs + column, inputs);
            column += match (rows, inputs - column) {
                (4, 1) => block::<T, 4, 1>(y, x, place),
                (4, _) => block::<T, 4, 2>(y, x, place),
                (3, 1) => block::<T, 3, 1>(y, x, place),
                (3, _) => block::<T, 3, 2>(y, x, place),
                (2, 4..) => block::<T, 2, 4>(y, x, place),
                (2, 2..) => block::<T, 2, 2>(y, x, place),
                (2, _) => block::<T, 2, 1>(y, x, place),
                (_, 8..) => block::<T, 1, 8>(y, x, place),
                (_, 2..) => block::<T, 1, 2>(y, x, place),
                _ => block::<T, 1, 1>(y, x, place),
            };
        }
        row += rows;
    }
    for (row, bias) in bias.iter_mut().enumerate() {
        let y = y.get(row..).unwrap_or_default();
        let mut sum = T::four([T::zero(); 4]);
        for y in y.chunks(y_stride).filter_map(<[Lanes<T>]>::first) {
            let [low, high] = halves(y);
            sum = (sum + low) + high;
        }
        *bias += total::<T>(sum);
    }
}

/// The R × C block of `gradient` that begins at a place; returns C.
#[inline(always)]
fn block<T: Scalar, const R: usize, const C: usize>(
    (y, y_stride): (&[Lanes<T>], usize),
    (x, x_stride): (&[Lanes<T>], usize),
    (gradient, place, columns): (&mut [T], usize, usize),
) -> usize {
    // Both halves of a tile go into the same four lanes, which leaves registers for a larger block.
    let mut sums = [[T::four([T::zero(); 4]); C]; R];
    for (y, x) in y.chunks(y_stride).zip(x.chunks(x_stride)) {
        let (Some(y), Some(x)) = (y.first_chunk::<R>(), x.first_chunk::<C>()) else {
            break;
        };
        let x: [_; C] = from_fn(|c| halves(&x[c]));
        for r in 0..R {
            let y = halves(&y[r]);
            for c in 0..C {
                sums[r][c] = (sums[r][c] + y[0] * x[c][0]) + y[1] * x[c][1];
            }
        }
    }
    for (sums, row) in sums.iter().zip(gradient[place..].chunks_mut(columns)) {
        for (&sum, gradient) in sums.iter().zip(row) {
            *gradient += total::<T>(sum);
        }
    }
    C
}

#[inline(always)]
fn total<T: Scalar>(four: T::Four) -> T {
    let [a, b, c, d] = T::values(four);
    (a + b) + (c + d)
}

#[cfg(test)]
mod tests {
    use super::super::batch::{Batch, tiles};
    use super::*;

    fn number(seed: usize) -> f64 {
        libm::sin(seed as f64 * 12.9898) * 2.0
    }

    fn batch(units: usize, points: usize, seed: usize) -> Batch<f64> {
        let mut batch = Batch::new(units, tiles(points));
        for point in 0..points {
            for unit in 0..units {
                batch.set(point, unit, number(seed + point * units + unit));
            }
        }
        batch
    }

    #[test]
    fn every_shape_agrees_with_sums_written_out() {
        let points = 21;
        for (outputs, inputs) in (1..=9).flat_map(|o| (1..=11).map(move |i| (o, i))) {
            let weights: Vec<f64> = (0..outputs * inputs).map(|k| number(k + 1)).collect();
            let bias: Vec<f64> = (0..outputs).map(|k| number(k + 500)).collect();
            let (x, y) = (batch(inputs, points, 1000), batch(outputs, points, 2000));
            let all = 0..tiles(points);
            let (mut wx, mut wty) = (Batch::new(outputs, all.end), Batch::new(inputs, all.end));
            for tile in all.clone() {
                times(&weights, x.tile(tile), &bias, 0.3, wx.tile_mut(tile));
                times_transposed(&weights, y.tile(tile), |_, sum| sum, wty.tile_mut(tile));
            }
            let (mut gradient, mut sums) = (vec![0.5; outputs * inputs], vec![0.25; outputs]);
            add_outer(
                (y.range(&all), outputs, y.stride()),
                (x.range(&all), inputs, x.stride()),
                &mut gradient,
                &mut sums,
            );
            let close = |a: f64, b: f64| assert!((a - b).abs() < 1e-12, "{outputs} {inputs}");
            for point in 0..points {
                for o in 0..outputs {
                    let sum: f64 = (0..inputs)
                        .map(|i| weights[o * inputs + i] * x.get(point, i))
                        .sum();
                    let z = sum + bias[o];
                    close(wx.get(point, o), if z < 0.0 { 0.3 * z } else { z });
                }
                for i in 0..inputs {
                    let sum: f64 = (0..outputs)
                        .map(|o| weights[o * inputs + i] * y.get(point, o))
                        .sum();
                    close(wty.get(point, i), sum);
                }
            }
            for o in 0..outputs {
                for i in 0..inputs {
                    let sum: f64 = (0..points).map(|p| y.get(p, o) * x.get(p, i)).sum();
                    close(gradient[o * inputs + i], 0.5 + sum);
                }
                let sum: f64 = (0..points).map(|p| y.get(p, o)).sum();
                close(sums[o], 0.25 + sum);
            }
        }
    }
}
