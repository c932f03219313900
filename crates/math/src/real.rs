//! Elementary functions of real numbers that have the same bits on every machine.
//!
//! The standard library asks the platform for them: glibc natively, a copy of musl's in WebAssembly, and one result in ten
//! differs in its last bit. So everything that a frame is made of calls these, which are compiled from the same source
//! everywhere: those of the crate [`libm`], and for the circular functions [`trigonometry`](super::trigonometry). What the
//! hardware itself rounds correctly, √ and the four operations, needs no care, and so do powers with a whole exponent, which
//! are products.

pub use super::trigonometry::{cos, sin, sin_cos, tan};
pub use libm::{
    acos, acosh, asin, asinh, atan, atan2, atanh, cbrt, cosh, erfc, exp, exp2, expm1 as exp_m1,
    hypot, log as ln, log1p as ln_1p, log2, log10, pow as powf, sinh, tanh,
};

#[cfg(test)]
mod tests {
    use super::*;

    /// Values of mpmath with 40 digits, rounded.
    #[test]
    fn functions_are_right_to_the_last_bit_but_one() {
        for (found, exact) in [
            (exp(1.5), 4.481_689_070_338_064_8),
            (ln(0.3), -1.203_972_804_325_936),
            (powf(1.7, 2.3), 3.388_695_291_147_646),
            (tanh(0.4), 0.379_948_962_255_224_9),
            (hypot(3.0, 4.0), 5.0),
            (atan2(-1.0, -2.0), -2.677_945_044_588_987),
            (acos(0.2), 1.369_438_406_004_566),
            (exp_m1(1e-10), 1.000_000_000_05e-10),
            (ln_1p(-1e-10), -1.000_000_000_05e-10),
            (cbrt(-2.0), -1.259_921_049_894_873),
        ] {
            assert!(
                (found - exact).abs() <= 2.0 * f64::EPSILON * exact.abs(),
                "{found} {exact}"
            );
        }
    }
}
