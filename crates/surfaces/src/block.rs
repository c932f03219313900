//! ∇L at many points at once.
//!
//! The polynomial surfaces run in loops of their own, one a surface, in which dual numbers dissolve into plain arithmetic
//! that the compiler vectorises. Each result has the very bits that [`Surface::gradient`] gives.

use crate::Surface;
use thetaflow_math::number::Dual;

/// Writes ∇L at the points (xᵢ, yᵢ), `theta` being x₁ x₂ ... y₁ y₂ ..., into `gradient`, laid out alike.
pub(crate) fn gradients<S: Surface>(surface: &S, theta: &[f64], gradient: &mut [f64]) {
    let (x, y) = theta.split_at(theta.len() / 2);
    let (gx, gy) = gradient.split_at_mut(gradient.len() / 2);
    let points = Points { x, y, gx, gy };
    if S::IS_POLYNOMIAL {
        points.each(|x, y| surface.value(x, y));
    } else {
        points.one_by_one(|theta| surface.gradient(theta));
    }
}

struct Points<'a> {
    x: &'a [f64],
    y: &'a [f64],
    gx: &'a mut [f64],
    gy: &'a mut [f64],
}

impl Points<'_> {
    fn one_by_one(self, gradient: impl Fn([f64; 2]) -> [f64; 2]) {
        for (((&x, &y), gx), gy) in self.x.iter().zip(self.y).zip(self.gx).zip(self.gy) {
            [*gx, *gy] = gradient([x, y]);
        }
    }

    #[inline]
    fn each(self, loss: impl Fn(Dual, Dual) -> Dual) {
        for (((&x, &y), gx), gy) in self.x.iter().zip(self.y).zip(self.gx).zip(self.gy) {
            // One slope at a time: the compiler sees that the values are the same.
            *gx = loss(Dual::variable(x), Dual::from(y)).slope();
            *gy = loss(Dual::from(x), Dual::variable(y)).slope();
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Landscape, Quadratic};

    #[test]
    fn many_gradients_are_the_single_ones_bit_by_bit() {
        let mut surfaces = Landscape::all();
        surfaces.push(Landscape::Quadratic(Quadratic {
            kappa: 7.0,
            angle: 0.3,
        }));
        surfaces.push(Landscape::custom("x^2*y^3").unwrap());
        let (x, y) = ([-1.5, 0.0, 0.7, 2.3, 1.0], [2.0, 0.0, -0.4, 1.1, 1.0]);
        let theta = [x, y].concat();
        for surface in surfaces {
            let mut gradient = [f64::NAN; 10];
            surface.gradients(&theta, &mut gradient);
            for i in 0..5 {
                assert_eq!(
                    [gradient[i], gradient[i + 5]].map(f64::to_bits),
                    surface.gradient([x[i], y[i]]).map(f64::to_bits),
                    "{surface:?} at {}, {}",
                    x[i],
                    y[i]
                );
            }
        }
    }
}
