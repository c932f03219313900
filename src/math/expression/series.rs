//! Functions that are computed once for real numbers, with two derivatives, and carried over to any dual number by their
//! Taylor series, which is exact because there the third power of a nilpotent part is 0.
//!
//! Written over a generic number, each of them would be in a module once for every kind of dual number.

use std::f64::consts::{LN_2, LN_10};

use super::function::Function;
use crate::math::number::Number;

/// Value, first and second derivative. NaN outside the domain.
#[inline(never)]
pub(super) fn smooth(function: Function, x: f64) -> [f64; 3] {
    let squared = (1.0 - x) * (1.0 + x);
    let root = squared.sqrt();
    let logarithm = |value: f64, unit: f64| [value, 1.0 / (x * unit), -1.0 / (x * x * unit)];
    match function {
        Function::Sinh => [x.sinh(), x.cosh(), x.sinh()],
        Function::Cosh => [x.cosh(), x.sinh(), x.cosh()],
        Function::Asin => [x.atan2(root), 1.0 / root, x / (squared * root)],
        Function::Acos => [root.atan2(x), -1.0 / root, -x / (squared * root)],
        Function::Atan => {
            let slope = 1.0 / (1.0 + x * x);
            [x.atan(), slope, -2.0 * x * slope * slope]
        }
        Function::Log2 => logarithm(x.log2(), LN_2),
        Function::Log10 => logarithm(x.log10(), LN_10),
        _ => {
            let root = x.cbrt();
            let slope = 1.0 / (3.0 * root * root);
            [root, slope, -2.0 / 3.0 * slope / x]
        }
    }
}

/// Values of functions that are constant but for their jumps.
#[inline(never)]
pub(super) fn jumps(function: Function, x: f64) -> f64 {
    match function {
        Function::Floor => x.floor(),
        Function::Ceil => x.ceil(),
        _ if x > 0.0 => 1.0,
        _ if x < 0.0 => -1.0,
        _ => x,
    }
}

/// f(x) from f, f′ and f″ at the real part of `x`. A derivative that there is none of counts as 0.
pub(super) fn extended<N: Number>(x: N, [value, first, second]: [f64; 3]) -> N {
    if !value.is_finite() || !x.re().is_finite() {
        return N::from(value);
    }
    let finite = |derivative: f64| {
        if derivative.is_finite() {
            derivative
        } else {
            0.0
        }
    };
    let nilpotent = x - x.re();
    (nilpotent * (0.5 * finite(second)) + finite(first)) * nilpotent + value
}

/// The angle of the point (x, y), which differs by a constant from arctan(y/x) and from −arctan(x/y).
pub(super) fn atan2<N: Number>(y: N, x: N) -> N {
    let angle = y.re().atan2(x.re());
    let quotient = if x.re().abs() > y.re().abs() {
        y / x
    } else {
        -x / y
    };
    let [_, first, second] = smooth(Function::Atan, quotient.re());
    extended(quotient, [angle, first, second])
}
