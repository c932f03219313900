//! Dual numbers a + Σ bᵢ εᵢ with εᵢ εⱼ = 0: what a function makes of them is its value and its derivatives (Clifford 1873;
//! forward mode, Griewank and Walther 2008, chapter 3).

use super::Number;
use super::arithmetic::{Arithmetic, logistic};
use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, DivAssign, Mul, MulAssign, Neg, Sub, SubAssign};

/// A number with its derivatives by `D` variables. Over dual numbers in their turn these are second derivatives.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dual<N = f64, const D: usize = 1> {
    /// The value.
    pub re: N,
    /// Its derivatives.
    pub slopes: [N; D],
}

impl<N: Number, const D: usize> Dual<N, D> {
    /// A point as numbers, each of which is the variable of its place.
    #[inline]
    pub fn variables(at: [N; D]) -> [Self; D] {
        std::array::from_fn(|i| {
            let mut slopes = [N::zero(); D];
            slopes[i] = N::one();
            Self { re: at[i], slopes }
        })
    }

    /// What a function makes of this number, from its value and its slope here.
    #[inline]
    fn chain(self, value: N, slope: N) -> Self {
        Self {
            re: value,
            slopes: self.slopes.map(|own| own * slope),
        }
    }
}

impl<N: Number> Dual<N> {
    /// A number that changes with one variable at a given rate.
    #[inline]
    pub fn new(re: N, slope: N) -> Self {
        Self {
            re,
            slopes: [slope],
        }
    }

    /// The variable itself.
    #[inline]
    pub fn variable(at: N) -> Self {
        Self::new(at, N::one())
    }

    /// The derivative.
    #[inline]
    pub fn slope(self) -> N {
        self.slopes[0]
    }
}

impl<N: Number, const D: usize> From<f64> for Dual<N, D> {
    #[inline]
    fn from(value: f64) -> Self {
        Self {
            re: N::from(value),
            slopes: [N::zero(); D],
        }
    }
}

impl<N: Number, const D: usize> Neg for Dual<N, D> {
    type Output = Self;

    #[inline]
    fn neg(self) -> Self {
        Self {
            re: -self.re,
            slopes: self.slopes.map(|slope| -slope),
        }
    }
}

/// An operation by what it makes of the two slopes by one variable, da and db, beside the two values and their result.
macro_rules! operation {
    ($trait:ident $method:ident $assign_trait:ident $assign:ident, |$a:ident, $da:ident, $b:ident, $db:ident, $value:ident| $slope:expr) => {
        impl<N: Number, const D: usize> $trait for Dual<N, D> {
            type Output = Self;

            #[inline]
            fn $method(self, other: Self) -> Self {
                let ($a, $b) = (self.re, other.re);
                let $value = $trait::$method($a, $b);
                let mut slopes = self.slopes;
                for ($da, &$db) in slopes.iter_mut().zip(&other.slopes) {
                    *$da = $slope;
                }
                Self { re: $value, slopes }
            }
        }

        impl<N: Number, const D: usize> $assign_trait for Dual<N, D> {
            #[inline]
            fn $assign(&mut self, other: Self) {
                *self = $trait::$method(*self, other);
            }
        }
    };
}

operation!(Add add AddAssign add_assign, |_a, da, _b, db, _value| *da + db);
operation!(Sub sub SubAssign sub_assign, |_a, da, _b, db, _value| *da - db);
operation!(Mul mul MulAssign mul_assign, |a, da, b, db, _value| *da * b + a * db);
operation!(Div div DivAssign div_assign, |_a, da, b, db, value| (*da - value * db) / b);

impl<N: Number, const D: usize> Add<f64> for Dual<N, D> {
    type Output = Self;

    #[inline]
    fn add(self, other: f64) -> Self {
        Self {
            re: self.re + other,
            ..self
        }
    }
}

impl<N: Number, const D: usize> Sub<f64> for Dual<N, D> {
    type Output = Self;

    #[inline]
    fn sub(self, other: f64) -> Self {
        Self {
            re: self.re - other,
            ..self
        }
    }
}

impl<N: Number, const D: usize> Mul<f64> for Dual<N, D> {
    type Output = Self;

    #[inline]
    fn mul(self, other: f64) -> Self {
        Self {
            re: self.re * other,
            slopes: self.slopes.map(|slope| slope * other),
        }
    }
}

impl<N: Number, const D: usize> Div<f64> for Dual<N, D> {
    type Output = Self;

    #[inline]
    fn div(self, other: f64) -> Self {
        Self {
            re: self.re / other,
            slopes: self.slopes.map(|slope| slope / other),
        }
    }
}

impl<N: Number, const D: usize> Sum for Dual<N, D> {
    fn sum<I: Iterator<Item = Self>>(numbers: I) -> Self {
        numbers.fold(Self::zero(), Add::add)
    }
}

impl<N: Number, const D: usize> Arithmetic for Dual<N, D> {
    #[inline]
    fn of(value: f64) -> Self {
        Self::from(value)
    }

    #[inline]
    fn exceeds(self, other: Self) -> bool {
        self.re() > other.re()
    }

    #[inline]
    fn logistic(self) -> Self {
        logistic(self)
    }

    #[inline]
    fn softplus(self) -> Self {
        self.chain(self.re.softplus(), self.re.logistic())
    }
}

impl<N: Number, const D: usize> Number for Dual<N, D> {
    const HAS_SLOPES: bool = true;

    #[inline]
    fn re(self) -> f64 {
        self.re.re()
    }

    #[inline]
    fn sqrt(self) -> Self {
        let root = self.re.sqrt();
        self.chain(root, (root + root).recip())
    }

    #[inline]
    fn exp(self) -> Self {
        let value = self.re.exp();
        self.chain(value, value)
    }

    #[inline]
    fn ln(self) -> Self {
        self.chain(self.re.ln(), self.re.recip())
    }

    fn ln_1p(self) -> Self {
        self.chain(self.re.ln_1p(), (self.re + 1.0).recip())
    }

    #[inline]
    fn sin(self) -> Self {
        self.chain(self.re.sin(), self.re.cos())
    }

    #[inline]
    fn cos(self) -> Self {
        self.chain(self.re.cos(), -self.re.sin())
    }

    #[inline]
    fn powi(self, exponent: i32) -> Self {
        if exponent == 0 {
            return Self::one();
        }
        let below = self.re.powi(exponent.saturating_sub(1));
        self.chain(self.re.powi(exponent), below * f64::from(exponent))
    }

    fn powf(self, exponent: f64) -> Self {
        if exponent == 0.0 {
            return Self::one();
        }
        self.chain(
            self.re.powf(exponent),
            self.re.powf(exponent - 1.0) * exponent,
        )
    }
}
