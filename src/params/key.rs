//! What a parameter is called, with the type of its values: a lab spells an id once, and asks for no other kind than it has.

use super::{Choices, Points, Value};
use std::fmt;
use std::marker::PhantomData;

/// The id of a parameter whose values are a `T`, which is one of
///
/// | `T` | kind | read as |
/// |---|---|---|
/// | `f64` | a number | `f64` |
/// | `u64` | a whole number | `u64` |
/// | `bool` | a switch | `bool` |
/// | `[f64; 2]` | a point of the plane | `[f64; 2]` |
/// | an enum by [`choices!`](crate::choices!) | one of its options | the enum |
/// | [`Formula`] | a formula | its text, `&str` |
/// | [`Points`] | points of the plane | `&[[f64; 2]]` |
///
/// Schema, conditions and settings all take the key:
///
/// ```
/// use thetaflow::params::{Condition, Key, Param, Params, Scale, flag, number};
///
/// const NOISY: Key<bool> = Key::new("noisy");
/// const SIGMA: Key<f64> = Key::new("sigma");
///
/// fn noise() -> [Param; 2] {
///     [
///         flag(NOISY, "", false),
///         number(SIGMA, "σ", Scale::Linear, [0.0, 3.0], 1.0).relevant_when(Condition::on(NOISY)),
///     ]
/// }
///
/// fn sigma(params: &Params) -> f64 {
///     if params.get(NOISY) { params.get(SIGMA) } else { 0.0 }
/// }
/// ```
///
/// What is no such parameter does not compile:
///
/// ```compile_fail
/// # use thetaflow::params::{Condition, Key};
/// const SIGMA: Key<f64> = Key::new("sigma");
/// Condition::on(SIGMA);
/// ```
pub struct Key<T> {
    id: &'static str,
    values: PhantomData<fn() -> T>,
}

/// The length of a run, which every lab has.
pub const STEPS: Key<u64> = Key::of_every_lab("steps");
/// What decides all that is random, which every lab has.
pub const SEED: Key<u64> = Key::of_every_lab("seed");

/// What permalinks and the element have beside the parameters of a lab, and what all labs have.
const TAKEN: [&str; 15] = [
    "lab", "step", "steps", "seed", "controls", "theme", "lang", "autoplay", "export", "home",
    "runner", "poster", "reveal", "group", "",
];

impl<T> Key<T> {
    /// The key of a parameter of a lab. Made as a `const`, one that is called like an option of the page does not compile:
    ///
    /// ```compile_fail
    /// const THEME: thetaflow::params::Key<bool> = thetaflow::params::Key::new("theme");
    /// ```
    pub const fn new(id: &'static str) -> Self {
        assert!(!is_taken(id), "the page, or every lab, has this id");
        Self::of_every_lab(id)
    }

    const fn of_every_lab(id: &'static str) -> Self {
        Self {
            id,
            values: PhantomData,
        }
    }

    /// The id: what it is called in URL, element and command line.
    pub const fn id(self) -> &'static str {
        self.id
    }
}

impl<T> Clone for Key<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Key<T> {}

impl<T> fmt::Debug for Key<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.id)
    }
}

const fn is_taken(id: &str) -> bool {
    let mut n = 0;
    while n < TAKEN.len() {
        if same(TAKEN[n].as_bytes(), id.as_bytes()) {
            return true;
        }
        n += 1;
    }
    false
}

/// `==`, which constants have no other way to ask for.
const fn same(one: &[u8], other: &[u8]) -> bool {
    let mut n = 0;
    while n < one.len() && n < other.len() && one[n] == other[n] {
        n += 1;
    }
    n == one.len() && n == other.len()
}

/// Of a [`Key`] to a formula: see [`expression`](super::expression).
pub enum Formula {}

/// What the values of a parameter can be: see [`Key`].
pub trait Values: Sized {
    /// As what they are read.
    type Read<'a>;

    /// The value, if it is of this kind.
    fn read(value: &Value) -> Option<Self::Read<'_>>;

    /// What stands in where a lab asks for a parameter that its schema does not have.
    fn missing<'a>() -> Self::Read<'a>;
}

/// Values that are read as what they are, or by reference.
macro_rules! values {
    ($($T:ty, $Kind:ident as $Read:ty: $value:ident => $read:expr, $missing:expr;)*) => {$(
        impl Values for $T {
            type Read<'a> = $Read;

            fn read(value: &Value) -> Option<Self::Read<'_>> {
                match value {
                    Value::$Kind($value) => Some($read),
                    _ => None,
                }
            }

            fn missing<'a>() -> Self::Read<'a> {
                $missing
            }
        }
    )*};
}

values! {
    f64, Number as f64: number => *number, 0.0;
    u64, Integer as u64: integer => *integer, 0;
    bool, Flag as bool: flag => *flag, false;
    [f64; 2], Point as [f64; 2]: point => *point, [0.0; 2];
    Formula, Expression as &'a str: source => source, "";
    Points, Points as &'a [[f64; 2]]: points => points.as_slice(), &[];
}

impl<C: Choices> Values for C {
    type Read<'a> = C;

    fn read(value: &Value) -> Option<C> {
        match value {
            Value::Choice(option) => Some(C::of_id(option)),
            _ => None,
        }
    }

    fn missing<'a>() -> Self::Read<'a> {
        C::of_id("")
    }
}

/// A number or a whole number: what can lie above and below something.
pub trait Quantity: Values {}

impl Quantity for f64 {}
impl Quantity for u64 {}
